/** What is typed and shown for a moment. */

import type { AvatarId } from '../core/units.ts';
import type { ServerMessage } from '../protocol/messages.ts';
import type { Reaction, Store } from './store.ts';

const MOST_LINES = 300;
/** How long a reaction is shown, ms. */
export const REACTION_MS = 4000;
const REACTIONS: readonly string[] = [
  'thumbs_up',
  'clap',
  'heart',
  'laugh',
  'surprise',
  'party',
  'question',
  'hand',
] satisfies Reaction[];

/** A line of chat; the same one twice counts once, and the oldest are forgotten. */
export function addChatLine(store: Store, message: ServerMessage<'chat'>): void {
  const { value: lines } = store.chat;
  if (lines.some((line) => line.id === message.id && line.at === message.at)) return;
  store.chat.value = [...lines, { ...message, from: message.from as AvatarId }].slice(-MOST_LINES);
}

/** A reaction that came at `now` (performance.now()); only the last of each avatar is shown. */
export function addReaction(store: Store, avatar: AvatarId, emoji: string, now: number): void {
  if (!REACTIONS.includes(emoji)) return;
  const others = store.reactions.value.filter((shown) => shown.avatar !== avatar);
  store.reactions.value = [...others, { avatar, emoji: emoji as Reaction, since: now }];
}

/** Forget reactions that have been shown long enough. */
export function endReactions(store: Store, now: number): void {
  const left = store.reactions.value.filter((shown) => now - shown.since < REACTION_MS);
  if (left.length < store.reactions.value.length) store.reactions.value = left;
}
