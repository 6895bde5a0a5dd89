/** What a replay shows on the ground under the people: heat and trails. `IslandView.setOverlay` puts it there. */

import { Container } from 'pixi.js';
import type { ShownGround } from '../state/replay.ts';
import { HeatLayer } from './heat-layer.ts';
import { TrailLayer } from './trail-layer.ts';

export class GroundOverlay {
  readonly root = new Container();
  private readonly heat = new HeatLayer();
  private readonly trails = new TrailLayer();

  constructor() {
    this.root.addChild(this.heat.root, this.trails.root);
  }

  /** Tiles are so many map pixels large. */
  show(ground: ShownGround | null, tileWidth: number, tileHeight: number): void {
    this.heat.show(ground?.heat ?? null, tileWidth, tileHeight);
    if (ground) this.trails.show(ground, tileWidth, tileHeight);
    else this.trails.clear();
  }

  destroy(): void {
    this.heat.destroy();
    this.trails.destroy();
    this.root.destroy({ children: true });
  }
}
