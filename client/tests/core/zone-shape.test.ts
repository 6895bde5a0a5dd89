import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  between,
  boundsOf,
  holdsTile,
  isRectangle,
  moved,
  onGround,
  type Rectangle,
  type Spans,
  spansOf,
  stretched,
  tilesIn,
  withoutTiles,
  withTiles,
} from '../../src/core/zone-shape.ts';

const GROUND = { width: 30, height: 20 };

const rectangle: fc.Arbitrary<Rectangle> = fc.record({
  x: fc.integer({ min: 0, max: 20 }),
  y: fc.integer({ min: 0, max: 12 }),
  width: fc.integer({ min: 1, max: 9 }),
  height: fc.integer({ min: 1, max: 7 }),
});
const strokes = fc.array(fc.tuple(fc.boolean(), rectangle), { minLength: 1, maxLength: 8 });

function drawn(all: readonly (readonly [boolean, Rectangle])[]): Spans {
  return all.reduce<Spans>((spans, [adds, one]) => (adds ? withTiles : withoutTiles)(spans, one), []);
}

/** The same, tile by tile. */
function tilesOf(all: readonly (readonly [boolean, Rectangle])[]): Set<string> {
  const tiles = new Set<string>();
  for (const [adds, one] of all)
    for (const [y, from, to] of spansOf(one))
      for (let x = from; x < to; x += 1) adds ? tiles.add(`${x},${y}`) : tiles.delete(`${x},${y}`);
  return tiles;
}

test('adding and taking away rectangles has exactly the tiles that it should have, in order and apart', () => {
  fc.assert(
    fc.property(strokes, (all) => {
      const spans = drawn(all);
      const expected = tilesOf(all);
      expect(tilesIn(spans)).toBe(expected.size);
      for (const tile of expected) {
        const [x = 0, y = 0] = tile.split(',').map(Number);
        expect(holdsTile(spans, { x, y })).toBe(true);
      }
      for (const [index, [y, from]] of spans.entries()) {
        const before = spans[index - 1];
        if (before) expect(before[0] < y || (before[0] === y && before[2] < from)).toBe(true);
      }
    }),
  );
});

test('a shape that is moved keeps its form and never leaves the island', () => {
  const far = fc.integer({ min: -50, max: 50 });
  fc.assert(
    fc.property(strokes, far, far, (all, dx, dy) => {
      const spans = drawn(all);
      const there = moved(spans, dx, dy, GROUND);
      expect(tilesIn(there)).toBe(tilesIn(spans));
      const bounds = boundsOf(there);
      if (bounds) expect(onGround(bounds, GROUND)).toEqual(bounds);
    }),
  );
});

test('a rectangle stays one when it is stretched, another shape fills its new bounds', () => {
  const square = spansOf({ x: 2, y: 2, width: 2, height: 2 });
  expect(stretched(square, { x: 1, y: 1, width: 5, height: 3 })).toEqual(spansOf({ x: 1, y: 1, width: 5, height: 3 }));
  const corner = withoutTiles(square, { x: 3, y: 2, width: 1, height: 1 });
  const larger = stretched(corner, { x: 10, y: 10, width: 4, height: 4 });
  expect(isRectangle(larger)).toBe(false);
  expect(boundsOf(larger)).toEqual({ x: 10, y: 10, width: 4, height: 4 });
  expect(tilesIn(larger)).toBe(12);
  expect(stretched(larger, { x: 2, y: 2, width: 2, height: 2 })).toEqual(corner);
});

test('corners may be given in any order', () => {
  expect(between({ x: 5, y: 1 }, { x: 2, y: 3 })).toEqual({ x: 2, y: 1, width: 4, height: 3 });
  expect(boundsOf([])).toBeNull();
});
