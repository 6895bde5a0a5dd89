/** An object layer: tiles and texts that lie anywhere, in any size and turn, in one order. */

import type { Container } from 'pixi.js';
import type { ObjectLayer, TextItem, TileItem } from '../core/island-map.ts';
import { type AnimatedMesh, frameGids, meshesInOrder, type Quad } from './animated-mesh.ts';
import { itemBounds, itemCorners } from './item-shape.ts';
import { emptyRect, overlap, type Rect } from './rectangles.ts';
import { textPicture } from './text-art.ts';
import { type AtlasEntry, pictureEntry } from './tile-atlas.ts';
import type { Drawn, TileTools } from './tile-tools.ts';

/** Items are shown anew when the view leaves the area for which they were last, in pixels around it. */
const AROUND_PX = 256;

type Item = TileItem | TextItem;

export class ObjectItems implements Drawn {
  private readonly layer: ObjectLayer;
  private readonly tools: TileTools;
  private readonly root: Container;
  private readonly bounds: readonly Rect[];
  private readonly corners: readonly (readonly number[])[];
  private readonly texts = new Map<TextItem, AtlasEntry>();
  private readonly area = emptyRect();
  private meshes: AnimatedMesh[] = [];
  /** How many pictures had come in when items were last shown; null if none of theirs is on its way. */
  private waiting: number | null = null;

  /** Draws into `root`. */
  constructor(layer: ObjectLayer, tools: TileTools, root: Container) {
    this.layer = layer;
    this.tools = tools;
    this.root = root;
    this.corners = layer.items.map((item) => itemCorners(item, layer.offset));
    this.bounds = this.corners.map(itemBounds);
  }

  show(view: Rect): void {
    const isOut = view.x0 < this.area.x0 || view.y0 < this.area.y0 || view.x1 > this.area.x1 || view.y1 > this.area.y1;
    const hasNews = this.waiting !== null && this.waiting !== this.tools.images.version;
    if (isOut || hasNews) this.renew(view);
    for (const mesh of this.meshes) mesh.refresh();
  }

  prepare(): void {
    // The area is wider than the view.
  }

  get isComplete(): boolean {
    return this.waiting === null;
  }

  destroy(): void {
    this.clear();
    for (const entry of this.texts.values()) entry.page.texture.destroy(true);
    this.texts.clear();
  }

  private renew(view: Rect): void {
    const { area, tools } = this;
    area.x0 = view.x0 - AROUND_PX;
    area.y0 = view.y0 - AROUND_PX;
    area.x1 = view.x1 + AROUND_PX;
    area.y1 = view.y1 + AROUND_PX;
    this.waiting = null;
    const quads: Quad[] = [];
    const texts = new Set<TextItem>();
    this.layer.items.forEach((item, i) => {
      if (!overlap(this.bounds[i] as Rect, area)) return;
      if (item.item === 'text') texts.add(item);
      const entry = item.item === 'text' ? this.textEntry(item) : this.tileEntry(item);
      const frames = item.item === 'tile' ? (tools.index.frames(item.gid) ?? null) : null;
      if (entry) quads.push({ corners: this.corners[i] ?? [], entry, frames });
    });
    this.clear();
    this.meshes = meshesInOrder(quads, tools.clock);
    for (const { mesh } of this.meshes) this.root.addChild(mesh);
    this.forgetTexts(texts);
  }

  private tileEntry(item: TileItem): AtlasEntry | undefined {
    const { atlas, images, index, painter } = this.tools;
    const gids = frameGids(item.gid, index);
    const opacity = this.opacityOf(item);
    if (atlas.has(gids, this.layer.tint, opacity) || painter.ready(gids))
      return atlas.entry(gids, this.layer.tint, opacity);
    this.waiting = images.version;
    return undefined;
  }

  private textEntry(item: TextItem): AtlasEntry {
    const known = this.texts.get(item);
    if (known) return known;
    const made = pictureEntry(textPicture(item, this.layer.tint, this.opacityOf(item)), true);
    this.texts.set(item, made);
    return made;
  }

  private opacityOf(item: Item): number {
    return Math.round(this.layer.opacity * item.opacity * 1000) / 1000;
  }

  private forgetTexts(wanted: ReadonlySet<TextItem>): void {
    for (const [item, entry] of this.texts) {
      if (wanted.has(item)) continue;
      entry.page.texture.destroy(true);
      this.texts.delete(item);
    }
  }

  private clear(): void {
    for (const mesh of this.meshes) mesh.destroy();
    this.meshes = [];
  }
}
