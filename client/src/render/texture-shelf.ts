/** Keeps painted textures by name; when there are too many, those not used lately are freed. */

import type { Texture } from 'pixi.js';

/** What was used in as many frames is never freed. */
const UNUSED_FRAMES = 120;

interface Kept {
  readonly texture: Texture;
  used: number;
}

export class TextureShelf {
  private readonly kept = new Map<string, Kept>();
  private readonly limit: number;
  private tick = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Call once a frame, before anything else. */
  beginFrame(): void {
    this.tick += 1;
    if (this.kept.size > this.limit) this.freeUnused();
  }

  get(key: string): Texture | undefined {
    const kept = this.kept.get(key);
    if (kept) kept.used = this.tick;
    return kept?.texture;
  }

  put(key: string, texture: Texture): Texture {
    this.kept.set(key, { texture, used: this.tick });
    return texture;
  }

  /** Free everything; nothing of it may be on the screen. */
  clear(): void {
    for (const { texture } of this.kept.values()) texture.destroy(true);
    this.kept.clear();
  }

  destroy(): void {
    this.clear();
  }

  private freeUnused(): void {
    for (const [key, { texture, used }] of this.kept) {
      if (used >= this.tick - UNUSED_FRAMES) continue;
      texture.destroy(true);
      this.kept.delete(key);
    }
  }
}
