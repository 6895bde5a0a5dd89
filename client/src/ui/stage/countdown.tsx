/** The clock of a stage. Screen readers are told now and then (`say/stage-news.ts`), not each second. */

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useApp } from '../app-context.ts';
import { clockText } from './countdown-calls.ts';

/** For so long after its end a countdown says that time is up. */
const OVER_MS = 60_000;
const TICK_MS = 250;

export function Countdown({ endsAt }: { endsAt: number }) {
  const { t } = useApp();
  const now = useSignal(performance.now());
  useEffect(() => {
    const timer = setInterval(() => {
      now.value = performance.now();
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [now]);
  const leftMs = endsAt - now.value;
  if (leftMs < -OVER_MS) return null;
  return (
    <p class={leftMs <= 0 ? 'stage-clock over' : 'stage-clock'} role="timer">
      {leftMs <= 0 ? t('stage.over') : t('stage.left', { time: clockText(leftMs) })}
    </p>
  );
}
