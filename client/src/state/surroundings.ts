/** What is around oneself, for those who read rather than look. Asked a few times a second, told only when it changes. */

import { isSameNearby, nearbyList } from '../core/nearby.ts';
import type { IslandMs, Tile } from '../core/units.ts';
import { noticeLocks } from './here.ts';
import type { Store } from './store.ts';

/** How far "near" reaches in the list, tiles. */
export const NEARBY_TILES = 12;

/** Bring the nearby list up to `now`. Returns the tile on which one stands, or null before the welcome. */
export function lookAround(store: Store, now: IslandMs): Tile | null {
  const { value: world } = store.world;
  const { value: me } = store.me;
  if (!world || !me) return null;
  const avatars = world.avatarsAt(now);
  const own = avatars.find((view) => view.avatar === me.avatar);
  if (!own) return null;
  const nearby = nearbyList(me.avatar, avatars, store.people.value, NEARBY_TILES);
  if (!isSameNearby(nearby, store.nearby.value)) store.nearby.value = nearby;
  noticeLocks(store, avatars);
  return { x: Math.round(own.pose.at.x), y: Math.round(own.pose.at.y) };
}
