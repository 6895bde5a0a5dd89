import { expect, test } from 'vitest';
import type { AvatarId } from '../../src/core/units.ts';
import { SpeakingDetector } from '../../src/media/speaking.ts';

const anna = 1 as AvatarId;
const bo = 2 as AvatarId;
const levels = (level: number, other = 0) =>
  new Map([
    [anna, level],
    [bo, other],
  ]);

test('whoever is loud speaks at once', () => {
  expect([...new SpeakingDetector().update(levels(0.1), 0)]).toEqual([anna]);
});

test('a pause between words is still speech, a long silence is not', () => {
  const detector = new SpeakingDetector();
  detector.update(levels(0.1), 0);
  expect([...detector.update(levels(0), 300)]).toEqual([anna]);
  expect([...detector.update(levels(0), 400)]).toEqual([]);
});

test('a level between the thresholds keeps speech going but does not begin it', () => {
  const detector = new SpeakingDetector();
  expect([...detector.update(levels(0.015), 0)]).toEqual([]);
  detector.update(levels(0.03), 100);
  expect([...detector.update(levels(0.015), 450)]).toEqual([anna]);
  expect([...detector.update(levels(0.015), 800)]).toEqual([anna]);
});

test('who left is silent at once', () => {
  const detector = new SpeakingDetector();
  detector.update(levels(0.1, 0.1), 0);
  expect([...detector.update(new Map([[bo, 0.1]]), 100)]).toEqual([bo]);
});

test('the set is the same object while nobody begins or stops', () => {
  const detector = new SpeakingDetector();
  const first = detector.update(levels(0.1), 0);
  expect(detector.update(levels(0.2), 100)).toBe(first);
});
