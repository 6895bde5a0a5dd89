/** The collision grid: where one can stand and which steps are legal. The same rules as the server's. */

import { DX, DY, type Run } from './motion.ts';
import type { Direction, Tile } from './units.ts';

/** The part of a map that walking needs; an `IslandMap` is one. */
export interface Grid {
  readonly width: number;
  readonly height: number;
  /** 1 where nobody can stand; row by row. */
  readonly solid: Uint8Array;
}

/** Whether an avatar can stand here; outside the map it cannot. */
export function isFree(grid: Grid, x: number, y: number): boolean {
  return x >= 0 && y >= 0 && x < grid.width && y < grid.height && grid.solid[y * grid.width + x] === 0;
}

/** Whether one step from (x, y) is legal: no cutting of corners. Where the step begins may be blocked. */
export function canStep(grid: Grid, x: number, y: number, direction: Direction): boolean {
  const dx = DX[direction];
  const dy = DY[direction];
  if (!isFree(grid, x + dx, y + dy)) return false;
  return dx === 0 || dy === 0 || (isFree(grid, x + dx, y) && isFree(grid, x, y + dy));
}

/** How many steps can be walked before something is in the way, at most `limit`. */
export function firstBlock(grid: Grid, x: number, y: number, direction: Direction, limit: number): number {
  let steps = 0;
  while (steps < limit && canStep(grid, x + DX[direction] * steps, y + DY[direction] * steps, direction)) steps += 1;
  return steps;
}

/**
 * The runs of somebody who keeps heading one way: until something is in the way. Who heads diagonally slides along walls.
 *
 * At most `limit` steps. Empty if there is no way at all.
 */
export function headingRuns(grid: Grid, from: Tile, direction: Direction, limit: number): Run[] {
  const runs: Run[] = [];
  let { x, y } = from;
  let left = limit;
  while (left > 0) {
    const run = nextRun(grid, x, y, direction, left);
    if (run === null) break;
    const last = runs.at(-1);
    if (last?.direction === run.direction) runs[runs.length - 1] = { ...run, steps: last.steps + run.steps };
    else runs.push(run);
    x += DX[run.direction] * run.steps;
    y += DY[run.direction] * run.steps;
    left -= run.steps;
  }
  return runs;
}

function nextRun(grid: Grid, x: number, y: number, direction: Direction, limit: number): Run | null {
  const steps = firstBlock(grid, x, y, direction, limit);
  if (steps > 0) return { direction, steps };
  if ((direction & 1) === 0) return null;
  const along = [(direction + 7) % 8, (direction + 1) % 8] as Direction[];
  const slide = along.find((side) => canStep(grid, x, y, side));
  return slide === undefined ? null : { direction: slide, steps: 1 };
}
