/** Draws a map with a sprite for each tile in view, for the benchmark: what ours would be without chunks. */

import { Container, ImageSource, Rectangle, Sprite, Texture } from 'pixi.js';
import type { IslandMap, TileLayer } from '../../src/core/island-map.ts';
import type { Rect } from '../../src/render/rectangles.ts';
import { TileClock } from '../../src/render/tile-clock.ts';
import { isSideways, plainGid, TileIndex, turnOf, withGid } from '../../src/render/tile-index.ts';
import { loadAll } from './canvas-tiles.ts';

export class SpriteTiles {
  readonly root = new Container();
  /** Whether the last frame had all its pictures. */
  isDrawn = false;
  private readonly map: IslandMap;
  private readonly index: TileIndex;
  private readonly clock = new TileClock();
  private readonly sources = new Map<string, ImageSource>();
  private readonly textures = new Map<number, Texture>();
  private readonly sprites: Sprite[] = [];
  private isLoaded = false;
  private used = 0;

  constructor(map: IslandMap) {
    this.map = map;
    this.index = new TileIndex(map);
    void loadAll(map).then((pictures) => {
      for (const [name, picture] of pictures)
        this.sources.set(name, new ImageSource({ resource: picture, scaleMode: 'nearest' }));
      this.isLoaded = true;
    });
  }

  /** Put a sprite in the place of each tile in view. */
  update(view: Rect, now: number, still: boolean): void {
    if (!still) this.clock.advance(now);
    this.used = 0;
    for (const layer of this.map.layers) if (layer.kind === 'tiles' && layer.shown) this.show(layer, view);
    this.sprites.forEach((sprite, n) => {
      sprite.visible = n < this.used;
    });
    this.isDrawn = this.isLoaded;
  }

  private show(layer: TileLayer, view: Rect): void {
    const { width, height, tileWidth, tileHeight } = this.map;
    const lastX = Math.min(width, Math.ceil(view.x1 / tileWidth) + 1);
    const lastY = Math.min(height, Math.ceil(view.y1 / tileHeight) + 2);
    for (let y = Math.max(0, Math.floor(view.y0 / tileHeight)); y < lastY; y++)
      for (let x = Math.max(0, Math.floor(view.x0 / tileWidth) - 1); x < lastX; x++) {
        const gid = layer.gids[y * width + x] ?? 0;
        if (gid !== 0) this.showTile(gid, x, y, layer);
      }
  }

  private showTile(gid: number, x: number, y: number, layer: TileLayer): void {
    const frames = this.index.frames(gid);
    const texture = this.textureOf(frames ? withGid(gid, frames[this.clock.frame(frames)]?.gid ?? gid) : gid);
    const rect = this.index.rect(gid, x, y, layer);
    if (!texture || !rect) return;
    const sprite = this.sprite();
    const { a, b, c, d } = turnOf(gid);
    sprite.texture = texture;
    sprite.alpha = layer.opacity;
    sprite.rotation = isSideways(gid) ? Math.PI / 2 : 0;
    sprite.scale.set(isSideways(gid) ? b : a, isSideways(gid) ? -c : d);
    sprite.position.set((rect.x0 + rect.x1) / 2, (rect.y0 + rect.y1) / 2);
  }

  private sprite(): Sprite {
    this.used += 1;
    const known = this.sprites[this.used - 1];
    if (known) return known;
    const sprite = new Sprite({ anchor: 0.5 });
    this.sprites.push(sprite);
    this.root.addChild(sprite);
    return sprite;
  }

  private textureOf(gid: number): Texture | undefined {
    const plain = plainGid(gid);
    const known = this.textures.get(plain);
    if (known) return known;
    const tile = this.index.source(plain);
    const source = this.sources.get(tile?.tileset.image ?? '');
    if (!tile || !source) return undefined;
    const { tileWidth, tileHeight } = tile.tileset;
    const texture = new Texture({ source, frame: new Rectangle(tile.x, tile.y, tileWidth, tileHeight) });
    this.textures.set(plain, texture);
    return texture;
  }
}
