import { expect, test } from 'vitest';
import { createTranslate } from '../../src/i18n/translator.ts';

const translate = createTranslate({
  nl: {
    hello: 'Dag {{name}}, {{name}}!',
    people: 'Mensen',
    people_one: '{{count}} mens',
    people_other: '{{count}} mensen',
  },
  en: {
    hello: 'Hello {{name}}, {{name}}!',
    people: 'People',
    people_one: '{{count}} person',
    people_other: '{{count}} people',
  },
});

test('values are put in, wherever they stand, as text', () => {
  expect(translate('nl', 'hello', { name: 'Bo' })).toBe('Dag Bo, Bo!');
  expect(translate('en', 'hello', { name: '<b>$& {{name}}</b>' })).toBe(
    'Hello <b>$& {{name}}</b>, <b>$& {{name}}</b>!',
  );
});

test('a value that is not given leaves nothing', () => {
  expect(translate('en', 'hello')).toBe('Hello , !');
});

test.each([
  [0, '0 mensen', '0 people'],
  [1, '1 mens', '1 person'],
  [2, '2 mensen', '2 people'],
])('%d chooses its sentence', (count, nl, en) => {
  expect(translate('nl', 'people', { count })).toBe(nl);
  expect(translate('en', 'people', { count })).toBe(en);
});

test('without a count the plain sentence is meant', () => {
  expect(translate('nl', 'people')).toBe('Mensen');
});

test('a key that there is not is given back', () => {
  expect(translate('en', 'lost' as 'hello')).toBe('lost');
});
