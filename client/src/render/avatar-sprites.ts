/** The bodies of the people on the screen: which picture, where, and who stands before whom. */

import { Container, Sprite } from 'pixi.js';
import type { Person } from '../core/people.ts';
import type { AvatarId } from '../core/units.ts';
import type { AvatarView } from '../core/world-view.ts';
import { rowOf, walkFrame } from './avatar-frames.ts';
import { type Frame, strengthOf } from './frame.ts';
import type { LookSheets } from './look-sheets.ts';

/** The feet stand this far below the middle of their tile, in parts of a tile. */
const FEET_DROP = 0.3;
/** Newcomers appear in this time, in ms. */
const APPEAR_MS = 220;
/** Longer than this (tiles in one frame) is not a walk but a correction. */
const LONGEST_STRIDE = 1.5;

/** Somebody as drawn. Lengths are map pixels. */
export interface Figure {
  readonly avatar: AvatarId;
  view: AvatarView;
  person: Person | undefined;
  /** Where the feet stand. */
  x: number;
  y: number;
  /** Tiles. */
  tileX: number;
  tileY: number;
  walked: number;
  /** 0 to 1. */
  shown: number;
  /** Near enough to the screen to be drawn. */
  onScreen: boolean;
  /** Whether the body is drawn: its look may still have to be put together. */
  drawn: boolean;
  seen: number;
}

export class AvatarSprites {
  readonly root = new Container();
  /** Everybody, from the back to the front. */
  readonly figures: Figure[] = [];
  private readonly byAvatar = new Map<AvatarId, Figure>();
  private readonly sheets: LookSheets;
  private readonly tileWidth: number;
  private readonly tileHeight: number;
  /** Sprites are handed out from the back to the front anew each frame: the scene's order never changes. */
  private readonly sprites: Sprite[] = [];
  private tick = 0;

  constructor(sheets: LookSheets, tileWidth: number, tileHeight: number) {
    this.sheets = sheets;
    this.tileWidth = tileWidth;
    this.tileHeight = tileHeight;
  }

  figure(avatar: AvatarId): Figure | undefined {
    return this.byAvatar.get(avatar);
  }

  /** Height of a figure from the feet to the crown, in map pixels. */
  get height(): number {
    return this.sheets.art.sheet.anchor.y - 4;
  }

  update(frame: Frame): void {
    this.tick += 1;
    for (const view of frame.avatars) this.place(view, frame);
    this.dropGone();
    sortByDepth(this.figures);
    this.draw(frame);
  }

  destroy(): void {
    this.root.destroy({ children: true });
  }

  private place(view: AvatarView, frame: Frame): void {
    const figure = this.byAvatar.get(view.avatar) ?? this.add(view);
    const { at, walking } = view.pose;
    const stride = Math.hypot(at.x - figure.tileX, at.y - figure.tileY);
    if (!walking) figure.walked = 0;
    else if (stride < LONGEST_STRIDE) figure.walked += stride;
    figure.view = view;
    figure.person = frame.people.get(view.avatar);
    figure.tileX = at.x;
    figure.tileY = at.y;
    figure.x = (at.x + 0.5) * this.tileWidth;
    figure.y = (at.y + 0.5 + FEET_DROP) * this.tileHeight;
    figure.shown = frame.still ? 1 : Math.min(1, figure.shown + frame.elapsed / APPEAR_MS);
    figure.seen = this.tick;
    const { x0, y0, x1, y1 } = frame.view;
    figure.onScreen = figure.x > x0 - 32 && figure.x < x1 + 32 && figure.y > y0 - 16 && figure.y < y1 + 64;
  }

  private add(view: AvatarView): Figure {
    const { x, y } = view.pose.at;
    const figure: Figure = {
      avatar: view.avatar,
      view,
      person: undefined,
      x: 0,
      y: 0,
      tileX: x,
      tileY: y,
      walked: 0,
      shown: 0,
      onScreen: false,
      drawn: false,
      seen: 0,
    };
    this.byAvatar.set(view.avatar, figure);
    this.figures.push(figure);
    return figure;
  }

  private dropGone(): void {
    let kept = 0;
    for (const figure of this.figures) {
      if (figure.seen === this.tick) this.figures[kept++] = figure;
      else this.byAvatar.delete(figure.avatar);
    }
    this.figures.length = kept;
  }

  private draw(frame: Frame): void {
    const { sheet } = this.sheets.art;
    const scale = frame.camera.scale;
    let used = 0;
    this.sheets.beginFrame();
    const me = frame.me === null ? undefined : this.byAvatar.get(frame.me);
    // Oneself is put together first.
    if (me?.person) this.sheets.strip(me.person.look);
    for (const figure of this.figures) {
      const strip = figure.onScreen && figure.person ? this.sheets.strip(figure.person.look) : null;
      figure.drawn = strip !== null;
      if (!strip) continue;
      const sprite = this.spriteAt(used++);
      const { facing, walking } = figure.view.pose;
      sprite.texture = strip.frame(rowOf(facing), walkFrame(figure.walked, walking, sheet.frames));
      // Whole device pixels: between them the art would shimmer.
      sprite.position.set(
        Math.round((figure.x - sheet.anchor.x) * scale) / scale,
        Math.round((figure.y - sheet.anchor.y) * scale) / scale,
      );
      sprite.alpha = figure.shown * strengthOf(figure.avatar, frame);
    }
    this.sheets.endFrame();
    for (let i = used; i < this.sprites.length; i++) (this.sprites[i] as Sprite).alpha = 0;
  }

  private spriteAt(index: number): Sprite {
    const known = this.sprites[index];
    if (known) return known;
    const sprite = new Sprite();
    this.sprites.push(sprite);
    this.root.addChild(sprite);
    return sprite;
  }
}

interface Standing {
  readonly y: number;
  readonly avatar: number;
}

/** Back to front. People walk slowly, so the order is nearly right from the frame before: insertion sort. */
export function sortByDepth<One extends Standing>(figures: One[]): void {
  for (let i = 1; i < figures.length; i++) {
    const figure = figures[i] as One;
    let to = i - 1;
    while (to >= 0 && behind(figure, figures[to] as One)) {
      figures[to + 1] = figures[to] as One;
      to -= 1;
    }
    figures[to + 1] = figure;
  }
}

function behind(one: Standing, other: Standing): boolean {
  return one.y < other.y || (one.y === other.y && one.avatar < other.avatar);
}
