/** Which conversations are near, as far as one sees. */

import { directionTo } from './motion.ts';
import type { ConversationKind } from './people.ts';
import type { AvatarId, ConversationId, Direction, Tile } from './units.ts';
import type { AvatarView } from './world-view.ts';

/** A conversation of which one is no member. */
export interface NearTalk {
  readonly id: ConversationId;
  readonly kind: ConversationKind;
  readonly locked: boolean;
  /** Nearest first. */
  readonly members: readonly AvatarId[];
  /** To the nearest of them, rounded. */
  readonly tiles: number;
  readonly direction: Direction;
  /** Where the nearest of them is. */
  readonly at: Tile;
}

/** Bubbles and meetings with a member within `radiusTiles` of oneself, nearest first. */
export function nearTalks(you: AvatarId, avatars: readonly AvatarView[], radiusTiles: number): NearTalk[] {
  const me = avatars.find((view) => view.avatar === you);
  if (!me) return [];
  const distanceOf = (view: AvatarView) => Math.hypot(view.pose.at.x - me.pose.at.x, view.pose.at.y - me.pose.at.y);
  const others = avatars
    .filter(({ conversation, conversationKind }) => conversation !== null && conversationKind !== 'stage')
    .filter(({ conversation }) => conversation !== me.conversation)
    .toSorted((a, b) => distanceOf(a) - distanceOf(b) || a.avatar - b.avatar);
  const talks = new Map<ConversationId, AvatarView[]>();
  for (const view of others) {
    const id = view.conversation as ConversationId;
    const members = talks.get(id);
    if (members) members.push(view);
    else if (distanceOf(view) <= radiusTiles) talks.set(id, [view]);
  }
  return [...talks].flatMap(([id, members]) => {
    const [nearest] = members;
    if (!nearest) return [];
    const { x, y } = nearest.pose.at;
    return {
      id,
      kind: nearest.conversationKind ?? 'bubble',
      locked: nearest.locked,
      members: members.map(({ avatar }) => avatar),
      tiles: Math.round(distanceOf(nearest)),
      direction: directionTo(x - me.pose.at.x, y - me.pose.at.y) ?? 0,
      at: { x: Math.round(x), y: Math.round(y) },
    };
  });
}

/** A tile from which one overhears somebody at `there`: on the straight line, so many tiles before them. */
export function listeningSpot(here: Tile, there: Tile, tiles: number): Tile {
  const distance = Math.hypot(there.x - here.x, there.y - here.y);
  if (distance <= tiles) return here;
  const share = (distance - tiles + 0.5) / distance;
  return { x: Math.round(here.x + (there.x - here.x) * share), y: Math.round(here.y + (there.y - here.y) * share) };
}

/** Whether two lists tell the same, so that nobody need be told again. */
export function isSameTalks(a: readonly NearTalk[], b: readonly NearTalk[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
