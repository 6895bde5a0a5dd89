/**
 * The island's ground and what stands over people, in chunks that are painted when they come into view.
 *
 * Still tiles of a chunk become one texture per band; animated ones stay apart as meshes. Pictures of tilesets are fetched
 * when a chunk needs them. Chunks long out of view are forgotten.
 */

import { CanvasSource, Container, Sprite, Texture } from 'pixi.js';
import type { IslandMap } from '../core/island-map.ts';
import { type AnimatedMesh, type AnimationTools, animate, frameTiles } from './animated-mesh.ts';
import { ChunkPainter } from './chunk-painter.ts';
import { emptyRect, type Rect } from './rectangles.ts';
import { TileAtlas } from './tile-atlas.ts';
import { type ChunkRange, chunksIn, planPasses, type TilePass } from './tile-chunks.ts';
import { TileClock } from './tile-clock.ts';
import { TileImages } from './tile-images.ts';
import { TileIndex } from './tile-index.ts';

/** Chunks kept besides those in view. */
const SPARE_CHUNKS = 40;
/** Painting stops for this frame after this time, in ms: a late frame is better than holes in the picture. */
const PAINT_VISIBLE_MS = 200;
const PAINT_AROUND_MS = 4;

/** One band (below or above people) of one chunk. */
interface Band {
  readonly root: Container;
  readonly textures: readonly Texture[];
  readonly meshes: readonly AnimatedMesh[];
}

interface Chunk {
  readonly x: number;
  readonly y: number;
  /** What to paint, below and above people; null before it was looked up. */
  plans: readonly (readonly TilePass[])[] | null;
  /** null until it is painted. */
  bands: readonly Band[] | null;
  /** The frame in which it was last in view. */
  seen: number;
}

export class TileLayers {
  readonly below = new Container();
  readonly above = new Container();
  private readonly map: IslandMap;
  private readonly tools: AnimationTools;
  private readonly chunks = new Map<number, Chunk>();
  private readonly range: ChunkRange = emptyRect();
  private shown: Chunk[] = [];
  private tick = 0;

  constructor(map: IslandMap) {
    this.map = map;
    const index = new TileIndex(map);
    const painter = new ChunkPainter(map, index, new TileImages());
    this.tools = { map, index, painter, atlas: new TileAtlas(painter), clock: new TileClock() };
  }

  /**
   * Show the chunks in view and get their neighbours ready.
   *
   * @param view - Map pixels on the screen.
   * @param now - ms, of any clock that does not jump.
   * @param still - No animation of tiles.
   */
  update(view: Rect, now: number, still: boolean): void {
    this.tick += 1;
    if (!still) this.tools.clock.advance(now);
    const before = this.shown;
    this.shown = [];
    this.visit(view, 0);
    this.visit(view, 1);
    for (const chunk of before) if (chunk.seen !== this.tick) setVisible(chunk, false);
    if (this.chunks.size > this.shown.length * 2 + SPARE_CHUNKS) this.forgetOldest();
  }

  /** Free every texture and mesh. */
  destroy(): void {
    for (const chunk of this.chunks.values()) this.drop(chunk);
    this.chunks.clear();
    this.tools.atlas.destroy();
    this.below.destroy();
    this.above.destroy();
  }

  /** Show the chunks in view (ring 0) or ready those around it, as far as this frame's time goes. */
  private visit(view: Rect, ring: number): void {
    const paintUntil = performance.now() + (ring === 0 ? PAINT_VISIBLE_MS : PAINT_AROUND_MS);
    const { x0, y0, x1, y1 } = chunksIn(view, this.map, ring, this.range);
    for (let y = y0; y < y1; y++) {
      for (let x = x0; x < x1; x++) {
        const chunk = this.chunkAt(x, y);
        if (!chunk.bands && performance.now() < paintUntil) this.paint(chunk);
        if (ring === 0) this.show(chunk);
      }
    }
  }

  private chunkAt(x: number, y: number): Chunk {
    const key = y * 4096 + x;
    const known = this.chunks.get(key);
    if (known) return known;
    const chunk: Chunk = { x, y, plans: null, bands: null, seen: 0 };
    this.chunks.set(key, chunk);
    return chunk;
  }

  private show(chunk: Chunk): void {
    this.shown.push(chunk);
    chunk.seen = this.tick;
    if (!chunk.bands) return;
    setVisible(chunk, true);
    for (const band of chunk.bands) for (const mesh of band.meshes) mesh.refresh();
  }

  private paint(chunk: Chunk): void {
    const { map, index } = this.tools;
    chunk.plans ??= [false, true].map((above) => planPasses(map, index, chunk.x, chunk.y, above));
    if (!chunk.plans.every((passes) => passes.every((pass) => this.ready(pass)))) return;
    const [below, above] = chunk.plans.map((passes) => this.makeBand(passes, chunk));
    chunk.plans = null;
    if (!below || !above) return;
    this.below.addChild(below.root);
    this.above.addChild(above.root);
    chunk.bands = [below, above];
  }

  private ready(pass: TilePass): boolean {
    const { index, painter } = this.tools;
    return painter.ready(pass.animated ? pass.tiles.flatMap((tile) => frameTiles(tile, index)) : pass.tiles);
  }

  private makeBand(passes: readonly TilePass[], chunk: Chunk): Band {
    const root = new Container();
    const textures: Texture[] = [];
    const meshes: AnimatedMesh[] = [];
    for (const pass of passes) {
      if (pass.animated) {
        const made = animate(pass.tiles, this.tools);
        meshes.push(...made);
        for (const { mesh } of made) root.addChild(mesh);
        continue;
      }
      const painted = this.tools.painter.paint(pass.tiles, chunk.x, chunk.y);
      if (!painted) continue;
      const source = new CanvasSource({ resource: painted.canvas, scaleMode: 'nearest' });
      const texture = new Texture({ source });
      const sprite = new Sprite(texture);
      sprite.position.set(painted.left, painted.top);
      textures.push(texture);
      root.addChild(sprite);
    }
    return { root, textures, meshes };
  }

  private forgetOldest(): void {
    for (const [key, chunk] of this.chunks) {
      if (this.tick - chunk.seen < 600) continue;
      this.drop(chunk);
      this.chunks.delete(key);
    }
  }

  private drop(chunk: Chunk): void {
    for (const band of chunk.bands ?? []) {
      for (const mesh of band.meshes) mesh.destroy();
      band.root.destroy({ children: true });
      for (const texture of band.textures) texture.destroy(true);
    }
    chunk.bands = null;
  }
}

function setVisible(chunk: Chunk, visible: boolean): void {
  for (const band of chunk.bands ?? []) band.root.visible = visible;
}
