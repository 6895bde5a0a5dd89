/** Who made what of the map. */

import { useApp } from '../app-context.ts';
import { withLinks } from './links.ts';
import { Panel } from './panel.tsx';

export function CreditsPanel() {
  const { store, t } = useApp();
  const credits = store.map.value?.credits ?? [];
  return (
    <Panel title={t('credits.title')}>
      <p class="help">{t('credits.intro')}</p>
      <dl class="credits">
        {credits.map(({ what, text }, index) => (
          <div key={index}>
            <dt>{what}</dt>
            <dd>
              {withLinks(text).map((part, at) =>
                part.href?.startsWith('https:') ? (
                  <a key={at} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
                    {part.text}
                  </a>
                ) : (
                  part.text
                ),
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
