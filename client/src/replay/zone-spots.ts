/** Where people are drawn whose place is not kept: somewhere in the zone that they are in. */

import type { IslandMap, Zone } from '../core/island-map.ts';
import type { LoggedState } from '../core/log/logged-state.ts';
import type { AvatarId, Tile, ZoneId } from '../core/units.ts';
import { hashOf } from './looks.ts';

export class ZoneSpots {
  readonly #tiles: ReadonlyMap<ZoneId, readonly Tile[]>;

  constructor(map: IslandMap, zones: readonly Zone[]) {
    this.#tiles = new Map(zones.map((zone) => [zone.id, freeTiles(map, zone)]));
  }

  /**
   * A tile for each of them who is in a zone; the same state gives the same tiles.
   *
   * @param nameOf - What somebody's tile goes by: it stays the same over visits.
   */
  spots(state: LoggedState, nameOf: (avatar: AvatarId) => string): ReadonlyMap<AvatarId, Tile> {
    const unplaced = [...state.avatars.values()].filter(({ path, zones }) => path === null && zones.length > 0);
    unplaced.sort((a, b) => a.avatar - b.avatar);
    const spots = new Map<AvatarId, Tile>();
    const taken = new Set<Tile>();
    for (const { avatar, zones, conversation } of unplaced) {
      const tiles = this.#smallest(zones);
      const talk = conversation === null ? undefined : state.conversations.get(conversation);
      // Who is in a bubble stands beside the others in it.
      const name = talk?.kind === 'bubble' ? `bubble ${talk.id}` : nameOf(avatar);
      const tile = tiles && firstFree(tiles, hashOf(name), taken);
      if (!tile) continue;
      taken.add(tile);
      spots.set(avatar, tile);
    }
    return spots;
  }

  #smallest(zones: readonly ZoneId[]): readonly Tile[] | undefined {
    let least: readonly Tile[] | undefined;
    for (const zone of zones) {
      const tiles = this.#tiles.get(zone) ?? [];
      if (tiles.length > 0 && (!least || tiles.length < least.length)) least = tiles;
    }
    return least;
  }
}

/** The tile at `hash`, or the next one that is not taken; all being taken, people share. */
function firstFree(tiles: readonly Tile[], hash: number, taken: ReadonlySet<Tile>): Tile | undefined {
  const first = hash % tiles.length;
  for (let i = 0; i < tiles.length; i++) {
    const tile = tiles[(first + i) % tiles.length] as Tile;
    if (!taken.has(tile)) return tile;
  }
  return tiles[first];
}

/** Row by row, there and back: the next one is beside it. */
function freeTiles(map: IslandMap, { spans }: Zone): Tile[] {
  const rows = new Map<number, Tile[]>();
  for (const [y, from, to] of spans) {
    if (y < 0 || y >= map.height) continue;
    const row = rows.get(y) ?? [];
    rows.set(y, row);
    for (let x = Math.max(0, from); x < Math.min(to, map.width); x++) {
      if (map.solid[y * map.width + x] === 0) row.push({ x, y });
    }
  }
  return [...rows.values()].flatMap((row, index) => (index % 2 ? row.toReversed() : row));
}
