/** The quickest way over the collision grid: A* in eight directions, no cutting of corners, deterministic. */

import { canStep, type Grid, isFree } from './grid.ts';
import { DX, DY, type Run, type StepTimes, stepDuration, toRuns } from './motion.ts';
import { OpenTiles } from './open-tiles.ts';
import type { Direction, Tile } from './units.ts';

const DIRECTIONS: readonly Direction[] = [0, 1, 2, 3, 4, 5, 6, 7];
const UNSEEN = 0x7fffffff;
const START = 8;

/**
 * The quickest runs from one tile to another.
 *
 * If the target cannot be reached they end on the reachable tile nearest to it (as the crow flies, then by time). Empty if
 * that is where one is. The same grid, tiles and times always give the same runs.
 */
export function findPath(grid: Grid, from: Tile, to: Tile, times: StepTimes): Run[] {
  return new Search(grid, from, to, times).run();
}

class Search {
  readonly #grid: Grid;
  readonly #start: number;
  readonly #to: Tile;
  readonly #times: StepTimes;
  readonly #cost: Int32Array;
  readonly #came: Uint8Array;
  readonly #open: OpenTiles;
  #nearest: number;

  constructor(grid: Grid, from: Tile, to: Tile, times: StepTimes) {
    const tiles = grid.width * grid.height;
    this.#grid = grid;
    this.#to = to;
    this.#times = times;
    this.#start = from.y * grid.width + from.x;
    this.#cost = new Int32Array(tiles).fill(UNSEEN);
    this.#came = new Uint8Array(tiles);
    this.#open = new OpenTiles();
    this.#nearest = this.#start;
  }

  run(): Run[] {
    const { width } = this.#grid;
    const goal = isFree(this.#grid, this.#to.x, this.#to.y) ? this.#to.y * width + this.#to.x : -1;
    this.#cost[this.#start] = 0;
    this.#came[this.#start] = START;
    this.#open.push(this.#start, this.#guess(this.#start), 0);
    for (let tile = this.#open.pop(); tile !== -1; tile = this.#open.pop()) {
      if (tile === goal) return this.#runsTo(goal);
      if (this.#isNearer(tile)) this.#nearest = tile;
      this.#expand(tile);
    }
    return this.#runsTo(this.#nearest);
  }

  /** Put the neighbours of a tile in the queue where the way through it is quicker. */
  #expand(tile: number): void {
    const { width } = this.#grid;
    const x = tile % width;
    const y = (tile - x) / width;
    const cost = this.#costOf(tile);
    for (const direction of DIRECTIONS) {
      if (!canStep(this.#grid, x, y, direction)) continue;
      const next = tile + DY[direction] * width + DX[direction];
      const through = cost + stepDuration(direction, this.#times);
      if (through >= this.#costOf(next)) continue;
      this.#cost[next] = through;
      this.#came[next] = direction;
      const guess = this.#guess(next);
      this.#open.push(next, through + guess, guess);
    }
  }

  #costOf(tile: number): number {
    return this.#cost[tile] ?? UNSEEN;
  }

  /** The time to the target if nothing were in the way. */
  #guess(tile: number): number {
    const x = tile % this.#grid.width;
    const dx = Math.abs(x - this.#to.x);
    const dy = Math.abs((tile - x) / this.#grid.width - this.#to.y);
    const diagonal = Math.min(this.#times.diagonalMs, 2 * this.#times.stepMs);
    return Math.min(dx, dy) * diagonal + Math.abs(dx - dy) * this.#times.stepMs;
  }

  #isNearer(tile: number): boolean {
    const there = this.#distanceSquared(tile) - this.#distanceSquared(this.#nearest);
    if (there !== 0) return there < 0;
    const sooner = this.#costOf(tile) - this.#costOf(this.#nearest);
    return sooner < 0 || (sooner === 0 && tile < this.#nearest);
  }

  #distanceSquared(tile: number): number {
    const x = tile % this.#grid.width;
    const y = (tile - x) / this.#grid.width;
    return (x - this.#to.x) ** 2 + (y - this.#to.y) ** 2;
  }

  #runsTo(tile: number): Run[] {
    const directions: Direction[] = [];
    for (let at = tile; this.#came[at] !== START; ) {
      const direction = this.#came[at] as Direction;
      directions.push(direction);
      at -= DY[direction] * this.#grid.width + DX[direction];
    }
    return toRuns(directions.reverse());
  }
}
