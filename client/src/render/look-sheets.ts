/** Looks that were put together, on shared textures, so that a crowd is drawn in one go. The least recently used go first. */

import { CanvasSource, Rectangle, Texture } from 'pixi.js';
import type { Look } from '../core/people.ts';
import type { AvatarArt } from './avatar-art.ts';
import { SHEET_ROWS, type SheetRow } from './avatar-frames.ts';
import { makeCanvas } from './tinting.ts';

const PAGE = 1024;
/** Enough for all whom one can see from where one stands. */
const MAX_PAGES = 10;
/** Looks are put together for so long in one frame, in ms: when a crowd arrives the others wait for the next. */
const PAINT_MS = 5;

interface Page {
  readonly source: CanvasSource;
  readonly pen: CanvasRenderingContext2D;
}

/** All pictures of one look. */
export class LookStrip {
  /** The tick in which it was last asked for. */
  used = 0;
  key = '';
  readonly page: Page;
  readonly x: number;
  readonly y: number;
  private readonly textures: readonly (readonly Texture[])[];

  constructor(page: Page, x: number, y: number, art: AvatarArt) {
    this.page = page;
    this.x = x;
    this.y = y;
    const { w, h } = art.sheet.frame;
    this.textures = SHEET_ROWS.map((row) =>
      Array.from({ length: art.sheet.frames }, (_, frame) => {
        const rectangle = new Rectangle(x + art.frameX(row, frame), y, w, h);
        return new Texture({ source: page.source, frame: rectangle });
      }),
    );
  }

  frame(row: SheetRow, frame: number): Texture {
    return this.textures[SHEET_ROWS.indexOf(row)]?.[frame] ?? Texture.EMPTY;
  }
}

export class LookSheets {
  readonly art: AvatarArt;
  private readonly pages: Page[] = [];
  private readonly free: LookStrip[] = [];
  private readonly strips = new Map<string, LookStrip>();
  private readonly touched = new Set<Page>();
  private readonly keys = new WeakMap<Look, string>();
  private readonly maxPages: number;
  private tick = 0;
  private paintUntil = 0;

  /** @param maxPages - Of 4 MB each, as they are needed. */
  constructor(art: AvatarArt, maxPages = MAX_PAGES) {
    this.art = art;
    this.maxPages = maxPages;
  }

  /** Call before the first `strip` of a frame. */
  beginFrame(): void {
    this.tick += 1;
    this.paintUntil = performance.now() + PAINT_MS;
  }

  /** Call after the last `strip` of a frame: sends what was painted to the screen's memory. */
  endFrame(): void {
    for (const page of this.touched) page.source.update();
    this.touched.clear();
  }

  /** The pictures of a look, or null if it has to wait for another frame. */
  strip(look: Look): LookStrip | null {
    const key = this.keyOf(look);
    const known = this.strips.get(key);
    if (known) {
      known.used = this.tick;
      return known;
    }
    if (performance.now() > this.paintUntil) return null;
    const strip = this.free.pop() ?? this.fromNewPage() ?? this.takeOldest();
    if (!strip) return null;
    this.art.paint(strip.page.pen, look, strip.x, strip.y);
    this.touched.add(strip.page);
    strip.key = key;
    strip.used = this.tick;
    this.strips.set(key, strip);
    return strip;
  }

  /** Free every texture. */
  destroy(): void {
    for (const page of this.pages) page.source.destroy();
    this.strips.clear();
  }

  private keyOf(look: Look): string {
    const known = this.keys.get(look);
    if (known !== undefined) return known;
    const key = look.join();
    this.keys.set(look, key);
    return key;
  }

  private fromNewPage(): LookStrip | undefined {
    if (this.pages.length >= this.maxPages) return undefined;
    const [canvas, pen] = makeCanvas(PAGE, PAGE);
    const page = { source: new CanvasSource({ resource: canvas, scaleMode: 'nearest' }), pen };
    this.pages.push(page);
    const { stripWidth, stripHeight } = this.art;
    for (let y = 0; y + stripHeight <= PAGE; y += stripHeight) {
      for (let x = 0; x + stripWidth <= PAGE; x += stripWidth) this.free.push(new LookStrip(page, x, y, this.art));
    }
    return this.free.pop();
  }

  /** A strip that nobody shows now. */
  private takeOldest(): LookStrip | undefined {
    let oldest: LookStrip | undefined;
    for (const strip of this.strips.values()) {
      if (strip.used < this.tick - 1 && (!oldest || strip.used < oldest.used)) oldest = strip;
    }
    if (oldest) this.strips.delete(oldest.key);
    return oldest;
  }
}
