import { describe, expect, it } from 'vitest';
import { insetWalk, nameAnchor, outlines } from '../../src/render/zone-outline.ts';

function areaOf(corners: readonly { x: number; y: number }[]): number {
  let twice = 0;
  corners.forEach((corner, i) => {
    const next = corners[(i + 1) % corners.length] ?? corner;
    twice += corner.x * next.y - next.x * corner.y;
  });
  return twice / 2;
}

describe('outlines', () => {
  it('of a rectangle are its four corners', () => {
    const [walk] = outlines([
      [2, 1, 4],
      [3, 1, 4],
    ]);
    expect(walk).toHaveLength(4);
    expect(areaOf(walk ?? [])).toBe(6);
  });

  it('of any area enclose exactly its tiles', () => {
    const walks = outlines([
      [0, 0, 5],
      [1, 0, 2],
      [1, 3, 5],
      [2, 0, 5],
      [4, 7, 8],
    ]);
    // The hole in the first part counts against it.
    expect(walks.map(areaOf).reduce((sum, area) => sum + area, 0)).toBe(5 + 2 + 2 + 5 + 1);
    expect(walks).toHaveLength(3);
  });

  it('keep tiles apart that touch at a corner', () => {
    const walks = outlines([
      [0, 0, 1],
      [1, 1, 2],
    ]);
    expect(walks.map((walk) => walk.length)).toEqual([4, 4]);
  });
});

it('a walk moves inwards at each kind of corner', () => {
  const [walk] = outlines([
    [0, 0, 4],
    [1, 0, 2],
    [2, 0, 2],
  ]);
  const inner = insetWalk(walk ?? [], 0.25);
  expect(areaOf(walk ?? [])).toBe(8);
  // The perimeter is 14; four more outward corners than inward ones give a quarter back each.
  expect(areaOf(inner)).toBeCloseTo(8 - 14 * 0.25 + 4 * 0.25 * 0.25);
});

it('the name goes to the middle of the uppermost row', () => {
  expect(
    nameAnchor([
      [5, 0, 10],
      [4, 2, 6],
    ]),
  ).toEqual({ x: 4, y: 4 });
});
