/** What every part that draws a map's layers shares. */

import type { IslandMap } from '../core/island-map.ts';
import { ChunkPainter } from './chunk-painter.ts';
import type { Rect } from './rectangles.ts';
import { TileAtlas } from './tile-atlas.ts';
import { TileClock } from './tile-clock.ts';
import { TileImages } from './tile-images.ts';
import { TileIndex } from './tile-index.ts';

export interface TileTools {
  readonly map: IslandMap;
  readonly index: TileIndex;
  readonly images: TileImages;
  readonly painter: ChunkPainter;
  readonly atlas: TileAtlas;
  readonly clock: TileClock;
}

export function tileTools(map: IslandMap): TileTools {
  const index = new TileIndex(map);
  const images = new TileImages();
  const painter = new ChunkPainter(map, index, images);
  return { map, index, images, painter, atlas: new TileAtlas(index, painter), clock: new TileClock() };
}

/** A part of the picture that is drawn by itself. `view` is in the pixels of its own layers. */
export interface Drawn {
  /**
   * Show what is in view.
   *
   * @param until - When this frame's time to paint ends, as performance.now().
   */
  show(view: Rect, until: number): void;
  /** Get ready what lies around the view, as far as time goes. */
  prepare(view: Rect, until: number): void;
  /** Whether all that was last in view has been painted with its pictures. */
  readonly isComplete: boolean;
  /** Free every texture and mesh. */
  destroy(): void;
}
