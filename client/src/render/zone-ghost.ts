/** A zone that somebody is drawing: its tiles over a grid, its place and size in figures, and what to take hold of. */

import { CanvasSource, Container, Graphics, Sprite, Texture } from 'pixi.js';
import { boundsOf, type Rectangle, type Spans } from '../core/zone-shape.ts';
import { handlesOf } from '../state/zone-drag.ts';
import type { ZoneDraft } from '../state/zoning.ts';
import type { Frame } from './frame.ts';
import { asNumber, INK, PAPER } from './palette.ts';
import { paintZoneName } from './zone-label-art.ts';

const COLOUR = /^#[0-9a-f]{6}$/i;
const PLAIN = '#ffd166';
/** Tiles of grid around the shape. */
const GRID_TILES = 2;
/** CSS pixels from a handle's middle to its edge. */
const HANDLE_PX = 11;
const LABEL_SIZE = 1.1;

export class ZoneGhost {
  readonly root = new Container();
  private readonly shapes = new Graphics();
  private readonly label = new Sprite(Texture.EMPTY);
  private readonly tileWidth: number;
  private readonly tileHeight: number;
  private draft: ZoneDraft | null = null;
  private preview: readonly Spans[] = [];
  private scale = 0;
  private words = '';

  constructor(tileWidth: number, tileHeight: number) {
    this.tileWidth = tileWidth;
    this.tileHeight = tileHeight;
    this.label.anchor.set(0.5, 1);
    this.root.addChild(this.shapes, this.label);
  }

  update(draft: ZoneDraft | null, preview: readonly Spans[], frame: Frame): void {
    const scale = frame.camera.scale / frame.pixelRatio;
    if (draft !== this.draft || preview !== this.preview || scale !== this.scale) {
      this.draft = draft;
      this.preview = preview;
      this.scale = scale;
      this.draw();
    }
    const bounds = draft && boundsOf(draft.spans);
    this.label.visible = bounds !== null;
    if (bounds) this.drawLabel(bounds, frame);
  }

  destroy(): void {
    this.freeLabel();
    this.root.destroy({ children: true });
  }

  private draw(): void {
    this.shapes.clear();
    for (const spans of this.preview) this.fill(spans, PLAIN);
    if (!this.draft) return;
    const { spans, colour, tool } = this.draft;
    const bounds = boundsOf(spans);
    if (!bounds) return;
    if (tool === 'none') {
      this.edge(bounds);
      return;
    }
    this.fill(spans, COLOUR.test(colour) ? colour : PLAIN);
    this.grid(bounds);
    this.edge(bounds);
    if (tool === 'move') for (const { at } of handlesOf(bounds)) this.handle(at.x + 0.5, at.y + 0.5);
  }

  private fill(spans: Spans, colour: string): void {
    for (const [y, from, to] of spans) this.box(from, y, to - from, 1);
    this.shapes.fill({ color: asNumber(colour), alpha: 0.45 });
  }

  private grid({ x, y, width, height }: Rectangle): void {
    const [x0, y0, x1, y1] = [x - GRID_TILES, y - GRID_TILES, x + width + GRID_TILES, y + height + GRID_TILES];
    const line = (fromX: number, fromY: number, toX: number, toY: number) =>
      this.shapes
        .moveTo(fromX * this.tileWidth, fromY * this.tileHeight)
        .lineTo(toX * this.tileWidth, toY * this.tileHeight);
    for (let column = x0; column <= x1; column += 1) line(column, y0, column, y1);
    for (let row = y0; row <= y1; row += 1) line(x0, row, x1, row);
    this.shapes.stroke({ color: asNumber(PAPER), alpha: 0.35, width: 1 / this.scale });
  }

  private edge({ x, y, width, height }: Rectangle): void {
    this.box(x, y, width, height);
    this.shapes.stroke({ color: asNumber(INK), alpha: 0.9, width: 4 / this.scale });
    this.box(x, y, width, height);
    this.shapes.stroke({ color: asNumber(PAPER), width: 2 / this.scale });
  }

  private handle(x: number, y: number): void {
    this.shapes.circle(x * this.tileWidth, y * this.tileHeight, HANDLE_PX / this.scale);
    this.shapes.fill({ color: asNumber(PAPER) });
    this.shapes.stroke({ color: asNumber(INK), width: 3 / this.scale });
  }

  private box(x: number, y: number, width: number, height: number): void {
    const { tileWidth, tileHeight } = this;
    this.shapes.rect(x * tileWidth, y * tileHeight, width * tileWidth, height * tileHeight);
  }

  private drawLabel({ x, y, width, height }: Rectangle, frame: Frame): void {
    const words = `${x}, ${y}  ·  ${width} × ${height}`;
    if (words !== this.words) {
      this.words = words;
      this.freeLabel();
      const canvas = paintZoneName(words, null, LABEL_SIZE, frame.pixelRatio);
      this.label.texture = new Texture({ source: new CanvasSource({ resource: canvas, scaleMode: 'linear' }) });
    }
    this.label.position.set((x + width / 2) * this.tileWidth, y * this.tileHeight);
    this.label.scale.set(1 / frame.camera.scale);
  }

  private freeLabel(): void {
    const { texture } = this.label;
    this.label.texture = Texture.EMPTY;
    if (texture !== Texture.EMPTY) texture.destroy(true);
  }
}
