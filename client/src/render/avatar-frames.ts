/** Which picture of an avatar to show: pure choices. */

import type { Direction } from '../core/units.ts';

/** Rows of an avatar's sheet. */
export const SHEET_ROWS = ['down', 'left', 'right', 'up'] as const;
export type SheetRow = (typeof SHEET_ROWS)[number];

const ROW_OF: readonly SheetRow[] = ['up', 'right', 'right', 'right', 'down', 'left', 'left', 'left'];
/** Tiles walked between two pictures: two steps of the feet in two tiles. */
const STRIDE_TILES = 0.45;

/** Four drawn sides for eight directions: who walks diagonally is seen from the side. */
export function rowOf(facing: Direction): SheetRow {
  return ROW_OF[facing] ?? 'down';
}

/** The picture after walking this far (tiles, since the walk began); standing still shows picture 0. */
export function walkFrame(walkedTiles: number, walking: boolean, frames: number): number {
  if (!walking) return 0;
  return (1 + Math.floor(walkedTiles / STRIDE_TILES)) % frames;
}

/** Which of the eight directions a place lies in, (dx, dy) tiles away; null if it is underfoot. */
export function directionTo(dx: number, dy: number): Direction | null {
  if (Math.hypot(dx, dy) < 0.6) return null;
  return ((Math.round(Math.atan2(dx, -dy) / (Math.PI / 4)) + 8) % 8) as Direction;
}
