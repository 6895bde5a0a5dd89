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

export type { Direction, IslandMs, Tile, TilePoint };
