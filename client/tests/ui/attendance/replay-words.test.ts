import { expect, test } from 'vitest';
import { personText, replayWords, talkText, zoneText } from '../../../src/ui/attendance/replay-words.ts';
import { zoneOf } from '../../core/made-zones.ts';

const nl = replayWords('nl');
const en = replayWords('en');

test('a length is told in the largest units that say enough', () => {
  expect([9_400, 60_000, 3_600_000, 3_900_000].map(nl.length)).toEqual(['9 s', '1 min', '1 u', '1 u 5 min']);
  expect(en.length(3_900_000)).toBe('1 h 5 min');
});

test('people are called by name if names are known, and else by their code', () => {
  const names = new Map([['K7PQ', { name: 'Anna', look: [] }]]);
  expect([personText(names, 'K7PQ'), personText(names, 'XXXX'), personText(null, 'K7PQ')]).toEqual([
    'Anna',
    'XXXX',
    'K7PQ',
  ]);
});

test('zones are called as the map shown calls them, then as any map kept does, then by their id', () => {
  const zone = zoneOf('Bieb');
  const known = [{ island: 'quay', zone: 'pier', kind: 'place', names: { nl: 'Steiger', en: 'Pier' } }];
  const named = { island: 'isle', zones: [zone], known };
  expect(zoneText(named, ['isle', zone.id], 'nl')).toBe('Bieb');
  expect(zoneText(named, ['quay', 'pier'], 'nl')).toBe('Steiger (quay)');
  expect(zoneText(named, ['quay', 'pier'], 'en')).toBe('Pier (quay)');
  expect(zoneText(named, ['isle', 'gone'], 'nl')).toBe('gone');
});

test('a conversation is told with its place', () => {
  expect(talkText(nl, 'meeting', 'Raadzaal')).toBe('Overleg in Raadzaal');
  expect(talkText(en, null, null)).toBe('Conversation');
});
