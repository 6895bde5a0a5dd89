/** Which layers of a map can be drawn together, and which are seen when a door is open or closed. */

import type { ImageLayer, IslandMap, ObjectLayer, TileLayer } from '../core/island-map.ts';
import type { DoorId } from '../core/units.ts';

/** Layers that lie on one another, move together and are seen together; only layers of tiles share one. */
export interface Stratum {
  readonly above: boolean;
  readonly parallax: readonly [number, number];
  /** The layer that a door shows or hides, by its place in the map; null if none does. */
  readonly doorLayer: number | null;
  readonly layers: readonly TileLayer[] | readonly [ImageLayer] | readonly [ObjectLayer];
}

/** The layers of a map in as few strata as keep their order, from the ground up. */
export function planStrata(map: IslandMap): readonly Stratum[] {
  const worked = layersOfDoors(map);
  const strata: Stratum[] = [];
  let open: TileLayer[] | null = null;
  map.layers.forEach((layer, place) => {
    const { above, parallax } = layer;
    const doorLayer = worked.has(place) ? place : null;
    const last = strata.at(-1);
    if (layer.kind !== 'tiles') {
      open = null;
      strata.push({ above, parallax, doorLayer, layers: layer.kind === 'image' ? [layer] : [layer] });
      return;
    }
    const joins = open && last && doorLayer === null && last.doorLayer === null && last.above === above;
    if (joins && last.parallax[0] === parallax[0] && last.parallax[1] === parallax[1]) {
      open?.push(layer);
      return;
    }
    open = [layer];
    strata.push({ above, parallax, doorLayer, layers: open });
  });
  return strata;
}

/** Which of a map's layers are seen while these doors are open, by place. */
export function seenLayers(map: IslandMap, openDoors: ReadonlySet<DoorId>): boolean[] {
  const seen = map.layers.map((layer) => layer.shown);
  for (const door of map.doors) {
    const { show, hide } = openDoors.has(door.id) ? door.whenOpen : door.whenClosed;
    for (const place of hide) seen[place] = false;
    for (const place of show) seen[place] = true;
  }
  return seen;
}

function layersOfDoors(map: IslandMap): ReadonlySet<number> {
  const positions = map.doors.flatMap((door) => [door.whenOpen, door.whenClosed]);
  return new Set(positions.flatMap(({ show, hide }) => [...show, ...hide]));
}
