/** What is around oneself, for those who read rather than look. Asked a few times a second, told only when it changes. */

import { isSameTalks, nearTalks } from '../core/near-talks.ts';
import { isSameNearby, nearbyList } from '../core/nearby.ts';
import type { ConversationId, IslandMs, Tile } from '../core/units.ts';
import { noteNear } from './company.ts';
import { noticeLocks } from './here.ts';
import type { Store } from './store.ts';

/** How far "near" reaches in the list, tiles. */
export const NEARBY_TILES = 12;

/**
 * Bring the nearby list up to `now`. Returns the tile on which one stands, or null before the welcome.
 *
 * @param ask - Asks the server about conversations of which nothing is known yet.
 */
export function lookAround(
  store: Store,
  now: IslandMs,
  ask: (conversations: readonly ConversationId[]) => void = () => {},
): Tile | null {
  const { value: world } = store.world;
  const { value: me } = store.me;
  if (!world || !me) return null;
  const avatars = world.avatarsAt(now);
  const own = avatars.find((view) => view.avatar === me.avatar);
  if (!own) return null;
  const nearby = nearbyList(me.avatar, avatars, store.people.value, NEARBY_TILES);
  if (!isSameNearby(nearby, store.nearby.value)) store.nearby.value = nearby;
  noticeLocks(store, avatars);
  const talks = nearTalks(me.avatar, avatars, NEARBY_TILES);
  const { company } = store;
  const ownTalk = store.conversation.value?.id ?? null;
  const isNews = !isSameTalks(talks, company.near.value) || (ownTalk !== null && !company.talks.value.has(ownTalk));
  const unknown = isNews ? noteNear(company, talks, ownTalk) : [];
  if (unknown.length > 0) ask(unknown);
  return { x: Math.round(own.pose.at.x), y: Math.round(own.pose.at.y) };
}
