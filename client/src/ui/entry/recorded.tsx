/** What is kept of a visit: one sentence, and the rest for who wants to know; and one's choice about it. */

import { useApp } from '../app-context.ts';
import { PathChoice } from '../trail/path-choice.tsx';
import { TrailLink } from '../trail/trail-link.tsx';

export function Recorded() {
  const { store, t } = useApp();
  const event = store.event.value;
  if (!event) return null;
  return (
    <section class="recorded">
      <p>{t(`entry.recorded.${event.log}`, { days: event.retentionDays })}</p>
      {(event.shared || event.series !== event.id) && <p>{t('path.series')}</p>}
      <details>
        <summary>{t('entry.recorded.more')}</summary>
        <ul>
          <li>{t('entry.recorded.kept')}</li>
          {event.log === 'movement' && <li>{t('entry.recorded.path')}</li>}
          <li>{t('entry.recorded.never')}</li>
          <li>{t('entry.recorded.why')}</li>
          <li>{t('entry.recorded.outside')}</li>
          <li>{t('path.rights')}</li>
        </ul>
        <TrailLink />
      </details>
      <PathChoice />
    </section>
  );
}
