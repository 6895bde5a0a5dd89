import { describe, expect, it } from 'vitest';
import { CHUNK_TILES, chunksIn, planPasses } from '../../src/render/tile-chunks.ts';
import { TileIndex } from '../../src/render/tile-index.ts';
import { layerOf, smallMap } from './small-map.ts';

const WATER = 7;
const animations = new Map([
  [
    WATER,
    [
      { gid: 7, ms: 400 },
      { gid: 8, ms: 400 },
    ],
  ],
]);

describe('chunks in view', () => {
  const map = smallMap(40, 20);
  const size = CHUNK_TILES * 32;

  it('are those that a rectangle touches', () => {
    const range = chunksIn({ x0: size - 1, y0: 0, x1: size + 1, y1: 10 }, map, 0, { x0: 0, y0: 0, x1: 0, y1: 0 });
    expect(range).toEqual({ x0: 0, y0: 0, x1: 2, y1: 1 });
  });

  it('end at the edge of the map, also with a ring around', () => {
    const range = chunksIn({ x0: -900, y0: -900, x1: 9000, y1: 9000 }, map, 1, { x0: 0, y0: 0, x1: 0, y1: 0 });
    expect(range).toEqual({ x0: 0, y0: 0, x1: 3, y1: 2 });
  });
});

function passesOf(layers: readonly (readonly number[])[]): [animated: boolean, gids: number[]][] {
  const map = smallMap(2, 1, { animations, layers: layers.map((gids) => layerOf(gids)) });
  return planPasses(map, new TileIndex(map), 0, 0, false).map((pass) => [pass.animated, pass.tiles.map((t) => t.gid)]);
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

  it('take in tiles that reach into the chunk from outside', () => {
    const gids = new Array<number>(20 * 20).fill(0);
    gids[16 * 20] = 5;
    const map = smallMap(20, 20, { layers: [layerOf(gids, { offset: [0, -8] })] });
    const index = new TileIndex(map);
    expect(planPasses(map, index, 0, 0, false)[0]?.tiles).toMatchObject([{ gid: 5, x: 0, y: 16 }]);
    expect(planPasses(map, index, 0, 1, false)[0]?.tiles).toMatchObject([{ gid: 5, x: 0, y: 16 }]);
  });

  it('hold only the layers of their band', () => {
    const map = smallMap(1, 1, { layers: [layerOf([1]), layerOf([2], { above: true })] });
    const [pass] = planPasses(map, new TileIndex(map), 0, 0, true);
    expect(pass?.tiles.map((tile) => tile.gid)).toEqual([2]);
  });
});
