/** Which zones hold at a tile. */

import type { Zone } from './island-map.ts';
import type { Tile } from './units.ts';

/** Looks zones up by tile, in the order in which the map names them. */
export class ZoneIndex {
  readonly #rows = new Map<number, { readonly x0: number; readonly x1: number; readonly zone: Zone }[]>();
  readonly #order: ReadonlyMap<Zone, number>;

  constructor(zones: readonly Zone[]) {
    this.#order = new Map(zones.map((zone, index) => [zone, index]));
    for (const zone of zones) {
      for (const [y, x0, x1] of zone.spans) {
        const row = this.#rows.get(y);
        if (row) row.push({ x0, x1, zone });
        else this.#rows.set(y, [{ x0, x1, zone }]);
      }
    }
  }

  /** The zones at a tile; none in most places. */
  at(tile: Tile): readonly Zone[] {
    const spans = this.#rows.get(tile.y)?.filter((span) => span.x0 <= tile.x && tile.x < span.x1) ?? [];
    const zones = [...new Set(spans.map((span) => span.zone))];
    return zones.sort((a, b) => (this.#order.get(a) ?? 0) - (this.#order.get(b) ?? 0));
  }
}
