/** Where time was spent, as spots on the ground: a colour for each level and a line around it, so that it reads without colour too. */

import { CanvasSource, Container, Sprite, Texture } from 'pixi.js';
import { heatLevels, levelColours, mostOf, smoothed } from '../core/heat-scale.ts';
import type { ShownGround } from '../state/replay.ts';
import { dotsPerTile, levelRanks, paintRanks } from './heat-picture.ts';
import { makeCanvas } from './tinting.ts';

type Heat = NonNullable<ShownGround['heat']>;

export class HeatLayer {
  readonly root = new Container();
  private readonly sprite = new Sprite(Texture.EMPTY);

  constructor() {
    this.root.addChild(this.sprite);
  }

  /** Tiles are so many map pixels large. */
  show(heat: Heat | null, tileWidth: number, tileHeight: number): void {
    this.clear();
    const canvas = heat && paintHeat(heat);
    if (!heat || !canvas) return;
    this.sprite.texture = new Texture({ source: new CanvasSource({ resource: canvas, scaleMode: 'linear' }) });
    this.sprite.setSize(heat.width * tileWidth, heat.height * tileHeight);
  }

  destroy(): void {
    this.clear();
    this.root.destroy({ children: true });
  }

  private clear(): void {
    if (this.sprite.texture === Texture.EMPTY) return;
    const { texture } = this.sprite;
    this.sprite.texture = Texture.EMPTY;
    texture.destroy(true);
  }
}

/** null where nothing is hot enough to be seen. */
function paintHeat({ width, height, spentMs }: Heat): HTMLCanvasElement | null {
  const field = smoothed(spentMs, width, height);
  const levels = heatLevels(mostOf(field));
  if (levels.length === 0) return null;
  const dots = dotsPerTile(width, height);
  const [canvas, pen] = makeCanvas(width * dots, height * dots);
  const picture = pen.createImageData(canvas.width, canvas.height);
  const ranks = levelRanks(field, width, height, dots, levels);
  paintRanks(new Uint32Array(picture.data.buffer), ranks, canvas.width, levelColours(levels));
  pen.putImageData(picture, 0, 0);
  return canvas;
}
