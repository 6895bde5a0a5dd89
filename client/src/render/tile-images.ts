/** The pictures of tilesets, fetched when a part of the map that needs them comes into view. */

import type { Tileset } from '../core/island-map.ts';
import { makeCanvas } from './tinting.ts';

/** What tiles are cut from: the picture, or a copy in which its transparent colour is gone. */
export type TilePicture = HTMLImageElement | HTMLCanvasElement;

/** Rows of a picture that are looked through at once, which bounds the memory that takes. */
const STRIP_ROWS = 128;

export class TileImages {
  /** Grows whenever a picture came in or was found to be lost. */
  version = 0;
  private readonly pictures = new Map<string, TilePicture | 'loading' | 'lost'>();

  /** The picture, null if there is none to be had, or undefined while it is on its way (asking for it starts that). */
  get({ image, transparent }: Pick<Tileset, 'image' | 'transparent'>): TilePicture | null | undefined {
    if (image === null) return null;
    const key = `${image} ${transparent}`;
    const known = this.pictures.get(key);
    if (known === undefined) void this.load(image, transparent, key);
    if (known === 'lost') return null;
    return known === 'loading' ? undefined : known;
  }

  private async load(url: string, transparent: string | null, key: string): Promise<void> {
    this.pictures.set(key, 'loading');
    const image = new Image();
    image.src = url;
    try {
      await image.decode();
      this.pictures.set(key, transparent === null ? image : without(image, transparent));
    } catch {
      // Asked for once only: a placeholder is drawn, and the server's map report tells the host.
      this.pictures.set(key, 'lost');
    }
    this.version += 1;
  }
}

/** A copy of a picture in which the pixels of exactly this colour are transparent. */
function without(image: HTMLImageElement, colour: string): HTMLCanvasElement {
  const [canvas, pen] = makeCanvas(image.naturalWidth, image.naturalHeight);
  pen.drawImage(image, 0, 0);
  const wanted = Number.parseInt(colour.slice(1), 16);
  for (let top = 0; top < canvas.height; top += STRIP_ROWS) {
    const strip = pen.getImageData(0, top, canvas.width, Math.min(STRIP_ROWS, canvas.height - top));
    if (erase(strip.data, wanted)) pen.putImageData(strip, 0, top);
  }
  return canvas;
}

/** Makes the pixels of a colour (0xrrggbb) transparent; tells whether there were any. */
export function erase(rgba: Uint8ClampedArray, colour: number): boolean {
  const [red, green, blue] = [(colour >> 16) & 255, (colour >> 8) & 255, colour & 255];
  let found = false;
  for (let i = 0; i < rgba.length; i += 4) {
    if (rgba[i] !== red || rgba[i + 1] !== green || rgba[i + 2] !== blue || rgba[i + 3] === 0) continue;
    rgba[i + 3] = 0;
    found = true;
  }
  return found;
}
