import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { knownText, replayReasonText, replayTexts, translateReplay } from '../../src/i18n/replay-texts.ts';

const format = readFileSync(new URL('../../../docs/attendance-format.md', import.meta.url), 'utf8');
const protocol = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');

test('both languages have the same keys and fill in the same values', () => {
  const values = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map((match) => match[1]).sort();
  expect(Object.keys(replayTexts.en)).toEqual(Object.keys(replayTexts.nl));
  for (const [key, text] of Object.entries(replayTexts.nl))
    expect(values(replayTexts.en[key as keyof typeof replayTexts.en]), key).toEqual(values(text));
});

test('every plural has one and other', () => {
  const keys = new Set(Object.keys(replayTexts.nl));
  for (const key of keys) {
    const base = key.replace(/_(one|other)$/, '');
    if (base !== key) expect([keys.has(`${base}_one`), keys.has(`${base}_other`)], key).toEqual([true, true]);
  }
});

test('every reason that the log over HTTP can give has a sentence of its own', () => {
  const said = /docs\/attendance\.md\. Reasons: (`forbidden`.*?)\n\n/s.exec(protocol)?.[1] ?? '';
  const reasons = [...said.matchAll(/`([a-z_]+)`/g)].flatMap((match) => match[1] ?? []);
  expect(reasons).toContain('log_damaged');
  for (const reason of reasons) expect(replayReasonText(reason), reason).toBe(`reason.${reason}`);
  expect(replayReasonText('brand_new')).toBe('reason.unknown');
});

test('kinds of the server that this version knows have a text, others none', () => {
  expect(knownText('happening.announced')).toBe('happening.announced');
  expect(knownText('access.names')).toBe('access.names');
  expect(knownText('events.people')).toBe('events.people');
  expect(knownText('happening.fireworks')).toBeNull();
});

test('every note that the log can have has a text', () => {
  const table = format.split('| `what` of a note |')[1]?.split('\n\n')[0] ?? '';
  const rows = table.split('\n').flatMap((row) => /^\| ((?:`\w+`(?:, )?)+) \|/.exec(row)?.[1] ?? []);
  const notes = [...rows.flatMap((names) => [...names.matchAll(/`(\w+)`/g)]).map((match) => match[1])];
  expect(notes).toContain('unmuted');
  for (const what of [...notes, 'zone_put', 'zone_removed'])
    expect(knownText(`happening.${what}`), what).not.toBeNull();
});

test('plurals follow the count in both languages', () => {
  expect(translateReplay('nl', 'note.arrived', { count: 1 })).toBe('1 persoon kwam');
  expect(translateReplay('en', 'note.arrived', { count: 3 })).toBe('3 people came');
});
