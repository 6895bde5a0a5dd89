import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HEAT_COLOURS, heatLevels, levelColours, mostOf, smoothed } from '../../src/core/heat-scale.ts';

test('levels rise, and the hottest is reached', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (most) => {
      const levels = heatLevels(most);
      expect(levels.length).toBeLessThanOrEqual(HEAT_COLOURS.length);
      expect([...levels].sort((a, b) => a - b)).toEqual(levels);
      for (const level of levels) expect(level).toBeLessThan(most);
    }),
  );
});

test('where people only walked by nothing is hot', () => {
  expect(heatLevels(1000)).toEqual([]);
});

test('an hour on a tile has all levels, the hottest in the lightest colour', () => {
  const levels = heatLevels(3_600_000);
  expect(levels).toEqual([120_000, 300_000, 600_000, 1_200_000, 1_800_000]);
  expect(levelColours(levels)).toEqual(HEAT_COLOURS);
  expect(levelColours(heatLevels(5000))).toEqual(['#f8765c', '#fed395']);
});

test('smoothing loses no time and adds none, also along the edge', () => {
  const field = new Float64Array(30);
  field[0] = 100;
  field[17] = 60;
  const smooth = smoothed(field, 6, 5);
  expect(smooth.reduce((sum, ms) => sum + ms, 0)).toBeCloseTo(160);
  expect(mostOf(smooth)).toBeLessThan(100);
  expect(smooth[1]).toBeGreaterThan(smooth[2] ?? 0);
});
