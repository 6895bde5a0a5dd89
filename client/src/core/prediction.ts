/**
 * One's own avatar moves at once, without waiting for the server, and is put right where the server decides otherwise.
 *
 * Pure: island times are passed in, and what must be sent comes back as a `Wish`. The browser is a little ahead of the
 * server (by the way of a message), so a turn or stop is always announced for a tile that the server has yet to reach.
 */

import { displaced, type Glide, glideFrom } from './glide.ts';
import { type Grid, headingRuns } from './grid.ts';
import {
  arrivalOf,
  type Pose,
  pathEnd,
  positionAt,
  type Run,
  type StepTimes,
  stepAt,
  type TimedPath,
} from './motion.ts';
import { findPath } from './path-finding.ts';
import { isSameWay, joinRuns } from './same-way.ts';
import type { Direction, IslandMs, Tile } from './units.ts';

/** What to tell the server: from tile (x, y) walk these runs (steps 0: until blocked; no runs: stop there). */
export interface Wish {
  readonly seq: number;
  readonly x: number;
  readonly y: number;
  readonly runs: readonly Run[];
}

/** Longest path of one wish; the server's limits are no lower. */
const MAX_STEPS = 2000;
const MAX_RUNS = 200;
/** The server may be this far behind (ms) what is shown before the times are put right as well. */
const MAX_LAG_MS = 2500;
/** And this far ahead. */
const MAX_AHEAD_MS = 150;
const MAX_LEAD_MS = 1000;

export class Prediction {
  readonly #grid: Grid;
  readonly #times: StepTimes;
  #path: TimedPath;
  #authority: TimedPath;
  #held: Direction | null = null;
  #seq = 0;
  #leadMs = 0;
  #glide: Glide | null = null;

  constructor(grid: Grid, times: StepTimes, path: TimedPath) {
    this.#grid = grid;
    this.#times = times;
    this.#path = path;
    this.#authority = path;
  }

  /** The path as the server last told it. */
  get authority(): TimedPath {
    return this.#authority;
  }

  /** The tile on which one stands or will stop. */
  get rest(): Tile {
    return pathEnd(this.#path);
  }

  /** Where one is shown. */
  poseAt(now: IslandMs): Pose {
    const pose = positionAt(this.#path, now, this.#times);
    return { ...pose, at: displaced(pose.at, this.#glide, now) };
  }

  /** Hold a direction, or none. Returns what to send, or null if nothing changes. */
  head(direction: Direction | null, now: IslandMs): Wish | null {
    if (direction === this.#held) return null;
    this.#held = direction;
    if (direction === null) return this.#stop(now);
    const pivot = this.#pivot(now);
    const runs = headingRuns(this.#grid, pivot, direction, MAX_STEPS).slice(0, MAX_RUNS);
    this.#setOut(runs, direction, now);
    const last = runs.at(-1) ?? { direction, steps: 0 };
    return this.#wish(pivot, [...runs.slice(0, -1), { direction: last.direction, steps: 0 }]);
  }

  /**
   * Walk to a tile, or as near to it as one can. Returns what to send, or null if one is there.
   *
   * @param ground - Where to walk rather, if there is a way there from `from`.
   */
  walkTo(tile: Tile, now: IslandMs, ground?: (from: Tile) => Grid): Wish | null {
    this.#held = null;
    const pivot = this.#pivot(now);
    const runs = this.#wayTo(tile, pivot, ground?.(pivot)).slice(0, MAX_RUNS);
    if (runs.length === 0) return this.#stop(now);
    this.#setOut(runs, runs[0]?.direction ?? 0, now);
    return this.#wish(pivot, runs);
  }

  /** The number for a wish whose way the server finds (`go`, `approach`); its answer will set the path. */
  nextSeq(): number {
    this.#held = null;
    this.#seq += 1;
    return this.#seq;
  }

  /** The server's answer to wish `seq`. Nothing visible happens if it leads over the same tiles. */
  reconcile(seq: number, path: TimedPath, now: IslandMs): void {
    this.#authority = path;
    if (seq < this.#seq) return;
    if (isSameWay(this.#path, path)) {
      const lag = arrivalOf(path, this.#times) - arrivalOf(this.#path, this.#times);
      if (lag >= 0 && lag <= MAX_LEAD_MS) this.#leadMs = this.#leadMs === 0 ? lag : (this.#leadMs + lag) / 2;
      if (lag >= -MAX_AHEAD_MS && lag <= MAX_LAG_MS) return;
    }
    this.#adopt(path, now);
  }

  /** The server refused wish `seq`: go on as it last said. */
  refuse(seq: number, now: IslandMs): void {
    if (seq === this.#seq) this.#adopt(this.#authority, now);
  }

  /** After a new connection: the path is as the server says, and whatever was under way is over. */
  restart(path: TimedPath, now: IslandMs): void {
    this.#authority = path;
    this.#held = null;
    this.#adopt(path, now);
  }

  #wayTo(tile: Tile, from: Tile, ground: Grid | undefined): Run[] {
    const around = ground && findPath(ground, from, tile, this.#times);
    const end = around && pathEnd({ ...from, runs: around });
    return end?.x === tile.x && end.y === tile.y ? (around ?? []) : findPath(this.#grid, from, tile, this.#times);
  }

  #stop(now: IslandMs): Wish | null {
    if (stepAt(this.#path, now, this.#times) === null) return null;
    const pivot = this.#pivot(now);
    this.#setOut([], this.#path.facing, now);
    return this.#wish(pivot, []);
  }

  /** The tile from which a new way can begin: the end of the step under way. */
  #pivot(now: IslandMs): Tile {
    const step = stepAt(this.#path, now, this.#times);
    if (step) return pathEnd({ x: step.x, y: step.y, runs: [{ direction: step.direction, steps: 1 }] });
    return now < this.#path.t0 ? { x: this.#path.x, y: this.#path.y } : this.rest;
  }

  /** Walk `runs` from the pivot on. */
  #setOut(runs: readonly Run[], facing: Direction, now: IslandMs): void {
    const step = stepAt(this.#path, now, this.#times);
    if (step) {
      const first = { direction: step.direction, steps: 1 };
      this.#path = { t0: step.since, x: step.x, y: step.y, facing: step.direction, runs: joinRuns(first, runs) };
    } else {
      this.#path = { t0: now, ...this.#pivot(now), facing, runs };
    }
  }

  #wish(from: Tile, runs: readonly Run[]): Wish {
    this.#seq += 1;
    return { seq: this.#seq, x: from.x, y: from.y, runs };
  }

  #adopt(path: TimedPath, now: IslandMs): void {
    const shown = this.poseAt(now).at;
    this.#path = { ...path, t0: (path.t0 - this.#leadMs) as IslandMs };
    this.#glide = glideFrom(shown, positionAt(this.#path, now, this.#times).at, now);
  }
}
