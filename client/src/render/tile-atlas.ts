/** Tiles that do not end in the picture of a chunk, gathered on few textures so that many of them are one mesh. */

import { CanvasSource, Texture } from 'pixi.js';
import type { ChunkPainter } from './chunk-painter.ts';
import { isSideways, type TileIndex } from './tile-index.ts';
import { makeCanvas, tinted } from './tinting.ts';

/** Side of a shared page, in pixels; larger pictures than half of it get a page of their own. */
const PAGE = 1024;

/** One texture with pictures on it. */
export interface AtlasPage {
  readonly texture: Texture;
  readonly width: number;
  readonly height: number;
}

interface SharedPage extends AtlasPage {
  readonly pen: CanvasRenderingContext2D;
  /** Where the next picture goes, and how tall the row is. */
  x: number;
  y: number;
  row: number;
}

/** Where the frames of a tile are on one page, in parts (0..1) of its sides. */
export interface AtlasEntry {
  readonly page: AtlasPage;
  readonly width: number;
  readonly height: number;
  /** x0 and y0 of each frame. */
  readonly corners: Float32Array;
}

/** A page that holds one picture, and its entry. `smooth` for pictures that are not made of hard pixels. */
export function pictureEntry(canvas: HTMLCanvasElement, smooth: boolean): AtlasEntry {
  const source = new CanvasSource({ resource: canvas, scaleMode: smooth ? 'linear' : 'nearest' });
  const page = { texture: new Texture({ source }), width: canvas.width, height: canvas.height };
  return { page, width: 1, height: 1, corners: new Float32Array(2) };
}

export class TileAtlas {
  private readonly index: TileIndex;
  private readonly painter: ChunkPainter;
  private readonly shared: SharedPage[] = [];
  private readonly own: AtlasPage[] = [];
  private readonly entries = new Map<string, AtlasEntry>();
  private readonly changed = new Set<SharedPage>();

  constructor(index: TileIndex, painter: ChunkPainter) {
    this.index = index;
    this.painter = painter;
  }

  /**
   * Where some tiles are, painted with a tint and opacity in the size of their pictures, already turned.
   *
   * @param gids - One tile, or the frames of an animation, all of one size; their pictures are loaded.
   * @returns undefined for a tile that no tileset has.
   */
  entry(gids: readonly number[], tint: string | null, opacity: number): AtlasEntry | undefined {
    const key = keyOf(gids, tint, opacity);
    const known = this.entries.get(key);
    if (known) return known;
    const tileset = this.index.source(gids[0] ?? 0)?.tileset;
    if (!tileset) return undefined;
    const sideways = isSideways(gids[0] ?? 0);
    const width = sideways ? tileset.tileHeight : tileset.tileWidth;
    const height = sideways ? tileset.tileWidth : tileset.tileHeight;
    const pictures = gids.map((gid) => this.picture(gid, width, height, tint, opacity));
    const isLarge = width > PAGE / 2 || height > PAGE / 2;
    const made = isLarge ? this.alone(pictures[0] as HTMLCanvasElement) : this.place(pictures, width, height);
    this.entries.set(key, made);
    return made;
  }

  /** Whether these were painted before, so that their pictures are not needed any more. */
  has(gids: readonly number[], tint: string | null, opacity: number): boolean {
    return this.entries.has(keyOf(gids, tint, opacity));
  }

  /** Send on what was painted since; call once a frame, for a whole page is sent however little of it is new. */
  flush(): void {
    for (const page of this.changed) page.texture.source.update();
    this.changed.clear();
  }

  /** Free the textures. */
  destroy(): void {
    for (const page of [...this.shared, ...this.own]) page.texture.destroy(true);
    this.shared.length = 0;
    this.own.length = 0;
    this.entries.clear();
    this.changed.clear();
  }

  private picture(gid: number, width: number, height: number, tint: string | null, opacity: number): HTMLCanvasElement {
    const [canvas, pen] = makeCanvas(width, height);
    pen.globalAlpha = opacity;
    this.painter.drawTile(pen, gid, 0, 0, width, height);
    return tint === null ? canvas : tinted(canvas, tint);
  }

  /** Too large to share a page: of an animation only the first frame is shown. */
  private alone(picture: HTMLCanvasElement): AtlasEntry {
    const entry = pictureEntry(picture, false);
    this.own.push(entry.page);
    return entry;
  }

  private place(pictures: readonly HTMLCanvasElement[], width: number, height: number): AtlasEntry {
    const page = this.pageFor(pictures.length, width, height);
    const corners = new Float32Array(pictures.length * 2);
    pictures.forEach((picture, i) => {
      if (page.x + width > PAGE) nextRow(page);
      page.row = Math.max(page.row, height);
      page.pen.drawImage(picture, page.x, page.y);
      corners[i * 2] = page.x / PAGE;
      corners[i * 2 + 1] = page.y / PAGE;
      page.x += width;
    });
    this.changed.add(page);
    return { page, width: width / PAGE, height: height / PAGE, corners };
  }

  /** The last page if all pictures surely fit, else a new one. */
  private pageFor(count: number, width: number, height: number): SharedPage {
    const last = this.shared.at(-1);
    const rows = Math.ceil(count / Math.floor(PAGE / width)) + 1;
    if (last && last.y + last.row + rows * height <= PAGE) return last;
    const [canvas, pen] = makeCanvas(PAGE, PAGE);
    const source = new CanvasSource({ resource: canvas, scaleMode: 'nearest' });
    const page = { texture: new Texture({ source }), width: PAGE, height: PAGE, pen, x: 0, y: 0, row: 0 };
    this.shared.push(page);
    return page;
  }
}

function keyOf(gids: readonly number[], tint: string | null, opacity: number): string {
  return `${gids.join()}/${tint}/${opacity}`;
}

function nextRow(page: SharedPage): void {
  page.x = 0;
  page.y += page.row;
  page.row = 0;
}
