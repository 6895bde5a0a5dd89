import { describe, expect, it } from 'vitest';
import { TileIndex, turnOf, withGid } from '../../src/render/tile-index.ts';
import { layerOf, smallMap } from './small-map.ts';

const H = 0x80000000;
const V = 0x40000000;
const D = 0x20000000;

function turned(gid: number, x: number, y: number): [number, number] {
  const { a, b, c, d } = turnOf(gid);
  return [a * x + c * y + 0, b * x + d * y + 0];
}

describe('turns', () => {
  it('mirror left and right, top and bottom', () => {
    expect(turned(H + 1, 1, 2)).toEqual([-1, 2]);
    expect(turned(V + 1, 1, 2)).toEqual([1, -2]);
  });

  it('turn a tile by a quarter with the diagonal flip', () => {
    // Tiled: clockwise is diagonal and horizontal. Its upper middle comes to the right.
    expect(turned(D + H + 1, 0, -1)).toEqual([1, 0]);
    expect(turned(D + V + 1, 0, -1)).toEqual([-1, 0]);
  });

  it('are kept by the frames of an animation', () => {
    expect(withGid(H + D + 5, 9)).toBe(H + D + 9);
  });
});

describe('tiles', () => {
  const [tileset] = smallMap(1, 1).tilesets;
  if (!tileset) throw new Error('no tileset');

  it('are found on the picture with margin and spacing', () => {
    const index = new TileIndex(smallMap(1, 1, { tilesets: [{ ...tileset, margin: 2, spacing: 1 }] }));
    expect(index.source(H + 13)).toMatchObject({ x: 2 + 2 * 33, y: 2 + 33 });
  });

  it('are left out when no tileset has them', () => {
    const index = new TileIndex(smallMap(1, 1, { tilesets: [tileset, { ...tileset, first: 201, count: 5 }] }));
    expect(index.source(150)).toBeUndefined();
    expect(index.source(203)?.tileset.first).toBe(201);
    expect(index.source(206)).toBeUndefined();
  });

  it('reach out of their cells when they are tall or their layer is shifted', () => {
    const index = new TileIndex(smallMap(1, 1, { tilesets: [tileset, { ...tileset, first: 201, tileHeight: 96 }] }));
    expect(index.reach(layerOf([0]))).toEqual({ left: 2, right: 0, up: 0, down: 2 });
    expect(index.reach(layerOf([0], { offset: [-16, 40] }))).toEqual({ left: 2, right: 1, up: 2, down: 1 });
  });
});
