/** Marks on the ground: a ring around who speaks, one's own meeting distance while idle, and where one walks to. */

import { CanvasSource, Container, Sprite, Texture } from 'pixi.js';
import type { Tile } from '../core/units.ts';
import type { Figure } from './avatar-sprites.ts';
import { type Disc, shapeBubble } from './bubble-shape.ts';
import { type Frame, faded } from './frame.ts';
import { type GroundLook, GroundShape } from './ground-shape.ts';
import { INK, PAPER, SPEAKING } from './palette.ts';
import { makeCanvas } from './tinting.ts';
import { restOfWay } from './walk-preview.ts';

/** Who stands nearer than this (tiles) meets. */
const MEETING_TILES = 2;
/** The preview comes after standing still for this time, in ms. */
const IDLE_MS = 900;
/** One wave of the ring around who speaks, in ms. */
const WAVE_MS = 1100;
/** Pixels of the ring's picture, which is drawn smaller. */
const RING_PX = 128;
/** A dot of the way, in map pixels. */
const DOT_PX = 7;

const PREVIEW: GroundLook = {
  fill: '#ffffff',
  fillAlpha: 0.04,
  line: '#ffffff',
  lineAlpha: 0.5,
  lineWidth: 1.5,
  style: 'dashed',
};
const TARGET: GroundLook = {
  fill: '#fff3c4',
  fillAlpha: 0.28,
  line: '#fff7da',
  lineAlpha: 1,
  lineWidth: 2,
  style: 'single',
};

export class GroundMarks {
  readonly root = new Container();
  private readonly ring = new Texture({ source: new CanvasSource({ resource: paintRing(), scaleMode: 'linear' }) });
  private readonly dot = new Texture({ source: new CanvasSource({ resource: paintDot(), scaleMode: 'linear' }) });
  private readonly rings: Sprite[] = [];
  private readonly dots: Sprite[] = [];
  private readonly preview = new GroundShape();
  private readonly target = new GroundShape();
  private readonly previewDisc: Disc = { x: 0, y: 0, radius: 0 };
  private readonly targetDisc: Disc = { x: 0, y: 0, radius: 0 };
  private readonly tileWidth: number;
  private readonly tileHeight: number;
  private previewShown = 0;
  private idleSince = 0;
  private way: readonly Tile[] = [];
  private goal: Tile | null = null;
  private goalShown = 0;

  constructor(tileWidth: number, tileHeight: number) {
    this.tileWidth = tileWidth;
    this.tileHeight = tileHeight;
    this.root.addChild(this.preview.mesh, this.target.mesh);
  }

  /** Show the way that one walks, until one is there. */
  showWay(way: readonly Tile[]): void {
    this.way = way;
    this.goal = way.at(-1) ?? null;
    if (!this.goal) return;
    this.targetDisc.x = (this.goal.x + 0.5) * this.tileWidth;
    this.targetDisc.y = (this.goal.y + 0.6) * this.tileHeight;
  }

  update(figures: readonly Figure[], frame: Frame): void {
    const me = figures.find((figure) => figure.avatar === frame.me);
    this.drawPreview(me, frame);
    this.drawGoal(me, frame);
    this.drawSpeakers(figures, frame);
  }

  destroy(): void {
    this.preview.destroy();
    this.target.destroy();
    this.root.destroy({ children: true });
    this.ring.destroy(true);
    this.dot.destroy(true);
  }

  private drawPreview(me: Figure | undefined, frame: Frame): void {
    const alone = me && !me.view.pose.walking && me.view.conversation === null && me.view.availability === 'available';
    if (!alone) this.idleSince = frame.now;
    const idle = alone === true && frame.now - this.idleSince > IDLE_MS;
    this.previewShown = faded(this.previewShown, idle, frame, 300);
    if (me) {
      this.previewDisc.x = me.x;
      this.previewDisc.y = me.y - 4;
      this.previewDisc.radius = MEETING_TILES * this.tileWidth;
    }
    shapeBubble(this.preview.shape, [this.previewDisc], 8);
    const turn = frame.still ? 0 : frame.now / 24_000;
    this.preview.draw(PREVIEW, this.previewShown, frame.camera.scale, frame.pixelRatio, turn);
  }

