/** Where one can plan to walk: doors as they are now, and not through zones that are closed to oneself. */

import { solidWith } from '../core/door-grid.ts';
import type { Grid } from '../core/grid.ts';
import type { IslandMap, Zone } from '../core/island-map.ts';
import type { Tile } from '../core/units.ts';
import type { Store } from './store.ts';

/**
 * The ground for a way from a tile to another. A closed zone in which one stands, or into which one wants to go, is not in the way:
 * the server stops whoever may not go in at its edge.
 */
export function openGround(store: Store, map: IslandMap, from: Tile, to: Tile): Grid {
  const { width, height } = map;
  const solid = solidWith(map, store.doors.value);
  const closed = closedZones(store, store.zones.value).filter((zone) => !holds(zone, from) && !holds(zone, to));
  if (closed.length === 0) return { width, height, solid };
  const ground = solid.slice();
  for (const [y, from, to] of closed.flatMap(({ spans }) => spans)) {
    // Part of a zone may lie beside the island.
    if (0 <= y && y < height) ground.fill(1, y * width + Math.max(0, from), y * width + Math.min(width, to));
  }
  return { width, height, solid: ground };
}

/** The zones that are closed to oneself, as far as one knows. */
function closedZones(store: Store, zones: readonly Zone[]): readonly Zone[] {
  const isHost = store.me.value?.role !== 'attendee';
  const countIn = (zone: Zone) => [...store.people.value.values()].filter((person) => person.zone === zone.id).length;
  return zones.filter(
    (zone) =>
      ((zone.hostsOnly || zone.closed) && !isHost) ||
      store.lockedZones.value.has(zone.id) ||
      (zone.maxPeople !== null && countIn(zone) >= zone.maxPeople),
  );
}

function holds({ spans }: Zone, { x, y }: Tile): boolean {
  return spans.some(([row, x0, x1]) => row === y && x0 <= x && x < x1);
}
