/** The tilesets' pictures, fetched when a part of the map that needs them comes into view. */

import type { Tileset } from '../core/island-map.ts';

type Loading = HTMLImageElement | 'loading' | 'failed';

export class TileImages {
  private readonly images = new Map<string, Loading>();

  /** The picture, null if there is none to be had, or undefined while it is on its way (asking for it starts that). */
  get(tileset: Tileset): HTMLImageElement | null | undefined {
    const known = this.images.get(tileset.image);
    if (known === undefined) void this.load(tileset.image);
    if (known === 'failed') return null;
    return known === 'loading' ? undefined : known;
  }

  private async load(url: string): Promise<void> {
    this.images.set(url, 'loading');
    const image = new Image();
    image.src = url;
    try {
      await image.decode();
      this.images.set(url, image);
    } catch {
      // A map with a lost picture is drawn without it; the server's map report tells the host.
      this.images.set(url, 'failed');
    }
  }
}
