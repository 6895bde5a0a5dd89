/** Who is near, for the list that stands beside the picture. */

import { directionTo } from './motion.ts';
import type { Person } from './people.ts';
import type { AvatarId, Direction } from './units.ts';
import type { AvatarView } from './world-view.ts';

/** Somebody near. */
export interface Nearby {
  readonly avatar: AvatarId;
  readonly name: string;
  /** Distance as the crow flies, rounded to whole tiles. */
  readonly tiles: number;
  /** 0 north ... 7 north-west, as seen from oneself; 0 on the same tile. */
  readonly direction: Direction;
  /** In a conversation with anybody. */
  readonly inConversation: boolean;
}

/** Everybody within `radiusTiles` of oneself whose name is known, nearest first, then by name. */
export function nearbyList(
  you: AvatarId,
  avatars: readonly AvatarView[],
  people: ReadonlyMap<AvatarId, Person>,
  radiusTiles: number,
): Nearby[] {
  const me = avatars.find((view) => view.avatar === you);
  if (me === undefined) return [];
  const near = avatars.flatMap((view) => {
    const name = people.get(view.avatar)?.name;
    const dx = view.pose.at.x - me.pose.at.x;
    const dy = view.pose.at.y - me.pose.at.y;
    const distance = Math.hypot(dx, dy);
    if (view.avatar === you || name === undefined || distance > radiusTiles) return [];
    return [
      {
        avatar: view.avatar,
        name,
        tiles: Math.round(distance),
        direction: directionTo(dx, dy) ?? 0,
        inConversation: view.conversation !== null,
      },
    ];
  });
  return near.sort((a, b) => a.tiles - b.tiles || a.name.localeCompare(b.name) || a.avatar - b.avatar);
}

/** Whether two lists tell the same, so that nobody need be told again. */
export function isSameNearby(a: readonly Nearby[], b: readonly Nearby[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, index) => {
      const other = b[index];
      return (
        one.avatar === other?.avatar &&
        one.name === other.name &&
        one.tiles === other.tiles &&
        one.direction === other.direction &&
        one.inConversation === other.inConversation
      );
    })
  );
}
