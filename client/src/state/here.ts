/** Where one stands: its zones and doors, and what of them the rest of the page follows. */

import { focusOf } from '../core/focus-area.ts';
import type { Door } from '../core/island-map.ts';
import type { AvatarId, DoorId, Tile, ZoneId } from '../core/units.ts';
import type { AvatarView } from '../core/world-view.ts';
import type { SpanIndex, ZoneIndex } from '../core/zone-index.ts';
import { beginCompany } from './company.ts';
import { forgetStages } from './stage.ts';
import type { Store } from './store.ts';
import { forgetZoning } from './zoning.ts';

/** The doors that are open now. */
export function applyDoors(store: Store, open: readonly string[]): void {
  store.doors.value = new Set(open as readonly DoorId[]);
}

/** One stands on this tile now. Told only when it makes a difference. */
export function standAt(store: Store, tile: Tile, zones: ZoneIndex, doors: SpanIndex<Door>): void {
  const { value: was } = store.standing;
  if (was?.x !== tile.x || was.y !== tile.y) store.standing.value = tile;
  const here = zones.at(tile);
  if (!isSameList(here, store.here.value)) {
    store.here.value = here;
    store.focus.value = focusOf(here);
  }
  const near = doors.at(tile);
  if (!isSameList(near, store.doorsHere.value)) store.doorsHere.value = near;
}

/** Which zones have a locked conversation, as far as one sees. */
export function noticeLocks(store: Store, avatars: readonly AvatarView[]): void {
  const locked = new Set<ZoneId>();
  for (const view of avatars) {
    const zone = view.locked ? store.people.value.get(view.avatar as AvatarId)?.zone : null;
    if (zone) locked.add(zone);
  }
  const { value: known } = store.lockedZones;
  if (locked.size !== known.size || [...locked].some((zone) => !known.has(zone))) store.lockedZones.value = locked;
}

/** One is on no island, or on another one: nothing of this one holds any more. What was typed stays. */
export function forgetIsland(store: Store): void {
  store.world.value = null;
  store.people.value = new Map();
  store.nearby.value = [];
  store.standing.value = null;
  store.here.value = [];
  store.lockedZones.value = new Set();
  store.doors.value = new Set();
  store.doorsHere.value = [];
  store.focus.value = null;
  store.conversation.value = null;
  store.aside.value = false;
  store.reactions.value = [];
  forgetZoning(store.zoning);
  forgetStages(store.stage);
  beginCompany(store.company);
}

function isSameList<Item>(one: readonly Item[], other: readonly Item[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}
