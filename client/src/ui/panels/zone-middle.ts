/** Where to walk to if one wants to be in a zone. Pure. */

import type { IslandMap, Zone } from '../../core/island-map.ts';
import type { Tile } from '../../core/units.ts';

/** The tile of the zone nearest to its middle where one can stand; null if there is none. */
export function middleOf(zone: Zone, map: Pick<IslandMap, 'width' | 'solid'>): Tile | null {
  const middle = balanceOf(zone);
  let best: Tile | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [y, from, to] of zone.spans) {
    for (let x = from; x < to; x += 1) {
      const distance = Math.hypot(x - middle.x, y - middle.y);
      if (distance >= least || map.solid[y * map.width + x] === 1) continue;
      least = distance;
      best = { x, y };
    }
  }
  return best;
}

/** The mean of all its tiles. */
function balanceOf({ spans }: Zone): Tile {
  let [tiles, x, y] = [0, 0, 0];
  for (const [row, from, to] of spans) {
    tiles += to - from;
    x += ((from + to - 1) / 2) * (to - from);
    y += row * (to - from);
  }
  return { x: x / tiles, y: y / tiles };
}
