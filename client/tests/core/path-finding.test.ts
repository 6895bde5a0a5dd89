import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canStep, type Grid, isFree } from '../../src/core/grid.ts';
import { DX, DY, durationOf, pathEnd, stepDuration, toDirections } from '../../src/core/motion.ts';
import { findPath } from '../../src/core/path-finding.ts';
import type { Direction, Tile } from '../../src/core/units.ts';
import { gridOf, grids, TIMES } from './arbitrary.ts';

/** The slow, obvious way: relax every step until nothing gets quicker. */
function quickest(grid: Grid, from: Tile): Map<string, number> {
  const costs = new Map([[`${from.x},${from.y}`, 0]]);
  for (let changed = true; changed; ) {
    changed = false;
    for (const [key, cost] of [...costs]) {
      const [x, y] = key.split(',').map(Number) as [number, number];
      for (let d = 0; d < 8; d++) {
        const direction = d as Direction;
        if (!canStep(grid, x, y, direction)) continue;
        const next = `${x + DX[direction]},${y + DY[direction]}`;
        const through = cost + stepDuration(direction, TIMES);
        if (through < (costs.get(next) ?? Number.POSITIVE_INFINITY)) {
          costs.set(next, through);
          changed = true;
        }
      }
    }
  }
  return costs;
}

const tiles = fc.record({ x: fc.integer({ min: 0, max: 8 }), y: fc.integer({ min: 0, max: 6 }) });

test('no way is quicker than the one found', () => {
  fc.assert(
    fc.property(grids(9, 7), tiles, tiles, (grid, from, to) => {
      const costs = quickest(grid, from);
      const runs = findPath(grid, from, to, TIMES);
      const end = pathEnd({ ...from, runs });
      expect(durationOf(runs, TIMES)).toBe(costs.get(`${end.x},${end.y}`));
      const best = costs.get(`${to.x},${to.y}`);
      if (best !== undefined && isFree(grid, to.x, to.y)) expect(end).toEqual(to);
    }),
  );
});

test('where the target cannot be reached, no reachable tile is nearer to it than the end', () => {
  fc.assert(
    fc.property(grids(9, 7), tiles, tiles, (grid, from, to) => {
      const end = pathEnd({ ...from, runs: findPath(grid, from, to, TIMES) });
      const distance = (x: number, y: number) => (x - to.x) ** 2 + (y - to.y) ** 2;
      for (const key of quickest(grid, from).keys()) {
        const [x, y] = key.split(',').map(Number) as [number, number];
        expect(distance(x, y)).toBeGreaterThanOrEqual(distance(end.x, end.y));
      }
    }),
  );
});

test('every step of a way is legal, and the same question has the same answer', () => {
  fc.assert(
    fc.property(grids(9, 7), tiles, tiles, (grid, from, to) => {
      const runs = findPath(grid, from, to, TIMES);
      let { x, y } = from;
      for (const direction of toDirections(runs)) {
        expect(canStep(grid, x, y, direction)).toBe(true);
        x += DX[direction];
        y += DY[direction];
      }
      expect(findPath(grid, from, to, TIMES)).toEqual(runs);
    }),
  );
});

test('a click on a wall walks up to it', () => {
  const grid = gridOf('..#', '..#', '..#');
  expect(pathEnd({ x: 0, y: 0, runs: findPath(grid, { x: 0, y: 0 }, { x: 2, y: 2 }, TIMES) })).toEqual({ x: 1, y: 2 });
});

test('where no way leads, one walks to the nearest place', () => {
  const solid = new Uint8Array(200 * 100);
  for (let y = 0; y < 100; y++) solid[y * 200 + 199] = y === 50 ? 0 : 1;
  solid[50 * 200 + 198] = 1;
  const runs = findPath({ width: 200, height: 100, solid }, { x: 0, y: 0 }, { x: 199, y: 50 }, TIMES);
  expect(pathEnd({ x: 0, y: 0, runs }).x).toBeGreaterThan(196);
});
