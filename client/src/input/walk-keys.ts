/** Which keys walk, and what is meant when several are held. Pure. */

import type { Direction } from '../core/units.ts';

/** One side of the compass. */
export interface Push {
  readonly east: number;
  readonly south: number;
}

const NORTH: Push = { east: 0, south: -1 };
const EAST: Push = { east: 1, south: 0 };
const SOUTH: Push = { east: 0, south: 1 };
const WEST: Push = { east: -1, south: 0 };

/** Keys by their place on the keyboard (`KeyboardEvent.code`), so that W A S D is Z Q S D on a French one. */
export const WALK_KEYS: Readonly<Record<string, Push>> = {
  ArrowUp: NORTH,
  ArrowRight: EAST,
  ArrowDown: SOUTH,
  ArrowLeft: WEST,
  KeyW: NORTH,
  KeyD: EAST,
  KeyS: SOUTH,
  KeyA: WEST,
};

/** Keys (`KeyboardEvent.key`) that bring the island closer (1) or further away (-1). */
export const ZOOM_KEYS: Readonly<Record<string, 1 | -1>> = { '+': 1, '=': 1, '-': -1, _: -1 };

/** By (south + 1) * 3 + east + 1. */
const COMPASS: readonly (Direction | null)[] = [7, 0, 1, 6, null, 2, 5, 4, 3];

/** The direction that the held keys mean together; opposite keys cancel. null: stand still. */
export function headingOf(held: Iterable<string>): Direction | null {
  let east = 0;
  let south = 0;
  for (const code of held) {
    const push = WALK_KEYS[code];
    if (!push) continue;
    east += push.east;
    south += push.south;
  }
  return COMPASS[(Math.sign(south) + 1) * 3 + Math.sign(east) + 1] ?? null;
}

export function isDiagonal(direction: Direction | null): boolean {
  return direction !== null && direction % 2 === 1;
}
