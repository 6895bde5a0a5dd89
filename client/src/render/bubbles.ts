/** The conversations of people who met, as soft shapes on the ground around those who hear each other. */

import { CanvasSource, Container, Sprite, Texture } from 'pixi.js';
import type { AvatarId, ConversationId } from '../core/units.ts';
import type { Figure } from './avatar-sprites.ts';
import { type Disc, shapeBubble } from './bubble-shape.ts';
import { eased, type Frame, faded } from './frame.ts';
import { type GroundLook, GroundShape, type LineStyle } from './ground-shape.ts';
import { OWN_PILL, PAPER } from './palette.ts';
import { makeCanvas } from './tinting.ts';
import { paintVector } from './vector-icons.ts';

/** Around each member, in map pixels; and how far the glow reaches beyond. */
const RADIUS_PX = 31;
const MARGIN_PX = 12;
/** A bubble opens, grows and closes in this time, in ms. */
const GROW_MS = 320;
/** CSS pixels. */
const LOCK_SIZE = 22;

const OWN = { fill: '#fff3c4', fillAlpha: 0.3, line: '#fff7da', lineAlpha: 1, lineWidth: 3 } as const;
const OTHER = { fill: '#ffffff', fillAlpha: 0.16, line: '#ffffff', lineAlpha: 0.8, lineWidth: 2 } as const;

/** The look of a conversation: one's own is stronger, a locked one has a double line. */
export function bubbleLook(own: boolean, locked: boolean): GroundLook {
  return LOOKS[(own ? 2 : 0) + (locked ? 1 : 0)] as GroundLook;
}

const LOOKS: readonly GroundLook[] = [OTHER, OTHER, OWN, OWN].map((look, i) => {
  const style: LineStyle = i % 2 ? 'double' : 'single';
  return { ...look, style };
});

interface Member extends Disc {
  readonly avatar: AvatarId;
  /** How far the disc has grown, 0 to 1. */
  grown: number;
  seen: number;
}

interface Bubble {
  readonly ground: GroundShape;
  readonly members: Member[];
  readonly lock: Sprite;
  own: boolean;
  locked: boolean;
}

export class Bubbles {
  readonly root = new Container();
  private readonly bubbles = new Map<ConversationId, Bubble>();
  private lockTexture: Texture | undefined;
  private lockRatio = 0;
  private tick = 0;

  update(figures: readonly Figure[], frame: Frame): void {
    this.tick += 1;
    const own = figures.find((figure) => figure.avatar === frame.me)?.view.conversation ?? null;
    for (const figure of figures) {
      const { conversation, conversationKind, locked } = figure.view;
      if (conversation === null || conversationKind !== 'bubble') continue;
      const bubble = this.bubbles.get(conversation) ?? this.open(conversation);
      bubble.own = conversation === own;
      bubble.locked = locked;
      this.stand(bubble, figure);
    }
    for (const [id, bubble] of this.bubbles) {
      if (!this.draw(bubble, frame)) this.close(id, bubble);
    }
  }

  destroy(): void {
    for (const [id, bubble] of this.bubbles) this.close(id, bubble);
    this.lockTexture?.destroy(true);
    this.root.destroy({ children: true });
  }

  private open(id: ConversationId): Bubble {
    const bubble: Bubble = { ground: new GroundShape(), members: [], lock: new Sprite(), own: false, locked: false };
    bubble.lock.anchor.set(0.5);
    bubble.lock.visible = false;
    this.root.addChild(bubble.ground.mesh, bubble.lock);
    this.bubbles.set(id, bubble);
    return bubble;
  }

  private close(id: ConversationId, bubble: Bubble): void {
    bubble.ground.destroy();
    bubble.lock.destroy();
    this.bubbles.delete(id);
  }

  private stand(bubble: Bubble, figure: Figure): void {
    let member = bubble.members.find((one) => one.avatar === figure.avatar);
    if (!member) {
      member = { avatar: figure.avatar, x: 0, y: 0, radius: 0, grown: 0, seen: 0 };
      bubble.members.push(member);
    }
    member.x = figure.x;
    member.y = figure.y - 4;
    member.seen = this.tick;
  }

  /** False when nothing of it is left. */
  private draw(bubble: Bubble, frame: Frame): boolean {
    const { members, ground } = bubble;
    let kept = 0;
    let opacity = 0;
    for (const member of members) {
      member.grown = faded(member.grown, member.seen === this.tick, frame, GROW_MS);
      if (member.grown === 0 && member.seen !== this.tick) continue;
      member.radius = RADIUS_PX * eased(member.grown);
      opacity = Math.max(opacity, eased(member.grown));
      members[kept++] = member;
    }
    members.length = kept;
    shapeBubble(ground.shape, members, MARGIN_PX);
    const { scale } = frame.camera;
    ground.draw(bubbleLook(bubble.own, bubble.locked), opacity, scale, frame.pixelRatio, 0);
    this.drawLock(bubble, opacity, frame);
    return kept > 0;
  }

  /** A padlock on the outline before the member who stands nearest to the onlooker. */
  private drawLock(bubble: Bubble, opacity: number, frame: Frame): void {
    const { lock, members } = bubble;
    lock.visible = bubble.locked && members.length > 0;
    if (!lock.visible) return;
    let nearest = members[0] as Member;
    for (const member of members) if (member.y > nearest.y) nearest = member;
    lock.texture = this.texture(frame.pixelRatio);
    lock.scale.set(1 / frame.camera.scale);
    lock.position.set(nearest.x, nearest.y + nearest.radius);
    lock.alpha = opacity;
  }

  private texture(pixelRatio: number): Texture {
    if (this.lockTexture && this.lockRatio === pixelRatio) return this.lockTexture;
    this.lockTexture?.destroy(true);
    this.lockRatio = pixelRatio;
    const [canvas, pen] = makeCanvas(Math.ceil(LOCK_SIZE * pixelRatio), Math.ceil(LOCK_SIZE * pixelRatio));
    pen.scale(pixelRatio, pixelRatio);
    pen.beginPath();
    pen.arc(LOCK_SIZE / 2, LOCK_SIZE / 2, LOCK_SIZE / 2 - 1, 0, 2 * Math.PI);
    pen.fillStyle = OWN_PILL.colour;
    pen.fill();
    pen.lineWidth = 1.5;
    pen.strokeStyle = PAPER;
    pen.stroke();
    paintVector(pen, 'lock', 5, 4.5, LOCK_SIZE - 10, PAPER);
    this.lockTexture = new Texture({ source: new CanvasSource({ resource: canvas, scaleMode: 'linear' }) });
    return this.lockTexture;
  }
}
