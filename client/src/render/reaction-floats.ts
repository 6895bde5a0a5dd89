/** Reactions that rise over heads and fade, and the signs over who is away and who asks for help. */

import { CanvasSource, Container, Sprite, Texture } from 'pixi.js';
import type { ShownReaction } from '../state/store.ts';
import type { AvatarSprites, Figure } from './avatar-sprites.ts';
import { eased, type Frame } from './frame.ts';
import { INK, PAPER } from './palette.ts';
import { ICON_HEIGHT, ICON_WIDTH, type PixelIcon, paintIcon } from './pixel-icons.ts';
import { makeCanvas } from './tinting.ts';

/** How long a reaction is seen, in ms. */
export const REACTION_MS = 3200;
/** CSS pixels: a pixel of an icon, the room above a name, and how far a reaction rises. */
const PIXEL = 2;
const ABOVE_NAME = 26;
const RISE = 14;

export class ReactionFloats {
  readonly root = new Container();
  private readonly sprites: Sprite[] = [];
  private readonly textures = new Map<PixelIcon, Texture>();
  private pixelRatio = 0;
  private used = 0;

  update(reactions: readonly ShownReaction[], bodies: AvatarSprites, frame: Frame): void {
    if (frame.pixelRatio !== this.pixelRatio) this.startOver(frame.pixelRatio);
    this.used = 0;
    for (const figure of bodies.figures) {
      if (figure.drawn && figure.view.availability === 'away') this.drawAsleep(figure, bodies.height, frame);
      if (figure.drawn && frame.asking.has(figure.avatar)) this.drawAsking(figure, bodies.height, frame);
    }
    for (const reaction of reactions) {
      const figure = bodies.figure(reaction.avatar);
      const age = frame.now - reaction.since;
      if (!figure?.drawn || age < 0 || age > REACTION_MS) continue;
      this.drawReaction(reaction, figure, age / REACTION_MS, bodies.height, frame);
    }
    for (let i = this.used; i < this.sprites.length; i++) (this.sprites[i] as Sprite).alpha = 0;
  }

  destroy(): void {
    this.root.destroy({ children: true });
    this.startOver(0);
  }

  private drawReaction(reaction: ShownReaction, figure: Figure, part: number, height: number, frame: Frame): void {
    const { camera, pixelRatio } = frame;
    const sprite = this.next(reaction.emoji);
    const risen = frame.still ? RISE : RISE * eased(Math.min(1, part * 4));
    const size = frame.still ? 1 : 0.5 + 0.5 * eased(Math.min(1, part * 10));
    sprite.scale.set(size);
    sprite.alpha = frame.still ? 1 : Math.min(1, (1 - part) * 5);
    sprite.x = Math.round(camera.originX() + figure.x * camera.scale);
    sprite.y = Math.round(
      camera.originY() + (figure.y - height) * camera.scale - (ABOVE_NAME - RISE + risen) * pixelRatio,
    );
  }

  private drawAsleep(figure: Figure, height: number, frame: Frame): void {
    const { camera, pixelRatio } = frame;
    const sprite = this.next('asleep');
    const breath = frame.still ? 0 : Math.sin(frame.now / 700) * 2 * pixelRatio;
    sprite.scale.set(0.75);
    sprite.alpha = 0.95;
    sprite.x = Math.round(camera.originX() + (figure.x + 13) * camera.scale);
    sprite.y = Math.round(camera.originY() + (figure.y - height + 14) * camera.scale + breath);
  }

  /** Stays for as long as somebody asks, where reactions of others come and go. */
  private drawAsking(figure: Figure, height: number, frame: Frame): void {
    const { camera, pixelRatio } = frame;
    const sprite = this.next('question');
    sprite.scale.set(1);
    sprite.alpha = 1;
    sprite.x = Math.round(camera.originX() + figure.x * camera.scale);
    sprite.y = Math.round(camera.originY() + (figure.y - height) * camera.scale - ABOVE_NAME * pixelRatio);
  }

  private next(icon: PixelIcon): Sprite {
    let sprite = this.sprites[this.used];
    if (!sprite) {
      sprite = new Sprite();
      sprite.anchor.set(0.5, 1);
      this.sprites.push(sprite);
      this.root.addChild(sprite);
    }
    this.used += 1;
    sprite.texture = this.texture(icon);
    return sprite;
  }

  private texture(icon: PixelIcon): Texture {
    const known = this.textures.get(icon);
    if (known) return known;
    const canvas = icon === 'asleep' ? paintBare(icon, this.pixelRatio) : paintBalloon(icon, this.pixelRatio);
    const texture = new Texture({ source: new CanvasSource({ resource: canvas, scaleMode: 'linear' }) });
    this.textures.set(icon, texture);
    return texture;
  }

  private startOver(pixelRatio: number): void {
    this.pixelRatio = pixelRatio;
    for (const sprite of this.sprites) if (!sprite.destroyed) sprite.texture = Texture.EMPTY;
    for (const texture of this.textures.values()) texture.destroy(true);
    this.textures.clear();
  }
}

function pixelOf(pixelRatio: number): number {
  return Math.max(1, Math.round(PIXEL * pixelRatio));
}

function paintBare(icon: PixelIcon, pixelRatio: number): HTMLCanvasElement {
  const pixel = pixelOf(pixelRatio);
  const [canvas, pen] = makeCanvas(ICON_WIDTH * pixel, ICON_HEIGHT * pixel);
  paintIcon(pen, icon, 0, 0, pixel);
  return canvas;
}

/** The icon in a balloon with a tail, so that it is seen over any ground. */
function paintBalloon(icon: PixelIcon, pixelRatio: number): HTMLCanvasElement {
  const pixel = pixelOf(pixelRatio);
  const width = (ICON_WIDTH + 6) * pixel;
  const height = (ICON_HEIGHT + 6) * pixel;
  const [canvas, pen] = makeCanvas(width + 2 * pixel, height + 5 * pixel);
  pen.translate(pixel, pixel);
  pen.beginPath();
  pen.roundRect(0, 0, width, height, 5 * pixel);
  pen.moveTo(width / 2 - 3 * pixel, height - 0.5);
  pen.lineTo(width / 2, height + 3 * pixel);
  pen.lineTo(width / 2 + 3 * pixel, height - 0.5);
  pen.lineWidth = 1.5 * pixel;
  pen.strokeStyle = INK;
  pen.stroke();
  pen.fillStyle = PAPER;
  pen.fill();
  paintIcon(pen, icon, 3 * pixel, 3 * pixel, pixel);
  return canvas;
}