  private drawGoal(me: Figure | undefined, frame: Frame): void {
    if (me && this.goal && Math.hypot(me.tileX - this.goal.x, me.tileY - this.goal.y) < 0.6) this.goal = null;
    this.drawWay(me);
    this.goalShown = faded(this.goalShown, this.goal !== null, frame, 200);
    const beat = frame.still ? 0 : Math.sin(frame.now / 180);
    this.targetDisc.radius = this.tileWidth * (0.36 + 0.05 * beat);
    shapeBubble(this.target.shape, [this.targetDisc], 8);
    this.target.draw(TARGET, this.goalShown, frame.camera.scale, frame.pixelRatio, 0);
  }

  /** A dot on every tile still to walk. */
  private drawWay(me: Figure | undefined): void {
    const from = me ? restOfWay(this.way, me.tileX, me.tileY) : this.way.length;
    let used = 0;
    for (let i = from; i < this.way.length - 1; i++) {
      const tile = this.way[i] as Tile;
      const dot = this.dotAt(used++);
      dot.position.set((tile.x + 0.5) * this.tileWidth, (tile.y + 0.6) * this.tileHeight);
      dot.alpha = 0.85 * this.goalShown;
    }
    for (let i = used; i < this.dots.length; i++) (this.dots[i] as Sprite).alpha = 0;
  }

  private dotAt(index: number): Sprite {
    const known = this.dots[index];
    if (known) return known;
    const dot = new Sprite(this.dot);
    dot.anchor.set(0.5);
    dot.width = dot.height = DOT_PX;
    this.dots.push(dot);
    this.root.addChild(dot);
    return dot;
  }

  private drawSpeakers(figures: readonly Figure[], frame: Frame): void {
    let used = 0;
    for (const figure of figures) {
      if (!figure.onScreen || !frame.speaking.has(figure.avatar)) continue;
      this.place(this.ringAt(used++), figure, 30, 0.95);
      if (frame.still) continue;
      const wave = (frame.now % WAVE_MS) / WAVE_MS;
      this.place(this.ringAt(used++), figure, 30 + 26 * wave, 0.7 * (1 - wave));
    }
    for (let i = used; i < this.rings.length; i++) (this.rings[i] as Sprite).alpha = 0;
  }

  /** A ring `width` map pixels wide around somebody's feet. */
  private place(ring: Sprite, figure: Figure, width: number, alpha: number): void {
    ring.position.set(figure.x, figure.y - 2);
    ring.width = width;
    ring.height = width * 0.62;
    ring.alpha = alpha;
  }

  private ringAt(index: number): Sprite {
    const known = this.rings[index];
    if (known) return known;
    const ring = new Sprite(this.ring);
    ring.anchor.set(0.5);
    this.rings.push(ring);
    this.root.addChild(ring);
    return ring;
  }
}

function paintRing(): HTMLCanvasElement {
  const [canvas, pen] = makeCanvas(RING_PX, RING_PX);
  for (const [colour, width, alpha] of [
    [INK, 20, 0.35],
    [SPEAKING, 13, 1],
    [PAPER, 4, 0.85],
  ] as const) {
    pen.beginPath();
    pen.arc(RING_PX / 2, RING_PX / 2, RING_PX / 2 - 12, 0, 2 * Math.PI);
    pen.globalAlpha = alpha;
    pen.lineWidth = width;
    pen.strokeStyle = colour;
    pen.stroke();
  }
  return canvas;
}

function paintDot(): HTMLCanvasElement {
  const [canvas, pen] = makeCanvas(32, 32);
  pen.beginPath();
  pen.arc(16, 16, 12, 0, 2 * Math.PI);
  pen.lineWidth = 5;
  pen.globalAlpha = 0.45;
  pen.strokeStyle = INK;
  pen.stroke();
  pen.globalAlpha = 1;
  pen.fillStyle = '#fff7da';
  pen.fill();
  return canvas;
}
