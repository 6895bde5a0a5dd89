import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { accessTexts } from '../../src/i18n/access-texts.ts';
import { doorTexts } from '../../src/i18n/door-texts.ts';
import { en } from '../../src/i18n/en.ts';
import { eventReasonText, eventTexts } from '../../src/i18n/event-texts.ts';
import { figuresTexts, isFigureText, reasonOfFigures } from '../../src/i18n/figures-texts.ts';
import { gatheringHostTexts } from '../../src/i18n/gathering-host-texts.ts';
import { gatheringTexts } from '../../src/i18n/gathering-texts.ts';
import { mapReasonText, mapTexts, zoneText } from '../../src/i18n/map-texts.ts';
import { nl } from '../../src/i18n/nl.ts';
import { orderHostTexts } from '../../src/i18n/order-host-texts.ts';
import { orderTexts } from '../../src/i18n/order-texts.ts';
import { wayTexts } from '../../src/i18n/organiser-texts.ts';
import { isText, listNames, preferredLanguage, reasonText, translate } from '../../src/i18n/texts.ts';
import { trailTexts } from '../../src/i18n/trail-texts.ts';
import { problemText, zoneTexts } from '../../src/i18n/zone-texts.ts';

const protocol = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');

/** The codes in backticks from the place where `from` stands to where `to` stands. */
function codes(from: string, to: string): string[] {
  const start = protocol.indexOf(from);
  const text = protocol.slice(start + from.length, protocol.indexOf(to, start));
  return [...text.matchAll(/`([a-z_]+)`/g)].flatMap((match) => match[1] ?? []);
}

const reasons = [
  ...codes('with `data.reason`:', '**One person'),
  ...codes('Reasons in acknowledgements:', '## 4.'),
  ...codes('| `bye` | `{"reason"}`', '| before the server'),
  ...codes('acknowledged with `deed`, its number. Reasons:', 'of `chat`'),
];

test('both languages have the same keys', () => {
  for (const texts of [
    accessTexts,
    doorTexts,
    mapTexts,
    eventTexts,
    wayTexts,
    trailTexts,
    figuresTexts,
    gatheringTexts,
    gatheringHostTexts,
    orderTexts,
    orderHostTexts,
    zoneTexts,
  ])
    expect(Object.keys(texts.en)).toEqual(Object.keys(texts.nl));
  expect(Object.keys(en)).toEqual(Object.keys(nl));
});

test('both languages fill in the same values', () => {
  const values = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map((match) => match[1]).sort();
  for (const texts of [
    { nl, en },
    accessTexts,
    doorTexts,
    mapTexts,
    eventTexts,
    wayTexts,
    trailTexts,
    figuresTexts,
    gatheringTexts,
    gatheringHostTexts,
    orderTexts,
    orderHostTexts,
    zoneTexts,
  ])
    for (const [key, text] of Object.entries(texts.nl))
      expect(values((texts.en as Record<string, string>)[key] ?? ''), key).toEqual(values(text));
});

test('every plural has one and other', () => {
  const plurals = Object.keys(nl).filter((key) => /_(one|other)$/.test(key));
  for (const key of plurals) {
    expect(nl).toHaveProperty([key.replace(/_(one|other)$/, '_one')]);
    expect(nl).toHaveProperty([key.replace(/_(one|other)$/, '_other')]);
  }
});

test('every reason of the protocol has a sentence of its own', () => {
  expect(reasons.length).toBeGreaterThan(20);
  for (const reason of reasons) expect(reasonText(reason), reason).toBe(`reason.${reason}`);
});

test('a reason that this version does not know still says what to do', () => {
  expect(reasonText('brand_new')).toBe('reason.unknown');
});

test('plurals follow the count', () => {
  expect(translate('nl', 'bar.people', { count: 1 })).toBe('1 persoon op het eiland');
  expect(translate('en', 'bar.people', { count: 2 })).toBe('2 people on the island');
});

test('what people type is not taken for markup or for placeholders', () => {
  expect(translate('en', 'chat.from', { name: '<b>', text: 'a & b' })).toBe('<b> writes: a & b');
});

