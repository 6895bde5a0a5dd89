/** Everything that is drawn of one island, from the ground up. */

import { Container } from 'pixi.js';
import type { IslandMap } from '../core/island-map.ts';
import type { Tile } from '../core/units.ts';
import type { Store } from '../state/store.ts';
import { AvatarSprites, type Figure } from './avatar-sprites.ts';
import { Bubbles } from './bubbles.ts';
import type { Frame } from './frame.ts';
import { GroundMarks } from './ground-marks.ts';
import type { LookSheets } from './look-sheets.ts';
import { NameLabels } from './name-labels.ts';
import { ReactionFloats } from './reaction-floats.ts';
import { TileLayers } from './tile-layers.ts';
import { ZoneGhost } from './zone-ghost.ts';
import { Zones } from './zones.ts';

/** Half the width of a figure for a pointer, in map pixels. */
const TOUCH_PX = 13;

export class IslandScene {
  readonly root = new Container();
  readonly marks: GroundMarks;
  /** Over the ground and its zones, under the people: empty but for what somebody puts there. */
  readonly overlay = new Container();
  private readonly world = new Container({ isRenderGroup: true });
  private readonly tiles: TileLayers;
  private readonly zones: Zones;
  private readonly ghost: ZoneGhost;
  private readonly bubbles = new Bubbles();
  private readonly bodies: AvatarSprites;
  private readonly labels = new NameLabels();
  private readonly floats = new ReactionFloats();

  constructor(map: IslandMap, sheets: LookSheets) {
    this.tiles = new TileLayers(map);
    this.zones = new Zones(map.tileWidth, map.tileHeight);
    this.ghost = new ZoneGhost(map.tileWidth, map.tileHeight);
    this.marks = new GroundMarks(map.tileWidth, map.tileHeight);
    this.bodies = new AvatarSprites(sheets, map.tileWidth, map.tileHeight);
    this.world.addChild(
      this.tiles.below,
      this.zones.root,
      this.overlay,
      this.bubbles.root,
      this.marks.root,
      this.ghost.root,
      this.bodies.root,
      this.tiles.above,
    );
    this.root.addChild(this.world, this.labels.root, this.floats.root);
  }

  /** Put everything where it is in this frame. */
  update(frame: Frame, store: Store, hovered: Tile | null): void {
    const { camera } = frame;
    this.world.scale.set(camera.scale);
    this.world.position.set(Math.round(camera.originX()), Math.round(camera.originY()));
    this.tiles.setDoors(store.doors.value);
    this.tiles.update(frame.view, frame.now, frame.still);
    this.bodies.update(frame);
    const { figures } = this.bodies;
    this.zones.update(store.zones.value, store.language.value, figures, hovered, frame);
    this.ghost.update(store.zoning.draft.value, store.zoning.preview.value, frame);
    this.bubbles.update(figures, frame);
    this.marks.update(figures, frame);
    this.labels.update(figures, this.bodies.height, frame);
    this.floats.update(store.reactions.value, this.bodies, frame);
  }

  /** Whether all of the map that is in view is drawn. */
  get isComplete(): boolean {
    return this.tiles.isComplete;
  }

  /** Who is drawn at a place in map pixels; the one in front. */
  figureAt(x: number, y: number): Figure | undefined {
    return this.bodies.figures.findLast(
      (figure) => Math.abs(figure.x - x) < TOUCH_PX && y < figure.y + 4 && y > figure.y - this.bodies.height,
    );
  }

  destroy(): void {
    // Whoever put something there keeps it, for the next island.
    this.overlay.removeChildren();
    this.tiles.destroy();
    this.zones.destroy();
    this.ghost.destroy();
    this.bubbles.destroy();
    this.marks.destroy();
    this.bodies.destroy();
    this.labels.destroy();
    this.floats.destroy();
    this.root.destroy({ children: true });
  }
}
