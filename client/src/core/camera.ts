/** What part of the island is on the screen. Pure: sizes, targets and elapsed times are passed in. */

import type { Tile, TilePoint } from './units.ts';

/** `centre` is the place in the middle of the screen, in tiles; `zoom` is screen pixels per map pixel. */
export interface Camera {
  readonly centre: TilePoint;
  readonly zoom: number;
}

/** A size of the screen, in CSS pixels. */
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

/** CSS pixels from the top left of the viewport. */
export interface ScreenPoint {
  readonly x: number;
  readonly y: number;
}

export const ZOOM_LEVELS = [0.5, 1, 1.5, 2, 3, 4] as const;

/** In this time (ms) the camera covers two thirds of the way to its target. */
const FOLLOW_MS = 110;
/** Farther than this (tiles) the camera jumps. */
const JUMP_TILES = 12;

/** The next zoom level, inwards (+1) or outwards (-1); stays at the ends. */
export function nextZoom(zoom: number, towards: 1 | -1): number {
  const levels: readonly number[] = ZOOM_LEVELS;
  if (towards === 1) return levels.find((level) => level > zoom + 1e-6) ?? (levels.at(-1) as number);
  return levels.findLast((level) => level < zoom - 1e-6) ?? (levels[0] as number);
}

/**
 * The camera `elapsedMs` later, on its way to `target`, kept on the map.
 *
 * With `still` (reduced motion) it does not glide but stays on its target. The result does not depend on the frame rate.
 */
export function follow(
  camera: Camera,
  target: TilePoint,
  elapsedMs: number,
  still: boolean,
  viewport: Viewport,
  ground: Ground,
): Camera {
  const dx = target.x - camera.centre.x;
  const dy = target.y - camera.centre.y;
  const part = still || Math.hypot(dx, dy) > JUMP_TILES ? 1 : 1 - Math.exp(-elapsedMs / FOLLOW_MS);
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

/** Where a place on the island is on the screen. */
export function tileToScreen(point: TilePoint, camera: Camera, viewport: Viewport, ground: Ground): ScreenPoint {
  return {
    x: viewport.width / 2 + (point.x - camera.centre.x) * ground.tileWidth * camera.zoom,
    y: viewport.height / 2 + (point.y - camera.centre.y) * ground.tileHeight * camera.zoom,
  };
}

/** The place on the island under a point of the screen; not rounded, and perhaps outside the map. */
export function screenToPoint(screen: ScreenPoint, camera: Camera, viewport: Viewport, ground: Ground): TilePoint {
  return {
    x: camera.centre.x + (screen.x - viewport.width / 2) / (ground.tileWidth * camera.zoom),
    y: camera.centre.y + (screen.y - viewport.height / 2) / (ground.tileHeight * camera.zoom),
  };
}

/** The tile under a point of the screen, or null outside the map. */
export function screenToTile(screen: ScreenPoint, camera: Camera, viewport: Viewport, ground: Ground): Tile | null {
  const point = screenToPoint(screen, camera, viewport, ground);
  const tile = { x: Math.round(point.x), y: Math.round(point.y) };
  return tile.x >= 0 && tile.y >= 0 && tile.x < ground.width && tile.y < ground.height ? tile : null;
}
