import { expect, test } from 'vitest';
import type { Effect } from '../../src/core/island-map.ts';
import { decodeZone, resolverOf } from '../../src/core/zone-decoding.ts';
import {
  differences,
  fieldsOfZone,
  informationIn,
  NEW_FIELDS,
  pick,
  rebased,
  withInformation,
} from '../../src/state/zone-fields.ts';
import { zoneOf } from '../core/made-zones.ts';

const EFFECTS: readonly Effect[] = [
  {
    effect: 'website',
    url: '/maps/m/a%20b.html',
    trigger: 'enter',
    label: 'Lees',
    widthPercent: 40,
    closable: true,
    allow: ['fullscreen'],
  },
  { effect: 'sound', url: 'https://a.nl/x.mp3', volume: 0.5, loop: true },
  { effect: 'focus', margin: 0.2 },
  { effect: 'info', text: 'Hoi', picture: '/maps/m/foto.png', link: '' },
];

test('the fields of a zone, put on the wire and read again, are the same zone', () => {
  const zone = zoneOf('Hal', {
    effects: EFFECTS,
    names: { nl: 'Hal', en: 'Hall' },
    hours: [[1, 2]],
    portal: { island: 'nes', entry: '', open: true },
  });
  const fields = fieldsOfZone(zone, 'm');
  const wire = { id: zone.id, ...fields, portal: { ...fields.portal, open: true } };
  expect(decodeZone(wire, 'zone', resolverOf('m'))).toEqual(zone);
});

test('a name that was given in one language is that of both', () => {
  expect(fieldsOfZone(zoneOf('Hal'), 'm').names).toEqual({ nl: 'Hal', en: '' });
});

test('only what differs is sent, whatever the order of its keys', () => {
  const is = fieldsOfZone(zoneOf('Hal', { effects: EFFECTS }), 'm');
  const [page = { effect: '' }, ...others] = is.effects;
  const turned = Object.fromEntries(Object.entries(page).reverse());
  expect(differences({ ...is, effects: [turned, ...others] }, is)).toEqual([]);
  expect(pick({ ...is, host: 'Bo', capacity: 4 }, differences({ ...is, host: 'Bo', capacity: 4 }, is))).toEqual({
    host: 'Bo',
    capacity: 4,
  });
});

test('when somebody else changes the zone, what one changed oneself stays and the rest follows', () => {
  const was = fieldsOfZone(zoneOf('Hal'), 'm');
  const mine = { ...was, host: 'Anna', question: 'Hoe gaat het?' };
  const theirs = { ...was, host: 'Bo', colour: '#ffffff' };
  expect(rebased(mine, was, theirs)).toEqual({ ...was, host: 'Anna', question: 'Hoe gaat het?', colour: '#ffffff' });
});

test('information is changed in its place, and what the form knows nothing of stays', () => {
  const { effects } = fieldsOfZone(zoneOf('Hal', { effects: EFFECTS }), 'm');
  const information = informationIn({ ...NEW_FIELDS, effects });
  expect(information).toEqual({ text: 'Hoi', picture: 'foto.png', link: '', page: 'a b.html', opensItself: true });
  expect(withInformation(effects, information)).toEqual(effects);
  const changed = withInformation(effects, { ...information, page: 'https://b.nl', text: '', picture: '' });
  expect(changed.map(({ effect }) => effect)).toEqual(['website', 'sound', 'focus']);
  expect(changed[0]).toMatchObject({ url: 'https://b.nl', label: 'Lees', allow: ['fullscreen'] });
  expect(withInformation([], { ...information, page: '' })).toEqual([
    { effect: 'info', text: 'Hoi', picture: 'foto.png', link: '' },
  ]);
});
