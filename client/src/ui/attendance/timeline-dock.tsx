/** The time of the event: the slider, and under it what happened when. */

import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Failed } from './failed.tsx';
import { useNamedWords, useReplay } from './replay-context.ts';
import { SeekSlider } from './seek-slider.tsx';
import { TimelineLanes } from './timeline-lanes.tsx';
import { partOf } from './timeline-shape.ts';

export function TimelineDock() {
  const { room } = useReplay();
  const { t } = useNamedWords();
  const box = useRef<HTMLElement>(null);
  const { at, timeline } = room.replay;
  const insight = room.insight.value;
  // Straight to the style: the moment changes with each frame, and nothing else of this has to.
  useEffect(
    () => effect(() => box.current?.style.setProperty('--at', String(partOf(timeline, at.value)))),
    [at, timeline],
  );
  return (
    <section class="timeline" aria-label={t('time.title')} ref={box}>
      <SeekSlider />
      {insight.at === 'loading' && (
        <p class="timeline-wait">
          <span role="status">{t('time.loading')}</span>
          <progress aria-label={t('time.loading')} max={1} value={insight.done > 0 ? insight.done : undefined} />
        </p>
      )}
      {insight.at === 'failed' && <Failed reason={insight.reason} onRetry={() => room.loadInsight()} />}
      {insight.at === 'there' && <TimelineLanes insight={insight.insight} />}
    </section>
  );
}
