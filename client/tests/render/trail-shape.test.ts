import { expect, test } from 'vitest';
import { AGES, ageOf, trailArrows, trailPieces } from '../../src/render/trail-shape.ts';

const stretch = { fromMs: 0, toMs: 4000 };
const trail = (...steps: readonly [x: number, y: number, atMs: number][]) => ({
  pseudonym: 'K7PQ-3M2X-0A9T',
  steps: steps.map(([x, y, atMs]) => ({ x, y, atMs })),
});

test('ages go from the oldest to the newest, whatever the moment', () => {
  expect([-5, 0, 1000, 3999, 4000, 9000].map((at) => ageOf(at, stretch))).toEqual([0, 0, 1, 3, 3, 3]);
  expect(ageOf(7, { fromMs: 7, toMs: 7 })).toBe(AGES - 1);
});

test('steps straight ahead are one line, and turns are kept', () => {
  const [piece] = trailPieces(trail([0, 0, 0], [1, 0, 100], [2, 0, 200], [2, 1, 300], [2, 2, 400]), stretch);
  expect(piece?.points.map(({ atMs }) => atMs)).toEqual([0, 200, 400]);
});

test('whoever turns back is drawn going back', () => {
  const [piece] = trailPieces(trail([0, 0, 0], [1, 0, 100], [0, 0, 200]), stretch);
  expect(piece?.points).toHaveLength(3);
});

test('pieces of different ages hang together', () => {
  const pieces = trailPieces(trail([0, 0, 0], [1, 0, 1500], [2, 0, 3500]), stretch);
  expect(pieces.map(({ age }) => age)).toEqual([1, 3]);
  expect(pieces[0]?.points.at(-1)).toEqual(pieces[1]?.points[0]);
});

test('somebody who stood still has no line', () => {
  expect(trailPieces(trail([3, 3, 0]), stretch)).toEqual([]);
});

test('arrows come every few tiles, in the direction of the walk', () => {
  const steps = Array.from({ length: 8 }, (_, i) => [i, 0, i * 100] as [number, number, number]);
  const arrows = trailArrows(trail(...steps), stretch);
  expect(arrows).toHaveLength(2);
  expect(arrows[0]?.angle).toBe(0);
  const [south] = trailArrows(trail([0, 0, 0], [0, 1, 1], [0, 2, 2], [0, 3, 3]), stretch);
  expect(south?.angle).toBeCloseTo(Math.PI / 2);
});

test('a person walks beside another in the same tiles, the same way each time', () => {
  const first = (pseudonym: string) =>
    trailPieces({ ...trail([0, 0, 0], [1, 0, 10]), pseudonym }, stretch)[0]?.points[0];
  expect(first('a')).toEqual(first('a'));
  expect(first('a')).not.toEqual(first('b'));
  expect(Math.abs(first('a')?.x ?? 9)).toBeLessThanOrEqual(0.3);
});
