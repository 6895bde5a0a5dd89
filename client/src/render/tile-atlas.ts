/** The frames of animated tiles, gathered on few textures so that a whole chunk of water is one mesh. */

import { CanvasSource, Texture } from 'pixi.js';
import type { ChunkPainter } from './chunk-painter.ts';
import type { TileDraw } from './tile-chunks.ts';
import { makeCanvas, tinted } from './tinting.ts';

/** Side of a page, in pixels. */
const PAGE = 1024;

/** One texture full of frames. */
export interface AtlasPage {
  readonly texture: Texture;
  readonly pen: CanvasRenderingContext2D;
  /** Where the next frame goes, and how tall the row is. */
  x: number;
  y: number;
  row: number;
}

/** Where the frames of a tile are: on one page, in parts (0..1) of its side. */
export interface AtlasEntry {
  readonly page: AtlasPage;
  readonly width: number;
  readonly height: number;
  /** x0 and y0 of each frame. */
  readonly corners: Float32Array;
}

export class TileAtlas {
  private readonly painter: ChunkPainter;
  private readonly pages: AtlasPage[] = [];
  private readonly entries = new Map<string, AtlasEntry | null>();

  constructor(painter: ChunkPainter) {
    this.painter = painter;
  }

  /**
   * Where the frames of an animation are, painted with the layer's tint and opacity, and already turned as `tile` is.
   *
   * @param frames - The tile once for each frame, its pictures loaded.
   * @param width - Of each frame, in pixels.
   * @returns null for tiles too large for a page, which stay out of the picture.
   */
  entry(frames: readonly TileDraw[], width: number, height: number): AtlasEntry | null {
    const layer = frames[0]?.layer;
    const key = `${frames.map((frame) => frame.gid).join()}/${layer?.tint}/${layer?.opacity}`;
    const known = this.entries.get(key);
    if (known !== undefined) return known;
    const made = width > PAGE || height > PAGE ? null : this.place(frames, width, height);
    this.entries.set(key, made);
    return made;
  }

  /** Free the textures. */
  destroy(): void {
    for (const page of this.pages) page.texture.destroy(true);
    this.pages.length = 0;
    this.entries.clear();
  }

  private place(frames: readonly TileDraw[], width: number, height: number): AtlasEntry {
    const page = this.pageFor(frames.length, width, height);
    const corners = new Float32Array(frames.length * 2);
    frames.forEach((frame, i) => {
      if (page.x + width > PAGE) this.nextRow(page);
      page.row = Math.max(page.row, height);
      page.pen.globalAlpha = frame.layer.opacity;
      page.pen.drawImage(this.picture(frame, width, height), page.x, page.y);
      corners[i * 2] = page.x / PAGE;
      corners[i * 2 + 1] = page.y / PAGE;
      page.x += width;
    });
    page.texture.source.update();
    return { page, width: width / PAGE, height: height / PAGE, corners };
  }

  private picture(frame: TileDraw, width: number, height: number): HTMLCanvasElement {
    const [canvas, pen] = makeCanvas(width, height);
    this.painter.drawTileAtCorner(pen, frame);
    return frame.layer.tint === null ? canvas : tinted(canvas, frame.layer.tint);
  }

  private nextRow(page: AtlasPage): void {
    page.x = 0;
    page.y += page.row;
    page.row = 0;
  }

  /** The last page if all frames surely fit, else a new one. */
  private pageFor(count: number, width: number, height: number): AtlasPage {
    const last = this.pages.at(-1);
    const rows = Math.ceil(count / Math.floor(PAGE / width)) + 1;
    if (last && last.y + last.row + rows * height <= PAGE) return last;
    const [canvas, pen] = makeCanvas(PAGE, PAGE);
    const source = new CanvasSource({ resource: canvas, scaleMode: 'nearest' });
    const page = { texture: new Texture({ source }), pen, x: 0, y: 0, row: 0 };
    this.pages.push(page);
    return page;
  }
}
