import { expect, test } from 'vitest';
import { fieldOf, momentOf } from '../../src/ui/organiser/event-moments.ts';

test('a field gives back the moment that it shows, to the minute', () => {
  for (const ms of [0, 1_750_000_020_000, 1_890_000_000_000]) {
    const minute = Math.floor(ms / 60_000) * 60_000;
    expect(momentOf(fieldOf(ms))).toBe(minute);
  }
});

test('an empty or broken field is no moment', () => {
  expect(fieldOf(null)).toBe('');
  expect([momentOf(''), momentOf('soon')]).toEqual([null, null]);
});
