import { expect, test } from 'vitest';
import {
  bandsSentence,
  comingSentence,
  curveSentence,
  islandsSentence,
  metSomebody,
  qualitySentences,
  returnSentence,
  silenceSentence,
  sizeSentence,
  talkSentence,
  zonesSentence,
} from '../../../src/ui/attendance/figures/sentences.ts';
import { sizeTimes } from '../../../src/ui/attendance/figures/sizes.ts';
import type { EventFigures, Insight, ZoneUse } from '../../../src/ui/attendance/figures.ts';
import { figuresIn } from '../../../src/ui/attendance/figures.ts';
import { emptyFile, inEnglish, made, madeComparison } from './made-figures.ts';

const { insight } = made;
const nobody = (figuresIn(emptyFile) as EventFigures).insight;

test('the attendance curve is told by its peak', () => {
  expect(curveSentence(insight, inEnglish)).toBe(
    'From 13:02 to 13:45. Most people at one time, 24, were there at 13:14.',
  );
  expect(curveSentence(nobody, inEnglish)).toBe('Nobody was there.');
});

test('coming and going is told by its sums and its busiest minute', () => {
  const arrivals = insight.curve.reduce((sum, minute) => sum + minute.arrivals, 0);
  const said = comingSentence(insight, inEnglish);
  expect(said).toContain(`came ${arrivals} times`);
  expect(said).toContain('busiest at 13:36');
  expect(comingSentence(nobody, inEnglish)).toBe('Nobody was there.');
});

test('zones are told by the most used, the fullest and the silent ones', () => {
  expect(zonesSentence(insight.zones, inEnglish)).toContain('“hall”');
  expect(zonesSentence(insight.zones, inEnglish)).toContain('3 places stayed silent');
  expect(bandsSentence(insight.zones, inEnglish)).toContain('12 at one time');
  expect(silenceSentence(insight.zones, inEnglish)).toEqual([
    'Nobody came here: lighthouse.',
    'Never more than one at a time here: podium, garden.',
  ]);
  expect(zonesSentence(nobody.zones, inEnglish)).toBe('Nobody came to any of the places.');
  const lively: ZoneUse[] = insight.zones.filter(({ silence }) => silence === null);
  expect(silenceSentence(lively, inEnglish)).toEqual([
    'There were no silent corners: people were together everywhere.',
  ]);
});

test('conversations are told by the most at one time and the largest', () => {
  expect(talkSentence(insight.talk_curve, inEnglish)).toBe('At most 8 conversations at one time, first at 13:13.');
  expect(sizeSentence(insight.talk_curve, inEnglish)).toBe('The largest conversation had 10 people, at 13:16.');
  expect(talkSentence([], inEnglish)).toBe('There were no conversations.');
});

test('what the log does not know is said in words', () => {
  const said = qualitySentences(insight, inEnglish).join('\n');
  expect(said).toContain('From 13:24 on 7 events are missing');
  expect(said).toContain('The server stood still between 13:35 and 13:36');
  expect(said).toMatch(/Of \d+ stays we know only that they lasted until the restart/);
  expect(said).toMatch(/1 event is of somebody whose coming is missing|events are of people|end in a gap/);
  expect(qualitySentences(nobody, inEnglish)).toEqual([]);
});

test('who came back is told in numbers', () => {
  expect(returnSentence(madeComparison.comparison, inEnglish)).toBe(
    '9 people came back, 15 were new, 9 did not come back.',
  );
});

test('several islands are told by the one with the most time', () => {
  const both: Insight = { ...insight, islands_ms: { isle: 60_000, quay: 120_000 } };
  expect(islandsSentence(both, inEnglish)).toContain('2 islands. Most time was spent on quay');
  expect(metSomebody(insight)).toBe(insight.people.length - insight.people.filter(({ met }) => met === 0).length);
});

test('times of all sizes together are the time of all conversations', () => {
  const all = sizeTimes(insight).reduce((sum, { ms }) => sum + ms, 0);
  expect(all).toBe(insight.talk.talk_ms);
  expect(sizeTimes({ sizes_ms: {} }).every(({ ms }) => ms === 0)).toBe(true);
});
