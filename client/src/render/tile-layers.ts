/** The island's ground and what stands over people: all layers of the map, each drawn in its own way. */

import { Container } from 'pixi.js';
import type { IslandMap, TileLayer } from '../core/island-map.ts';
import type { DoorId } from '../core/units.ts';
import { ChunkedTiles } from './chunked-tiles.ts';
import { ObjectItems } from './object-items.ts';
import { PictureLayer } from './picture-layer.ts';
import { emptyRect, type Rect } from './rectangles.ts';
import { planStrata, type Stratum, seenLayers } from './strata.ts';
import { type Drawn, type TileTools, tileTools } from './tile-tools.ts';

/** Painting stops for this frame after this time, in ms: a late frame is better than holes in the picture. */
const PAINT_VISIBLE_MS = 30;
const PAINT_AROUND_MS = 4;

interface Band {
  readonly stratum: Stratum;
  readonly root: Container;
  readonly drawn: Drawn;
}

export class TileLayers {
  readonly below = new Container();
  readonly above = new Container();
  private readonly map: IslandMap;
  private readonly tools: TileTools;
  private readonly bands: readonly Band[];
  private readonly moved: Rect = emptyRect();
  private openDoors: ReadonlySet<DoorId> | null = null;

  constructor(map: IslandMap) {
    this.map = map;
    this.tools = tileTools(map);
    this.bands = planStrata(map).map((stratum) => this.band(stratum));
    this.setDoors(new Set(map.doors.filter((door) => door.open).map((door) => door.id)));
  }

  /** Show and hide the layers that belong to doors. Nothing else is touched. */
  setDoors(open: ReadonlySet<DoorId>): void {
    if (open === this.openDoors) return;
    this.openDoors = open;
    const seen = seenLayers(this.map, open);
    for (const { stratum, root } of this.bands)
      if (stratum.doorLayer !== null) root.visible = seen[stratum.doorLayer] ?? false;
  }

  /**
   * Show what is in view and get its surroundings ready.
   *
   * @param view - Map pixels on the screen.
   * @param now - ms, of any clock that does not jump.
   * @param still - No animation of tiles.
   */
  update(view: Rect, now: number, still: boolean): void {
    this.tools.images.beginFrame();
    if (!still) this.tools.clock.advance(now);
    const paintUntil = performance.now() + PAINT_VISIBLE_MS;
    for (const band of this.bands) if (band.root.visible) band.drawn.show(this.viewOf(band, view), paintUntil);
    const aroundUntil = performance.now() + PAINT_AROUND_MS;
    for (const band of this.bands) if (band.root.visible) band.drawn.prepare(this.viewOf(band, view), aroundUntil);
    this.tools.atlas.flush();
  }

  /** Whether all that was last in view has been painted with its pictures. */
  get isComplete(): boolean {
    return this.bands.every(({ drawn, root }) => !root.visible || drawn.isComplete);
  }

  /** Free every texture and mesh. */
  destroy(): void {
    for (const { drawn } of this.bands) drawn.destroy();
    this.tools.atlas.destroy();
    this.below.destroy({ children: true });
    this.above.destroy({ children: true });
  }

  private band(stratum: Stratum): Band {
    const root = new Container();
    (stratum.above ? this.above : this.below).addChild(root);
    return { stratum, root, drawn: drawnOf(stratum, this.tools, root) };
  }

  /** Move a band that does not keep up with the map, and give the view in its own pixels. */
  private viewOf({ stratum, root }: Band, view: Rect): Rect {
    const [parallaxX, parallaxY] = stratum.parallax;
    if (parallaxX === 1 && parallaxY === 1) return view;
    const x = Math.round(((1 - parallaxX) * (view.x0 + view.x1)) / 2);
    const y = Math.round(((1 - parallaxY) * (view.y0 + view.y1)) / 2);
    root.position.set(x, y);
    this.moved.x0 = view.x0 - x;
    this.moved.y0 = view.y0 - y;
    this.moved.x1 = view.x1 - x;
    this.moved.y1 = view.y1 - y;
    return this.moved;
  }
}

function drawnOf({ layers }: Stratum, tools: TileTools, root: Container): Drawn {
  const [first] = layers;
  if (first?.kind === 'image') return new PictureLayer(first, tools, root);
  if (first?.kind === 'objects') return new ObjectItems(first, tools, root);
  return new ChunkedTiles(layers as readonly TileLayer[], tools, root);
}
