/** The fields of a zone as hosts change them, and how they differ from one another. Pure. */

import type { Effect, LocalText, Zone } from '../core/island-map.ts';
import type { WireZoneFields, ZoneField } from '../protocol/zone-messages.ts';

/** All fields of a zone. */
export type ZoneFields = Required<WireZoneFields>;

export type WireEffect = WireZoneFields['effects'] extends readonly (infer One)[] | undefined ? One : never;

/** Those of a new zone, before anybody gave them a value. */
export const NEW_FIELDS: ZoneFields = {
  kind: 'place',
  names: { nl: '', en: '' },
  descriptions: { nl: '', en: '' },
  spans: [],
  capacity: null,
  stage: null,
  joins: 'enter',
  lockable: false,
  max_people: null,
  hosts_only: false,
  portal: null,
  effects: [],
  group: '',
  knock: false,
  closed: false,
  colour: '',
  icon: '',
  host: '',
  question: '',
  hours: [],
};

/** The fields of a zone of the map with this id, as they are sent. */
export function fieldsOfZone(zone: Zone, mapId: string): ZoneFields {
  return {
    kind: zone.kind,
    names: ownTexts(zone.names),
    descriptions: ownTexts(zone.descriptions),
    spans: zone.spans,
    capacity: zone.capacity,
    stage: zone.stage,
    joins: zone.joins,
    lockable: zone.lockable,
    max_people: zone.maxPeople,
    hosts_only: zone.hostsOnly,
    portal: zone.portal && { island: zone.portal.island, entry: zone.portal.entry },
    effects: zone.effects.map((effect) => wireEffect(effect, mapId)),
    group: zone.group,
    knock: zone.knock,
    closed: zone.closed,
    colour: zone.colour,
    icon: zone.icon,
    host: zone.host,
    question: zone.question,
    hours: zone.hours,
  };
}

export function isSameValue(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

/** The names of the fields that differ. */
export function differences(one: ZoneFields, other: ZoneFields): readonly ZoneField[] {
  return (Object.keys(NEW_FIELDS) as ZoneField[]).filter((field) => !isSameValue(one[field], other[field]));
}

/** Only these fields. */
export function pick(fields: ZoneFields, names: readonly ZoneField[]): WireZoneFields {
  return Object.fromEntries(names.map((name) => [name, fields[name]]));
}

/**
 * What somebody has in a form when the zone changes under it: fields that they changed stay, the others follow the zone.
 *
 * @param form - As they have it.
 * @param was - The zone that the form began with.
 * @param is - The zone as it is now.
 */
export function rebased(form: ZoneFields, was: ZoneFields, is: ZoneFields): ZoneFields {
  return { ...is, ...pick(form, differences(form, was)) };
}

/** The page and the card of a zone, as far as the form knows them. */
export interface ZoneInformation {
  readonly text: string;
  readonly picture: string;
  readonly link: string;
  /** The address of a page that is shown beside the island; empty: none. */
  readonly page: string;
  /** Whether that page opens by itself. */
  readonly opensItself: boolean;
}

export function informationIn({ effects }: ZoneFields): ZoneInformation {
  const info = effects.find(({ effect }) => effect === 'info');
  const page = effects.find(({ effect }) => effect === 'website');
  return {
    text: textIn(info, 'text'),
    picture: textIn(info, 'picture'),
    link: textIn(info, 'link'),
    page: textIn(page, 'url'),
    opensItself: textIn(page, 'trigger') === 'enter',
  };
}

function textIn(effect: WireEffect | undefined, key: string): string {
  const value = effect?.[key];
  return typeof value === 'string' ? value : '';
}

/** Effects with this information; all others, and what the form knows nothing of, stay as they are. */
export function withInformation(effects: ZoneFields['effects'], information: ZoneInformation): ZoneFields['effects'] {
  const { text, picture, link, page, opensItself } = information;
  const hasCard = [text, picture, link].some((value) => value.trim() !== '');
  const card = { effect: 'info', text, picture, link };
  const trigger = opensItself ? 'enter' : 'action';
  const withCard = replaced(effects, 'info', hasCard ? () => card : null);
  return replaced(
    withCard,
    'website',
    page.trim() === '' ? null : (is) => ({ ...NEW_PAGE, ...is, url: page, trigger }),
  );
}

const NEW_PAGE = { effect: 'website', label: '', width_percent: 50, closable: true, allow: [] };

/** With the first effect of this name put in, changed or (null) taken out. */
function replaced(
  effects: ZoneFields['effects'],
  name: string,
  make: ((is: WireEffect | undefined) => WireEffect) | null,
): ZoneFields['effects'] {
  const at = effects.findIndex(({ effect }) => effect === name);
  if (at < 0) return make ? [...effects, make(undefined)] : effects;
  return effects.flatMap((effect, index) => (index !== at ? [effect] : make ? [make(effect)] : []));
}

/** A text that is the same in both languages was written in one. */
const ownTexts = ({ nl, en }: LocalText) => ({ nl, en: en === nl ? '' : en });

function wireEffect(effect: Effect, mapId: string): WireEffect {
  const own = (address: string) => ownAddress(address, mapId);
  switch (effect.effect) {
    case 'website': {
      const { widthPercent, url, ...rest } = effect;
      return { ...rest, url: own(url), width_percent: widthPercent };
    }
    case 'tab':
    case 'sound':
      return { ...effect, url: own(effect.url) };
    case 'info':
      return { ...effect, picture: own(effect.picture), link: own(effect.link) };
    case 'focus':
    case 'tooltip':
      return { ...effect };
  }
}

/** The name of a file of the map, as it was before `resolverOf`. */
function ownAddress(address: string, mapId: string): string {
  const folder = `/maps/${encodeURIComponent(mapId)}/`;
  return address.startsWith(folder) ? decodeURIComponent(address.slice(folder.length)) : address;
}

/** With the keys of all objects in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
