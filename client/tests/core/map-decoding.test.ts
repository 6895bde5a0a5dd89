import { expect, test } from 'vitest';
import { decodeMap } from '../../src/core/map-decoding.ts';
import { MapDecodeError } from '../../src/core/map-fields.ts';
import { ZoneIndex } from '../../src/core/zone-index.ts';

const LOOK = { name: 'ground', above: false, shown: true, opacity: 1, tint: null, offset: [0, 0], parallax: [1, 0.5] };
const BOX = { x: 1, y: 2, width: 3, height: 4, rotation: 90, pivot: [0, 4], opacity: 0.5 };
const TEXT = {
  text: 'Veerdam',
  font: 'sans-serif',
  size: 16,
  colour: '#102030',
  bold: true,
  italic: false,
  underline: false,
  strikeout: false,
  wrap: true,
  align: ['center', 'bottom'],
};
const ZONE = { joins: 'enter', lockable: false, max_people: null, hosts_only: false, portal: null, effects: [] };

const MAP = {
  version: 2,
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
      x: 0,
      y: 0,
      spacing: 0,
      image: 'tiles one.png',
      image_width: 64,
      image_height: 64,
      transparent: null,
      offset: [0, 0],
      fit: 'none',
    },
  ],
  animations: {
    '3': [
      [3, 200],
      [4, 300],
    ],
  },
  layers: [
    { kind: 'tiles', ...LOOK, tiles: [1, 4, 0x80000002, 2] },
    { kind: 'image', ...LOOK, image: 'sky.png', width: 30, height: 20, repeat: [true, false] },
    {
      kind: 'objects',
      ...LOOK,
      items: [
        { ...BOX, gid: 0x80000002 },
        { ...BOX, ...TEXT },
      ],
    },
  ],
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
      ...ZONE,
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
      ...ZONE,
    },
  ],
  starts: [
    [0, 1],
    [2, 0],
  ],
  entries: { quay: [[0, 1]] },
  doors: [],
  credits: [{ what: 'tiles.png', text: 'By somebody' }],
};

test('a map is decoded with its flips, walls, zones and starts', () => {
  const map = decodeMap(structuredClone(MAP));
  const [ground] = map.layers;
  expect(ground?.kind === 'tiles' && [...ground.gids]).toEqual([1, 1, 1, 1, 0x80000002, 0x80000002]);
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

test('addresses come out whole, names with whatever they hold', () => {
  const map = decodeMap(structuredClone(MAP));
  expect(map.tilesets[0]?.image).toBe('/maps/tiny/tiles%20one.png');
  expect(map.layers[1]).toMatchObject({ kind: 'image', image: '/maps/tiny/sky.png', repeat: [true, false] });
});

test('things on object layers are tiles or texts', () => {
  const layer = decodeMap(structuredClone(MAP)).layers[2];
  expect(layer).toMatchObject({
    kind: 'objects',
    parallax: [1, 0.5],
    items: [
      { item: 'tile', gid: 0x80000002, rotation: 90, pivot: [0, 4] },
      { item: 'text', text: 'Veerdam', bold: true, align: ['center', 'bottom'] },
    ],
  });
});

test('a tileset whose art is missing has no picture', () => {
  const tilesets = [{ ...MAP.tilesets[0], image: null, image_width: 0, image_height: 0 }];
  expect(decodeMap({ ...structuredClone(MAP), tilesets }).tilesets[0]?.image).toBeNull();
});

test('zones are found by tile, in the order of the map', () => {
  const zones = new ZoneIndex(decodeMap(structuredClone(MAP)).zones);
  expect(zones.at({ x: 1, y: 1 }).map((zone) => zone.id)).toEqual(['quiet', 'all']);
  expect(zones.at({ x: 2, y: 1 }).map((zone) => zone.id)).toEqual(['all']);
  expect(zones.at({ x: 3, y: 1 })).toEqual([]);
});

test.each([
  [{ version: 1 }, 'version'],
  [{ width: 0 }, 'width'],
  [{ name: 7 }, 'name'],
  [{ solid: [5, 2] }, 'solid'],
  [{ layers: [{ ...MAP.layers[0], tiles: [1, 5] }] }, 'ground'],
  [{ layers: [{ ...MAP.layers[0], tiles: [1, 7] }] }, 'ground'],
  [{ zones: [{ ...MAP.zones[0], kind: 'swamp' }] }, 'swamp'],
  [{ layers: [{ ...MAP.layers[0], kind: 'music' }] }, 'music'],
  [{ tilesets: [{ ...MAP.tilesets[0], fit: 'tight' }] }, 'tight'],
  [{ doors: [{}] }, 'doors[0].id'],
  [{ width: 100_000, height: 100_000 }, 'too large'],
])('a mistake is told with its key: %j', (change, said) => {
  const decode = () => decodeMap({ ...structuredClone(MAP), ...change });
  expect(decode).toThrow(MapDecodeError);
  expect(decode).toThrow(said);
});

test.each([null, 7, 'map', []])('what is no map at all is refused: %j', (json) => {
  expect(() => decodeMap(json)).toThrow(MapDecodeError);
});
