/** Paints tiles: one by one with their turn, or all still ones of a chunk into one picture. */

import type { IslandMap, TileLayer } from '../core/island-map.ts';
import { drawPlaceholder } from './placeholder.ts';
import type { Rect } from './rectangles.ts';
import { CHUNK_TILES, type TileDraw } from './tile-chunks.ts';
import type { TileImages } from './tile-images.ts';
import { isSideways, type TileIndex, turnOf } from './tile-index.ts';
import { makeCanvas, tinted } from './tinting.ts';

/** A painted picture and the map pixel of its upper left corner. */
export interface PaintedChunk {
  readonly canvas: HTMLCanvasElement;
  readonly left: number;
  readonly top: number;
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
  ready(gids: Iterable<number>): boolean {
    let ready = true;
    for (const gid of gids) {
      const source = this.index.source(gid);
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
      if (layer) this.paintLayer(pen, layer, tiles.slice(from, to), box);
      from = to;
    }
    return { canvas, left: box.x0, top: box.y0 };
  }

  /** Draw one tile with its turn so that it fills a box, in pixels of the pen's canvas. */
  drawTile(pen: CanvasRenderingContext2D, gid: number, x0: number, y0: number, width: number, height: number): void {
    const source = this.index.source(gid);
    const image = source && this.images.get(source.tileset);
    if (!source || image === undefined) return;
    const { tileWidth, tileHeight } = source.tileset;
    const turn = turnOf(gid);
    const across = isSideways(gid) ? height : width;
    const down = isSideways(gid) ? width : height;
    pen.setTransform(turn.a, turn.b, turn.c, turn.d, x0 + width / 2, y0 + height / 2);
    if (image === null) drawPlaceholder(pen, across, down);
    else pen.drawImage(image, source.x, source.y, tileWidth, tileHeight, -across / 2, -down / 2, across, down);
  }

  private paintLayer(pen: CanvasRenderingContext2D, layer: TileLayer, tiles: readonly TileDraw[], box: Rect): void {
    if (layer.tint === null) {
      pen.globalAlpha = layer.opacity;
      this.drawTiles(pen, tiles, box);
      pen.globalAlpha = 1;
      return;
    }
    const [sheet, sheetPen] = makeCanvas(box.x1 - box.x0, box.y1 - box.y0);
    this.drawTiles(sheetPen, tiles, box);
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.globalAlpha = layer.opacity;
    pen.drawImage(tinted(sheet, layer.tint), 0, 0);
    pen.globalAlpha = 1;
  }

  private drawTiles(pen: CanvasRenderingContext2D, tiles: readonly TileDraw[], box: Rect): void {
    for (const { gid, rect } of tiles)
      this.drawTile(pen, gid, rect.x0 - box.x0, rect.y0 - box.y0, rect.x1 - rect.x0, rect.y1 - rect.y0);
  }

  /** The part of the chunk that the tiles cover, in map pixels. */
  private bounds(tiles: readonly TileDraw[], chunkX: number, chunkY: number): Rect {
    const width = CHUNK_TILES * this.map.tileWidth;
    const height = CHUNK_TILES * this.map.tileHeight;
    const chunk = { x0: chunkX * width, y0: chunkY * height, x1: (chunkX + 1) * width, y1: (chunkY + 1) * height };
    const box = { x0: chunk.x1, y0: chunk.y1, x1: chunk.x0, y1: chunk.y0 };
    for (const { rect } of tiles) {
      box.x0 = Math.min(box.x0, Math.max(chunk.x0, Math.floor(rect.x0)));
      box.y0 = Math.min(box.y0, Math.max(chunk.y0, Math.floor(rect.y0)));
      box.x1 = Math.max(box.x1, Math.min(chunk.x1, Math.ceil(rect.x1)));
      box.y1 = Math.max(box.y1, Math.min(chunk.y1, Math.ceil(rect.y1)));
    }
    return box;
  }
}
