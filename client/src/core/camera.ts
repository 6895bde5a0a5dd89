/** What part of the island is on the screen. Pure: sizes, targets and elapsed times are passed in. */

import type { TilePoint } from './units.ts';

/** `centre` is the place in the middle of the screen, in tiles; `zoom` is screen pixels per map pixel. */
export interface Camera {
  readonly centre: TilePoint;
  readonly zoom: number;
}

/** The size of the picture, in screen pixels. */
export interface Viewport {
  readonly width: number;
  readonly height: number;
}

/** What of a map the camera must know. */
export interface Ground {
  /** Tiles. */
  readonly width: number;
  readonly height: number;
  /** Map pixels per tile. */
  readonly tileWidth: number;
  readonly tileHeight: number;
}

/** In this time (ms) the camera covers two thirds of the way to its target. */
const FOLLOW_MS = 110;
/** Farther than this (tiles) the camera jumps. */
export const JUMP_TILES = 12;

/**
 * The camera `elapsedMs` later, on its way to `target`, kept on the map.
 *
 * With `still` (reduced motion) it does not glide but stays on its target; farther than `jumpTiles` it jumps. The result does not depend on the frame rate.
 */
export function follow(
  camera: Camera,
  target: TilePoint,
  elapsedMs: number,
  still: boolean,
  viewport: Viewport,
  ground: Ground,
  jumpTiles = JUMP_TILES,
): Camera {
  const dx = target.x - camera.centre.x;
  const dy = target.y - camera.centre.y;
  const part = still || Math.hypot(dx, dy) > jumpTiles ? 1 : 1 - Math.exp(-elapsedMs / FOLLOW_MS);
  const centre = { x: camera.centre.x + dx * part, y: camera.centre.y + dy * part };
  return clampToMap({ centre, zoom: camera.zoom }, viewport, ground);
}

/** The camera moved so that it shows no more than needed beyond the map; a map smaller than the screen is centred. */
export function clampToMap(camera: Camera, viewport: Viewport, ground: Ground): Camera {
  const halfX = viewport.width / 2 / (camera.zoom * ground.tileWidth);
  const halfY = viewport.height / 2 / (camera.zoom * ground.tileHeight);
  const centre = {
    x: clampAxis(camera.centre.x, halfX, ground.width),
    y: clampAxis(camera.centre.y, halfY, ground.height),
  };
  return { centre, zoom: camera.zoom };
}

/** Tiles run from -0.5 to size - 0.5, as (x, y) is the middle of a tile. */
function clampAxis(value: number, half: number, size: number): number {
  const low = half - 0.5;
  const high = size - 0.5 - half;
  return low > high ? (size - 1) / 2 : Math.min(high, Math.max(low, value));
}
