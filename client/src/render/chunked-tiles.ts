/**
 * Layers of tiles in chunks that are painted when they come into view.
 *
 * Still tiles of a chunk become one texture; animated ones stay apart as meshes. Pictures of tilesets are fetched when a
 * chunk needs them. Chunks long out of view are forgotten.
 */

import { Container, type Texture } from 'pixi.js';
import type { TileLayer } from '../core/island-map.ts';
import { AnimatedMesh, cornersOf, frameGids, meshesByPage, type Quad } from './animated-mesh.ts';
import { emptyRect, type Rect } from './rectangles.ts';
import { pictureEntry } from './tile-atlas.ts';
import { type ChunkRange, chunksIn, planPasses, type TileDraw, type TilePass } from './tile-chunks.ts';
import type { Drawn, TileTools } from './tile-tools.ts';

/** How many chunks are kept, in times those in view and around it. */
const KEPT_TIMES = 2;

interface Chunk {
  readonly x: number;
  readonly y: number;
  /** What to paint; null before it was looked up and after it was painted. */
  plan: readonly TilePass[] | null;
  /** null until it is painted. */
  painted: Painted | null;
  /** The frame in which it was last in view or around it. */
  used: number;
}

interface Painted {
  readonly root: Container;
  readonly textures: readonly Texture[];
  readonly meshes: readonly AnimatedMesh[];
}

export class ChunkedTiles implements Drawn {
  private readonly root: Container;
  private readonly layers: readonly TileLayer[];
  private readonly tools: TileTools;
  private readonly chunks = new Map<number, Chunk>();
  private readonly range: ChunkRange = emptyRect();
  private readonly wide: Rect = emptyRect();
  private shown: Chunk[] = [];
  private tick = 0;

  /** Draws into `root`. */
  constructor(layers: readonly TileLayer[], tools: TileTools, root: Container) {
    this.layers = layers;
    this.tools = tools;
    this.root = root;
  }

  show(view: Rect, until: number): void {
    this.tick += 1;
    const before = this.shown;
    this.shown = [];
    this.visit(this.widened(view), 0, until);
    for (const chunk of before) if (chunk.used !== this.tick) setVisible(chunk, false);
  }

  prepare(view: Rect, until: number): void {
    this.visit(view, 1, until);
    const { x0, y0, x1, y1 } = this.range;
    this.forgetBeyond(KEPT_TIMES * Math.max(this.shown.length, (x1 - x0) * (y1 - y0)));
  }

  get isComplete(): boolean {
    return this.shown.every((chunk) => chunk.painted !== null);
  }

  destroy(): void {
    for (const chunk of this.chunks.values()) drop(chunk);
    this.chunks.clear();
  }

  /** Animated tiles are drawn by the chunk of their cell, from which they may stick out into the view. */
  private widened(view: Rect): Rect {
    const { index, map } = this.tools;
    Object.assign(this.wide, view);
    for (const layer of this.layers) {
      const { animated, reach } = index.factsOf(layer);
      if (!animated) continue;
      this.wide.x0 = Math.min(this.wide.x0, view.x0 - reach.left * map.tileWidth);
      this.wide.y0 = Math.min(this.wide.y0, view.y0 - reach.up * map.tileHeight);
      this.wide.x1 = Math.max(this.wide.x1, view.x1 + reach.right * map.tileWidth);
      this.wide.y1 = Math.max(this.wide.y1, view.y1 + reach.down * map.tileHeight);
    }
    return this.wide;
  }

  /** Show the chunks in view (ring 0) or ready those around it, as far as this frame's time goes. */
  private visit(view: Rect, ring: number, until: number): void {
    const { x0, y0, x1, y1 } = chunksIn(view, this.tools.map, ring, this.range);
    for (let y = y0; y < y1; y++) {
      for (let x = x0; x < x1; x++) {
        const chunk = this.chunkAt(x, y);
        // Time may have run out before one in view was painted, and there is some again for the surroundings.
        const isShown = ring === 0 || chunk.used === this.tick;
        chunk.used = this.tick;
        if (!chunk.painted && performance.now() < until) this.paint(chunk, isShown);
        if (ring === 0) this.showChunk(chunk);
      }
    }
  }

