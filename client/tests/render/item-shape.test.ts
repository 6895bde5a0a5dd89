import { expect, it } from 'vitest';
import { itemBounds, itemCorners } from '../../src/render/item-shape.ts';

const box = { x: 10, y: 20, width: 30, height: 40, rotation: 0, pivot: [0, 40] as const };

it('a thing that is not turned lies where it says, with the offset of its layer', () => {
  expect(itemCorners(box, [1, 2])).toEqual([11, 22, 41, 22, 41, 62, 11, 62]);
});

it('a thing is turned clockwise about its pivot', () => {
  const corners = itemCorners({ ...box, rotation: 90 }, [0, 0]).map((value) => Math.round(value));
  // About (10, 60): what stood up lies to the right.
  expect(corners).toEqual([50, 60, 50, 90, 10, 90, 10, 60]);
  expect(itemBounds(corners)).toEqual({ x0: 10, y0: 60, x1: 50, y1: 90 });
});
