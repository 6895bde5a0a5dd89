/** What is worth telling somebody who does not see the island. Pure: from what was to what is, in sentences to be. */

import type { Conversation } from '../../core/people.ts';
import type { AvatarId } from '../../core/units.ts';
import type { Text, TextValues } from '../../i18n/texts.ts';
import type { Nearby } from '../../state/store.ts';

export interface Sentence {
  readonly key: Text;
  readonly values: TextValues;
  /** People to name in `values.names`, nearest or first come first. */
  readonly people: readonly AvatarId[];
  /** A newer sentence about the same subject takes the place of one that was not said yet. */
  readonly subject: string;
}

/** Nearer than this somebody is worth naming. */
const CLOSE_TILES = 6;

/** What changed in one's conversation. Names come later, so that this needs no roster. */
export function conversationNews(
  was: Conversation | null,
  is: Conversation | null,
  me: AvatarId | undefined,
): Sentence[] {
  const others = (conversation: Conversation) =>
    conversation.members.map(({ avatar }) => avatar).filter((avatar) => avatar !== me);
  // As whom one hears a stage is told with the news of stages.
  if (!is) return was && was.kind !== 'stage' ? [sentence('say.left', 'conversation')] : [];
  if (was?.id !== is.id) {
    if (is.kind === 'stage') return [];
    const people = others(is);
    return [sentence(people.length > 0 ? 'say.joined' : 'say.joinedAlone', 'conversation', people)];
  }
  const news: Sentence[] = [];
  const came = others(is).filter((avatar) => !others(was).includes(avatar));
  const went = others(was).filter((avatar) => !others(is).includes(avatar));
  if (came.length > 0) news.push(sentence(came.length > 1 ? 'say.cameMany' : 'say.came', 'came', came));
  if (went.length > 0) news.push(sentence(went.length > 1 ? 'say.wentMany' : 'say.went', 'went', went));
  if (was.locked !== is.locked) news.push(sentence(is.locked ? 'say.locked' : 'say.unlocked', 'lock'));
  return news;
}

/** Those who came close since `was`, nearest first; `is` is in that order. */
export function cameClose(was: readonly Nearby[], is: readonly Nearby[]): readonly Nearby[] {
  const close = (list: readonly Nearby[]) => list.filter(({ tiles }) => tiles <= CLOSE_TILES);
  const known = new Set(close(was).map(({ avatar }) => avatar));
  return close(is).filter(({ avatar }) => !known.has(avatar));
}

function sentence(key: Text, subject: string, people: readonly AvatarId[] = []): Sentence {
  return { key, values: {}, people, subject };
}
