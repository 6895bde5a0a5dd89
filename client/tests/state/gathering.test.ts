import { expect, test } from 'vitest';
import type { WireRounds } from '../../src/protocol/gathering-messages.ts';
import {
  type Announcement,
  addAnnouncement,
  applyCountdown,
  applyHelpList,
  applyOwnHelp,
  applyRounds,
  createGathering,
  markAnnouncementsRead,
  putAway,
  setAnnouncements,
  unreadAnnouncements,
} from '../../src/state/gathering.ts';

const announced = (id: number, more: Partial<Announcement> = {}): Announcement => ({
  id,
  text: `Nummer ${id}`,
  by: 'Host',
  at: 0,
  scope: 'all',
  zone: null,
  role: null,
  ...more,
});

const rounds = (more: Partial<WireRounds>): WireRounds => ({
  size: 2,
  minutes: 5,
  willing: true,
  round: 1,
  running: true,
  left_ms: 1000,
  group: { with: [2], question: '' },
  ...more,
});

test('what was announced before one came is in the list only, what comes is shown', () => {
  const gathering = createGathering();
  setAnnouncements(gathering, [announced(1)]);
  expect(gathering.shown.value).toEqual([]);
  expect(unreadAnnouncements(gathering)).toBe(1);
  addAnnouncement(gathering, announced(2));
  expect(gathering.shown.value).toEqual([2]);
  putAway(gathering, 2);
  expect(gathering.shown.value).toEqual([]);
  expect(unreadAnnouncements(gathering)).toBe(1);
  markAnnouncementsRead(gathering);
  expect(unreadAnnouncements(gathering)).toBe(0);
});

test('what was announced while the line was down is shown, but for what was for a place', () => {
  const gathering = createGathering();
  setAnnouncements(gathering, [announced(1)]);
  setAnnouncements(gathering, [announced(1), announced(2), announced(3, { scope: 'zone', zone: 'a' })]);
  expect(gathering.shown.value).toEqual([2]);
});

test('a countdown goes by how long it still is, not by the clock of this computer', () => {
  const gathering = createGathering();
  applyCountdown(gathering, { at: 5, left_ms: 90_000, title: 'Plenair', link: 'https://a.nl/' }, 1000);
  expect(gathering.countdown.value).toEqual({ at: 5, ends: 91_000, title: 'Plenair', link: 'https://a.nl/' });
  applyCountdown(gathering, null, 0);
  expect(gathering.countdown.value).toBeNull();
});

test('no link but one of the web is kept', () => {
  const gathering = createGathering();
  applyCountdown(gathering, { at: 5, left_ms: 1, title: '', link: 'javascript:alert(1)' }, 0);
  expect(gathering.countdown.value?.link).toBe('');
});

test('who had a group is told when the round is over, until the next one begins', () => {
  const gathering = createGathering();
  applyRounds(gathering, rounds({}), 0);
  expect(gathering.roundOver.value).toBe(false);
  applyRounds(gathering, rounds({ running: false, group: null }), 0);
  expect(gathering.roundOver.value).toBe(true);
  applyRounds(gathering, rounds({ round: 2 }), 0);
  expect(gathering.roundOver.value).toBe(false);
});

test('who had no group is told nothing at the end', () => {
  const gathering = createGathering();
  applyRounds(gathering, rounds({ group: null }), 0);
  applyRounds(gathering, rounds({ running: false, group: null }), 0);
  expect(gathering.roundOver.value).toBe(false);
});

test('who no longer greets sees nobody who needs help', () => {
  const gathering = createGathering();
  const whom = { avatar: 7, name: 'Bo', island: 'Nes', ms: 500 };
  applyHelpList(gathering, { asked: [{ ...whom, text: '', by: null }], alone: [whom], greeters: [1] }, 2000);
  expect(gathering.helpers.value?.asked[0]?.since).toBe(1500);
  expect([...gathering.asking.value]).toEqual([7]);
  applyOwnHelp(gathering, { asked: false, by: null, greeter: true }, false);
  expect(gathering.helpers.value).not.toBeNull();
  applyOwnHelp(gathering, { asked: false, by: null, greeter: false }, false);
  expect(gathering.helpers.value).toBeNull();
  expect(gathering.asking.value.size).toBe(0);
});
