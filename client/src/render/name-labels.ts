/** The names over the people on the screen, arranged so that they can be read. */

import { CanvasSource, Container, Sprite, Texture } from 'pixi.js';
import type { AvatarId } from '../core/units.ts';
import type { Figure } from './avatar-sprites.ts';
import { type Frame, faded, strengthOf } from './frame.ts';
import { LABEL_MARGIN, LABEL_POINTER, paintLabel } from './label-art.ts';
import { labelBits, labelContent } from './label-content.ts';
import { LabelLayout, type LabelWish } from './label-layout.ts';
import { TextureShelf } from './texture-shelf.ts';

/** CSS pixels between the crown and the pill. */
const LIFT = 2;
/** Pills are painted for so long in one frame, in ms. */
const PAINT_MS = 4;
const FADE_MS = 140;
/** A name that is shown counts as this much nearer (tiles), so that two names do not take turns. */
const STAY_TILES = 1.5;

interface Label extends LabelWish {
  readonly sprite: Sprite;
  readonly figure: Figure;
  /** What the picture tells; -1 before there is one. */
  bits: number;
  name: string;
  key: string;
  /** Rows up, gliding to `row`. */
  lifted: number;
  seen: number;
}

export class NameLabels {
  readonly root = new Container({ isRenderGroup: true });
  private readonly shelf = new TextureShelf(400);
  private readonly layout = new LabelLayout();
  private readonly labels = new Map<AvatarId, Label>();
  private readonly list: Label[] = [];
  private pixelRatio = 0;
  private paintUntil = 0;
  private tick = 0;

  /**
   * @param figures - Everybody; names are drawn for those on the screen.
   * @param height - Of a figure, map pixels.
   */
  update(figures: readonly Figure[], height: number, frame: Frame): void {
    this.tick += 1;
    this.paintUntil = performance.now() + PAINT_MS;
    this.shelf.beginFrame();
    if (frame.pixelRatio !== this.pixelRatio) this.startOver(frame.pixelRatio);
    const me = figures.find((figure) => figure.avatar === frame.me);
    this.list.length = 0;
    for (const figure of figures) {
      if (figure.drawn && hasName(figure.avatar, frame)) this.list.push(this.wish(figure, height, me, frame));
    }
    this.layout.arrange(this.list);
    for (const label of this.list) this.draw(label, frame);
    this.dropGone();
  }

  destroy(): void {
    this.shelf.destroy();
    this.root.destroy({ children: true });
  }

  private wish(figure: Figure, height: number, me: Figure | undefined, frame: Frame): Label {
    const label = this.labels.get(figure.avatar) ?? this.add(figure);
    const { camera, pixelRatio } = frame;
    label.seen = this.tick;
    this.paint(label, frame);
    label.x = camera.originX() + figure.x * camera.scale;
    label.y = camera.originY() + (figure.y - height) * camera.scale - LIFT * pixelRatio;
    label.width = label.sprite.texture.width - 2 * LABEL_MARGIN * pixelRatio;
    label.height = label.sprite.texture.height - (2 * LABEL_MARGIN + LABEL_POINTER - 1) * pixelRatio;
    label.rank = label.bits >= 0 ? rank(label, figure, me, frame.pointed) : Number.POSITIVE_INFINITY;
    return label;
  }

  private add(figure: Figure): Label {
    const sprite = new Sprite(Texture.EMPTY);
    sprite.anchor.set(0.5, 1);
    sprite.alpha = 0;
    this.root.addChild(sprite);
    const label: Label = {
      sprite,
      figure,
      bits: -1,
      name: '',
      key: '',
      lifted: 0,
      seen: 0,
      x: 0,
      y: 0,
      width: 0,
      height: 0,
      rank: 0,
      row: -1,
    };
    this.labels.set(figure.avatar, label);
    return label;
  }

  /** Give a label its picture; one that changed keeps the old one until its turn. */
  private paint(label: Label, frame: Frame): void {
    const { view, person, avatar } = label.figure;
    if (!person) return;
    const bits = labelBits(view, person.role, avatar === frame.me, frame.speaking.has(avatar));
    if (label.bits !== bits || label.name !== person.name) {
      const key = `${bits}/${person.name}`;
      const texture = this.shelf.get(key) ?? this.paintNow(key, person.name, bits);
      if (!texture) return;
      label.sprite.texture = texture;
      label.name = person.name;
      label.bits = bits;
      label.key = key;
    }
    this.shelf.get(label.key);
  }

  /** undefined when this frame's time is used up. */
  private paintNow(key: string, name: string, bits: number): Texture | undefined {
    if (performance.now() > this.paintUntil) return undefined;
    const canvas = paintLabel(name, labelContent(bits), this.pixelRatio);
    return this.shelf.put(key, new Texture({ source: new CanvasSource({ resource: canvas, scaleMode: 'linear' }) }));
  }

  private draw(label: Label, frame: Frame): void {
    const { sprite, row } = label;
    sprite.alpha = faded(sprite.alpha, row >= 0, frame, FADE_MS);
    sprite.visible = sprite.alpha > 0;
    const target = Math.max(0, row);
    const part = frame.still || sprite.alpha < 0.2 ? 1 : 1 - Math.exp(-frame.elapsed / 80);
    label.lifted += (target - label.lifted) * part;
    const margin = (LABEL_MARGIN + LABEL_POINTER) * frame.pixelRatio;
    const width = sprite.texture.width;
    sprite.x = Math.round(label.x - width / 2) + width / 2;
    sprite.y = Math.round(label.y - label.lifted * label.height + margin);
  }

  private dropGone(): void {
    for (const [avatar, label] of this.labels) {
      if (label.seen === this.tick) continue;
      label.sprite.destroy();
      this.labels.delete(avatar);
    }
  }

  private startOver(pixelRatio: number): void {
    this.pixelRatio = pixelRatio;
    for (const label of this.labels.values()) {
      label.sprite.texture = Texture.EMPTY;
      label.bits = -1;
    }
    this.shelf.clear();
  }
}

/** Oneself first, then whom one points at, then whom one talks with, then the nearest. */
function rank(label: Label, figure: Figure, me: Figure | undefined, pointed: AvatarId | null): number {
  if (figure === me) return -3000;
  if (figure.avatar === pointed) return -2000;
  if (!me) return figure.y;
  const together = figure.view.conversation !== null && figure.view.conversation === me.view.conversation;
  const tiles = Math.hypot(figure.tileX - me.tileX, figure.tileY - me.tileY);
  return tiles - (together ? 1000 : 0) - (label.row >= 0 ? STAY_TILES : 0);
}

function hasName(avatar: AvatarId, frame: Frame): boolean {
  if (strengthOf(avatar, frame) < 1) return false;
  return !frame.fewNames || frame.strong !== null || avatar === frame.me || avatar === frame.pointed;
}
