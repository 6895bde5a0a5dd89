import { expect, test } from 'vitest';
import { timelineMarks } from '../../../src/ui/attendance/timeline-marks.ts';
import { madeFigures } from '../counted-figures.ts';
import { smallEvent } from '../small-event.ts';

const { insight } = madeFigures(smallEvent(), 'nes');

test('hosts and organisers, restarts and gaps are marks, in order of time', () => {
  const marks = timelineMarks(insight);
  expect(marks.filter(({ kind }) => kind === 'host')).toHaveLength(4);
  expect(marks.filter(({ kind }) => kind === 'restart' || kind === 'gap')).toHaveLength(2);
  expect(marks.map(({ atMs }) => atMs)).toEqual(marks.map(({ atMs }) => atMs).sort((a, b) => a - b));
});

test('an attendee is no mark, and neither is what the lanes tell already', () => {
  const marks = timelineMarks({ ...insight, gaps: [], restarts: [], people: insight.people.slice(4) });
  expect(marks).toEqual([]);
});

test('a note of a kind that this version does not know is a mark with its own word', () => {
  const start_ms = insight.notes[3]?.start_ms ?? 0;
  const note = { kind: 'announced', count: 2, zone: null, conversation: null };
  const notes = [{ start_ms, present: 3, notes: [note] }];
  const marks = timelineMarks({ ...insight, gaps: [], restarts: [], people: [], notes });
  expect(marks).toEqual([{ kind: 'other', atMs: start_ms, what: 'announced', count: 2 }]);
});
