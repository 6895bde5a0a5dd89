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
  const { value, progress, trouble, start } = room.figures;
  // Straight to the style: the moment changes with each frame, and nothing else of this has to.
  useEffect(
    () => effect(() => box.current?.style.setProperty('--at', String(partOf(timeline, at.value)))),
    [at, timeline],
  );
  return (
    <section class="timeline" aria-label={t('time.title')} ref={box}>
      <SeekSlider />
      {progress.value !== null && (
        <p class="timeline-wait">
          <span role="status">{t('time.loading')}</span>
          <progress aria-label={t('time.loading')} max={1} value={progress.value > 0 ? progress.value : undefined} />
        </p>
      )}
      {trouble.value && <Failed {...trouble.value} onRetry={() => void start()} />}
      {value.value && <TimelineLanes insight={value.value.insight} />}
    </section>
  );
}
