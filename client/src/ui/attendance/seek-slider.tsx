/** The moment shown, as a slider: a real one, so that keys, fingers and screen readers know it. */

import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useNamedWords, useReplay } from './replay-context.ts';

const STEP_MS = 1000;

export function SeekSlider() {
  const { room, steps } = useReplay();
  const words = useNamedWords();
  const slider = useRef<HTMLInputElement>(null);
  const { replay } = room;
  const { firstMs, lastMs } = replay.timeline;
  useEffect(
    () =>
      effect(() => {
        const at = room.second.value;
        const isPaused = replay.status.value === 'paused';
        const shown = slider.current;
        if (!shown) return;
        shown.value = String(replay.at.peek());
        // Screen readers say each change of it: while it plays, only what whoever holds it does.
        if (isPaused || shown !== document.activeElement) shown.setAttribute('aria-valuetext', words.time(at));
      }),
    [room, replay, words.language],
  );
  return (
    <div class="seek">
      <span class="seek-end" aria-hidden="true">
        {words.minute(firstMs)}
      </span>
      <input
        ref={slider}
        type="range"
        data-seek
        aria-label={words.t('play.seek')}
        min={firstMs}
        max={lastMs}
        step={STEP_MS}
        onInput={(event) => {
          const at = Number(event.currentTarget.value);
          event.currentTarget.setAttribute('aria-valuetext', words.time(at));
          steps.to(at);
        }}
      />
    </div>
  );
}
