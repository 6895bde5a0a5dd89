import { describe, expect, it } from 'vitest';
import type { Tileset } from '../../src/core/island-map.ts';
import { TileIndex, turnOf, withGid } from '../../src/render/tile-index.ts';
import { layerOf, smallMap } from './small-map.ts';

const H = 0x80000000;
const V = 0x40000000;
const D = 0x20000000;
const [tileset] = smallMap(1, 1).tilesets;
if (!tileset) throw new Error('no tileset');

function indexOf(changes: Partial<Tileset>): TileIndex {
  return new TileIndex(smallMap(4, 4, { tilesets: [{ ...tileset, ...changes } as Tileset] }));
}

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
  it('are found on the picture with its first corner and spacing', () => {
    expect(indexOf({ x: 2, y: 3, spacing: 1 }).source(H + 13)).toMatchObject({ x: 2 + 2 * 33, y: 3 + 33 });
  });

  it('are left out when no tileset has them', () => {
    const index = new TileIndex(smallMap(1, 1, { tilesets: [tileset, { ...tileset, first: 201, count: 5 }] }));
    expect(index.source(150)).toBeUndefined();
    expect(index.rect(150, 0, 0, layerOf([]))).toBeUndefined();
    expect(index.source(203)?.tileset.first).toBe(201);
    expect(index.source(206)).toBeUndefined();
  });

  it('stand on the lower left corner of their cell, upright or on their side', () => {
    const index = indexOf({ tileWidth: 16, tileHeight: 96 });
    expect(index.rect(1, 1, 2, layerOf([]))).toEqual({ x0: 32, y0: 0, x1: 48, y1: 96 });
    expect(index.rect(D + 1, 1, 2, layerOf([]))).toEqual({ x0: 32, y0: 80, x1: 128, y1: 96 });
  });

  it('are shifted by their tileset and by their layer', () => {
    const index = indexOf({ offset: [3, -4] });
    expect(index.rect(1, 0, 0, layerOf([], { offset: [10, 20] }))).toEqual({ x0: 13, y0: 16, x1: 45, y1: 48 });
  });

  it('can fill their cell, or be as large as fits in the middle of it', () => {
    expect(indexOf({ tileWidth: 64, tileHeight: 16, fit: 'stretch' }).rect(1, 0, 0, layerOf([]))).toEqual({
      x0: 0,
      y0: 0,
      x1: 32,
      y1: 32,
    });
    expect(indexOf({ tileWidth: 64, tileHeight: 16, fit: 'keep' }).rect(1, 0, 0, layerOf([]))).toEqual({
      x0: 0,
      y0: 12,
      x1: 32,
      y1: 20,
    });
  });

  it('reach out of their cells when they are tall or their layer is shifted', () => {
    const index = new TileIndex(smallMap(1, 1, { tilesets: [tileset, { ...tileset, first: 201, tileHeight: 96 }] }));
    const reach = (gid: number, offset: [number, number]) => index.factsOf(layerOf([gid], { offset })).reach;
    expect(reach(201, [0, 0])).toMatchObject({ left: 0, right: 0, up: 0, down: 2 });
    expect(reach(201, [-16, 40])).toMatchObject({ left: 0, right: 1, up: 2, down: 1 });
    expect(reach(D + 201, [0, 0])).toMatchObject({ left: 2, right: 0, up: 0, down: 0 });
  });

  it('reach as far as the largest does, upright or on its side, wherever in the layer it is', () => {
    const tilesets = [tileset, { ...tileset, first: 201, tileHeight: 96 }];
    const index = new TileIndex(smallMap(1, 1, { tilesets }));
    const facts = index.factsOf(layerOf([1, D + 1, 150, 201, 0, 202, D + 203, 2]));
    expect(facts.reach).toEqual({ left: 2, right: 0, up: 0, down: 2 });
  });

  it('are animated in a layer that has one such tile of one tileset', () => {
    const animations = new Map([[7, [{ gid: 8, ms: 100 }]]]);
    const index = new TileIndex(smallMap(1, 1, { animations }));
    expect(index.factsOf(layerOf([1, 2, H + 7, 3])).animated).toBe(true);
    expect(index.factsOf(layerOf([1, 2, 8, 3])).animated).toBe(false);
  });

  it('are of the same tileset whatever was asked before', () => {
    const starts = [1, 51, 201];
    const tilesets = starts.map((first) => ({ ...tileset, first, count: 100 }));
    const index = new TileIndex(smallMap(1, 1, { tilesets }));
    const gids = Array.from({ length: 1000 }, (_, n) => (n * 7919) % 320);
    for (const gid of gids) {
      const first = starts.findLast((start) => start <= gid);
      const expected = first !== undefined && gid < first + 100 ? first : undefined;
      expect(index.source(gid)?.tileset.first, `gid ${gid}`).toBe(expected);
    }
  });

  it('keep to their cells when only those that fit are used', () => {
    const index = new TileIndex(smallMap(1, 1, { tilesets: [tileset, { ...tileset, first: 201, tileHeight: 96 }] }));
    expect(index.factsOf(layerOf([1, 2])).even).toBe(true);
    expect(index.factsOf(layerOf([1, 201])).even).toBe(false);
  });
});
