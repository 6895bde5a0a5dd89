/** With whom one is talking, and whether one has stepped aside. */

import type { Zone } from '../core/island-map.ts';
import type { Tile } from '../core/units.ts';
import type { ZoneIndex } from '../core/zone-index.ts';
import { decodeConversation } from '../protocol/decoding.ts';
import type { WireConversation } from '../protocol/messages.ts';
import type { Store } from './store.ts';

/** The conversation as the server tells it; whoever is in one is not aside. */
export function applyConversation(store: Store, conversation: WireConversation | null): void {
  store.conversation.value = conversation && decodeConversation(conversation);
  if (conversation) store.aside.value = false;
}

/** The server let us leave: we stand beside the conversation. */
export function stepAside(store: Store): void {
  store.aside.value = true;
}

/** Where somebody stepped aside, and how far they may go (tiles) before they are open to others again. */
export interface Aside {
  readonly at: Tile;
  readonly leaveTiles: number;
}

/** Whoever walked away from where they stepped aside, and out of its zone, is open to others again, as on the server. */
export function endAside(store: Store, aside: Aside, tile: Tile, zones: ZoneIndex): void {
  if (Math.hypot(tile.x - aside.at.x, tile.y - aside.at.y) <= aside.leaveTiles) return;
  const left = talkZones(zones, aside.at);
  if (!talkZones(zones, tile).some((zone) => left.includes(zone))) store.aside.value = false;
}

/** The zones at a tile that have rules of their own for conversations. */
function talkZones(zones: ZoneIndex, tile: Tile): readonly Zone[] {
  return zones.at(tile).filter((zone) => zone.kind !== 'place' && zone.kind !== 'start');
}
