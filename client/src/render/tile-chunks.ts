/** The map in squares that are drawn and forgotten as one, and in what order the tiles of one square are drawn. */

import type { IslandMap, TileLayer } from '../core/island-map.ts';
import type { Rect } from './rectangles.ts';
import type { TileIndex } from './tile-index.ts';

export const CHUNK_TILES = 8;

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
  /** Where, in map pixels. */
  readonly rect: Rect;
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

/** The cells of a chunk; x1 and y1 are not included. */
function cellsOf(map: IslandMap, chunkX: number, chunkY: number): Rect {
  const x0 = chunkX * CHUNK_TILES;
  const y0 = chunkY * CHUNK_TILES;
  return { x0, y0, x1: Math.min(map.width, x0 + CHUNK_TILES), y1: Math.min(map.height, y0 + CHUNK_TILES) };
}

/**
 * The passes of some layers in one chunk, from bottom to top. Animated and still passes alternate, beginning with an
 * animated one; each tile goes in the lowest pass that keeps it over what lies under it in the cells that it covers.
 * So a lake under a shore costs one mesh and one picture. Looks at no more cells than those that reach into the chunk.
 */
export function planPasses(
  layers: readonly TileLayer[],
  map: IslandMap,
  index: TileIndex,
  chunkX: number,
  chunkY: number,
): readonly TilePass[] {
  const passes: TilePass[] = [];
  const levels = new Levels(map, cellsOf(map, chunkX, chunkY));
  const chunk = levels.cells;
  for (const layer of layers) {
    const { reach, even } = index.factsOf(layer);
    const lastY = Math.min(map.height, chunk.y1 + reach.down);
    const lastX = Math.min(map.width, chunk.x1 + reach.right);
    for (let y = Math.max(0, chunk.y0 - reach.up); y < lastY; y++) {
      for (let x = Math.max(0, chunk.x0 - reach.left); x < lastX; x++) {
        const gid = layer.gids[y * map.width + x] ?? 0;
        if (gid === 0) continue;
        const animated = index.isAnimated(gid);
        // An animated tile is drawn whole by the chunk of its cell; a still one is clipped by each chunk it touches.
        if (animated && !(x >= chunk.x0 && x < chunk.x1 && y >= chunk.y0 && y < chunk.y1)) continue;
        const rect = index.rect(gid, x, y, layer);
        if (!rect) continue;
        const level = even ? levels.raiseCell(x, y, animated) : levels.raise(rect, animated);
        if (level !== null) passAt(passes, level).tiles.push({ layer, gid, rect });
      }
    }
  }
  return passes.filter((pass) => pass.tiles.length > 0);
}

/** How high the passes are stacked in each cell of a chunk. */
class Levels {
  readonly cells: Rect;
  private readonly map: IslandMap;
  private readonly levels = new Uint8Array(CHUNK_TILES * CHUNK_TILES);

  constructor(map: IslandMap, cells: Rect) {
    this.map = map;
    this.cells = cells;
  }

  /** The level for a tile that fills this cell. */
  raiseCell(x: number, y: number, animated: boolean): number {
    const cell = (y - this.cells.y0) * CHUNK_TILES + x - this.cells.x0;
    const level = nextLevel(this.levels[cell] ?? 0, animated);
    this.levels[cell] = level;
    return level;
  }

  /** The level for a tile that covers these map pixels; null if nothing of it is in the chunk. */
  raise(rect: Rect, animated: boolean): number | null {
    const { tileWidth, tileHeight } = this.map;
    const x0 = Math.max(this.cells.x0, Math.floor(rect.x0 / tileWidth));
    const y0 = Math.max(this.cells.y0, Math.floor(rect.y0 / tileHeight));
    const x1 = Math.min(this.cells.x1, Math.ceil(rect.x1 / tileWidth));
    const y1 = Math.min(this.cells.y1, Math.ceil(rect.y1 / tileHeight));
    // An animated tile is drawn even if it lies wholly outside the chunk of its cell.
    if (!animated && (x0 >= x1 || y0 >= y1)) return null;
    let highest = 0;
    for (let y = y0; y < y1; y++)
      for (let x = x0; x < x1; x++) highest = Math.max(highest, this.levels[this.at(x, y)] ?? 0);
    const level = nextLevel(highest, animated);
    for (let y = y0; y < y1; y++) this.levels.fill(level, this.at(x0, y), this.at(x1, y));
    return level;
  }

  private at(x: number, y: number): number {
    return (y - this.cells.y0) * CHUNK_TILES + x - this.cells.x0;
  }
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
