/** The map in squares that are drawn and forgotten as one, and in what order the tiles of one square are drawn. */

import type { IslandMap, TileLayer } from '../core/island-map.ts';
import type { Rect } from './rectangles.ts';
import type { TileIndex } from './tile-index.ts';

export const CHUNK_TILES = 16;

/** Chunk columns and rows; x1 and y1 are not included. */
export interface ChunkRange {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** One tile to draw. */
export interface TileDraw {
  readonly layer: TileLayer;
  readonly gid: number;
  /** Cell, in tiles. */
  readonly x: number;
  readonly y: number;
}

/** Tiles that are drawn together: still ones end in one picture, animated ones in meshes. */
export interface TilePass {
  readonly animated: boolean;
  readonly tiles: TileDraw[];
}

/** The chunks that touch a rectangle of art pixels, grown by `ring` chunks, within the map. */
export function chunksIn(view: Rect, map: IslandMap, ring: number, into: ChunkRange): ChunkRange {
  const width = CHUNK_TILES * map.tileWidth;
  const height = CHUNK_TILES * map.tileHeight;
  into.x0 = Math.max(0, Math.floor(view.x0 / width) - ring);
  into.y0 = Math.max(0, Math.floor(view.y0 / height) - ring);
  into.x1 = Math.min(Math.ceil(map.width / CHUNK_TILES), Math.ceil(view.x1 / width) + ring);
  into.y1 = Math.min(Math.ceil(map.height / CHUNK_TILES), Math.ceil(view.y1 / height) + ring);
  return into;
}

/**
 * The passes of one band of one chunk, from bottom to top. Animated and still passes alternate, beginning with an
 * animated one; each tile goes in the lowest pass that keeps it over what lies under it in its cell. So a lake under
 * a shore costs one mesh and one picture.
 */
export function planPasses(
  map: IslandMap,
  index: TileIndex,
  chunkX: number,
  chunkY: number,
  above: boolean,
): readonly TilePass[] {
  const passes: TilePass[] = [];
  const levels = new Uint8Array(CHUNK_TILES * CHUNK_TILES);
  const left = chunkX * CHUNK_TILES;
  const top = chunkY * CHUNK_TILES;
  const right = Math.min(map.width, left + CHUNK_TILES);
  const bottom = Math.min(map.height, top + CHUNK_TILES);
  for (const layer of map.layers) {
    if (layer.above !== above) continue;
    const reach = index.reach(layer);
    const lastY = Math.min(map.height, bottom + reach.down);
    const lastX = Math.min(map.width, right + reach.right);
    for (let y = Math.max(0, top - reach.up); y < lastY; y++) {
      for (let x = Math.max(0, left - reach.left); x < lastX; x++) {
        const gid = layer.gids[y * map.width + x] ?? 0;
        if (gid === 0) continue;
        const animated = index.isAnimated(gid);
        const inside = x >= left && x < right && y >= top && y < bottom;
        // An animated tile is drawn whole by the chunk of its cell; a still one is clipped by each chunk it touches.
        if (animated && !inside) continue;
        const cell = inside ? (y - top) * CHUNK_TILES + x - left : -1;
        const level = nextLevel(cell < 0 ? 0 : (levels[cell] ?? 0), animated);
        if (cell >= 0) levels[cell] = level;
        passAt(passes, level).tiles.push({ layer, gid, x, y });
      }
    }
  }
  return passes.filter((pass) => pass.tiles.length > 0);
}

/** The lowest pass, not under `level`, of the right kind: animated ones are even. */
function nextLevel(level: number, animated: boolean): number {
  return level % 2 === (animated ? 0 : 1) ? level : level + 1;
}

function passAt(passes: TilePass[], level: number): TilePass {
  while (passes.length <= level) passes.push({ animated: passes.length % 2 === 0, tiles: [] });
  const pass = passes[level];
  if (!pass) throw new Error(`no pass ${level}`);
  return pass;
}
