import { expect, test } from 'vitest';
import { comparedText, differenceText } from '../../../src/ui/attendance/figures/compared-figures.ts';
import { isOfDays } from '../../../src/ui/attendance/figures/event-time.ts';
import { figureWords } from '../../../src/ui/attendance/figures/figure-words.ts';
import { order, type TableColumn, tableText } from '../../../src/ui/attendance/figures/table-text.ts';
import { fileName } from '../../../src/ui/parts/save-file.ts';
import { inDutch, inEnglish } from './made-figures.ts';

const MINUTE_MS = 60_000;

test.each([
  [0, '0 sec'],
  [59_400, '59 sec'],
  [59_600, '1 min'],
  [4 * MINUTE_MS + 10_000, '4 min 10 sec'],
  [12 * MINUTE_MS + 10_000, '12 min'],
  [59.6 * MINUTE_MS, '1 uur'],
  [65 * MINUTE_MS, '1 uur 5 min'],
  [150 * 60 * MINUTE_MS + 40 * MINUTE_MS, '151 uur'],
])('%i ms is said as %s', (ms, said) => {
  expect(inDutch.duration(ms).replaceAll('\u00a0', ' ')).toBe(said);
});

test('numbers, shares and times are written as people write them', () => {
  expect(inDutch.number(1234.56)).toBe('1.234,6');
  expect(inEnglish.number(1234.56)).toBe('1,234.6');
  expect(inEnglish.percent(0.354)).toBe('35%');
  expect(inEnglish.time(Date.UTC(2026, 4, 1, 15, 20))).toBe('15:20');
  expect(inDutch.size(3_500_000)).toBe('3,3 MB');
});

test('times of an event of several days have their date', () => {
  const at = Date.UTC(2026, 4, 1, 15, 20);
  const long = figureWords({ language: 'en', isOfDays: true, isOfIslands: true, timeZone: 'UTC' });
  expect(long.moment(at)).toContain('1 May');
  expect(inEnglish.moment(at)).not.toContain('May');
  expect(isOfDays({ first_ms: 0, last_ms: 3 * 3_600_000 })).toBe(false);
  expect(isOfDays({ first_ms: 0, last_ms: 30 * 3_600_000 })).toBe(true);
  expect(long.zone(['isle', 'cafe'])).toBe('cafe (isle)');
  expect(inEnglish.zone(['isle', 'cafe'])).toBe('cafe');
});

test('differences have a sign, and shares differ by points', () => {
  const row = (figure: string, difference: number) => ({ figure, former: 0, latter: 0, difference });
  expect(differenceText(inEnglish, row('people', -3))).toBe('−3');
  expect(differenceText(inEnglish, row('people', 0))).toBe('0');
  expect(differenceText(inEnglish, row('talk_share', 0.036))).toBe('+3.6 percentage points');
  expect(comparedText(inEnglish, 'mean_present_ms', 5 * MINUTE_MS)).toBe('5 mins');
});

const COLUMNS: readonly TableColumn<[string, number]>[] = [
  { key: 'name', title: 'Who', isNumber: false, value: ([name]) => name, text: ([name]) => name },
  { key: 'met', title: 'Met', unit: 'people', isNumber: true, value: ([, met]) => met, text: ([, met]) => String(met) },
];

test('tables are put in order by words or by numbers; what is equal keeps its place', () => {
  const rows: [string, number][] = [
    ['Cees', 9],
    ['anna', 10],
    ['Bo', 9],
  ];
  const names = (key: string, isUp: boolean) => order(rows, COLUMNS, { key, isUp }).map(([name]) => name);
  expect(names('name', true)).toEqual(['anna', 'Bo', 'Cees']);
  expect(names('met', false)).toEqual(['anna', 'Cees', 'Bo']);
  expect(names('met', true)).toEqual(['Cees', 'Bo', 'anna']);
  expect(order(rows, COLUMNS, null)).toBe(rows);
});

test('a table is copied with its titles and units, a row to a line', () => {
  expect(tableText(COLUMNS, [['An\tna\n', 2]])).toBe('Who\tMet (people)\nAn na \t2');
});

test('files have names that every system takes', () => {
  expect(fileName('Één “dag”: 2026/05', 'log', 'csv')).toBe('een-dag-2026-05-log.csv');
  expect(fileName('日本', 'log', 'csv')).toBe('log.csv');
});
