import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { panOf } from '../../src/media/pan-law.ts';

test('who stands straight above or below is heard in the middle', () => {
  expect(panOf(0)).toBe(0);
});

test('left is left, right is right, and both are as far aside', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 100, noNaN: true }), (tiles) => {
      expect(panOf(tiles)).toBeGreaterThan(0);
      expect(panOf(-tiles)).toBeCloseTo(-panOf(tiles));
    }),
  );
});

test('nobody is heard with one ear only', () => {
  fc.assert(fc.property(fc.double({ noNaN: true }), (tiles) => Math.abs(panOf(tiles)) < 0.7));
});
