/** Where to walk to if one wants to be in a zone. Pure. */

import type { IslandMap, Zone } from '../../core/island-map.ts';
import type { Tile } from '../../core/units.ts';

/** The tile of the zone nearest to its middle where one can stand; null if there is none. */
export function middleOf(zone: Zone, map: Pick<IslandMap, 'width' | 'solid'>): Tile | null {
  const tiles = zone.spans.flatMap(([y, from, to]) =>
    Array.from({ length: to - from }, (_, index) => ({ x: from + index, y })),
  );
  const middle = { x: mean(tiles.map(({ x }) => x)), y: mean(tiles.map(({ y }) => y)) };
  const distance = ({ x, y }: Tile) => Math.hypot(x - middle.x, y - middle.y);
  const open = tiles.filter(({ x, y }) => map.solid[y * map.width + x] !== 1);
  return open.reduce<Tile | null>(
    (best, tile) => (best === null || distance(tile) < distance(best) ? tile : best),
    null,
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
