/** The layers that avatars are made of (`/art/avatars.json`), and drawing one of them standing, seen from the front. */

import type { Look } from '../../core/people.ts';

type Layer = 'body' | 'clothes' | 'hair' | 'aid';
type Palette = 'skin' | 'clothes' | 'hair';

/** The parts of this file that the panels need. */
interface AvatarFile {
  readonly image: string;
  readonly frame: { readonly w: number; readonly h: number };
  readonly drawOrder: { readonly down: readonly Layer[] };
  readonly tint: Readonly<Record<Layer, Palette | null>>;
  readonly layers: Readonly<Record<Layer, readonly { readonly name: string; readonly row: number | null }[]>>;
  readonly palettes: Readonly<Record<Palette, readonly string[]>>;
}

const ART = '/art/';
/** Where in a look the variant of each layer, and the colour of each palette, stands. */
const VARIANT_AT: Readonly<Record<Layer, number>> = { body: 0, clothes: 2, hair: 4, aid: 6 };
const COLOUR_AT: Readonly<Record<Palette, number>> = { skin: 1, clothes: 3, hair: 5 };

export class AvatarSheet {
  readonly #file: AvatarFile;
  readonly #image: CanvasImageSource;
  readonly #scratch: OffscreenCanvasRenderingContext2D | null;

  constructor(file: AvatarFile, image: CanvasImageSource) {
    this.#file = file;
    this.#image = image;
    this.#scratch = new OffscreenCanvas(file.frame.w, file.frame.h).getContext('2d');
  }

  get frame(): { readonly w: number; readonly h: number } {
    return this.#file.frame;
  }

  /** How many choices each of the seven numbers of a look has. */
  get optionCounts(): readonly number[] {
    const { layers, palettes } = this.#file;
    const { skin, clothes, hair } = palettes;
    return [layers.body, skin, layers.clothes, clothes, layers.hair, hair, layers.aid].map((options) => options.length);
  }

  /** The names of the variants of a layer, or the colours of a palette, at this place in a look. */
  options(part: number): readonly string[] {
    const { layers, palettes } = this.#file;
    for (const [layer, at] of Object.entries(VARIANT_AT))
      if (at === part) return layers[layer as Layer].map(({ name }) => name);
    for (const [palette, at] of Object.entries(COLOUR_AT)) if (at === part) return palettes[palette as Palette];
    return [];
  }

  /** Draws a look over the whole canvas, pixel by pixel. */
  draw(canvas: HTMLCanvasElement, look: Look): void {
    const { frame, drawOrder, layers, tint, palettes } = this.#file;
    const context = canvas.getContext('2d');
    if (!context) return;
    canvas.width = frame.w;
    canvas.height = frame.h;
    for (const layer of drawOrder.down) {
      const row = layers[layer][look[VARIANT_AT[layer]] ?? 0]?.row ?? null;
      const palette = tint[layer];
      const colour = palette && palettes[palette][look[COLOUR_AT[palette]] ?? 0];
      if (row !== null) context.drawImage(this.#tinted(row, colour ?? null), 0, 0);
    }
  }

  /** One layer, its greys multiplied with a colour. */
  #tinted(row: number, colour: string | null): CanvasImageSource {
    const { w, h } = this.#file.frame;
    const scratch = this.#scratch;
    if (!scratch) return new OffscreenCanvas(w, h);
    const paint = () => scratch.drawImage(this.#image, 0, row * h, w, h, 0, 0, w, h);
    scratch.globalCompositeOperation = 'copy';
    paint();
    if (colour !== null) {
      scratch.globalCompositeOperation = 'multiply';
      scratch.fillStyle = colour;
      scratch.fillRect(0, 0, w, h);
      scratch.globalCompositeOperation = 'destination-in';
      paint();
    }
    return scratch.canvas;
  }
}

/** Fetches the drawings. Rejects when they cannot be had: panels then do without. */
export async function loadAvatarSheet(): Promise<AvatarSheet> {
  const response = await fetch(`${ART}avatars.json`);
  if (!response.ok) throw new Error(`avatars.json: ${response.status}`);
  const file = (await response.json()) as AvatarFile;
  const image = new Image();
  image.src = ART + file.image;
  await image.decode();
  return new AvatarSheet(file, image);
}
