import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canStep, firstBlock, headingRuns } from '../../src/core/grid.ts';
import { DX, DY, toDirections } from '../../src/core/motion.ts';
import { directions, gridOf, grids } from './arbitrary.ts';

test('nobody cuts a corner', () => {
  const grid = gridOf('..', '.#');
  expect(canStep(grid, 0, 0, 2)).toBe(true);
  expect(canStep(grid, 1, 0, 5)).toBe(false);
  expect(canStep(gridOf('.#', '..'), 0, 0, 3)).toBe(false);
});

test('the edge of the map is a wall', () => {
  expect(firstBlock(gridOf('....'), 0, 0, 2, 100)).toBe(3);
  expect(firstBlock(gridOf('....'), 0, 0, 0, 100)).toBe(0);
});

test('heading diagonally into a wall slides along it', () => {
  const grid = gridOf('#####', '.....', '.....');
  expect(headingRuns(grid, { x: 0, y: 2 }, 1, 100)).toEqual([
    { direction: 1, steps: 1 },
    { direction: 2, steps: 3 },
  ]);
});

test('heading takes only legal steps and ends where none is left', () => {
  fc.assert(
    fc.property(grids(8, 8), directions, (grid, direction) => {
      let [x, y] = [3, 3];
      for (const step of toDirections(headingRuns(grid, { x, y }, direction, 100))) {
        expect(canStep(grid, x, y, step)).toBe(true);
        x += DX[step];
        y += DY[step];
      }
      expect(canStep(grid, x, y, direction)).toBe(false);
    }),
  );
});
