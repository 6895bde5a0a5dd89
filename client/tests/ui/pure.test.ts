import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Zone } from '../../src/core/island-map.ts';
import type { Person } from '../../src/core/people.ts';
import { shortcutOf } from '../../src/ui/island/shortcuts.ts';
import { colourName } from '../../src/ui/look/colour-names.ts';
import { randomLook, withinOptions } from '../../src/ui/look/looks.ts';
import { findPeople } from '../../src/ui/panels/find-people.ts';
import { withLinks } from '../../src/ui/panels/links.ts';
import { middleOf } from '../../src/ui/panels/zone-middle.ts';

const press = (key: string, more: object = {}) => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  repeat: false,
  ...more,
});

test('letters are shortcuts, but not while somebody types or after they were switched off', () => {
  expect(shortcutOf(press('M'), true, 'control')).toBe('microphone');
  expect(shortcutOf(press('m'), true, 'text')).toBeNull();
  expect(shortcutOf(press('m'), false, 'nothing')).toBeNull();
  expect(shortcutOf(press('m', { ctrlKey: true }), true, 'nothing')).toBeNull();
});

test('escape closes, also from a text field and without letter shortcuts', () => {
  expect(shortcutOf(press('Escape'), false, 'text')).toBe('close');
});

test('enter and space do what a place offers, unless the focus is on something that they work', () => {
  for (const key of ['Enter', ' ']) {
    expect(shortcutOf(press(key), false, 'nothing')).toBe('offer');
    expect(shortcutOf(press(key), true, 'control')).toBeNull();
    expect(shortcutOf(press(key), true, 'text')).toBeNull();
  }
});

test('walking keeps its keys', () => {
  for (const key of ['w', 'a', 's', 'd', 'ArrowUp', 'ArrowLeft'])
    expect(shortcutOf(press(key), true, 'nothing')).toBeNull();
});

test('addresses become links, the sentence around them does not', () => {
  expect(withLinks('Zie https://a.nl/b?c=1. Tot zo!')).toEqual([
    { text: 'Zie ', href: null },
    { text: 'https://a.nl/b?c=1', href: 'https://a.nl/b?c=1' },
    { text: '. Tot zo!', href: null },
  ]);
});

test('nothing but addresses of the web becomes a link, and no text is lost', () => {
  expect(withLinks('javascript:alert(1) data:text/html,x').every(({ href }) => href === null)).toBe(true);
  const text = fc.array(fc.oneof(fc.string(), fc.webUrl(), fc.constant('https://'))).map((words) => words.join(' '));
  fc.assert(
    fc.property(text, (words) => {
      const parts = withLinks(words);
      expect(parts.map((part) => part.text).join('')).toBe(words);
      for (const { href } of parts) if (href !== null) expect(new URL(href).protocol).toMatch(/^https?:$/);
    }),
  );
});

test('people are found by any part of their name, accents and capitals aside', () => {
  const people = ['Zoë de Wit', 'Anna Zoet', 'Bo'].map((name, index) => ({ name, avatar: index }) as unknown as Person);
  expect(findPeople(people, 'ZOE', 'nl').map(({ name }) => name)).toEqual(['Anna Zoet', 'Zoë de Wit']);
  expect(findPeople(people, 'wit zoe', 'nl').map(({ name }) => name)).toEqual(['Zoë de Wit']);
  expect(findPeople(people, ' ', 'nl')).toHaveLength(3);
});

test('one walks to the open tile nearest to the middle of a zone', () => {
  const zone = { spans: [[1, 0, 5]] } as unknown as Zone;
  const solid = new Uint8Array(20);
  expect(middleOf(zone, { width: 5, solid })).toEqual({ x: 2, y: 1 });
  solid[7] = 1;
  expect(middleOf(zone, { width: 5, solid })).toEqual({ x: 1, y: 1 });
  expect(middleOf(zone, { width: 5, solid: solid.fill(1) })).toBeNull();
});

test('a random look is one of those there are, and nobody gets an aid by chance', () => {
  const counts = [3, 7, 8, 12, 13, 12, 2];
  fc.assert(
    fc.property(fc.infiniteStream(fc.double({ min: 0, max: 0.999_999, noNaN: true })), (numbers) => {
      const look = randomLook(counts, () => numbers.next().value ?? 0);
      expect(withinOptions(look, counts)).toEqual(look);
      expect(look[6]).toBe(0);
    }),
  );
});

test('colours have the names people would give them', () => {
  expect(colourName('#d8574c')).toBe('red');
  expect(colourName('#4b8fc8')).toBe('blue');
  expect(colourName('#efebe4')).toBe('white');
});