test('a plural key and a plain key are texts, anything else is not', () => {
  expect(isText('bar.people')).toBe(true);
  expect(isText('notice.wave')).toBe(true);
  expect(isText('toString')).toBe(false);
});

test('names are listed as people say them', () => {
  expect(listNames('nl', ['Anna'])).toBe('Anna');
  expect(listNames('nl', ['Anna', 'Bo'])).toBe('Anna en Bo');
  expect(listNames('en', ['Anna', 'Bo', 'Cees'])).toBe('Anna, Bo and Cees');
  expect(listNames('en', ['Anna', 'Bo', 'Cees', 'Dina', 'Els'])).toBe('Anna, Bo, Cees and 2 more');
});

test('the first language of the browser that we speak is taken', () => {
  expect(preferredLanguage(['fr-FR', 'en-GB', 'nl'])).toBe('en');
  expect(preferredLanguage(['de'])).toBe('nl');
});

test('every reason for which a request about maps is refused has a sentence of its own', () => {
  const reasons = codes('Reasons about maps:', '## 2.');
  expect(reasons.length).toBeGreaterThan(10);
  for (const reason of reasons) expect(mapReasonText(reason), reason).toBe(`reason.${reason}`);
  expect(mapReasonText('brand_new')).toBe('reason.unknown');
});

test('every reason for which one is refused at the door, or access is not changed, has a sentence of its own', () => {
  const atDoor = codes('Reasons at the door:', '**Waiting.**').filter((code) => code !== 'passcode');
  expect(atDoor.length).toBeGreaterThan(5);
  for (const reason of atDoor) expect(Object.keys(doorTexts.nl), reason).toContain(`reason.${reason}`);
  const aboutAccess = codes('only that it was revoked. Reasons:', '**Signing in**').filter(
    (code) => code !== 'bad_guests',
  );
  expect(aboutAccess.length).toBeGreaterThan(7);
  const own = Object.keys(accessTexts.nl);
  for (const reason of aboutAccess)
    expect(own.includes(`reason.${reason}`) || isText(`reason.${reason}`), reason).toBe(true);
});

test('every problem of a zone has a sentence of its own', () => {
  const start = protocol.indexOf('| code | meaning |');
  const table = protocol.slice(start, protocol.indexOf('Limits:', start));
  const found = [...table.matchAll(/^\| ((?:`[a-z_]+`(?:, )?)+) \|/gm)].flatMap(
    ([, cell = '']) => cell.match(/[a-z_]+/g) ?? [],
  );
  expect(found.length).toBeGreaterThan(20);
  for (const code of found) expect(problemText(code, 'error'), code).toMatch(`problem.${code}`);
  expect(problemText('brand_new', 'error')).toBe('problem.unknown');
});

test('zones are counted in words, kinds that this version does not know are left out', () => {
  expect(zoneText('meeting')).toBe('zone.meeting');
  expect(zoneText('toString')).toBeNull();
});

test('every reason for which a request about the log is refused has a sentence of its own', () => {
  const reasons = codes('docs/attendance.md. Reasons:', '**Pseudonyms.**');
  expect(reasons.length).toBeGreaterThan(7);
  for (const reason of reasons) expect(reasonOfFigures(reason), reason).toBe(`reason.${reason}`);
  expect(reasonOfFigures('brand_new')).toBe('reason.unknown');
});

test('every figure that the server compares has a title', () => {
  const source = readFileSync(new URL('../../../island_server/core/attendance/comparison.py', import.meta.url), 'utf8');
  const figures = [...source.matchAll(/^ {4}[A-Z_]+ = "(\w+)"$/gm)].map((match) => match[1]);
  expect(figures.length).toBeGreaterThan(8);
  for (const figure of figures) expect(isFigureText(`compared.${figure}`), figure).toBe(true);
});

test('an unknown reason about events has a sentence too', () => {
  expect(eventReasonText('no_space')).toBe('reason.no_space');
  expect(eventReasonText('title')).toBe('reason.unknown');
});
