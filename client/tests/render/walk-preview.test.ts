import { expect, it } from 'vitest';
import { pathTiles, restOfWay } from '../../src/render/walk-preview.ts';

const way = pathTiles({ x: 3, y: 3 }, [
  { direction: 2, steps: 2 },
  { direction: 5, steps: 1 },
]);

it('a way is every tile that is stepped on', () => {
  expect(way).toEqual([
    { x: 4, y: 3 },
    { x: 5, y: 3 },
    { x: 4, y: 4 },
  ]);
});

it('what was walked of a way is no longer shown', () => {
  expect(restOfWay(way, 3, 3)).toBe(0);
  expect(restOfWay(way, 5, 3)).toBe(2);
  expect(restOfWay(way, 4, 4)).toBe(3);
});
