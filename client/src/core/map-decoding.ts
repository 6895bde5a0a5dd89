/** Decodes the island's map out of the compact JSON of docs/protocol.md 6. */

import type { AnimationFrame, IslandMap, LocalText, TileLayer, Tileset, Zone, ZoneKind } from './island-map.ts';
import { arrayOf, type Field, fieldsOf, MapDecodeError } from './map-fields.ts';
import type { Tile, ZoneId } from './units.ts';

export const MAP_VERSION = 1;
const MAX_TILES = 1_000_000;
const ZONE_KINDS: readonly ZoneKind[] = ['place', 'meeting', 'podium', 'audience', 'quiet', 'start'];

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
  return {
    id: map.text('id'),
    name: map.text('name'),
    width,
    height,
    tileWidth: map.size('tile_width'),
    tileHeight: map.size('tile_height'),
    background: map.textOrNull('background'),
    tilesets: map.list('tilesets').map(decodeTileset),
    animations: decodeAnimations(map),
    layers: map.list('layers').map((layer) => decodeLayer(layer, tiles)),
    solid: decodeSolid(map.numbers('solid'), tiles),
    zones: map.list('zones').map(decodeZone),
    starts: decodeStarts(map),
  };
}

function decodeTileset(item: unknown, index: number): Tileset {
  const set = fieldsOf(item, `tilesets[${index}]`);
  return {
    first: set.number('first'),
    count: set.number('count'),
    columns: set.size('columns'),
    tileWidth: set.size('tile_width'),
    tileHeight: set.size('tile_height'),
    margin: set.number('margin'),
    spacing: set.number('spacing'),
    image: set.text('image'),
    imageWidth: set.size('image_width'),
    imageHeight: set.size('image_height'),
  };
}

function decodeAnimations(map: Field): ReadonlyMap<number, readonly AnimationFrame[]> {
  const animations = new Map<number, readonly AnimationFrame[]>();
  for (const [gid, frames] of map.entries('animations')) {
    const pairs = arrayOf(frames, `animations.${gid}`);
    animations.set(
      Number(gid),
      pairs.map((pair) => {
        const [frame, ms] = numbersOf(pair, 2, `animations.${gid}`) as [number, number];
        return { gid: frame, ms };
      }),
    );
  }
  return animations;
}

function decodeLayer(item: unknown, tiles: number): TileLayer {
  const layer = fieldsOf(item, 'layer');
  const name = layer.text('name');
  const offset = numbersOf(layer.value('offset'), 2, `layer ${name}: offset`) as [number, number];
  return {
    name,
    above: layer.boolean('above'),
    opacity: layer.number('opacity'),
    tint: layer.textOrNull('tint'),
    offset,
    gids: expandTiles(layer.numbers('tiles'), tiles, name),
  };
}

function expandTiles(coded: readonly number[], tiles: number, layer: string): Uint32Array {
  const gids = new Uint32Array(tiles);
  let at = 0;
  for (let index = 0; index + 1 < coded.length; index += 2) {
    const count = coded[index + 1] as number;
    if (count < 1 || at + count > tiles) throw new MapDecodeError(`layer ${layer}: tiles: more than ${tiles} cells`);
    gids.fill(coded[index] as number, at, at + count);
    at += count;
  }
  if (at !== tiles) throw new MapDecodeError(`layer ${layer}: tiles: ${at} cells instead of ${tiles}`);
  return gids;
}

function decodeSolid(runs: readonly number[], tiles: number): Uint8Array {
  const solid = new Uint8Array(tiles);
  for (let index = 0; index + 1 < runs.length; index += 2) {
    const start = runs[index] as number;
    const end = start + (runs[index + 1] as number);
    if (start < 0 || end > tiles || end < start)
      throw new MapDecodeError(`solid: cells ${start} to ${end} are not on the map`);
    solid.fill(1, start, end);
  }
  return solid;
}

function decodeZone(item: unknown, index: number): Zone {
  const zone = fieldsOf(item, `zones[${index}]`);
  const kind = zone.text('kind') as ZoneKind;
  if (!ZONE_KINDS.includes(kind)) throw new MapDecodeError(`zones[${index}].kind: unknown kind ${kind}`);
  const spans = zone
    .list('spans')
    .map((span) => numbersOf(span, 3, `zones[${index}].spans`) as [number, number, number]);
  return {
    id: zone.text('id') as ZoneId,
    kind,
    names: decodeTexts(zone.value('names'), `zones[${index}].names`),
    descriptions: decodeTexts(zone.value('descriptions'), `zones[${index}].descriptions`),
    spans: spans.sort((a, b) => a[0] - b[0] || a[1] - b[1]),
    capacity: zone.numberOrNull('capacity'),
    stage: zone.textOrNull('stage'),
  };
}

function decodeTexts(value: unknown, where: string): LocalText {
  const texts = fieldsOf(value, where);
  const nl = texts.textOrNull('nl') ?? '';
  const en = texts.textOrNull('en') ?? '';
  return { nl: nl || en, en: en || nl };
}

function decodeStarts(map: Field): Tile[] {
  return map.entries('starts').flatMap(([name, tiles]) =>
    arrayOf(tiles, `starts.${name}`).map((pair) => {
      const [x, y] = numbersOf(pair, 2, `starts.${name}`) as [number, number];
      return { x, y };
    }),
  );
}

function numbersOf(value: unknown, count: number, where: string): number[] {
  const list = arrayOf(value, where);
  if (list.length !== count || !list.every((item) => typeof item === 'number'))
    throw new MapDecodeError(`${where}: expected ${count} numbers`);
  return list as number[];
}