  private chunkAt(x: number, y: number): Chunk {
    const key = y * 4096 + x;
    const known = this.chunks.get(key);
    if (known) return known;
    const chunk: Chunk = { x, y, plan: null, painted: null, used: 0 };
    this.chunks.set(key, chunk);
    return chunk;
  }

  private showChunk(chunk: Chunk): void {
    this.shown.push(chunk);
    if (!chunk.painted) return;
    setVisible(chunk, true);
    for (const mesh of chunk.painted.meshes) mesh.refresh();
  }

  private paint(chunk: Chunk, isShown: boolean): void {
    const { map, index, painter } = this.tools;
    chunk.plan ??= planPasses(this.layers, map, index, chunk.x, chunk.y);
    const plan = chunk.plan;
    if (!painter.ready(this.gidsOf(plan))) return;
    chunk.plan = null;
    chunk.painted = this.painted(plan, chunk);
    setVisible(chunk, isShown);
    if (plan.length > 0) this.root.addChild(chunk.painted.root);
  }

  private gidsOf(plan: readonly TilePass[]): Set<number> {
    const gids = new Set<number>();
    for (const { animated, tiles } of plan)
      for (const { gid } of tiles) for (const one of animated ? frameGids(gid, this.tools.index) : [gid]) gids.add(one);
    return gids;
  }

  private painted(passes: readonly TilePass[], chunk: Chunk): Painted {
    const root = new Container();
    const textures: Texture[] = [];
    const meshes: AnimatedMesh[] = [];
    for (const pass of passes) {
      if (pass.animated) {
        const made = meshesByPage(this.quads(pass.tiles), this.tools.clock);
        meshes.push(...made);
        for (const { mesh } of made) root.addChild(mesh);
        continue;
      }
      const painted = this.tools.painter.paint(pass.tiles, chunk.x, chunk.y);
      if (!painted) continue;
      const { canvas, left, top } = painted;
      const entry = pictureEntry(canvas, false);
      const corners = cornersOf({ x0: left, y0: top, x1: left + canvas.width, y1: top + canvas.height });
      const made = new AnimatedMesh([{ corners, entry, frames: null }], entry.page, this.tools.clock);
      textures.push(entry.page.texture);
      meshes.push(made);
      root.addChild(made.mesh);
    }
    return { root, textures, meshes };
  }

  private quads(tiles: readonly TileDraw[]): Quad[] {
    const { index, atlas } = this.tools;
    return tiles.flatMap(({ gid, layer, rect }) => {
      const entry = atlas.entry(frameGids(gid, index), layer.tint, layer.opacity);
      return entry ? [{ corners: cornersOf(rect), entry, frames: index.frames(gid) ?? null }] : [];
    });
  }

  /** Forget the chunks that were not used for longest, if there are more than this. */
  private forgetBeyond(most: number): void {
    const surplus = this.chunks.size - most;
    if (surplus <= 0) return;
    const oldest = [...this.chunks].filter(([, chunk]) => chunk.used !== this.tick);
    oldest.sort(([, one], [, other]) => one.used - other.used);
    for (const [key, chunk] of oldest.slice(0, surplus)) {
      drop(chunk);
      this.chunks.delete(key);
    }
  }
}

function setVisible(chunk: Chunk, visible: boolean): void {
  if (chunk.painted) chunk.painted.root.visible = visible;
}

function drop(chunk: Chunk): void {
  if (!chunk.painted) return;
  const { root, textures, meshes } = chunk.painted;
  for (const mesh of meshes) mesh.destroy();
  root.destroy({ children: true });
  for (const texture of textures) texture.destroy(true);
  chunk.painted = null;
}
