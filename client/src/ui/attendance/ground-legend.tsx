/** How to read what is drawn on the ground. */

import { useMemo } from 'preact/hooks';
import { heatLevels, levelColours, mostOf, smoothed } from '../../core/heat-scale.ts';
import { useNamedWords, useReplay } from './replay-context.ts';

export function GroundLegend() {
  const { ground } = useReplay();
  const { t } = useNamedWords();
  const shown = ground.shown.value;
  if (!shown) return null;
  return (
    <>
      {shown.heat && <HeatLegend heat={shown.heat} />}
      {shown.trails.length > 0 && (
        <section class="legend" aria-label={t('ground.legend.trails')}>
          <h3>{t('ground.legend.trails')}</h3>
          <ul>
            <li>
              <TrailSign isStrong={false} />
              {t('ground.legend.thin')}
            </li>
            <li>
              <TrailSign isStrong />
              {t('ground.legend.strong')}
            </li>
            <li>{t('ground.legend.fade')}</li>
            {shown.isCut && <li>{t('ground.legend.cut')}</li>}
          </ul>
        </section>
      )}
    </>
  );
}

interface HeatLegendProps {
  readonly heat: { readonly width: number; readonly height: number; readonly spentMs: Float64Array };
}

function HeatLegend({ heat }: HeatLegendProps) {
  const { t, length } = useNamedWords();
  const levels = useMemo(() => heatLevels(mostOf(smoothed(heat.spentMs, heat.width, heat.height))), [heat]);
  const colours = levelColours(levels);
  return (
    <section class="legend" aria-label={t('ground.legend.heat')}>
      <h3>{t('ground.legend.heat')}</h3>
      {levels.length === 0 && <p>{t('ground.legend.empty')}</p>}
      <ol class="heat-scale">
        {levels.map((from, rank) => (
          <li key={from}>
            <span class="heat-swatch" style={{ '--heat': colours[rank], '--rank': rank + 1 }} aria-hidden="true" />
            {t('ground.legend.from', { time: length(from) })}
          </li>
        ))}
      </ol>
    </section>
  );
}

function TrailSign({ isStrong }: { isStrong: boolean }) {
  return (
    <svg class={isStrong ? 'trail-sign strong' : 'trail-sign'} viewBox="0 0 40 12" aria-hidden="true" focusable="false">
      <path class="casing" d="M2 6H38" />
      <path d="M2 6H38" />
      {isStrong && <path class="arrow" d="M26 6l-8 5V1Z" />}
    </svg>
  );
}
