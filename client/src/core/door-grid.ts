/** Where one can plan to walk with the doors as they are now. */

import type { Grid } from './grid.ts';
import type { IslandMap } from './island-map.ts';
import type { DoorId } from './units.ts';

type Walls = Pick<IslandMap, 'width' | 'height' | 'solid' | 'doors'>;

/** The map's blocked cells and those of its doors, while `open` are open. A door that opens by itself counts as open, for so it will be. */
export function solidWith(map: Pick<Walls, 'solid' | 'doors'>, open: ReadonlySet<DoorId>): Uint8Array {
  const blocked = map.doors.flatMap((door) =>
    open.has(door.id) || door.opensItself ? door.whenOpen.solid : door.whenClosed.solid,
  );
  if (blocked.length === 0) return map.solid;
  const solid = map.solid.slice();
  for (const cell of blocked) solid[cell] = 1;
  return solid;
}

/** A grid that changes when a door opens or closes. */
export class DoorGrid implements Grid {
  readonly width: number;
  readonly height: number;
  readonly #map: Walls;
  #solid: Uint8Array;

  /** With all doors as they are found on the map. */
  constructor(map: Walls) {
    this.width = map.width;
    this.height = map.height;
    this.#map = map;
    this.#solid = solidWith(map, new Set(map.doors.filter(({ open }) => open).map(({ id }) => id)));
  }

  get solid(): Uint8Array {
    return this.#solid;
  }

  setOpen(open: ReadonlySet<DoorId>): void {
    this.#solid = solidWith(this.#map, open);
  }
}
