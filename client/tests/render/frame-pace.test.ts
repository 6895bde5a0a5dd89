import { describe, expect, it } from 'vitest';
import { FramePace } from '../../src/render/frame-pace.ts';

/** At which of the screen's frames, 16 ms apart, something is drawn. */
function drawn(pace: FramePace, from: number, to: number, isMoving: boolean): number {
  let count = 0;
  for (let now = from; now < to; now += 16) if (pace.isDue(now, isMoving)) count += 1;
  return count;
}

describe('FramePace', () => {
  it('draws every frame while somebody walks', () => {
    expect(drawn(new FramePace(), 0, 1600, true)).toBe(100);
  });

  it('draws about nine frames a second while all stand still', () => {
    expect(drawn(new FramePace(), 0, 1000, false)).toBe(9);
  });

  it('goes on at full rate for a while after a change', () => {
    const pace = new FramePace();
    pace.wake(10_000);
    expect(drawn(pace, 10_000, 10_800, false)).toBe(50);
    expect(drawn(pace, 10_816, 11_816, false)).toBeLessThan(11);
  });
});
