/** Where on which picture a tile is, how it is turned, and how far tiles stick out of their cells. */

import type { AnimationFrame, IslandMap, TileLayer, Tileset } from '../core/island-map.ts';

const FLIP_HORIZONTAL = 0x80000000;
const FLIP_VERTICAL = 0x40000000;
const FLIP_DIAGONAL = 0x20000000;
const GID_MASK = 0x1fffffff;

/** The cells around a chunk whose tiles reach into it. */
export interface Reach {
  readonly left: number;
  readonly right: number;
  readonly up: number;
  readonly down: number;
}

/** A tile's picture: a rectangle of a tileset's image, in that image's pixels. */
export interface TileSource {
  readonly tileset: Tileset;
  readonly x: number;
  readonly y: number;
}

/** How a tile is turned: x' = a x + c y, y' = b x + d y, around its middle. */
export interface Turn {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

const STRAIGHT: Turn = { a: 1, b: 0, c: 0, d: 1 };

export function plainGid(gid: number): number {
  return gid & GID_MASK;
}

/** Another tile, turned as `gid` is. */
export function withGid(gid: number, other: number): number {
  return ((gid & ~GID_MASK) | plainGid(other)) >>> 0;
}

/** Tiled's three flip bits as a turn: the diagonal flip comes first. */
export function turnOf(gid: number): Turn {
  if ((gid & ~GID_MASK) === 0) return STRAIGHT;
  const sx = gid & FLIP_HORIZONTAL ? -1 : 1;
  const sy = gid & FLIP_VERTICAL ? -1 : 1;
  return gid & FLIP_DIAGONAL ? { a: 0, b: sy, c: sx, d: 0 } : { a: sx, b: 0, c: 0, d: sy };
}

export class TileIndex {
  private readonly map: IslandMap;
  private readonly tilesets: readonly Tileset[];
  private readonly reaches = new Map<TileLayer, Reach>();

  constructor(map: IslandMap) {
    this.map = map;
    this.tilesets = [...map.tilesets].sort((one, other) => one.first - other.first);
  }

  /** undefined for a gid that no tileset has: such tiles are left out. */
  source(gid: number): TileSource | undefined {
    const plain = plainGid(gid);
    const tileset = this.tilesetOf(plain);
    if (!tileset || tileset.columns < 1) return undefined;
    const local = plain - tileset.first;
    return {
      tileset,
      x: tileset.margin + (local % tileset.columns) * (tileset.tileWidth + tileset.spacing),
      y: tileset.margin + Math.floor(local / tileset.columns) * (tileset.tileHeight + tileset.spacing),
    };
  }

  frames(gid: number): readonly AnimationFrame[] | undefined {
    return this.map.animations.get(plainGid(gid));
  }

  isAnimated(gid: number): boolean {
    return this.map.animations.has(plainGid(gid));
  }

  /** Tiles stand on the lower left corner of their cell, so tall ones reach up, and a layer's offset shifts all. */
  reach(layer: TileLayer): Reach {
    const known = this.reaches.get(layer);
    if (known) return known;
    const { tileWidth, tileHeight } = this.map;
    let widest = tileWidth;
    let tallest = tileHeight;
    for (const tileset of this.tilesets) {
      const side = Math.max(tileset.tileWidth, tileset.tileHeight);
      if (tileset.tileWidth !== tileWidth || tileset.tileHeight !== tileHeight) {
        widest = Math.max(widest, side);
        tallest = Math.max(tallest, side);
      }
    }
    const [dx, dy] = layer.offset;
    const reach = {
      left: cells(widest - tileWidth + dx, tileWidth),
      right: cells(-dx, tileWidth),
      up: cells(dy, tileHeight),
      down: cells(tallest - tileHeight - dy, tileHeight),
    };
    this.reaches.set(layer, reach);
    return reach;
  }

  private tilesetOf(gid: number): Tileset | undefined {
    let low = 0;
    let high = this.tilesets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.tilesets[middle]?.first ?? 0) <= gid) low = middle + 1;
      else high = middle;
    }
    const tileset = this.tilesets[low - 1];
    return tileset && gid < tileset.first + tileset.count ? tileset : undefined;
  }
}

function cells(px: number, tile: number): number {
  return Math.max(0, Math.ceil(px / tile));
}
