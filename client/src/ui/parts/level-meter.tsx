/** How loud one's microphone is: to see, and in words. */

import { useSignal, useSignalEffect } from '@preact/signals';
import { useApp } from '../app-context.ts';

/** Louder than this, others can hear you. Linear, 0..1. */
const AUDIBLE = 0.015;
/** After the last sound the words stay for a while: they must not flicker. */
const REMEMBERED_MS = 4000;

/** Loudness as people hear it: about the cube root of the level. */
const shownLevel = (level: number): number => Math.min(1, Math.cbrt(level) * 1.2);

export function LevelMeter() {
  const { store, t } = useApp();
  const lastHeard = useSignal(Number.NEGATIVE_INFINITY);
  useSignalEffect(() => {
    if (store.microphoneLevel.value > AUDIBLE) lastHeard.value = performance.now();
  });
  const isOn = store.microphone.value === 'on';
  const isHeard = performance.now() - lastHeard.value < REMEMBERED_MS;
  const words = !isOn ? t('check.level.muted') : t(isHeard ? 'check.level.good' : 'check.level.quiet');
  return (
    <div class="level">
      <meter aria-label={t('check.level')} min={0} max={1} value={isOn ? shownLevel(store.microphoneLevel.value) : 0}>
        {words}
      </meter>
      <p role="status">{words}</p>
    </div>
  );
}
