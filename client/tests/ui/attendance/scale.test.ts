import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bucketMinutes,
  countTicks,
  histogram,
  largestOfEach,
  stepArea,
  sumOfEach,
  timeTicks,
} from '../../../src/ui/attendance/charts/scale.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

test('numbers along an edge are round, whole, and reach as far as the figures', () => {
  expect(countTicks(24)).toEqual([0, 10, 20, 30]);
  expect(countTicks(1)).toEqual([0, 1]);
  expect(countTicks(0)).toEqual([0, 1]);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), (most) => {
      const ticks = countTicks(most);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(ticks.every(Number.isInteger)).toBe(true);
    }),
  );
});

test('times along an edge are round on the clock of the place', () => {
  const noon = 12 * HOUR_MS;
  expect(timeTicks(noon + 7 * MINUTE_MS, noon + 70 * MINUTE_MS, 6, 0)).toEqual(
    [15, 30, 45, 60].map((minutes) => noon + minutes * MINUTE_MS),
  );
  // India is five and a half hours ahead: its hours begin at half past.
  expect(timeTicks(noon, noon + 3 * HOUR_MS, 4, 330)).toEqual([0.5, 1.5, 2.5].map((hours) => noon + hours * HOUR_MS));
});

test('there are never more times than fit, however long the event is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 2, max: 12 }), (minutes, most) => {
      expect(timeTicks(0, minutes * MINUTE_MS, most, 60).length).toBeLessThanOrEqual(most + 1);
    }),
  );
});

test('minutes are drawn together when there are more than fit', () => {
  expect(bucketMinutes(48, 600)).toBe(1);
  expect(bucketMinutes(180, 60)).toBe(5);
  expect(bucketMinutes(20_000, 10)).toBe(2 * 1440);
  expect(largestOfEach([1, 5, 2, 0, 3], 2)).toEqual([5, 2, 3]);
  expect(sumOfEach([1, 5, 2, 0, 3], 2)).toEqual([6, 2, 3]);
});

test('an area goes up to each value and comes back to the ground', () => {
  const place = { left: 10, width: 20, bottom: 100, height: 50 };
  expect(stepArea([1, 2], place, 2)).toBe('M10 100V75H20V50H30V100Z');
  expect(stepArea([], place, 2)).toBe('M10 100V100Z');
});

test('a group of a histogram has what is from its edge up to the next', () => {
  expect(histogram([0, 0.9, 1, 4, 5, 99], [0, 1, 5])).toEqual([2, 2, 2]);
  expect(histogram([], [0, 1])).toEqual([0, 0]);
});
