import { expect, test } from 'vitest';
import { boundsOf, spansOf, tilesIn } from '../../src/core/zone-shape.ts';
import { beginDrag, dragTo, handlesOf } from '../../src/state/zone-drag.ts';
import type { DrawingTool, ZoneDraft } from '../../src/state/zoning.ts';

const GROUND = { width: 20, height: 20 };
const SHAPE = { x: 5, y: 5, width: 4, height: 3 };
const draft = (tool: DrawingTool, spans = spansOf(SHAPE)): ZoneDraft => ({ spans, tool, colour: '' });

function pull(tool: DrawingTool, from: [number, number], to: [number, number], reach = 0) {
  const drag = beginDrag(draft(tool), { x: from[0], y: from[1] }, reach, GROUND);
  return dragTo(drag, { x: to[0], y: to[1] }, GROUND).spans;
}

test('a rectangle is drawn from corner to corner in any direction', () => {
  expect(pull('rectangle', [8, 9], [3, 2])).toEqual(spansOf({ x: 3, y: 2, width: 6, height: 8 }));
});

test('whoever takes hold of the shape moves it', () => {
  expect(boundsOf(pull('move', [6, 6], [9, 8]))).toEqual({ ...SHAPE, x: 8, y: 7 });
  expect(boundsOf(pull('move', [6, 6], [-30, 60]))).toEqual({ ...SHAPE, x: 0, y: 17 });
});

test('each handle changes the size, and the corner across from it stays', () => {
  const [northWest, northEast, southEast, southWest] = handlesOf(SHAPE).map(({ at }) => at);
  const by = (at = { x: 0, y: 0 }, dx: number, dy: number) =>
    boundsOf(pull('move', [at.x, at.y], [at.x + dx, at.y + dy]));
  expect(by(northWest, -2, -1)).toEqual({ x: 3, y: 4, width: 6, height: 4 });
  expect(by(northEast, 2, 1)).toEqual({ x: 5, y: 6, width: 6, height: 2 });
  expect(by(southEast, 3, 2)).toEqual({ x: 5, y: 5, width: 7, height: 5 });
  expect(by(southWest, 1, 0)).toEqual({ x: 6, y: 5, width: 3, height: 3 });
  expect(by(southEast, 0, 0)).toEqual(SHAPE);
});

test('a finger may be a tile beside a handle, a mouse may not', () => {
  expect(boundsOf(pull('move', [10, 9], [12, 9], 1))).toEqual({ ...SHAPE, width: 6 });
  expect(boundsOf(pull('move', [10, 9], [12, 9], 0))).toEqual(SHAPE);
});

test('painting and erasing skip no tile however fast the pointer goes', () => {
  expect(tilesIn(pull('paint', [9, 5], [14, 5]))).toBe(12 + 6);
  expect(tilesIn(pull('erase', [5, 6], [8, 6]))).toBe(12 - 4);
});

test('a pointer that holds nothing changes nothing', () => {
  expect(pull('move', [1, 1], [9, 9])).toEqual(spansOf(SHAPE));
  expect(pull('none', [6, 6], [9, 9])).toEqual(spansOf(SHAPE));
});
