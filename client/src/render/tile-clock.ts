/** Which frame each animated tile shows. */

import type { AnimationFrame } from '../core/island-map.ts';

/** The frame of an animation at a time, both in ms; frames that last no time are never shown, unless all are so. */
export function frameAt(frames: readonly AnimationFrame[], now: number): number {
  const whole = cycleMs(frames);
  if (whole <= 0) return 0;
  let left = now % whole;
  for (let i = 0; i < frames.length; i++) {
    left -= frames[i]?.ms ?? 0;
    if (left < 0) return i;
  }
  return 0;
}

function cycleMs(frames: readonly AnimationFrame[]): number {
  let sum = 0;
  for (const frame of frames) sum += frame.ms;
  return sum;
}

/** Keeps the frame number of every animation in use. `version` grows when any of them changes. */
export class TileClock {
  version = 0;
  private readonly shown = new Map<readonly AnimationFrame[], number>();

  /** The frame that is shown now; the animation is followed from here on. */
  frame(frames: readonly AnimationFrame[]): number {
    const known = this.shown.get(frames);
    if (known !== undefined) return known;
    this.shown.set(frames, 0);
    return 0;
  }

  /** Move on to `now` (ms). */
  advance(now: number): void {
    let changed = false;
    for (const [frames, shown] of this.shown) {
      const frame = frameAt(frames, now);
      if (frame === shown) continue;
      this.shown.set(frames, frame);
      changed = true;
    }
    if (changed) this.version += 1;
  }
}
