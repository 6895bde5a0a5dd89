/** Where on which picture a tile is, how it is turned, and how far tiles stick out of their cells. */

import type { AnimationFrame, IslandMap, TileLayer, Tileset } from '../core/island-map.ts';
import type { Rect } from './rectangles.ts';

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

/** What there is to know of a layer's tiles without looking at each again. */
export interface LayerFacts {
  readonly reach: Reach;
  /** Every tile fills its own cell and no more. */
  readonly even: boolean;
  readonly animated: boolean;
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

/** Whether the tile lies on its side, so that its width is its height. */
export function isSideways(gid: number): boolean {
  return (gid & FLIP_DIAGONAL) !== 0;
}

/** Tiled's three flip bits as a turn: the diagonal flip comes first. */
export function turnOf(gid: number): Turn {
  if ((gid & ~GID_MASK) === 0) return STRAIGHT;
  const sx = gid & FLIP_HORIZONTAL ? -1 : 1;
  const sy = gid & FLIP_VERTICAL ? -1 : 1;
  return isSideways(gid) ? { a: 0, b: sy, c: sx, d: 0 } : { a: sx, b: 0, c: 0, d: sy };
}

export class TileIndex {
  private readonly map: IslandMap;
  private readonly tilesets: readonly Tileset[];
  private readonly facts = new Map<TileLayer, LayerFacts>();
  /** The tileset that was found last has the gids in [from, to), as far as it goes: to `end`. */
  private found: Tileset | undefined;
  private from = 0;
  private to = 0;
  private end = 0;

  constructor(map: IslandMap) {
    this.map = map;
    this.tilesets = [...map.tilesets].sort((one, other) => one.first - other.first);
  }

  /** undefined for a gid that no tileset has: such tiles are left out. */
  source(gid: number): TileSource | undefined {
    const plain = plainGid(gid);
    const tileset = this.tilesetOf(plain);
    if (!tileset) return undefined;
    const local = plain - tileset.first;
    return {
      tileset,
      x: tileset.x + (local % tileset.columns) * (tileset.tileWidth + tileset.spacing),
      y: tileset.y + Math.floor(local / tileset.columns) * (tileset.tileHeight + tileset.spacing),
    };
  }

  frames(gid: number): readonly AnimationFrame[] | undefined {
    return this.map.animations.get(plainGid(gid));
  }

  isAnimated(gid: number): boolean {
    return this.map.animations.has(plainGid(gid));
  }

  /** Where a tile of a layer is drawn, in pixels of the map; undefined for a tile that no tileset has. */
  rect(gid: number, x: number, y: number, layer: TileLayer): Rect | undefined {
    const tileset = this.tilesetOf(plainGid(gid));
    if (!tileset) return undefined;
    const { tileWidth: cellWidth, tileHeight: cellHeight } = this.map;
    const width = tileset.fit === 'none' ? tileset.tileWidth : cellWidth;
    const height = tileset.fit === 'none' ? tileset.tileHeight : cellHeight;
    let scaleX = width / tileset.tileWidth;
    let scaleY = height / tileset.tileHeight;
    if (tileset.fit === 'keep') scaleX = scaleY = Math.min(scaleX, scaleY);
    const sideways = isSideways(gid);
    // As Tiled does it: the tile stands on the lower left corner of its cell, also when it lies on its side.
    const shift = sideways ? (height - width) / 2 : 0;
    const midX = x * cellWidth + layer.offset[0] + width / 2 + tileset.offset[0] * scaleX + shift;
    const midY = (y + 1) * cellHeight + layer.offset[1] - height / 2 + tileset.offset[1] * scaleY + shift;
    const halfWidth = (sideways ? tileset.tileHeight * scaleY : tileset.tileWidth * scaleX) / 2;
    const halfHeight = (sideways ? tileset.tileWidth * scaleX : tileset.tileHeight * scaleY) / 2;
    return { x0: midX - halfWidth, y0: midY - halfHeight, x1: midX + halfWidth, y1: midY + halfHeight };
  }

  /** Looks at all cells of the layer, once. */
  factsOf(layer: TileLayer): LayerFacts {
    const known = this.facts.get(layer);
    if (known) return known;
    const facts = this.lookThrough(layer);
    this.facts.set(layer, facts);
    return facts;
  }

  private lookThrough(layer: TileLayer): LayerFacts {
    const { tileWidth, tileHeight } = this.map;
    const furthest = { x0: 0, y0: 0, x1: tileWidth, y1: tileHeight };
    let even = true;
    const { sizes, animated } = this.kindsOfTiles(layer.gids);
    for (const gid of sizes) {
      const rect = this.rect(gid, 0, 0, layer);
      if (!rect) continue;
      even &&= rect.x0 === 0 && rect.y0 === 0 && rect.x1 === tileWidth && rect.y1 === tileHeight;
      furthest.x0 = Math.min(furthest.x0, rect.x0);
      furthest.y0 = Math.min(furthest.y0, rect.y0);
      furthest.x1 = Math.max(furthest.x1, rect.x1);
      furthest.y1 = Math.max(furthest.y1, rect.y1);
    }
    const reach = {
      left: Math.ceil((furthest.x1 - tileWidth) / tileWidth),
      right: Math.ceil((0 - furthest.x0) / tileWidth),
      up: Math.ceil((furthest.y1 - tileHeight) / tileHeight),
      down: Math.ceil((0 - furthest.y0) / tileHeight),
    };
    return { reach, even, animated };
  }

  /** A tile of each tileset, upright and sideways, if there is one: all such are equally large. And whether any moves. */
  private kindsOfTiles(gids: Uint32Array): { sizes: readonly number[]; animated: boolean } {
    const seen = new Set<Tileset>();
    const seenSideways = new Set<Tileset>();
    const sizes: number[] = [];
    let animated = false;
    let last = 0;
    for (let i = 0; i < gids.length; i++) {
      const gid = gids[i] as number;
      if (gid === 0 || gid === last) continue;
      last = gid;
      const tileset = this.tilesetOf(plainGid(gid));
      if (!tileset) continue;
      const known = isSideways(gid) ? seenSideways : seen;
      if (!known.has(tileset)) {
        known.add(tileset);
        sizes.push(gid);
      }
      animated ||= this.isAnimated(gid);
    }
    return { sizes, animated };
  }

  /** Neighbours are mostly of one tileset, so the last answer is tried first. */
  private tilesetOf(gid: number): Tileset | undefined {
    if (gid < this.from || gid >= this.to) this.find(gid);
    return gid < this.end ? this.found : undefined;
  }

  private find(gid: number): void {
    let low = 0;
    let high = this.tilesets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.tilesets[middle]?.first ?? 0) <= gid) low = middle + 1;
      else high = middle;
    }
    this.found = this.tilesets[low - 1];
    this.from = this.found?.first ?? 0;
    this.to = this.tilesets[low]?.first ?? Number.POSITIVE_INFINITY;
    this.end = this.found ? this.found.first + this.found.count : 0;
  }
}
