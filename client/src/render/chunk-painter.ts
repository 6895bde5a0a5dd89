/** Paints still tiles of a chunk into one picture. */

import type { IslandMap } from '../core/island-map.ts';
import type { Rect } from './rectangles.ts';
import { CHUNK_TILES, type TileDraw } from './tile-chunks.ts';
import type { TileImages } from './tile-images.ts';
import { type TileIndex, turnOf } from './tile-index.ts';
import { makeCanvas, tinted } from './tinting.ts';

/** A painted picture and the map pixel of its upper left corner. */
export interface PaintedChunk {
  readonly canvas: HTMLCanvasElement;
  readonly left: number;
  readonly top: number;
}

/** Where a tile is drawn, in map pixels. */
export function tileRect(map: IslandMap, tile: TileDraw, index: TileIndex): Rect | undefined {
  const source = index.source(tile.gid);
  if (!source) return undefined;
  const turned = turnOf(tile.gid).a === 0;
  const width = turned ? source.tileset.tileHeight : source.tileset.tileWidth;
  const height = turned ? source.tileset.tileWidth : source.tileset.tileHeight;
  const left = tile.x * map.tileWidth + tile.layer.offset[0];
  const bottom = (tile.y + 1) * map.tileHeight + tile.layer.offset[1];
  return { x0: left, y0: bottom - height, x1: left + width, y1: bottom };
}

export class ChunkPainter {
  private readonly map: IslandMap;
  private readonly index: TileIndex;
  private readonly images: TileImages;

  constructor(map: IslandMap, index: TileIndex, images: TileImages) {
    this.map = map;
    this.index = index;
    this.images = images;
  }

  /** Whether every picture that these tiles need is here (or lost); asks for those that are not. */
  ready(tiles: readonly TileDraw[]): boolean {
    let ready = true;
    for (const tile of tiles) {
      const source = this.index.source(tile.gid);
      if (source && this.images.get(source.tileset) === undefined) ready = false;
    }
    return ready;
  }

  /** One picture of these tiles, cut to the chunk; null if nothing of them is within it. */
  paint(tiles: readonly TileDraw[], chunkX: number, chunkY: number): PaintedChunk | null {
    const box = this.bounds(tiles, chunkX, chunkY);
    if (box.x1 <= box.x0 || box.y1 <= box.y0) return null;
    const [canvas, pen] = makeCanvas(box.x1 - box.x0, box.y1 - box.y0);
    let from = 0;
    while (from < tiles.length) {
      const layer = tiles[from]?.layer;
      let to = from + 1;
      while (to < tiles.length && tiles[to]?.layer === layer) to += 1;
      this.paintLayer(pen, tiles.slice(from, to), box);
      from = to;
    }
    return { canvas, left: box.x0, top: box.y0 };
  }

  /** Draw one tile with its turn, at map pixels relative to `origin`. */
  drawTile(pen: CanvasRenderingContext2D, tile: TileDraw, originX: number, originY: number): void {
    const source = this.index.source(tile.gid);
    const rect = tileRect(this.map, tile, this.index);
    const image = source && this.images.get(source.tileset);
    if (!source || !rect || !image) return;
    const { tileWidth, tileHeight } = source.tileset;
    const turn = turnOf(tile.gid);
    const x = (rect.x0 + rect.x1) / 2 - originX;
    const y = (rect.y0 + rect.y1) / 2 - originY;
    pen.setTransform(turn.a, turn.b, turn.c, turn.d, x, y);
    const half = tileWidth / 2;
    pen.drawImage(image, source.x, source.y, tileWidth, tileHeight, -half, -tileHeight / 2, tileWidth, tileHeight);
  }

  /** Draw one tile with its turn in the upper left corner. */
  drawTileAtCorner(pen: CanvasRenderingContext2D, tile: TileDraw): void {
    const rect = tileRect(this.map, tile, this.index);
    if (rect) this.drawTile(pen, tile, rect.x0, rect.y0);
  }

  private paintLayer(pen: CanvasRenderingContext2D, tiles: readonly TileDraw[], box: Rect): void {
    const layer = tiles[0]?.layer;
    if (!layer) return;
    if (layer.tint === null && layer.opacity === 1) {
      for (const tile of tiles) this.drawTile(pen, tile, box.x0, box.y0);
    } else {
      const [sheet, sheetPen] = makeCanvas(box.x1 - box.x0, box.y1 - box.y0);
      for (const tile of tiles) this.drawTile(sheetPen, tile, box.x0, box.y0);
      pen.setTransform(1, 0, 0, 1, 0, 0);
      pen.globalAlpha = layer.opacity;
      pen.drawImage(layer.tint === null ? sheet : tinted(sheet, layer.tint), 0, 0);
      pen.globalAlpha = 1;
    }
  }

  /** The part of the chunk that the tiles cover, in map pixels. */
  private bounds(tiles: readonly TileDraw[], chunkX: number, chunkY: number): Rect {
    const width = CHUNK_TILES * this.map.tileWidth;
    const height = CHUNK_TILES * this.map.tileHeight;
    const chunk = { x0: chunkX * width, y0: chunkY * height, x1: (chunkX + 1) * width, y1: (chunkY + 1) * height };
    const box = { x0: chunk.x1, y0: chunk.y1, x1: chunk.x0, y1: chunk.y0 };
    for (const tile of tiles) {
      const rect = tileRect(this.map, tile, this.index);
      if (!rect) continue;
      box.x0 = Math.min(box.x0, Math.max(chunk.x0, Math.floor(rect.x0)));
      box.y0 = Math.min(box.y0, Math.max(chunk.y0, Math.floor(rect.y0)));
      box.x1 = Math.max(box.x1, Math.min(chunk.x1, Math.ceil(rect.x1)));
      box.y1 = Math.max(box.y1, Math.min(chunk.y1, Math.ceil(rect.y1)));
    }
    return box;
  }
}
