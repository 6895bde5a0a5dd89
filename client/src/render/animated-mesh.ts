/** The animated tiles of one pass of a chunk, as one mesh per atlas page; a new frame is new texture coordinates. */

import { type Buffer, Mesh, MeshGeometry } from 'pixi.js';
import type { AnimationFrame, IslandMap } from '../core/island-map.ts';
import { type ChunkPainter, tileRect } from './chunk-painter.ts';
import type { Rect } from './rectangles.ts';
import type { AtlasEntry, AtlasPage, TileAtlas } from './tile-atlas.ts';
import type { TileDraw } from './tile-chunks.ts';
import type { TileClock } from './tile-clock.ts';
import { type TileIndex, withGid } from './tile-index.ts';

/** Keeps a quad's corners off its neighbours in the atlas, in parts of a page. */
const INSET = 0.02 / 1024;

interface Quad {
  readonly rect: Rect;
  readonly entry: AtlasEntry;
  readonly frames: readonly AnimationFrame[];
}

/** What makes animated meshes. */
export interface AnimationTools {
  readonly map: IslandMap;
  readonly index: TileIndex;
  readonly painter: ChunkPainter;
  readonly atlas: TileAtlas;
  readonly clock: TileClock;
}

/** One tile per frame of its animation. */
export function frameTiles(tile: TileDraw, index: TileIndex): TileDraw[] {
  const frames = index.frames(tile.gid) ?? [];
  return frames.map((frame) => ({ ...tile, gid: withGid(tile.gid, frame.gid) }));
}

export class AnimatedMesh {
  readonly mesh: Mesh;
  private readonly quads: readonly Quad[];
  private readonly uvs: Float32Array;
  private readonly uvBuffer: Buffer;
  private readonly clock: TileClock;
  private version = -1;

  constructor(quads: readonly Quad[], page: AtlasPage, clock: TileClock) {
    this.quads = quads;
    this.clock = clock;
    this.uvs = new Float32Array(quads.length * 8);
    const geometry = new MeshGeometry({ positions: corners(quads), uvs: this.uvs, indices: triangles(quads.length) });
    geometry.batchMode = 'no-batch';
    this.uvBuffer = geometry.getBuffer('aUV');
    this.mesh = new Mesh({ geometry, texture: page.texture });
    this.refresh();
  }

  /** Show the frames that the clock says, if they are not shown yet. */
  refresh(): void {
    if (this.version === this.clock.version) return;
    this.version = this.clock.version;
    const uvs = this.uvs;
    for (let i = 0; i < this.quads.length; i++) {
      const { entry, frames } = this.quads[i] as Quad;
      const frame = this.clock.frame(frames);
      const u0 = (entry.corners[frame * 2] ?? 0) + INSET;
      const v0 = (entry.corners[frame * 2 + 1] ?? 0) + INSET;
      const u1 = u0 + entry.width - 2 * INSET;
      const v1 = v0 + entry.height - 2 * INSET;
      const at = i * 8;
      uvs[at] = uvs[at + 6] = u0;
      uvs[at + 1] = uvs[at + 3] = v0;
      uvs[at + 2] = uvs[at + 4] = u1;
      uvs[at + 5] = uvs[at + 7] = v1;
    }
    this.uvBuffer.update();
  }

  /** Free the geometry; the page is the atlas's. */
  destroy(): void {
    this.mesh.geometry.destroy(true);
    this.mesh.destroy();
  }
}

/** The meshes of these animated tiles, whose pictures are loaded. */
export function animate(tiles: readonly TileDraw[], tools: AnimationTools): AnimatedMesh[] {
  const perPage = new Map<AtlasPage, Quad[]>();
  for (const tile of tiles) {
    const rect = tileRect(tools.map, tile, tools.index);
    const frames = tools.index.frames(tile.gid);
    if (!rect || !frames) continue;
    const drawn = frameTiles(tile, tools.index);
    const entry = tools.atlas.entry(drawn, rect.x1 - rect.x0, rect.y1 - rect.y0);
    if (!entry) continue;
    const quads = perPage.get(entry.page);
    if (quads) quads.push({ rect, entry, frames });
    else perPage.set(entry.page, [{ rect, entry, frames }]);
  }
  return [...perPage].map(([page, quads]) => new AnimatedMesh(quads, page, tools.clock));
}

function corners(quads: readonly Quad[]): Float32Array {
  const positions = new Float32Array(quads.length * 8);
  quads.forEach(({ rect }, i) => {
    positions.set([rect.x0, rect.y0, rect.x1, rect.y0, rect.x1, rect.y1, rect.x0, rect.y1], i * 8);
  });
  return positions;
}

function triangles(count: number): Uint32Array {
  const indices = new Uint32Array(count * 6);
  for (let i = 0; i < count; i++)
    indices.set(
      [0, 1, 2, 0, 2, 3].map((corner) => i * 4 + corner),
      i * 6,
    );
  return indices;
}
