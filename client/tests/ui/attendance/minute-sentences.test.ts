import { expect, test } from 'vitest';
import type { MinuteNotes, Note } from '../../../src/ui/attendance/figures.ts';
import {
  allThatHappened,
  isLong,
  minuteAt,
  minuteSentence,
  whatHappened,
} from '../../../src/ui/attendance/minute-sentences.ts';
import { replayWords } from '../../../src/ui/attendance/replay-words.ts';

const nl = replayWords('nl');
const en = replayWords('en');
const START_MS = Date.UTC(2025, 5, 12, 12, 3);

const note = (kind: string, count: number, more: Partial<Note> = {}): Note => ({
  kind,
  count,
  zone: null,
  conversation: null,
  ...more,
});
const minute = (...notes: Note[]): MinuteNotes => ({ start_ms: START_MS, present: 7, notes });
const zone = ([, id]: readonly [string, string]) => `de ${id}`;

test('people and conversations are told with their numbers', () => {
  const told = minute(
    note('arrived', 2),
    note('departed', 1),
    note('zone_entered', 3, { zone: ['isle', 'cafe'] }),
    note('conversations_formed', 1, { conversation: 'bubble' }),
    note('conversations_ended', 2, { conversation: 'meeting', zone: ['isle', 'raad'] }),
  );
  expect(whatHappened(nl, told, zone)).toBe(
    '2 mensen kwamen, 1 persoon ging, 3 mensen liepen naar de cafe, 1 gesprek begon, 2 overleggen eindigden in de raad',
  );
  expect(whatHappened(en, told, zone)).toContain('1 person left, 3 people went to de cafe, 1 conversation began');
});

test('of many places the busiest are named, and the others counted; all of them can be told', () => {
  const zones = [1, 2, 3, 4, 5, 6].map((count) => note('zone_entered', count, { zone: ['isle', `zone ${count}`] }));
  const told = minute(note('arrived', 1), ...zones);
  expect(whatHappened(nl, told, ([, id]) => id)).toBe(
    '1 persoon kwam, 6 mensen liepen naar zone 6, 5 mensen liepen naar zone 5, 4 mensen liepen naar zone 4, 6 naar 3 andere zones',
  );
  expect(isLong(told)).toBe(true);
  expect(allThatHappened(nl, told, zone)).toHaveLength(7);
  expect(isLong(minute(...zones.slice(2)))).toBe(false);
});

test('a speaker on a stage, a restart and missing events have words of their own', () => {
  const told = minute(
    note('conversations_formed', 1, { conversation: 'stage', zone: ['isle', 'podium'] }),
    note('restarted', 1),
    note('lost', 12),
  );
  expect(whatHappened(nl, told, zone)).toBe(
    'op de podium begon iemand te spreken, de server begon opnieuw, 12 gebeurtenissen ontbreken',
  );
});

test('a conversation whose beginning is not in the log is a conversation', () => {
  expect(whatHappened(nl, minute(note('conversations_ended', 1)), zone)).toBe('1 gesprek eindigde');
});

test('kinds of later servers are told by their name, or by ours if we have one', () => {
  expect(whatHappened(nl, minute(note('announced', 1)), zone)).toBe('Mededeling: 1');
  expect(whatHappened(nl, minute(note('fireworks', 2)), zone)).toBe('fireworks: 2');
});

test('a minute without notes says so, and the whole sentence says when and how many were there', () => {
  const said = minuteSentence(nl, minute(), zone);
  expect(said).toContain(nl.minute(START_MS));
  expect(said).toContain('niets bijzonders. 7 mensen aanwezig.');
});

test('the minute of a moment is found, and none outside of the log', () => {
  const minutes = [0, 1, 2].map((i) => ({ ...minute(), start_ms: START_MS + i * 60_000 }));
  expect([-1, 0, 59_999, 60_000, 179_999, 180_000].map((ms) => minuteAt(minutes, START_MS + ms))).toEqual([
    -1, 0, 0, 1, 2, -1,
  ]);
  expect(minuteAt([], START_MS)).toBe(-1);
});
