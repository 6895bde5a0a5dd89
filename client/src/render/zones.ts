/**
 * Zones on the ground: their names and icons, the colour of those that have one, and an outline where one stands or points, or
 * where people are in conversation.
 */

import { CanvasSource, Container, Graphics, Sprite, Texture } from 'pixi.js';
import type { Zone } from '../core/island-map.ts';
import type { Tile, ZoneId } from '../core/units.ts';
import { areaOf, ZoneIndex } from '../core/zone-index.ts';
import { givenName } from '../core/zone-purpose.ts';
import type { Language } from '../state/store.ts';
import type { Figure } from './avatar-sprites.ts';
import { type Frame, faded } from './frame.ts';
import { LabelRoom } from './label-room.ts';
import { asNumber, INK } from './palette.ts';
import { paintZoneName, zoneSign } from './zone-label-art.ts';
import { insetWalk, nameAnchor, outlines } from './zone-outline.ts';

const FADE_MS = 200;
/** Tiles. */
const INSET = 0.08;
/** Map pixels. */
const CORNER_PX = 10;
const LINE_PX = 2;
const THEME_LINE_PX = 3;
const COLOUR = /^#[0-9a-f]{6}$/i;
/** The middle of a name, below the upper edge of its zone. */
const NAME_DROP_PX = 13;

interface DrawnZone {
  readonly zone: Zone;
  readonly outline: Graphics;
  /** Its theme colour; null: it has none. */
  readonly theme: Graphics | null;
  readonly name: Sprite;
  shown: number;
  nameKey: string;
}

export class Zones {
  readonly root = new Container();
  private readonly tileWidth: number;
  private readonly tileHeight: number;
  private readonly themeRoot = new Container();
  private readonly outlineRoot = new Container();
  private readonly nameRoot = new Container();
  private drawn: DrawnZone[] = [];
  private readonly outlined = new Set<ZoneId>();
  private zones: readonly Zone[] = [];
  private index = new ZoneIndex([]);

  constructor(tileWidth: number, tileHeight: number) {
    this.tileWidth = tileWidth;
    this.tileHeight = tileHeight;
    this.root.addChild(this.themeRoot, this.outlineRoot, this.nameRoot);
  }

  /**
   * @param zones - Of the island now; the same array as long as they are the same.
   * @param hovered - The tile under the pointer, if any.
   */
  update(
    zones: readonly Zone[],
    language: Language,
    figures: readonly Figure[],
    hovered: Tile | null,
    frame: Frame,
  ): void {
    if (zones !== this.zones) this.replace(zones);
    this.choose(figures, hovered, frame);
    const size = nameSize(frame.camera.scale / frame.pixelRatio);
    for (const drawn of this.drawn) {
      const up = this.outlined.has(drawn.zone.id);
      drawn.shown = faded(drawn.shown, up, frame, FADE_MS);
      drawn.outline.alpha = drawn.shown;
      drawn.outline.visible = drawn.shown > 0;
      this.drawName(drawn, language, size, frame);
    }
    this.hideCoveredNames();
  }

  destroy(): void {
    this.replace([]);
    this.root.destroy({ children: true });
  }

  private replace(zones: readonly Zone[]): void {
    for (const { outline, theme, name } of this.drawn) {
      freeName(name);
      outline.destroy();
      theme?.destroy();
      name.destroy();
    }
    this.zones = zones;
    this.index = new ZoneIndex(zones);
    this.drawn = zones.map((zone) => this.make(zone)).sort((a, b) => areaOf(b.zone) - areaOf(a.zone));
  }

  private make(zone: Zone): DrawnZone {
    const outline = this.trace(zone, new Graphics());
    const color = COLOUR.test(zone.colour) ? asNumber(zone.colour) : 0xffffff;
    const strong = zone.kind !== 'place' && zone.kind !== 'start';
    outline.fill({ color, alpha: strong ? 0.1 : 0.04 });
    outline.stroke({ color, alpha: strong ? 0.85 : 0.5, width: LINE_PX, alignment: 1 });
    outline.visible = false;
    const name = new Sprite(Texture.EMPTY);
    const anchor = nameAnchor(zone.spans);
    name.anchor.set(0.5);
    name.position.set(anchor.x * this.tileWidth, anchor.y * this.tileHeight + NAME_DROP_PX);
    this.outlineRoot.addChild(outline);
    this.nameRoot.addChild(name);
    return { zone, outline, theme: this.theme(zone), name, shown: 0, nameKey: '' };
  }

