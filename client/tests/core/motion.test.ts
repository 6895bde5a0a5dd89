import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  arrivalOf,
  decodeRun,
  directionTo,
  durationOf,
  encodeRun,
  pathEnd,
  positionAt,
  stepAt,
  tileAt,
  toDirections,
  toRuns,
} from '../../src/core/motion.ts';
import { at, directions, paths, runs, TIMES } from './arbitrary.ts';

const PATH = {
  t0: at(1000),
  x: 5,
  y: 5,
  facing: 4,
  runs: [
    { direction: 2, steps: 2 },
    { direction: 3, steps: 1 },
  ],
} as const;

test('an avatar is halfway between two tiles in the middle of a step', () => {
  expect(positionAt(PATH, at(1100), TIMES)).toEqual({ at: { x: 5.5, y: 5 }, facing: 2, walking: true });
  expect(tileAt(PATH, at(1399), TIMES)).toEqual({ x: 6, y: 5 });
  expect(tileAt(PATH, at(1400), TIMES)).toEqual({ x: 7, y: 5 });
});

test('before it sets out an avatar stands at the start, and afterwards at the end', () => {
  expect(positionAt(PATH, at(0), TIMES)).toEqual({ at: { x: 5, y: 5 }, facing: 4, walking: false });
  expect(positionAt(PATH, at(1683), TIMES)).toEqual({ at: { x: 8, y: 6 }, facing: 3, walking: false });
  expect(arrivalOf(PATH, TIMES)).toBe(1683);
});

test('a position moves no faster than a step allows, over any path', () => {
  fc.assert(
    fc.property(paths, fc.integer({ min: -500, max: 20_000 }), fc.integer({ min: 1, max: 50 }), (path, after, dt) => {
      const a = positionAt(path, at(path.t0 + after), TIMES).at;
      const b = positionAt(path, at(path.t0 + after + dt), TIMES).at;
      expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeLessThanOrEqual(dt / 199);
    }),
  );
});

test('a path ends where its single steps end, after the time that they take', () => {
  fc.assert(
    fc.property(paths, (path) => {
      const end = arrivalOf(path, TIMES);
      expect(tileAt(path, end, TIMES)).toEqual(pathEnd(path));
      expect(stepAt(path, end, TIMES)).toBeNull();
      expect(durationOf(path.runs, TIMES)).toBe(end - path.t0);
      if (path.runs.length > 0) expect(tileAt(path, at(end - 1), TIMES)).not.toEqual(pathEnd(path));
    }),
  );
});

test('a run survives the wire', () => {
  fc.assert(
    fc.property(directions, fc.integer({ min: 0, max: 8191 }), (direction, steps) => {
      const packed = encodeRun({ direction, steps });
      expect(packed).toBeLessThan(2 ** 16);
      expect(decodeRun(packed)).toEqual({ direction, steps });
    }),
  );
});

test('single steps and runs say the same', () => {
  fc.assert(
    fc.property(runs(), (some) => {
      expect(toDirections(toRuns(toDirections(some)))).toEqual(toDirections(some));
    }),
  );
});

test('a direction points to where it leads', () => {
  expect([directionTo(0, -3), directionTo(2, -2), directionTo(5, 1), directionTo(-1, -1), directionTo(0, 0)]).toEqual([
    0,
    1,
    2,
    7,
    null,
  ]);
});
