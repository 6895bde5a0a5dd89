import { expect, test } from 'vitest';
import { planFilm } from '../../../src/ui/attendance/film-plan.ts';

const MINUTE_MS = 60_000;

test('a film is as long as its stretch at its speed', () => {
  expect(planFilm(0, 60 * MINUTE_MS, 5, 10)).toEqual({
    film: { fromMs: 0, toMs: 5 * MINUTE_MS, speed: 10 },
    seconds: 30,
    trouble: null,
  });
});

test('a film ends with the event', () => {
  const plan = planFilm(58 * MINUTE_MS, 60 * MINUTE_MS, 10, 10);
  expect([plan.film.toMs, plan.seconds]).toEqual([60 * MINUTE_MS, 12]);
});

test('a film that would be too long, or after the end, is none', () => {
  expect(planFilm(0, 60 * MINUTE_MS, 10, 1).trouble).toBe('film.long');
  expect(planFilm(60 * MINUTE_MS, 60 * MINUTE_MS, 1, 1).trouble).toBe('film.end');
});
