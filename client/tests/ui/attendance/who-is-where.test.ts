import { expect, test } from 'vitest';
import type { AvatarId, ConversationId, ZoneId } from '../../../src/core/units.ts';
import type { ReplayedMoment } from '../../../src/state/replay.ts';
import {
  conversationOf,
  findReplayed,
  membersOf,
  peopleIn,
  zoneCounts,
} from '../../../src/ui/attendance/who-is-where.ts';

const CAFE = 'cafe' as ZoneId;
const PIER = 'pier' as ZoneId;
const person = (avatar: number, pseudonym: string, zones: ZoneId[], conversation: number | null = null) => ({
  avatar: avatar as AvatarId,
  pseudonym,
  role: 'attendee' as const,
  at: null,
  zones,
  conversation: conversation as ConversationId | null,
});
const moment: ReplayedMoment = {
  people: [person(1, 'AAAA', [CAFE], 9), person(2, 'BBBB', [PIER, CAFE], 9), person(3, 'CCCC', [])],
  conversations: [
    { id: 9 as ConversationId, kind: 'bubble', zone: null, members: [1 as AvatarId, 2 as AvatarId, 8 as AvatarId] },
  ],
};
const names: Record<string, string> = { AAAA: 'Zoë', BBBB: 'Bo', CCCC: 'Cees' };
const nameOf = (pseudonym: string) => names[pseudonym] ?? pseudonym;

test('zones are counted, the fullest first', () => {
  expect(zoneCounts(moment)).toEqual([
    { zone: CAFE, people: 2 },
    { zone: PIER, people: 1 },
  ]);
});

test('people are those of a zone, of no zone, or all', () => {
  const in_ = (choice: ZoneId | 'all' | 'none') => peopleIn(moment, choice).map(({ avatar }) => avatar);
  expect([in_(CAFE), in_(PIER), in_('none'), in_('all')]).toEqual([[1, 2], [2], [3], [1, 2, 3]]);
});

test('people are found by name and by code, whatever the accents, and listed by name', () => {
  const found = (wanted: string) => findReplayed(moment.people, wanted, nameOf, 'nl').map(({ avatar }) => avatar);
  expect(found('')).toEqual([2, 3, 1]);
  expect(found('zoe')).toEqual([1]);
  expect(found('cccc')).toEqual([3]);
  expect(found('x')).toEqual([]);
});

test('of a conversation only those who are there are its people', () => {
  const [talk] = moment.conversations;
  const [one, , alone] = moment.people;
  if (!talk || !one || !alone) throw new Error('made otherwise');
  expect(membersOf(moment, talk).map(({ avatar }) => avatar)).toEqual([1, 2]);
  expect(conversationOf(moment, one)).toBe(talk);
  expect(conversationOf(moment, alone)).toBeNull();
});
