/** To take everything along, and to keep the link by which one comes back. */

import { useSignal } from '@preact/signals';
import type { TrailDesk } from './trail-desk.ts';
import { useTrailWords } from './use-trail-words.ts';

export function TrailKeep({ desk }: { desk: TrailDesk }) {
  const { t } = useTrailWords();
  const copied = useSignal<'copy.done' | 'copy.failed' | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      copied.value = 'copy.done';
    } catch {
      copied.value = 'copy.failed';
    }
  };
  return (
    <section class="trail-part" aria-labelledby="trail-keep">
      <h2 id="trail-keep">{t('keep')}</h2>
      <button type="button" class="button main" onClick={() => void desk.download()}>
        {t('download')}
      </button>
      <p class="help">{t('download.help')}</p>
      <button type="button" class="button" onClick={() => void copy()}>
        {t('copy')}
      </button>
      <p class="help">{t('copy.help')}</p>
      <div role="status">
        {desk.said.value === 'done' && <p>{t('download.done')}</p>}
        {copied.value && <p>{t(copied.value)}</p>}
      </div>
    </section>
  );
}
