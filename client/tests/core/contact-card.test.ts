import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isWebAddress, NO_CARD, toVcard, wrongFields } from '../../src/core/contact-card.ts';

const CARD = { name: 'Anna; de, Vries', organisation: 'Tuin & Co', email: 'anna@tuin.nl', link: 'https://tuin.nl' };

test('a card for address books escapes what would be structure', () => {
  expect(toVcard(CARD, 'Kennisdag')).toBe(
    [
      'BEGIN:VCARD',
      'VERSION:3.0',
      'FN:Anna\\; de\\, Vries',
      'N:Anna\\; de\\, Vries;;;;',
      'ORG:Tuin & Co',
      'EMAIL;TYPE=INTERNET:anna@tuin.nl',
      'URL:https://tuin.nl',
      'NOTE:Kennisdag',
      'END:VCARD',
      '',
    ].join('\r\n'),
  );
});

test('whatever is on a card, no line is too long and none begins a field of its own', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      const lines = toVcard({ ...NO_CARD, name: text, organisation: `a\r\nURL:http://evil\n${text}` }, text).split(
        '\r\n',
      );
      expect(lines.filter((line) => /^(URL|BEGIN|END)/.test(line))).toEqual(['BEGIN:VCARD', 'END:VCARD']);
      for (const line of lines) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    }),
  );
});

test.each([
  ['https://example.org/a?b#c', true],
  ['HTTP://example.org', true],
  ['javascript:alert(1)', false],
  ['https://', false],
  ['data:text/html,x', false],
  ['https://a b', false],
])('%s is a web address: %s', (text, isOne) => {
  expect(isWebAddress(text)).toBe(isOne);
});

test('only what is filled in wrongly is wrong', () => {
  expect(wrongFields(NO_CARD)).toEqual(['name']);
  expect(wrongFields(CARD)).toEqual([]);
  expect(wrongFields({ ...CARD, email: 'anna', link: 'javascript:x' })).toEqual(['email', 'link']);
});
