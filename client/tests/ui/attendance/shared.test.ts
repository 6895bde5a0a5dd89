import { expect, test } from 'vitest';
import { sharedCsv, sharedJson, sharedText } from '../../../src/ui/attendance/figures/shared-files.ts';
import { hiddenCount, rangeOf, rangeText, sharedRows } from '../../../src/ui/attendance/figures/shared-rows.ts';
import { inEnglish, made, madeComparison } from './made-figures.ts';

const { shared, insight } = made;
const since = { name: '=Kennisdag, 2025', figures: madeComparison.shared };
const rows = sharedRows(shared, since, inEnglish);
const csv = sharedCsv(rows, shared, inEnglish);
const text = sharedText('Kennisdag', rows, shared.least, inEnglish);
const json = sharedJson('Kennisdag', shared, since);

test('a number of people is told as the range in which it lies', () => {
  expect(rangeOf(20, 5)).toEqual({ atLeast: 20, atMost: 24 });
  expect(rangeOf(0, 5)).toEqual({ atLeast: 0, atMost: 0 });
  expect(rangeOf(null, 5)).toEqual({ atLeast: 1, atMost: 4 });
  const told = (of: string, figure: string) => {
    const row = rows.find((one) => one.of === of && one.figure === figure);
    return row && rangeText(row, 5, inEnglish);
  };
  expect(told('', 'Different people')).toBe('20–24');
  expect(told('garden', 'People')).toBe('fewer than 5');
  expect(told('garden', 'Time, all together')).toBe('left out');
  expect(told('lighthouse', 'People')).toBe('0');
  expect(told('cafe', 'Time, all together')).toBe('74 min');
});

test('what is left out is counted', () => {
  const left = shared.zones.flatMap(({ people, most, minutes }) => [people, most, minutes]);
  const others = [shared.people, shared.peak, shared.mean_present_minutes, shared.met, shared.met_nobody];
  const hidden = [...left, ...others].filter((value) => value === null).length;
  expect(hiddenCount(rows, 5)).toBe(hidden);
  expect(hidden).toBeGreaterThan(0);
});

test('no file to share has a pseudonym in it', () => {
  for (const { presence } of insight.people)
    for (const file of [csv, text, json]) expect(file).not.toContain(presence.person);
});

test('the text says every figure and the rule', () => {
  expect(text.split('\n')[0]).toBe('Kennisdag');
  expect(text).toContain('Different people: 20–24');
  expect(text).toContain('People (cafe): 10–14');
  expect(text).toContain('groups of fewer than 5 are left out');
});

test('the CSV has a line for each figure and each minute, and carries no formula', () => {
  const lines = csv.trimEnd().split('\r\n');
  expect(lines[0]).toBe('what,of what,at least,at most,unit');
  expect(lines).toHaveLength(1 + rows.length + shared.curve.length);
  expect(csv).toContain('"\'=Kennisdag, 2025"');
  expect(lines).toContain('Different people,,20,24,people');
});

test('the JSON is what the server gave', () => {
  expect(JSON.parse(json)).toEqual({
    event: 'Kennisdag',
    shared,
    since: { event: since.name, ...madeComparison.shared },
  });
  expect(JSON.parse(sharedJson('Kennisdag', shared, null))).toEqual({ event: 'Kennisdag', shared });
});
