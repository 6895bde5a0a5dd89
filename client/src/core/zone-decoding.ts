/** Decodes what is on the map besides its looks: zones and what they do, doors, credits (docs/protocol.md 6). */

import type { Credit, Door, DoorPosition, Effect, LocalText, Portal, Trigger, Zone, ZoneKind } from './island-map.ts';
import { arrayOf, type Field, fieldsOf, MapDecodeError, numbersOf, runsOf } from './map-fields.ts';
import type { DoorId, ZoneId } from './units.ts';

const ZONE_KINDS: readonly ZoneKind[] = ['place', 'meeting', 'table', 'podium', 'audience', 'quiet', 'start'];

type Span = readonly [number, number, number];
type Opening = Zone['hours'][number];

/** Makes a whole address of one in the map: `https://...` or the name of a file beside it. */
export type Resolve = (address: string) => string;

/** The addresses of the map of this id. What is not `https://...` can only be a name, whatever it looks like. */
export function resolverOf(mapId: string): Resolve {
  return (address) =>
    address.startsWith('https://') ? address : `/maps/${encodeURIComponent(mapId)}/${encodeURIComponent(address)}`;
}

/** The zone behind parsed JSON, which is called `where` in errors. Throws `MapDecodeError`. */
export function decodeZone(item: unknown, where: string, resolve: Resolve): Zone {
  const zone = fieldsOf(item, where);
  return {
    id: zone.text('id') as ZoneId,
    kind: oneOf(zone, 'kind', ZONE_KINDS, where),
    names: decodeTexts(zone.value('names'), `${where}.names`),
    descriptions: decodeTexts(zone.value('descriptions'), `${where}.descriptions`),
    spans: decodeSpans(zone.list('spans'), `${where}.spans`),
    capacity: zone.numberOrNull('capacity'),
    stage: zone.textOrNull('stage'),
    joins: decodeTrigger(zone, 'joins', where),
    lockable: zone.boolean('lockable'),
    maxPeople: zone.numberOrNull('max_people'),
    hostsOnly: zone.boolean('hosts_only'),
    portal: zone.value('portal') == null ? null : decodePortal(zone.value('portal'), `${where}.portal`),
    effects: zone.list('effects').map((effect, i) => decodeEffect(effect, `${where}.effects[${i}]`, resolve)),
    ...decodeRunning(zone, where),
  };
}

/** What hosts care about; maps of events that were long ago say nothing of it. */
function decodeRunning(zone: Field, where: string) {
  const text = (key: string) => zone.textOrNull(key) ?? '';
  const hours = arrayOf(zone.value('hours') ?? [], `${where}.hours`);
  return {
    group: text('group'),
    knock: zone.value('knock') === true,
    closed: zone.value('closed') === true,
    colour: text('colour'),
    icon: text('icon'),
    host: text('host'),
    question: text('question'),
    hours: hours.map((pair) => numbersOf(pair, 2, `${where}.hours`) as unknown as Opening),
  };
}

/** The door behind parsed JSON. `tiles` and `layers` are how many the map has. */
export function decodeDoor(item: unknown, where: string, tiles: number, layers: number): Door {
  const door = fieldsOf(item, where);
  const position = (key: string) => decodePosition(door.value(key), `${where}.${key}`, tiles, layers);
  return {
    id: door.text('id') as DoorId,
    open: door.boolean('open'),
    spans: decodeSpans(door.list('spans'), `${where}.spans`),
    opensItself: door.boolean('opens_itself'),
    closesItself: door.boolean('closes_itself'),
    openLabel: door.text('open_label'),
    closeLabel: door.text('close_label'),
    whenOpen: position('when_open'),
    whenClosed: position('when_closed'),
  };
}

export function decodeCredit(item: unknown, where: string): Credit {
  const credit = fieldsOf(item, where);
  return { what: credit.text('what'), text: credit.text('text') };
}

function decodeEffect(item: unknown, where: string, resolve: Resolve): Effect {
  const read = fieldsOf(item, where);
  const effect = read.text('effect');
  switch (effect) {
    case 'website':
      return {
        effect,
        url: resolve(read.text('url')),
        trigger: decodeTrigger(read, 'trigger', where),
        label: read.text('label'),
        widthPercent: read.number('width_percent'),
        closable: read.boolean('closable'),
        allow: read.list('allow').filter((feature) => typeof feature === 'string'),
      };
    case 'tab':
      return { effect, url: resolve(read.text('url')), label: read.text('label') };
    case 'sound':
      return { effect, url: resolve(read.text('url')), volume: read.number('volume'), loop: read.boolean('loop') };
    case 'focus':
      return { effect, margin: read.number('margin') };
    case 'tooltip':
      return { effect, text: read.text('text'), ms: read.number('ms') };
    case 'info': {
      const address = (key: string) => (read.text(key) ? resolve(read.text(key)) : '');
      return { effect, text: read.text('text'), picture: address('picture'), link: address('link') };
    }
    default:
      throw new MapDecodeError(`${where}.effect: unknown effect ${effect}`);
  }
}

function decodePortal(item: unknown, where: string): Portal {
  const portal = fieldsOf(item, where);
  return { island: portal.text('island'), entry: portal.text('entry'), open: portal.boolean('open') };
}

function decodePosition(item: unknown, where: string, tiles: number, layers: number): DoorPosition {
  const position = fieldsOf(item, where);
  const solid: number[] = [];
  for (const [start, end] of runsOf(position.numbers('solid'), tiles, `${where}.solid`))
    for (let cell = start; cell < end; cell++) solid.push(cell);
  const layerList = (key: string) => {
    const numbers = position.numbers(key);
    if (numbers.some((layer) => !Number.isInteger(layer) || layer < 0 || layer >= layers))
      throw new MapDecodeError(`${where}.${key}: a layer that the map does not have`);
    return numbers;
  };
  return { show: layerList('show'), hide: layerList('hide'), solid };
}

function decodeSpans(spans: readonly unknown[], where: string): readonly Span[] {
  const decoded = spans.map((span) => numbersOf(span, 3, where) as unknown as Span);
  return decoded.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

function decodeTexts(value: unknown, where: string): LocalText {
  const texts = fieldsOf(value, where);
  const nl = texts.textOrNull('nl') ?? '';
  const en = texts.textOrNull('en') ?? '';
  return { nl: nl || en, en: en || nl };
}

function decodeTrigger(read: Field, key: string, where: string): Trigger {
  return oneOf(read, key, ['enter', 'action'] as const, where);
}

function oneOf<Word extends string>(read: Field, key: string, words: readonly Word[], where: string): Word {
  const found = read.text(key);
  const word = words.find((known) => known === found);
  if (word === undefined) throw new MapDecodeError(`${where}.${key}: unknown ${key} ${found}`);
  return word;
}

/** All of a list, each item called by its place in errors. */
export function decodeEach<Item>(
  list: unknown,
  where: string,
  decode: (item: unknown, where: string) => Item,
): readonly Item[] {
  return arrayOf(list, where).map((item, index) => decode(item, `${where}[${index}]`));
}
