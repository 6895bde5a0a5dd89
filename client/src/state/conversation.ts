/** With whom one is talking, and whether one has stepped aside. */

import type { TilePoint } from '../core/units.ts';
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

/** Whoever walked farther than `leaveTiles` from where they stepped aside is open to others again, as on the server. */
export function endAside(store: Store, steppedAt: TilePoint, at: TilePoint, leaveTiles: number): void {
  if (Math.hypot(at.x - steppedAt.x, at.y - steppedAt.y) > leaveTiles) store.aside.value = false;
}
