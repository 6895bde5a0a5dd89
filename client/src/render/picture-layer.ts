/** An image layer: one picture on the map, or the same again and again. */

import { CanvasSource, type Container, ImageSource, Mesh, MeshGeometry, Texture } from 'pixi.js';
import type { ImageLayer } from '../core/island-map.ts';
import { asNumber } from './palette.ts';
import { placeholderPicture } from './placeholder.ts';
import { emptyRect, type Rect } from './rectangles.ts';
import type { TilePicture } from './tile-images.ts';
import type { Drawn, TileTools } from './tile-tools.ts';

/** Side of the repeated hatch in place of a lost picture, in pixels. */
const HATCH_PX = 64;

export class PictureLayer implements Drawn {
  private readonly layer: ImageLayer;
  private readonly tools: TileTools;
  private readonly root: Container;
  private readonly box: Rect = emptyRect();
  private mesh: Mesh | null = null;
  private geometry: MeshGeometry | null = null;
  /** Of the texture, in map pixels. */
  private size: readonly [number, number] = [1, 1];

  /** Draws into `root`. */
  constructor(layer: ImageLayer, tools: TileTools, root: Container) {
    this.layer = layer;
    this.tools = tools;
    this.root = root;
  }

  show(view: Rect): void {
    if (!this.mesh) this.load();
    if (this.geometry) this.lay(view, this.geometry);
  }

  prepare(): void {
    // There is nothing around one picture.
  }

  get isComplete(): boolean {
    return this.mesh !== null;
  }

  destroy(): void {
    const texture = this.mesh?.texture;
    this.geometry?.destroy(true);
    this.mesh?.destroy();
    texture?.destroy(true);
  }

  private load(): void {
    const picture = this.tools.images.hold({ image: this.layer.image, transparent: null });
    if (picture === undefined) return;
    this.size = picture ? [this.layer.width, this.layer.height] : [HATCH_PX, HATCH_PX];
    const texture = repeated(picture ?? placeholderPicture(HATCH_PX, HATCH_PX));
    this.geometry = new MeshGeometry({
      positions: new Float32Array(8),
      uvs: new Float32Array(8),
      indices: Uint32Array.of(0, 1, 2, 0, 2, 3),
    });
    this.geometry.batchMode = 'no-batch';
    this.mesh = new Mesh({ geometry: this.geometry, texture });
    this.mesh.alpha = this.layer.opacity;
    if (this.layer.tint !== null) this.mesh.tint = asNumber(this.layer.tint);
    this.root.addChild(this.mesh);
  }

  /** Lay the picture over its place, or over all of the view in the directions in which it is repeated. */
  private lay(view: Rect, geometry: MeshGeometry): void {
    const { offset, width, height, repeat } = this.layer;
    const { box } = this;
    box.x0 = repeat[0] ? Math.floor(view.x0) : offset[0];
    box.x1 = repeat[0] ? Math.ceil(view.x1) : offset[0] + width;
    box.y0 = repeat[1] ? Math.floor(view.y0) : offset[1];
    box.y1 = repeat[1] ? Math.ceil(view.y1) : offset[1] + height;
    const corners = [box.x0, box.y0, box.x1, box.y0, box.x1, box.y1, box.x0, box.y1];
    const { positions, uvs } = geometry;
    if (corners.every((value, i) => positions[i] === value)) return;
    corners.forEach((value, i) => {
      const side = (i % 2) as 0 | 1;
      positions[i] = value;
      uvs[i] = (value - offset[side]) / this.size[side];
    });
    geometry.getBuffer('aPosition').update();
    geometry.getBuffer('aUV').update();
  }
}

function repeated(picture: TilePicture): Texture {
  const options = { scaleMode: 'nearest', addressMode: 'repeat' } as const;
  const source =
    picture instanceof HTMLCanvasElement
      ? new CanvasSource({ resource: picture, ...options })
      : new ImageSource({ resource: picture, ...options });
  return new Texture({ source });
}
