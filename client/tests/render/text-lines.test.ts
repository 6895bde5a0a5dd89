import { expect, it } from 'vitest';
import { textLines } from '../../src/render/text-lines.ts';

const measure = (line: string) => line.length;

it('a text breaks where its author broke it', () => {
  expect(textLines('one two\r\nthree', false, 3, measure)).toEqual(['one two', 'three']);
});

it('a text that wraps breaks before the word that would not fit', () => {
  expect(textLines('one two three\n\nfour', true, 7, measure)).toEqual(['one two', 'three', '', 'four']);
});

it('a word longer than a line stays whole', () => {
  expect(textLines('a lighthouse b', true, 4, measure)).toEqual(['a', 'lighthouse', 'b']);
});
