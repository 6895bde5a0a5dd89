/** The server's rules for walking, as far as the browser must agree with them (`core/world.py`). */

import { canStep, type Grid } from '../../src/core/grid.ts';
import {
  DX,
  DY,
  lastFacing,
  pathEnd,
  type Run,
  stepAt,
  stepDuration,
  type TimedPath,
  tileAt,
  toDirections,
  toRuns,
} from '../../src/core/motion.ts';
import { findPath } from '../../src/core/path-finding.ts';
import type { Wish } from '../../src/core/prediction.ts';
import type { Direction, IslandMs, Tile } from '../../src/core/units.ts';
import { TIMES } from './arbitrary.ts';

const MAX_AHEAD = 12;
const MAX_STEPS = 2000;

export class ModelServer {
  readonly #grid: Grid;
  path: TimedPath;

  constructor(grid: Grid, path: TimedPath) {
    this.#grid = grid;
    this.path = path;
  }

  walk(wish: Pick<Wish, 'x' | 'y' | 'runs'>, now: IslandMs): TimedPath {
    const { prefix, anchor } = this.#splice(wish, now);
    let runs = wish.runs;
    const isHeld = runs.at(-1)?.steps === 0;
    if ((anchor.x !== wish.x || anchor.y !== wish.y) && runs.length > 0 && !isHeld) {
      runs = findPath(this.#grid, anchor, pathEnd(wish), TIMES);
    }
    const directions = [...prefix, ...this.#legal(anchor, runs)];
    const step = stepAt(this.path, now, TIMES);
    const facing = directions.at(-1) ?? wish.runs[0]?.direction ?? lastFacing(this.path);
    const start = tileAt(this.path, now, TIMES);
    this.path = { t0: step?.since ?? now, ...start, facing, runs: toRuns(directions) };
    return this.path;
  }

  #splice(wished: Tile, now: IslandMs): { prefix: Direction[]; anchor: Tile } {
    const step = stepAt(this.path, now, TIMES);
    if (!step) return { prefix: [], anchor: pathEnd(this.path) };
    const ahead = this.#ahead(now);
    const found = ahead.findIndex(([tile]) => tile.x === wished.x && tile.y === wished.y);
    const upTo = found === -1 ? 0 : found;
    return {
      prefix: ahead.slice(0, upTo + 1).map(([, direction]) => direction),
      anchor: (ahead[upTo] as [Tile, Direction])[0],
    };
  }

  /** The coming tiles, each with the step onto it. */
  #ahead(now: IslandMs): [Tile, Direction][] {
    const tiles: [Tile, Direction][] = [];
    let { t0: arrival, x, y } = this.path as { t0: number; x: number; y: number };
    for (const direction of toDirections(this.path.runs)) {
      arrival += stepDuration(direction, TIMES);
      x += DX[direction];
      y += DY[direction];
      if (arrival > now && tiles.length < MAX_AHEAD) tiles.push([{ x, y }, direction]);
    }
    return tiles;
  }

  #legal(start: Tile, runs: readonly Run[]): Direction[] {
    const directions: Direction[] = [];
    let { x, y } = start;
    for (const { direction, steps } of runs) {
      for (let left = steps || MAX_STEPS; left > 0; left--) {
        if (directions.length === MAX_STEPS || !canStep(this.#grid, x, y, direction)) return directions;
        directions.push(direction);
        x += DX[direction];
        y += DY[direction];
      }
    }
    return directions;
  }
}
