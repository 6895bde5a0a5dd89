/** What heat and trails tell, in words: zones instead of tiles. Pure. */

import type { Zone } from '../../core/island-map.ts';
import { ZoneIndex } from '../../core/zone-index.ts';
import { isWorthListing } from '../../core/zone-purpose.ts';
import type { Trail, WalkedGround } from '../../state/replay.ts';

export interface ZoneTime {
  /** null: outside of all zones. */
  readonly zone: Zone | null;
  readonly ms: number;
}

/** Where most time was spent, the most first. Zones that overlap each count all of it. */
export function busiestZones(
  { width, spentMs }: Pick<WalkedGround, 'width' | 'spentMs'>,
  zones: readonly Zone[],
  most: number,
): readonly ZoneTime[] {
  const times = new Map<Zone | null, number>();
  const index = worthTelling(zones);
  spentMs.forEach((ms, cell) => {
    if (ms === 0) return;
    const there = index.at({ x: cell % width, y: Math.floor(cell / width) });
    for (const zone of there.length > 0 ? there : [null]) times.set(zone, (times.get(zone) ?? 0) + ms);
  });
  return [...times]
    .map(([zone, ms]) => ({ zone, ms }))
    .sort((a, b) => b.ms - a.ms)
    .slice(0, most);
}

/** The zones that somebody came through, in order, each once in a row. */
export function zonesAlong(trails: readonly Trail[], pseudonym: string, zones: readonly Zone[]): readonly Zone[] {
  const index = worthTelling(zones);
  const along: Zone[] = [];
  for (const trail of trails) {
    if (trail.pseudonym !== pseudonym) continue;
    for (const step of trail.steps) {
      const zone = index.at(step)[0];
      if (zone && zone !== along.at(-1)) along.push(zone);
    }
  }
  return along;
}

const worthTelling = (zones: readonly Zone[]): ZoneIndex =>
  new ZoneIndex(zones.filter((zone) => isWorthListing(zone, 'en') && zone.kind !== 'start'));
