import { expect, it } from 'vitest';
import { frameAt, TileClock } from '../../src/render/tile-clock.ts';

const frames = [
  { gid: 1, ms: 100 },
  { gid: 2, ms: 300 },
];

it('each frame is shown for its own time, over and over', () => {
  expect([0, 99, 100, 399, 400, 1234].map((now) => frameAt(frames, now))).toEqual([0, 0, 1, 1, 0, 0]);
});

it('frames without time stand still', () => {
  expect(frameAt([{ gid: 1, ms: 0 }], 50)).toBe(0);
});

it('the version grows only when a frame changes', () => {
  const clock = new TileClock();
  clock.frame(frames);
  clock.advance(50);
  expect(clock.version).toBe(0);
  clock.advance(150);
  expect([clock.version, clock.frame(frames)]).toEqual([1, 1]);
});
