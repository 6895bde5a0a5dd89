/** Which zones hold at a tile, or which doors can be worked from it. */

import type { Zone } from './island-map.ts';
import type { Tile } from './units.ts';

/** Looks up by tile what covers tiles, in the order in which the map names it. */
export class SpanIndex<Area extends Pick<Zone, 'spans'>> {
  readonly #rows = new Map<number, { readonly x0: number; readonly x1: number; readonly area: Area }[]>();
  readonly #order: ReadonlyMap<Area, number>;

  constructor(areas: readonly Area[]) {
    this.#order = new Map(areas.map((area, index) => [area, index]));
    for (const area of areas) {
      for (const [y, x0, x1] of area.spans) {
        const row = this.#rows.get(y);
        if (row) row.push({ x0, x1, area });
        else this.#rows.set(y, [{ x0, x1, area }]);
      }
    }
  }

  /** Those at a tile; none in most places. */
  at(tile: Tile): readonly Area[] {
    const spans = this.#rows.get(tile.y)?.filter((span) => span.x0 <= tile.x && tile.x < span.x1) ?? [];
    const areas = [...new Set(spans.map((span) => span.area))];
    return areas.sort((a, b) => (this.#order.get(a) ?? 0) - (this.#order.get(b) ?? 0));
  }
}

/** The zones at a tile. */
export class ZoneIndex extends SpanIndex<Zone> {}

/** How many tiles a zone covers. */
export function areaOf({ spans }: Pick<Zone, 'spans'>): number {
  return spans.reduce((sum, [, x0, x1]) => sum + x1 - x0, 0);
}
