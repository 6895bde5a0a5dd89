import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  gathered,
  labelMoments,
  momentAt,
  partOf,
  roundedUp,
  stepPath,
} from '../../../src/ui/attendance/timeline-shape.ts';

const MINUTE_MS = 60_000;
const axis = { firstMs: 10 * MINUTE_MS, lastMs: 20 * MINUTE_MS };

test('moments and parts of the axis are each other’s counterpart', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (part) => {
      expect(partOf(axis, momentAt(axis, part))).toBeCloseTo(part, 9);
    }),
  );
});

test('what lies beyond an end is at that end, and an event without length has only a beginning', () => {
  expect([partOf(axis, 0), partOf(axis, 99 * MINUTE_MS)]).toEqual([0, 1]);
  expect([momentAt(axis, -1), momentAt(axis, 2)]).toEqual([axis.firstMs, axis.lastMs]);
  expect(partOf({ firstMs: 5, lastMs: 5 }, 5)).toBe(0);
});

test('an area has a step for each minute, and stays within its box', () => {
  const path = stepPath(axis, 10 * MINUTE_MS, [0, 5, 5, 10, 0, 0, 0, 0, 0, 0], 10);
  expect(path).toBe('M0 100V100H100V50H300V0H400V100H1000V100Z');
});

test('minutes that are partly outside of the log are cut', () => {
  expect(stepPath(axis, 9.5 * MINUTE_MS, [4], 4)).toBe('M0 100V0H50V100Z');
  expect(stepPath(axis, 0, [4], 4)).toBe('');
});

test('labels are whole moments of the day, as many as fit', () => {
  expect(labelMoments(axis, 10, 0)).toHaveLength(11);
  expect(labelMoments(axis, 4, 0).map((at) => at / MINUTE_MS)).toEqual([10, 15, 20]);
  // Where the clock is 30 minutes off, so are whole hours.
  const day = { firstMs: 0, lastMs: 300 * MINUTE_MS };
  expect(labelMoments(day, 6, -30).map((at) => at / MINUTE_MS)).toEqual([30, 90, 150, 210, 270]);
});

test('the upper edge is a round number that is not less', () => {
  expect([0, 1, 5, 7, 13, 51, 98, 210].map(roundedUp)).toEqual([1, 1, 5, 8, 15, 60, 100, 250]);
});

test('marks that would cover each other are one, in order of time', () => {
  const marks = [19, 10, 10.05, 15].map((minute) => ({ atMs: minute * MINUTE_MS }));
  const groups = gathered(axis, marks, 0.02);
  expect(groups.map(({ marks: near }) => near.length)).toEqual([2, 1, 1]);
  expect(groups.map(({ part }) => part)).toEqual([0, 0.5, 0.9]);
});
