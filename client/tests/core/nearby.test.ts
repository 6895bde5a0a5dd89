import { expect, test } from 'vitest';
import { isSameNearby, nearbyList } from '../../src/core/nearby.ts';
import type { Person } from '../../src/core/people.ts';
import type { AvatarId, ConversationId } from '../../src/core/units.ts';
import type { AvatarView } from '../../src/core/world-view.ts';

const view = (avatar: number, x: number, y: number, conversation: number | null = null): AvatarView => ({
  avatar: avatar as AvatarId,
  pose: { at: { x, y }, facing: 4, walking: false },
  microphone: false,
  camera: false,
  availability: 'available',
  conversation: conversation as ConversationId | null,
  conversationKind: null,
  locked: false,
  onStage: false,
});
const person = (avatar: number, name: string): [AvatarId, Person] => [
  avatar as AvatarId,
  {
    avatar: avatar as AvatarId,
    name,
    look: [0, 0, 0, 0, 0, 0, 0],
    role: 'attendee',
    availability: 'available',
    zone: null,
    cellX: 0,
    cellY: 0,
  },
];
const PEOPLE = new Map([person(1, 'Me'), person(2, 'Bo'), person(3, 'Anna'), person(4, 'Cas')]);
const ME = 1 as AvatarId;

test('the nearest comes first, with direction and distance; those far away and oneself are left out', () => {
  const list = nearbyList(ME, [view(1, 10, 10), view(2, 10, 6), view(3, 12, 12, 7), view(4, 40, 10)], PEOPLE, 12);
  expect(list).toEqual([
    { avatar: 3, name: 'Anna', tiles: 3, direction: 3, inConversation: true },
    { avatar: 2, name: 'Bo', tiles: 4, direction: 0, inConversation: false },
  ]);
});

test('at one distance names decide, so that the list keeps still', () => {
  const list = nearbyList(ME, [view(1, 0, 0), view(2, 2, 0), view(3, 0, 2)], PEOPLE, 12);
  expect(list.map((one) => one.name)).toEqual(['Anna', 'Bo']);
});

test('only what would be read makes a list another', () => {
  const before = nearbyList(ME, [view(1, 0, 0), view(2, 2, 0)], PEOPLE, 12);
  expect(isSameNearby(before, nearbyList(ME, [view(1, 0, 0), view(2, 2.2, 0)], PEOPLE, 12))).toBe(true);
  expect(isSameNearby(before, nearbyList(ME, [view(1, 0, 0), view(2, 3, 0)], PEOPLE, 12))).toBe(false);
  expect(isSameNearby(before, [])).toBe(false);
});
