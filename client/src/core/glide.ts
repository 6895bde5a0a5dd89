/** Corrections without jumps: what is drawn slides to where it ought to be. */

import type { IslandMs, TilePoint } from './units.ts';

/** How long a correction takes, ms. */
export const GLIDE_MS = 150;
/** Farther than this (tiles) a correction is a jump: somebody was put elsewhere. */
export const JUMP_TILES = 4;
const NOTHING_TILES = 0.005;

/** (dx, dy) tiles off at `since`, nothing any more `GLIDE_MS` later. */
export interface Glide {
  readonly dx: number;
  readonly dy: number;
  readonly since: IslandMs;
}

/** The glide from where somebody is shown to where they are; null if they are there, or too far off to slide. */
export function glideFrom(shown: TilePoint, real: TilePoint, now: IslandMs): Glide | null {
  const dx = shown.x - real.x;
  const dy = shown.y - real.y;
  const tiles = Math.hypot(dx, dy);
  return tiles < NOTHING_TILES || tiles > JUMP_TILES ? null : { dx, dy, since: now };
}

/** A place, off by what is left of a glide. */
export function displaced(at: TilePoint, glide: Glide | null, now: IslandMs): TilePoint {
  if (glide === null) return at;
  const left = Math.min(1, Math.max(0, 1 - (now - glide.since) / GLIDE_MS));
  return left === 0 ? at : { x: at.x + glide.dx * left, y: at.y + glide.dy * left };
}
