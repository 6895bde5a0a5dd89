import { expect, it } from 'vitest';
import type { Direction } from '../../src/core/units.ts';
import { directionTo, rowOf, walkFrame } from '../../src/render/avatar-frames.ts';
import { sortByDepth } from '../../src/render/avatar-sprites.ts';

it('eight directions are drawn from four sides', () => {
  const directions: Direction[] = [0, 1, 2, 3, 4, 5, 6, 7];
  expect(directions.map(rowOf)).toEqual(['up', 'right', 'right', 'right', 'down', 'left', 'left', 'left']);
});

it('who stands shows the standing picture; who walks moves a foot at once', () => {
  expect(walkFrame(7.3, false, 4)).toBe(0);
  expect(walkFrame(0, true, 4)).toBe(1);
});

it('the feet take every picture in turn as one walks', () => {
  const seen = Array.from({ length: 40 }, (_, i) => walkFrame(i * 0.1, true, 4));
  expect(new Set(seen).size).toBe(4);
  expect(walkFrame(1.8, true, 4)).toBe(walkFrame(0, true, 4));
});

it('a finger points in the direction in which it lies', () => {
  expect(directionTo(0, -3)).toBe(0);
  expect(directionTo(2, -2)).toBe(1);
  expect(directionTo(0, 5)).toBe(4);
  expect(directionTo(-4, 0.2)).toBe(6);
  expect(directionTo(-3, -3)).toBe(7);
  expect(directionTo(0.2, 0.1)).toBeNull();
});

it('who stands further down is drawn later; equals keep an order of their own', () => {
  const figures = [
    { y: 5, avatar: 3 },
    { y: 1, avatar: 9 },
    { y: 5, avatar: 1 },
    { y: 0, avatar: 4 },
  ];
  sortByDepth(figures);
  expect(figures.map((figure) => figure.avatar)).toEqual([4, 9, 1, 3]);
});
