/** Decodes the layers of the island's map: tiles, pictures, objects (docs/protocol.md 6). */

import type { Layer, TextItem, TileItem } from './island-map.ts';
import { arrayOf, type Field, fieldsOf, MapDecodeError, numbersOf } from './map-fields.ts';
import type { Resolve } from './zone-decoding.ts';

const HORIZONTAL = ['left', 'center', 'right', 'justify'] as const;
const VERTICAL = ['top', 'center', 'bottom'] as const;

/** The layer behind parsed JSON. `tiles` is how many the map has. Throws `MapDecodeError`. */
export function decodeLayer(item: unknown, where: string, tiles: number, resolve: Resolve): Layer {
  const layer = fieldsOf(item, where);
  const kind = layer.text('kind');
  const base = decodeBase(layer, where);
  switch (kind) {
    case 'tiles':
      return { ...base, kind, gids: expandTiles(layer.numbers('tiles'), tiles, base.name) };
    case 'image': {
      const [across, down] = arrayOf(layer.value('repeat'), `${where}.repeat`);
      return {
        ...base,
        kind,
        image: resolve(layer.text('image')),
        width: layer.size('width'),
        height: layer.size('height'),
        repeat: [across === true, down === true],
      };
    }
    case 'objects':
      return { ...base, kind, items: layer.list('items').map((each, i) => decodeItem(each, `${where}.items[${i}]`)) };
    default:
      throw new MapDecodeError(`${where}.kind: unknown kind ${kind}`);
  }
}

function decodeBase(layer: Field, where: string) {
  return {
    name: layer.text('name'),
    above: layer.boolean('above'),
    shown: layer.boolean('shown'),
    opacity: layer.number('opacity'),
    tint: layer.textOrNull('tint'),
    offset: pairOf(layer, 'offset', where),
    parallax: pairOf(layer, 'parallax', where),
  };
}

function decodeItem(value: unknown, where: string): TileItem | TextItem {
  const item = fieldsOf(value, where);
  const base = {
    x: item.number('x'),
    y: item.number('y'),
    width: item.number('width'),
    height: item.number('height'),
    rotation: item.number('rotation'),
    pivot: pairOf(item, 'pivot', where),
    opacity: item.number('opacity'),
  };
  if (item.textOrNull('text') === null) return { ...base, item: 'tile', gid: item.number('gid') };
  const [across, down] = arrayOf(item.value('align'), `${where}.align`);
  return {
    ...base,
    item: 'text',
    text: item.text('text'),
    font: item.text('font'),
    size: item.size('size'),
    colour: item.text('colour'),
    bold: item.boolean('bold'),
    italic: item.boolean('italic'),
    underline: item.boolean('underline'),
    strikeout: item.boolean('strikeout'),
    wrap: item.boolean('wrap'),
    align: [HORIZONTAL.find((known) => known === across) ?? 'left', VERTICAL.find((known) => known === down) ?? 'top'],
  };
}

function expandTiles(coded: readonly number[], tiles: number, layer: string): Uint32Array {
  const gids = new Uint32Array(tiles);
  let at = 0;
  for (let index = 0; index + 1 < coded.length; index += 2) {
    const count = coded[index + 1] as number;
    if (count < 1 || at + count > tiles) throw new MapDecodeError(`layer ${layer}: tiles: more than ${tiles} cells`);
    const gid = coded[index] as number;
    const end = at + count;
    // Most runs are short, for which `fill` takes longer than this.
    while (at < end) gids[at++] = gid;
  }
  if (at !== tiles) throw new MapDecodeError(`layer ${layer}: tiles: ${at} cells instead of ${tiles}`);
  return gids;
}

function pairOf(read: Field, key: string, where: string): readonly [number, number] {
  return numbersOf(read.value(key), 2, `${where}.${key}`) as unknown as [number, number];
}
