/** The tiles of a way that somebody is about to walk. */

import { DX, DY, type Run } from '../core/motion.ts';
import type { Tile } from '../core/units.ts';

/** Every tile of the runs, without the one where they begin. */
export function pathTiles(from: Tile, runs: readonly Run[]): Tile[] {
  const tiles: Tile[] = [];
  let { x, y } = from;
  for (const { direction, steps } of runs) {
    for (let step = 0; step < steps; step++) {
      x += DX[direction];
      y += DY[direction];
      tiles.push({ x, y });
    }
  }
  return tiles;
}

/** What is left of a way for somebody at (x, y): the tiles after the nearest one, or all if none is near. */
export function restOfWay(way: readonly Tile[], x: number, y: number): number {
  for (let i = way.length - 1; i >= 0; i--) {
    const tile = way[i];
    if (tile && Math.abs(tile.x - x) < 0.7 && Math.abs(tile.y - y) < 0.7) return i + 1;
  }
  return 0;
}
