/** The pictures of tilesets, fetched when a part of the map that needs them comes into view. */

import type { Tileset } from '../core/island-map.ts';
import { asNumber } from './palette.ts';
import { makeCanvas } from './tinting.ts';

/** What tiles are cut from: the picture, or a copy in which its transparent colour is gone. */
export type TilePicture = ImageBitmap | HTMLCanvasElement;

/** Rows of a picture that are looked through at once, which bounds the memory that takes. */
const STRIP_ROWS = 128;

/** More pixels than these (four bytes each) are kept only while they are in use. */
const KEPT_PIXELS = 32_000_000;
/** Frames for which a picture is kept after it was asked for. */
const USED_FRAMES = 300;

type Wanted = Pick<Tileset, 'image' | 'transparent'>;

interface Kept {
  readonly picture: TilePicture | null | undefined;
  readonly pixels: number;
  /** The frame in which it was last asked for; Infinity if it stays. */
  used: number;
}

export class TileImages {
  /** Grows whenever a picture came in or was found to be lost. */
  version = 0;
  private readonly pictures = new Map<string, Kept>();
  private frame = 0;
  private pixels = 0;

  /** Call once a frame: forgets pictures that nothing has asked for lately if there are too many. */
  beginFrame(): void {
    this.frame += 1;
    if (this.pixels <= KEPT_PIXELS || this.frame % USED_FRAMES !== 0) return;
    for (const [key, { picture, pixels, used }] of this.pictures) {
      if (!picture || used > this.frame - USED_FRAMES) continue;
      this.pixels -= pixels;
      this.pictures.delete(key);
      // Chunks and the atlas have copies; without this the memory is free whenever the browser gets to it.
      if (picture instanceof ImageBitmap) picture.close();
    }
  }

  /** The picture, null if there is none to be had, or undefined while it is on its way (asking for it starts that). */
  get({ image, transparent }: Wanted): TilePicture | null | undefined {
    if (image === null) return null;
    const key = keyOf({ image, transparent });
    const known = this.pictures.get(key);
    if (known) {
      known.used = Math.max(known.used, this.frame);
      return known.picture;
    }
    void this.load(image, transparent, key);
    return undefined;
  }

  /** As `get`, for one that is drawn as it is: it is never forgotten. */
  hold(wanted: Wanted): TilePicture | null | undefined {
    const picture = this.get(wanted);
    const known = this.pictures.get(keyOf(wanted));
    if (picture && known) known.used = Number.POSITIVE_INFINITY;
    return picture;
  }

  private async load(url: string, transparent: string | null, key: string): Promise<void> {
    this.keep(key, undefined);
    try {
      const image = new Image();
      image.src = url;
      await image.decode();
      // Unlike the image itself, a bitmap never has to be decoded again in the middle of a frame.
      this.keep(key, (transparent === null ? null : without(image, transparent)) ?? (await createImageBitmap(image)));
    } catch {
      // Asked for once only: a placeholder is drawn, and the server's map report tells the host.
      this.keep(key, null);
    }
    this.version += 1;
  }

  private keep(key: string, picture: TilePicture | null | undefined): void {
    const pixels = picture ? picture.width * picture.height : 0;
    this.pixels += pixels;
    this.pictures.set(key, { picture, pixels, used: this.frame });
  }
}

function keyOf({ image, transparent }: Wanted): string {
  return `${image} ${transparent}`;
}

/** A copy in which the pixels of exactly this colour are transparent; null if there are none. */
function without(image: HTMLImageElement, colour: string): HTMLCanvasElement | null {
  const { naturalWidth: width, naturalHeight: height } = image;
  const wanted = asNumber(colour);
  const reader = new OffscreenCanvas(width, STRIP_ROWS).getContext('2d', { willReadFrequently: true });
  if (!reader) return null;
  let copy: CanvasRenderingContext2D | null = null;
  for (let top = 0; top < height; top += STRIP_ROWS) {
    const rows = Math.min(STRIP_ROWS, height - top);
    reader.clearRect(0, 0, width, rows);
    reader.drawImage(image, 0, top, width, rows, 0, 0, width, rows);
    const strip = reader.getImageData(0, 0, width, rows);
    if (!erase(strip.data, wanted)) continue;
    copy ??= copyOf(image);
    copy.putImageData(strip, 0, top);
  }
  return copy?.canvas ?? null;
}

function copyOf(image: HTMLImageElement): CanvasRenderingContext2D {
  const [, pen] = makeCanvas(image.naturalWidth, image.naturalHeight);
  pen.drawImage(image, 0, 0);
  return pen;
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