  private trace({ spans }: Zone, shape: Graphics): Graphics {
    for (const walk of outlines(spans)) {
      const corners = insetWalk(walk, INSET).map(({ x, y }) => ({ x: x * this.tileWidth, y: y * this.tileHeight }));
      shape.roundShape(corners, CORNER_PX);
    }
    return shape;
  }

  /** A dark line keeps the colour apart from a ground of the same colour. */
  private theme(zone: Zone): Graphics | null {
    if (!COLOUR.test(zone.colour)) return null;
    const color = asNumber(zone.colour);
    const theme = this.trace(zone, new Graphics());
    theme.fill({ color, alpha: 0.28 });
    theme.stroke({ color: asNumber(INK), alpha: 0.55, width: THEME_LINE_PX + 2, alignment: 1 });
    // Each stroke takes its path with it.
    this.trace(zone, theme).stroke({ color, alpha: 0.95, width: THEME_LINE_PX, alignment: 1 });
    this.themeRoot.addChild(theme);
    return theme;
  }

  /** Which zones get an outline: where one stands or points, and where a meeting or a stage is in use. */
  private choose(figures: readonly Figure[], hovered: Tile | null, frame: Frame): void {
    this.outlined.clear();
    if (hovered) for (const zone of this.index.at(hovered)) this.outlined.add(zone.id);
    for (const figure of figures) {
      const kind = figure.view.conversationKind;
      const talks = kind === 'meeting' || kind === 'stage';
      if (!talks && figure.avatar !== frame.me) continue;
      const tile = { x: Math.round(figure.tileX), y: Math.round(figure.tileY) };
      for (const zone of this.index.at(tile)) {
        if (figure.avatar === frame.me || zone.kind !== 'place') this.outlined.add(zone.id);
      }
    }
  }

  private drawName(drawn: DrawnZone, language: Language, size: number, frame: Frame): void {
    const { name, zone } = drawn;
    const { x0, y0, x1, y1 } = frame.view;
    const text = givenName(zone, language);
    const sign = zoneSign(zone);
    const isNamed = text !== '' || zone.icon !== '';
    name.visible = isNamed && name.x > x0 - 200 && name.x < x1 + 200 && name.y > y0 - 50 && name.y < y1 + 50;
    if (!name.visible) return;
    const key = `${language}/${size}/${frame.pixelRatio}`;
    if (drawn.nameKey !== key) {
      drawn.nameKey = key;
      freeName(name);
      const canvas = paintZoneName(text, sign, size, frame.pixelRatio);
      name.texture = new Texture({ source: new CanvasSource({ resource: canvas, scaleMode: 'linear' }) });
    }
    name.scale.set(1 / frame.camera.scale);
  }

  /** Where names would lie over one another: first those of zones with an outline, then of the larger ones. */
  private hideCoveredNames(): void {
    const room = new LabelRoom();
    for (const hasOutline of [true, false]) {
      for (const { zone, name } of this.drawn) {
        if (!name.visible || this.outlined.has(zone.id) !== hasOutline) continue;
        const { x, y, scale, texture } = name;
        name.visible = room.take({ x, y, width: texture.width * scale.x, height: texture.height * scale.y });
      }
    }
  }
}

/** Names grow with the zoom, but slower. */
function nameSize(zoom: number): number {
  if (zoom < 1.3) return 0.92;
  return zoom < 2.5 ? 1.1 : 1.35;
}

function freeName(name: Sprite): void {
  const texture = name.texture;
  name.texture = Texture.EMPTY;
  if (texture !== Texture.EMPTY) texture.destroy(true);
}
