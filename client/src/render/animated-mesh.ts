/** Pictures of an atlas page as one mesh; a new frame of an animation is new texture coordinates. */

import { type Buffer, Mesh, MeshGeometry } from 'pixi.js';
import type { AnimationFrame } from '../core/island-map.ts';
import type { Rect } from './rectangles.ts';
import type { AtlasEntry, AtlasPage } from './tile-atlas.ts';
import type { TileClock } from './tile-clock.ts';
import { type TileIndex, withGid } from './tile-index.ts';

/** Keeps a quad's corners off its neighbours in the atlas, in pixels. */
const INSET_PX = 0.02;

/** One picture: its four corners (x, y) from the upper left one clockwise, in map pixels. */
export interface Quad {
  readonly corners: readonly number[];
  readonly entry: AtlasEntry;
  /** null for a still one. */
  readonly frames: readonly AnimationFrame[] | null;
}

/** The tile once for each frame of its animation, or just itself. */
export function frameGids(gid: number, index: TileIndex): number[] {
  return index.frames(gid)?.map((frame) => withGid(gid, frame.gid)) ?? [gid];
}

/** The corners of a box that is not turned. */
export function cornersOf({ x0, y0, x1, y1 }: Rect): number[] {
  return [x0, y0, x1, y0, x1, y1, x0, y1];
}

export class AnimatedMesh {
  readonly mesh: Mesh;
  private readonly quads: readonly Quad[];
  private readonly uvs: Float32Array;
  private readonly uvBuffer: Buffer;
  private readonly clock: TileClock;
  private readonly page: AtlasPage;
  private version = -1;

  /** All quads are on this page. */
  constructor(quads: readonly Quad[], page: AtlasPage, clock: TileClock) {
    this.quads = quads;
    this.page = page;
    this.clock = clock;
    this.uvs = new Float32Array(quads.length * 8);
    const geometry = new MeshGeometry({ positions: positions(quads), uvs: this.uvs, indices: triangles(quads.length) });
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
    const insetX = INSET_PX / this.page.width;
    const insetY = INSET_PX / this.page.height;
    for (let i = 0; i < this.quads.length; i++) {
      const { entry, frames } = this.quads[i] as Quad;
      const frame = frames ? this.clock.frame(frames) : 0;
      const u0 = (entry.corners[frame * 2] ?? 0) + insetX;
      const v0 = (entry.corners[frame * 2 + 1] ?? 0) + insetY;
      const u1 = u0 + entry.width - 2 * insetX;
      const v1 = v0 + entry.height - 2 * insetY;
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

/** Meshes of quads in any order, one for each page. */
export function meshesByPage(quads: readonly Quad[], clock: TileClock): AnimatedMesh[] {
  const perPage = new Map<AtlasPage, Quad[]>();
  for (const quad of quads) {
    const same = perPage.get(quad.entry.page);
    if (same) same.push(quad);
    else perPage.set(quad.entry.page, [quad]);
  }
  return [...perPage].map(([page, same]) => new AnimatedMesh(same, page, clock));
}

/** Meshes of quads that keep their order: a new one whenever the page changes. */
export function meshesInOrder(quads: readonly Quad[], clock: TileClock): AnimatedMesh[] {
  const meshes: AnimatedMesh[] = [];
  let from = 0;
  for (let to = 1; to <= quads.length; to++) {
    const page = (quads[from] as Quad).entry.page;
    if (to < quads.length && quads[to]?.entry.page === page) continue;
    meshes.push(new AnimatedMesh(quads.slice(from, to), page, clock));
    from = to;
  }
  return meshes;
}

function positions(quads: readonly Quad[]): Float32Array {
  const all = new Float32Array(quads.length * 8);
  quads.forEach(({ corners }, i) => {
    all.set(corners, i * 8);
  });
  return all;
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
