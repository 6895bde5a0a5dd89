/** Draws every tile in view by itself on a 2D canvas, each frame, for the benchmark: the obvious way. */

import type { IslandMap, TileLayer } from '../../src/core/island-map.ts';
import type { Rect } from '../../src/render/rectangles.ts';
import { TileClock } from '../../src/render/tile-clock.ts';
import { TileIndex, turnOf, withGid } from '../../src/render/tile-index.ts';

/** All pictures of a map's tilesets, by their address. */
export async function loadAll(map: IslandMap): Promise<ReadonlyMap<string, ImageBitmap>> {
  const names = map.tilesets.flatMap(({ image }) => (image === null ? [] : [image]));
  const load = async (name: string): Promise<[string, ImageBitmap]> => {
    const image = new Image();
    image.src = name;
    await image.decode();
    return [name, await createImageBitmap(image)];
  };
  return new Map(await Promise.all(names.map(load)));
}

export class CanvasTiles {
  /** Whether the last frame had all its pictures. */
  isDrawn = false;
  private isLoaded = false;
  private readonly map: IslandMap;
  private readonly index: TileIndex;
  private readonly pen: CanvasRenderingContext2D;
  private readonly clock = new TileClock();
  private pictures: ReadonlyMap<string, ImageBitmap> = new Map();

  constructor(map: IslandMap, canvas: HTMLCanvasElement) {
    const pen = canvas.getContext('2d');
    if (!pen) throw new Error('no 2D canvas');
    this.pen = pen;
    this.map = map;
    this.index = new TileIndex(map);
    void loadAll(map).then((pictures) => {
      this.pictures = pictures;
      this.isLoaded = true;
    });
  }

  /** Draw what is in view. */
  draw(view: Rect, now: number, still: boolean): void {
    if (!still) this.clock.advance(now);
    this.pen.resetTransform();
    this.pen.fillStyle = this.map.background ?? '#000000';
    this.pen.fillRect(0, 0, view.x1 - view.x0, view.y1 - view.y0);
    for (const layer of this.map.layers) if (layer.kind === 'tiles' && layer.shown) this.drawLayer(layer, view);
    this.isDrawn = this.isLoaded;
  }

  /** Wait until what was asked for has been drawn. */
  finish(): void {
    this.pen.getImageData(0, 0, 1, 1);
  }

  private drawLayer(layer: TileLayer, view: Rect): void {
    const { width, height, tileWidth, tileHeight } = this.map;
    this.pen.globalAlpha = layer.opacity;
    const lastX = Math.min(width, Math.ceil(view.x1 / tileWidth) + 1);
    const lastY = Math.min(height, Math.ceil(view.y1 / tileHeight) + 2);
    for (let y = Math.max(0, Math.floor(view.y0 / tileHeight)); y < lastY; y++)
      for (let x = Math.max(0, Math.floor(view.x0 / tileWidth) - 1); x < lastX; x++) {
        const gid = layer.gids[y * width + x] ?? 0;
        if (gid !== 0) this.drawTile(gid, x, y, layer, view);
      }
  }

  private drawTile(gid: number, x: number, y: number, layer: TileLayer, view: Rect): void {
    const frames = this.index.frames(gid);
    const shown = frames ? withGid(gid, frames[this.clock.frame(frames)]?.gid ?? gid) : gid;
    const source = this.index.source(shown);
    const rect = this.index.rect(gid, x, y, layer);
    const picture = this.pictures.get(source?.tileset.image ?? '');
    if (!source || !rect || !picture) return;
    const { tileWidth: across, tileHeight: down } = source.tileset;
    const { a, b, c, d } = turnOf(gid);
    this.pen.setTransform(a, b, c, d, (rect.x0 + rect.x1) / 2 - view.x0, (rect.y0 + rect.y1) / 2 - view.y0);
    this.pen.drawImage(picture, source.x, source.y, across, down, -across / 2, -down / 2, across, down);
  }
}
