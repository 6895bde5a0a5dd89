import { expect, test } from 'vitest';
import {
  applyActivities,
  applyActivity,
  applyActivityGone,
  applyActivityResults,
  createActivities,
  isHere,
  noteTaken,
  noteVote,
  openHere,
  putAside,
  resultsHere,
  unanswered,
} from '../../src/state/activities.ts';
import { zoneOf } from '../core/made-zones.ts';
import { wireActivity, wireResults } from './made-activities.ts';

const BAR = zoneOf('bar');

test('after a welcome one knows what there is and what one did', () => {
  const activities = createActivities();
  applyActivity(activities, wireActivity({ id: 'old' }));
  applyActivities(activities, { island: 'nes', list: [wireActivity()], own: [['a', true, [2]]] });
  expect([...activities.all.value.keys()]).toEqual(['a']);
  expect(activities.taken.value.has('a')).toBe(true);
  expect(activities.votes.value.get('a')?.has(2)).toBe(true);
});

test('one is asked about what is open where one stands', () => {
  const activities = createActivities();
  const there = ['nes', BAR.id] as const;
  const list = [
    wireActivity(),
    wireActivity({ id: 'bar', place: there }),
    wireActivity({ id: 'elsewhere', place: ['ameland', BAR.id] }),
    wireActivity({ id: 'closed', phase: 'closed' }),
    wireActivity({ id: 'binned', deleted: true }),
  ];
  applyActivities(activities, { island: 'nes', list, own: [] });
  expect(openHere(activities, []).map(({ id }) => id)).toEqual(['a']);
  expect(openHere(activities, [BAR]).map(({ id }) => id)).toEqual(['a', 'bar']);
  const elsewhere = activities.all.value.get('elsewhere');
  expect(elsewhere && isHere(activities, elsewhere, [BAR])).toBe(false);
});

test('one is not asked again about what one did or put aside', () => {
  const activities = createActivities();
  applyActivities(activities, { island: 'nes', list: [wireActivity(), wireActivity({ id: 'b' })], own: [] });
  noteTaken(activities, 'a');
  const [left] = unanswered(activities, []);
  expect(left?.id).toBe('b');
  if (left) putAside(activities, left);
  expect(unanswered(activities, [])).toEqual([]);
});

test('the next question of a quiz is asked anew', () => {
  const activities = createActivities();
  const quiz = wireActivity({ kind: 'quiz' });
  applyActivity(activities, quiz);
  const [first] = unanswered(activities, []);
  if (first) putAside(activities, first);
  noteTaken(activities, 'a');
  applyActivity(activities, { ...quiz, at: 1 });
  expect(unanswered(activities, [])).toHaveLength(1);
  applyActivity(activities, { ...quiz, at: 1, shown: true });
  expect(unanswered(activities, [])).toHaveLength(1);
});

test('what is gone is gone with its results', () => {
  const activities = createActivities();
  applyActivity(activities, wireActivity());
  applyActivityResults(activities, wireResults([['0', 'Ja', 2, false]], { rows_in_all: 4 }));
  expect(activities.results.value.get('a')).toEqual({
    answers: 2,
    takingPart: 2,
    rows: [{ key: '0', label: 'Ja', count: 2, isHidden: false }],
    rowsInAll: 4,
  });
  applyActivityGone(activities, { id: 'a' });
  expect(activities.all.value.size + activities.results.value.size).toBe(0);
});

test('a vote is noted and taken back', () => {
  const activities = createActivities();
  noteVote(activities, 'a', 3, true);
  noteVote(activities, 'a', 4, true);
  noteVote(activities, 'a', 3, false);
  expect([...(activities.votes.value.get('a') ?? [])]).toEqual([4]);
});

test('results are pointed at when they come, and in their zone', () => {
  const activities = createActivities();
  const old = wireActivity({ id: 'old', phase: 'closed', shown: true });
  applyActivities(activities, { island: 'nes', list: [old, { ...old, id: 'bar', place: ['nes', BAR.id] }], own: [] });
  expect(resultsHere(activities, [])).toEqual([]);
  expect(resultsHere(activities, [BAR]).map(({ id }) => id)).toEqual(['bar']);
  applyActivity(activities, wireActivity());
  applyActivity(activities, wireActivity({ phase: 'closed', shown: true }));
  applyActivity(activities, wireActivity({ phase: 'closed', shown: true, title: 'Again' }));
  const [first] = resultsHere(activities, []);
  expect(first?.id).toBe('a');
  if (first) putAside(activities, first);
  expect(resultsHere(activities, [])).toEqual([]);
});
