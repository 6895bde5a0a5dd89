import { expect, test } from 'vitest';
import { decodeMap } from '../../src/core/map-decoding.ts';
import { MapDecodeError } from '../../src/core/map-fields.ts';
import { ZoneIndex } from '../../src/core/zone-index.ts';

const MAP = {
  version: 1,
  id: 'tiny',
  name: 'Tiny',
  width: 3,
  height: 2,
  tile_width: 32,
  tile_height: 32,
  background: null,
  tilesets: [
    {
      first: 1,
      count: 4,
      columns: 2,
      tile_width: 32,
      tile_height: 32,
      margin: 0,
      spacing: 0,
      image: '/maps/tiny/tiles.png',
      image_width: 64,
      image_height: 64,
    },
  ],
  animations: {
    '3': [
      [3, 200],
      [4, 300],
    ],
  },
  layers: [{ name: 'ground', above: false, opacity: 1, tint: null, offset: [0, 0], tiles: [1, 4, 0x80000002, 2] }],
  solid: [1, 2, 5, 1],
  zones: [
    {
      id: 'quiet',
      kind: 'quiet',
      names: { nl: 'Stil', en: '' },
      descriptions: {},
      spans: [[1, 0, 2]],
      capacity: null,
      stage: null,
    },
    {
      id: 'all',
      kind: 'place',
      names: { nl: 'Al', en: 'All' },
      descriptions: {},
      spans: [
        [0, 0, 3],
        [1, 0, 3],
      ],
      capacity: 9,
      stage: null,
    },
  ],
  starts: {
    '': [
      [0, 1],
      [2, 0],
    ],
  },
};

test('a map is decoded with its flips, walls, zones and starts', () => {
  const map = decodeMap(structuredClone(MAP));
  expect([...(map.layers[0]?.gids ?? [])]).toEqual([1, 1, 1, 1, 0x80000002, 0x80000002]);
  expect([...map.solid]).toEqual([0, 1, 1, 0, 0, 1]);
  expect(map.animations.get(3)).toEqual([
    { gid: 3, ms: 200 },
    { gid: 4, ms: 300 },
  ]);
  expect(map.zones[0]?.names).toEqual({ nl: 'Stil', en: 'Stil' });
  expect(map.starts).toEqual([
    { x: 0, y: 1 },
    { x: 2, y: 0 },
  ]);
});

test('zones are found by tile, in the order of the map', () => {
  const zones = new ZoneIndex(decodeMap(structuredClone(MAP)).zones);
  expect(zones.at({ x: 1, y: 1 }).map((zone) => zone.id)).toEqual(['quiet', 'all']);
  expect(zones.at({ x: 2, y: 1 }).map((zone) => zone.id)).toEqual(['all']);
  expect(zones.at({ x: 3, y: 1 })).toEqual([]);
});

test.each([
  [{ version: 2 }, 'version'],
  [{ width: 0 }, 'width'],
  [{ name: 7 }, 'name'],
  [{ solid: [5, 2] }, 'solid'],
  [{ layers: [{ ...MAP.layers[0], tiles: [1, 5] }] }, 'ground'],
  [{ layers: [{ ...MAP.layers[0], tiles: [1, 7] }] }, 'ground'],
  [{ zones: [{ ...MAP.zones[0], kind: 'swamp' }] }, 'swamp'],
  [{ width: 100_000, height: 100_000 }, 'too large'],
])('a mistake is told with its key: %j', (change, said) => {
  const decode = () => decodeMap({ ...structuredClone(MAP), ...change });
  expect(decode).toThrow(MapDecodeError);
  expect(decode).toThrow(said);
});

test.each([null, 7, 'map', []])('what is no map at all is refused: %j', (json) => {
  expect(() => decodeMap(json)).toThrow(MapDecodeError);
});
