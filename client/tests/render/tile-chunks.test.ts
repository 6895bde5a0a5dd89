import { describe, expect, it } from 'vitest';
import type { IslandMap, TileLayer } from '../../src/core/island-map.ts';
import { CHUNK_TILES, chunksIn, planPasses } from '../../src/render/tile-chunks.ts';
import { TileIndex } from '../../src/render/tile-index.ts';
import { layerOf, smallMap } from './small-map.ts';

const WATER = 7;
const TREE = 201;
const animations = new Map([
  [
    WATER,
    [
      { gid: 7, ms: 400 },
      { gid: 8, ms: 400 },
    ],
  ],
]);
const [tileset] = smallMap(1, 1).tilesets;
if (!tileset) throw new Error('no tileset');
const tall = { ...tileset, first: TREE, count: 1, tileHeight: 96 };

describe('chunks in view', () => {
  const map = smallMap(40, 20);
  const size = CHUNK_TILES * 32;

  it('are those that a rectangle touches', () => {
    const range = chunksIn({ x0: size - 1, y0: 0, x1: size + 1, y1: 10 }, map, 0, { x0: 0, y0: 0, x1: 0, y1: 0 });
    expect(range).toEqual({ x0: 0, y0: 0, x1: 2, y1: 1 });
  });

  it('end at the edge of the map, also with a ring around', () => {
    const range = chunksIn({ x0: -900, y0: -900, x1: 9000, y1: 9000 }, map, 1, { x0: 0, y0: 0, x1: 0, y1: 0 });
    expect(range).toEqual({ x0: 0, y0: 0, x1: Math.ceil(40 / CHUNK_TILES), y1: Math.ceil(20 / CHUNK_TILES) });
  });
});

function plan(map: IslandMap, layers: readonly TileLayer[], chunkX = 0, chunkY = 0): [boolean, number[]][] {
  const passes = planPasses(layers, map, new TileIndex(map), chunkX, chunkY);
  return passes.map((pass) => [pass.animated, pass.tiles.map((tile) => tile.gid)]);
}

function passesOf(layers: readonly (readonly number[])[]): [animated: boolean, gids: number[]][] {
  return plan(
    smallMap(2, 1, { animations }),
    layers.map((gids) => layerOf(gids)),
  );
}

describe('passes', () => {
  it('put water under the shore in one mesh and one picture', () => {
    const passes = passesOf([
      [WATER, 1],
      [2, 0],
    ]);
    expect(passes).toEqual([
      [true, [WATER]],
      [false, [1, 2]],
    ]);
  });

  it('keep an animated tile over the ground that it stands on', () => {
    const passes = passesOf([
      [1, 1],
      [WATER, 0],
      [3, 0],
    ]);
    expect(passes).toEqual([
      [false, [1, 1]],
      [true, [WATER]],
      [false, [3]],
    ]);
  });

  it('keep a tall tile over the animated one two cells up that it covers', () => {
    const map = smallMap(1, 3, { animations, tilesets: [tileset, tall] });
    const passes = plan(map, [layerOf([1, 1, 1]), layerOf([WATER, 0, 0]), layerOf([0, 0, TREE])]);
    expect(passes).toEqual([
      [false, [1, 1, 1]],
      [true, [WATER]],
      [false, [TREE]],
    ]);
  });

  it('take in tiles that reach into the chunk from outside, and no others', () => {
    const gids = new Array<number>(20 * 20).fill(0);
    gids[CHUNK_TILES * 20] = 5;
    gids[(CHUNK_TILES + 2) * 20] = 6;
    const map = smallMap(20, 20);
    const layer = layerOf(gids, { offset: [0, -8] });
    expect(plan(map, [layer], 0, 0)).toEqual([[false, [5]]]);
    expect(plan(map, [layer], 0, 1)).toEqual([[false, [5, 6]]]);
  });

  it('look only at the cells of the chunk and as far around it as tiles reach', () => {
    const seen = new Set<number>();
    const gids = new Proxy(new Uint32Array(100 * 100).fill(1), {
      get: (target, key) => {
        if (typeof key === 'string' && /^\d+$/.test(key)) seen.add(Number(key));
        return Reflect.get(target, key);
      },
    });
    const map = smallMap(100, 100);
    const index = new TileIndex(map);
    const layer = layerOf([], { gids });
    index.factsOf(layer);
    seen.clear();
    planPasses([layer], map, index, 1, 1);
    expect(seen.size).toBe(CHUNK_TILES * CHUNK_TILES);
  });
});
