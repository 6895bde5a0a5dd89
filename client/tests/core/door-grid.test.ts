import { expect, test } from 'vitest';
import { DoorGrid, solidWith } from '../../src/core/door-grid.ts';
import { findPath } from '../../src/core/path-finding.ts';
import { Prediction } from '../../src/core/prediction.ts';
import type { DoorId } from '../../src/core/units.ts';
import { at, TIMES } from './arbitrary.ts';
import { doorOf } from './made-zones.ts';

/** A corridor of five tiles with a door in the middle; while it is open its leaf blocks nothing. */
const gate = doorOf('gate', { whenClosed: { show: [], hide: [], solid: [2] } });
const MAP = { width: 5, height: 1, solid: new Uint8Array(5), doors: [gate] };
const OPEN = new Set(['gate' as DoorId]);
const END = { x: 4, y: 0 };

test('what a door blocks comes on top of the map, which stays as it was', () => {
  expect([...solidWith(MAP, new Set())]).toEqual([0, 0, 1, 0, 0]);
  expect([...solidWith(MAP, OPEN)]).toEqual([0, 0, 0, 0, 0]);
  expect([...MAP.solid]).toEqual([0, 0, 0, 0, 0]);
});

test('a door that opens by itself is not in the way, as on the server', () => {
  expect([...solidWith({ ...MAP, doors: [{ ...gate, opensItself: true }] }, new Set())]).toEqual([0, 0, 0, 0, 0]);
});

test('doors are found as the map has them', () => {
  expect(new DoorGrid(MAP).solid[2]).toBe(1);
  expect(new DoorGrid({ ...MAP, doors: [{ ...gate, open: true }] }).solid[2]).toBe(0);
});

test('ways are found through open doors only', () => {
  const grid = new DoorGrid(MAP);
  expect(findPath(grid, { x: 0, y: 0 }, END, TIMES)).toEqual([{ direction: 2, steps: 1 }]);
  grid.setOpen(OPEN);
  expect(findPath(grid, { x: 0, y: 0 }, END, TIMES)).toEqual([{ direction: 2, steps: 4 }]);
});

test('one walks on through a door from the moment that it opens', () => {
  const grid = new DoorGrid(MAP);
  const own = new Prediction(grid, TIMES, { t0: at(0), x: 0, y: 0, facing: 2, runs: [] });
  expect(own.head(2, at(0))?.runs).toEqual([{ direction: 2, steps: 0 }]);
  expect(own.rest).toEqual({ x: 1, y: 0 });
  grid.setOpen(OPEN);
  own.head(null, at(1000));
  own.head(2, at(1001));
  expect(own.rest).toEqual(END);
});
