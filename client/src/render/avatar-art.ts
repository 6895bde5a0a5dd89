/** The layers of which avatars are made (`/art/avatars.json`), and how they are put together for a look. */

import type { Look } from '../core/people.ts';
import { SHEET_ROWS, type SheetRow } from './avatar-frames.ts';
import { makeCanvas, tinted } from './tinting.ts';

const LAYERS = ['body', 'clothes', 'hair', 'aid'] as const;
type Layer = (typeof LAYERS)[number];
type Palette = 'skin' | 'clothes' | 'hair';

/** Where a layer's variant and colour are in a look. */
const IN_LOOK: Readonly<Record<Layer, { readonly variant: number; readonly colour: number }>> = {
  body: { variant: 0, colour: 1 },
  clothes: { variant: 2, colour: 3 },
  hair: { variant: 4, colour: 5 },
  aid: { variant: 6, colour: -1 },
};

/** `avatars.json`. Lengths are pixels of its image; a variant without a row draws nothing. */
export interface AvatarSheet {
  readonly image: string;
  readonly frame: { readonly w: number; readonly h: number };
  /** Where the feet stand in a frame. */
  readonly anchor: { readonly x: number; readonly y: number };
  readonly directions: readonly SheetRow[];
  /** Per direction; frame 0 stands still. */
  readonly frames: number;
  readonly drawOrder: Readonly<Record<SheetRow, readonly Layer[]>>;
  readonly tint: Readonly<Record<Layer, Palette | null>>;
  readonly layers: Readonly<Record<Layer, readonly { readonly name: string; readonly row: number | null }[]>>;
  readonly palettes: Readonly<Record<Palette, readonly string[]>>;
}

/** One layer of a look: a row of the sheet and the colour it is multiplied with. */
export interface Part {
  readonly row: number;
  readonly colour: string | null;
}

/** What to draw of a layer for a look, or null for nothing. Numbers beyond the sheet wrap around. */
export function partOf(sheet: AvatarSheet, look: Look, layer: Layer): Part | null {
  const variants = sheet.layers[layer];
  const variant = variants[(look[IN_LOOK[layer].variant] ?? 0) % variants.length];
  if (!variant || variant.row === null) return null;
  const palette = sheet.tint[layer];
  if (palette === null) return { row: variant.row, colour: null };
  const colours = sheet.palettes[palette];
  return { row: variant.row, colour: colours[(look[IN_LOOK[layer].colour] ?? 0) % colours.length] ?? null };
}

export class AvatarArt {
  readonly sheet: AvatarSheet;
  /** Size of the strip of a look: all directions and frames side by side. */
  readonly stripWidth: number;
  readonly stripHeight: number;
  private readonly image: HTMLImageElement;

  constructor(sheet: AvatarSheet, image: HTMLImageElement) {
    this.sheet = sheet;
    this.image = image;
    this.stripWidth = sheet.frame.w * sheet.frames * sheet.directions.length;
    this.stripHeight = sheet.frame.h;
  }

  /** Fetch the sheet and its image; throws if they are not there. */
  static async load(url: string, signal: AbortSignal): Promise<AvatarArt> {
    const response = await fetch(url, { signal });
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    const sheet = (await response.json()) as AvatarSheet;
    const image = new Image();
    image.src = new URL(sheet.image, response.url).href;
    await image.decode();
    return new AvatarArt(sheet, image);
  }

  /** The left edge of a frame within a strip, in pixels. */
  frameX(row: SheetRow, frame: number): number {
    return (Math.max(0, this.sheet.directions.indexOf(row)) * this.sheet.frames + frame) * this.sheet.frame.w;
  }

  /** Paint the strip of a look with its upper left corner at (x, y). */
  paint(pen: CanvasRenderingContext2D, look: Look, x: number, y: number): void {
    const strips = new Map(LAYERS.map((layer) => [layer, this.strip(partOf(this.sheet, look, layer))]));
    const width = this.sheet.frame.w * this.sheet.frames;
    pen.clearRect(x, y, this.stripWidth, this.stripHeight);
    for (const row of SHEET_ROWS) {
      const left = this.frameX(row, 0);
      for (const layer of this.sheet.drawOrder[row]) {
        const strip = strips.get(layer);
        if (!strip) continue;
        pen.drawImage(strip, left, 0, width, this.stripHeight, x + left, y, width, this.stripHeight);
      }
    }
  }

  private strip(part: Part | null): HTMLCanvasElement | null {
    if (!part) return null;
    const [canvas, pen] = makeCanvas(this.stripWidth, this.stripHeight);
    pen.drawImage(this.image, 0, -part.row * this.stripHeight);
    return part.colour === null ? canvas : tinted(canvas, part.colour);
  }
}
