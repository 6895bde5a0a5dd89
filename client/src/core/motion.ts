/** Timed paths: where an avatar is at a time follows from its last path (docs/protocol.md 2.1). */

import type { Direction, IslandMs, Tile, TilePoint } from './units.ts';

/** `steps` tiles one way; 0 steps, in the last run of a wish only: until something is in the way. */
export interface Run {
  readonly direction: Direction;
  readonly steps: number;
}

/** From tile (x, y) at `t0` walk the runs, then stand. `facing` counts while there are no runs. */
export interface TimedPath {
  readonly t0: IslandMs;
  readonly x: number;
  readonly y: number;
  readonly facing: Direction;
  readonly runs: readonly Run[];
}

/** Where somebody is and what their body does. */
export interface Pose {
  readonly at: TilePoint;
  readonly facing: Direction;
  readonly walking: boolean;
}

export interface StepTimes {
  readonly stepMs: number;
  readonly diagonalMs: number;
}

/** One step under way: from tile (x, y) at `since`, one tile in `direction`, arriving at `until`. */
export interface Step {
  readonly x: number;
  readonly y: number;
  readonly direction: Direction;
  readonly since: IslandMs;
  readonly until: IslandMs;
}

/** Tiles eastward of one step, by direction. */
export const DX = [0, 1, 1, 1, 0, -1, -1, -1] as const;
/** Tiles southward of one step, by direction. */
export const DY = [-1, -1, 0, 1, 1, 1, 0, -1] as const;

const STEPS_BITS = 13;
export const MAX_RUN_STEPS = (1 << STEPS_BITS) - 1;

/** Milliseconds that one step takes; odd directions are the diagonals. */
export function stepDuration(direction: Direction, times: StepTimes): number {
  return direction & 1 ? times.diagonalMs : times.stepMs;
}

/** Milliseconds from the first tile of a path to its last. */
export function durationOf(runs: readonly Run[], times: StepTimes): number {
  return runs.reduce((sum, run) => sum + run.steps * stepDuration(run.direction, times), 0);
}

/** When a path ends and its avatar stands. */
export function arrivalOf(path: TimedPath, times: StepTimes): IslandMs {
  return (path.t0 + durationOf(path.runs, times)) as IslandMs;
}

/** The tile on which a path ends. */
export function pathEnd(path: { readonly x: number; readonly y: number; readonly runs: readonly Run[] }): Tile {
  let { x, y } = path;
  for (const run of path.runs) {
    x += DX[run.direction] * run.steps;
    y += DY[run.direction] * run.steps;
  }
  return { x, y };
}

/** The step under way at time `t`; null while standing: before `t0` and from the arrival on. */
export function stepAt(path: TimedPath, t: IslandMs, times: StepTimes): Step | null {
  let since = path.t0 as number;
  if (t < since) return null;
  let { x, y } = path;
  for (const { direction, steps } of path.runs) {
    const duration = stepDuration(direction, times);
    const done = Math.floor((t - since) / duration);
    if (done < steps) {
      const begin = since + done * duration;
      return {
        x: x + DX[direction] * done,
        y: y + DY[direction] * done,
        direction,
        since: begin as IslandMs,
        until: (begin + duration) as IslandMs,
      };
    }
    x += DX[direction] * steps;
    y += DY[direction] * steps;
    since += steps * duration;
  }
  return null;
}

/** The tile that was reached last at time `t`: where somebody counts as standing. */
export function tileAt(path: TimedPath, t: IslandMs, times: StepTimes): Tile {
  if (t < path.t0) return { x: path.x, y: path.y };
  const step = stepAt(path, t, times);
  return step ? { x: step.x, y: step.y } : pathEnd(path);
}

/** The tile that was reached last at `from` and every one reached after it, each with when. */
export function* tilesFrom(
  path: TimedPath,
  from: IslandMs,
  times: StepTimes,
): Generator<Tile & { readonly since: IslandMs }> {
  yield { ...tileAt(path, from, times), since: from };
  let { x, y } = path;
  let since: number = path.t0;
  for (const { direction, steps } of path.runs) {
    const duration = stepDuration(direction, times);
    for (let left = steps; left > 0; left--) {
      x += DX[direction];
      y += DY[direction];
      since += duration;
      if (since > from) yield { x, y, since: since as IslandMs };
    }
  }
}

/** Where the avatar is drawn at time `t`: between tiles while it walks. */
export function positionAt(path: TimedPath, t: IslandMs, times: StepTimes): Pose {
  const step = stepAt(path, t, times);
  if (step === null) {
    const before = t < path.t0;
    const at = before ? { x: path.x, y: path.y } : pathEnd(path);
    return { at, facing: before ? path.facing : lastFacing(path), walking: false };
  }
  const part = (t - step.since) / (step.until - step.since);
  const at = { x: step.x + DX[step.direction] * part, y: step.y + DY[step.direction] * part };
  return { at, facing: step.direction, walking: true };
}

/** Which way somebody looks when the path is over. */
export function lastFacing(path: TimedPath): Direction {
  return path.runs.at(-1)?.direction ?? path.facing;
}

/** A run as the one integer that it is on the wire. */
export function encodeRun(run: Run): number {
  return (run.direction << STEPS_BITS) | run.steps;
}

/** The run behind a wire integer of 16 bits. */
export function decodeRun(packed: number): Run {
  return { direction: (packed >> STEPS_BITS) as Direction, steps: packed & MAX_RUN_STEPS };
}

/** Run-length code of single steps. */
export function toRuns(directions: Iterable<Direction>): Run[] {
  const runs: { direction: Direction; steps: number }[] = [];
  for (const direction of directions) {
    const last = runs.at(-1);
    if (last && last.direction === direction && last.steps < MAX_RUN_STEPS) last.steps += 1;
    else runs.push({ direction, steps: 1 });
  }
  return runs;
}

/** Every single step of the runs. */
export function toDirections(runs: readonly Run[]): Direction[] {
  return runs.flatMap((run) => new Array<Direction>(run.steps).fill(run.direction));
}

/** The direction nearest to the way from (0, 0) to (dx, dy) tiles; null if that is nowhere. */
export function directionTo(dx: number, dy: number): Direction | null {
  if (dx === 0 && dy === 0) return null;
  const eighth = Math.round(Math.atan2(dx, -dy) / (Math.PI / 4));
  return ((eighth + 8) % 8) as Direction;
}
