/** Decodes the island's map out of the compact JSON of docs/protocol.md 6. */

import type { AnimationFrame, IslandMap, Tileset } from './island-map.ts';
import { decodeLayer } from './layer-decoding.ts';
import { arrayOf, type Field, fieldsOf, MapDecodeError, numbersOf, runsOf } from './map-fields.ts';
import type { Tile } from './units.ts';
import { decodeCredit, decodeDoor, decodeEach, decodeZone, type Resolve, resolverOf } from './zone-decoding.ts';

export const MAP_VERSION = 2;
const MAX_TILES = 1_000_000;
const FITS = ['none', 'stretch', 'keep'] as const;

/** The map behind parsed JSON. Throws `MapDecodeError`, which names the key, if it is not one. */
export function decodeMap(json: unknown): IslandMap {
  const map = fieldsOf(json, 'map');
  const version = map.number('version');
  if (version !== MAP_VERSION)
    throw new MapDecodeError(`map.version: ${version}, while this program reads ${MAP_VERSION}`);
  const width = map.size('width');
  const height = map.size('height');
  if (width * height > MAX_TILES) throw new MapDecodeError(`map: ${width} x ${height} tiles is too large`);
  const tiles = width * height;
  const resolve = resolverOf(map.text('id'));
  const layers = decodeEach(map.value('layers'), 'layers', (item, where) => decodeLayer(item, where, tiles, resolve));
  return {
    id: map.text('id'),
    name: map.text('name'),
    width,
    height,
    tileWidth: map.size('tile_width'),
    tileHeight: map.size('tile_height'),
    background: map.textOrNull('background'),
    tilesets: decodeEach(map.value('tilesets'), 'tilesets', (item, where) => decodeTileset(item, where, resolve)),
    animations: decodeAnimations(map),
    layers,
    solid: decodeSolid(map.numbers('solid'), tiles),
    zones: decodeEach(map.value('zones'), 'zones', (item, where) => decodeZone(item, where, resolve)),
    starts: map.list('starts').map(decodeTile),
    doors: decodeEach(map.value('doors'), 'doors', (item, where) => decodeDoor(item, where, tiles, layers.length)),
    credits: decodeEach(map.value('credits'), 'credits', decodeCredit),
  };
}

function decodeTileset(item: unknown, where: string, resolve: Resolve): Tileset {
  const set = fieldsOf(item, where);
  const image = set.textOrNull('image');
  const fit = FITS.find((known) => known === set.text('fit'));
  if (!fit) throw new MapDecodeError(`${where}.fit: unknown fit ${set.text('fit')}`);
  return {
    first: set.number('first'),
    count: set.number('count'),
    columns: set.size('columns'),
    tileWidth: set.size('tile_width'),
    tileHeight: set.size('tile_height'),
    x: set.number('x'),
    y: set.number('y'),
    spacing: set.number('spacing'),
    image: image === null ? null : resolve(image),
    imageWidth: set.number('image_width'),
    imageHeight: set.number('image_height'),
    transparent: set.textOrNull('transparent'),
    offset: numbersOf(set.value('offset'), 2, `${where}.offset`) as unknown as [number, number],
    fit,
  };
}

function decodeAnimations(map: Field): ReadonlyMap<number, readonly AnimationFrame[]> {
  const animations = new Map<number, readonly AnimationFrame[]>();
  for (const [gid, frames] of map.entries('animations')) {
    const where = `animations.${gid}`;
    const pairs = arrayOf(frames, where).map((pair) => {
      const [frame = 0, ms = 0] = numbersOf(pair, 2, where);
      return { gid: frame, ms };
    });
    animations.set(Number(gid), pairs);
  }
  return animations;
}

function decodeSolid(runs: readonly number[], tiles: number): Uint8Array {
  const solid = new Uint8Array(tiles);
  for (const [start, end] of runsOf(runs, tiles, 'solid')) solid.fill(1, start, end);
  return solid;
}

function decodeTile(pair: unknown): Tile {
  const [x = 0, y = 0] = numbersOf(pair, 2, 'starts');
  return { x, y };
}
