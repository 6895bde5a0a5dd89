import { expect, test } from 'vitest';
import type { TalkedConversation } from '../../../src/ui/attendance/figures.ts';
import { nextMeeting } from '../../../src/ui/attendance/meeting-steps.ts';

const talks = [30_000, 10_000, 20_000].map((start_ms) => ({ start_ms }) as TalkedConversation);
const startOf = (atMs: number, towards: 1 | -1) => nextMeeting(talks, atMs, towards)?.start_ms ?? null;

test('the next meeting is the first that forms after the moment, however they are ordered', () => {
  expect([startOf(0, 1), startOf(10_000, 1), startOf(25_000, 1)]).toEqual([10_000, 20_000, 30_000]);
});

test('the previous meeting is the last that formed before it', () => {
  expect([startOf(40_000, -1), startOf(30_000, -1), startOf(15_000, -1)]).toEqual([30_000, 20_000, 10_000]);
});

test('who stands at a meeting goes past it, also a little after it began', () => {
  expect(startOf(21_000, -1)).toBe(10_000);
  expect(startOf(19_000, 1)).toBe(30_000);
});

test('at either end there is none', () => {
  expect([startOf(30_000, 1), startOf(10_000, -1)]).toEqual([null, null]);
  expect(nextMeeting([], 0, 1)).toBeNull();
});
