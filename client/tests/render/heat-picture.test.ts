import { expect, test } from 'vitest';
import { dotsPerTile, levelRanks, paintRanks } from '../../src/render/heat-picture.ts';

test('large maps get coarser pictures', () => {
  expect(dotsPerTile(60, 40)).toBe(12);
  expect(dotsPerTile(300, 300)).toBe(4);
  expect(dotsPerTile(2000, 2000)).toBe(2);
});

test('dots in the middle of a hot tile reach all levels, far ones none', () => {
  const field = new Float64Array(25);
  field[12] = 100;
  const ranks = levelRanks(field, 5, 5, 4, [10, 50, 90]);
  const row = [...ranks.slice(9 * 20, 10 * 20)];
  expect(Math.max(...row)).toBe(2);
  expect(row[0]).toBe(0);
  // Evenly to both sides.
  expect(row).toEqual([...row].reverse());
});

test('the edge of a level is stronger than what is within, so that levels can be told apart without colours', () => {
  const ranks = new Uint8Array([0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
  const pixels = new Uint32Array(25);
  paintRanks(pixels, ranks, 5, ['#102030']);
  const alpha = (i: number) => (pixels[i] ?? 0) >>> 24;
  expect(alpha(0)).toBe(0);
  expect(alpha(6)).toBeGreaterThan(alpha(12));
  expect(alpha(12)).toBeGreaterThan(0);
  expect((pixels[12] ?? 0) & 0xffffff).toBe(0x302010);
});
