import { expect, test } from 'vitest';
import { MapDecodeError } from '../../src/core/map-fields.ts';
import { decodeDoor, decodeZone, resolverOf } from '../../src/core/zone-decoding.ts';

const ZONE = {
  id: 'stage',
  kind: 'podium',
  names: { nl: 'Podium', en: 'Stage' },
  descriptions: {},
  spans: [[0, 0, 3]],
  capacity: null,
  stage: 'main',
  joins: 'action',
  lockable: true,
  max_people: 0,
  hosts_only: true,
  portal: { island: 'nes', entry: 'quay', open: false },
  effects: [
    {
      effect: 'website',
      url: 'https://example.org/',
      trigger: 'action',
      label: '',
      width_percent: 40,
      closable: false,
      allow: ['camera'],
    },
    { effect: 'tab', url: 'guide.pdf', label: 'Guide' },
    { effect: 'sound', url: 'sea.ogg', volume: 0.5, loop: true },
    { effect: 'focus', margin: 0.35 },
    { effect: 'tooltip', text: 'Mind the step', ms: 0 },
    { effect: 'info', text: 'Who we are', picture: 'us.png', link: '' },
  ],
  group: 'crew',
  knock: true,
  closed: true,
  colour: '#0a7e8c',
  icon: 'stage',
  host: 'Anna',
  question: 'What brings you here?',
  hours: [[1000, 2000]],
};

const DOOR = {
  id: 'barn',
  open: false,
  spans: [
    [1, 0, 2],
    [0, 0, 1],
  ],
  opens_itself: true,
  closes_itself: false,
  open_label: 'Open the barn',
  close_label: '',
  when_open: { show: [1], hide: [0], solid: [] },
  when_closed: { show: [0], hide: [1], solid: [2, 3] },
};

const resolve = resolverOf('tiny');
const zoneOf = (change: object) => decodeZone({ ...structuredClone(ZONE), ...change }, 'zones[0]', resolve);
const doorOf = (change: object) => decodeDoor({ ...structuredClone(DOOR), ...change }, 'doors[0]', 6, 2);

test('a zone is decoded with its rules, its portal and what it does', () => {
  expect(zoneOf({})).toMatchObject({
    joins: 'action',
    lockable: true,
    maxPeople: 0,
    hostsOnly: true,
    portal: { island: 'nes', entry: 'quay', open: false },
    effects: [
      { effect: 'website', url: 'https://example.org/', widthPercent: 40, closable: false, allow: ['camera'] },
      { effect: 'tab', url: '/maps/tiny/guide.pdf' },
      { effect: 'sound', url: '/maps/tiny/sea.ogg', volume: 0.5, loop: true },
      { effect: 'focus', margin: 0.35 },
      { effect: 'tooltip', text: 'Mind the step', ms: 0 },
      { effect: 'info', text: 'Who we are', picture: '/maps/tiny/us.png', link: '' },
    ],
    group: 'crew',
    knock: true,
    closed: true,
    colour: '#0a7e8c',
    icon: 'stage',
    host: 'Anna',
    question: 'What brings you here?',
    hours: [[1000, 2000]],
  });
});

test('a zone of a map from before hosts could change zones is open to everybody, and plain', () => {
  const { group, knock, closed, colour, icon, host, question, hours, ...old } = ZONE;
  expect(decodeZone(old, 'zones[0]', resolve)).toMatchObject({
    group: '',
    knock: false,
    closed: false,
    colour: '',
    icon: '',
    host: '',
    question: '',
    hours: [],
  });
});

test('a table is a kind of zone', () => {
  expect(zoneOf({ kind: 'table' }).kind).toBe('table');
});

test.each(['javascript:alert(1)', '//evil.example/x', '../../api/leave', 'http://example.org/', 'data:text/html,x'])(
  'an address that is not https can only be the name of a file beside the map: %s',
  (address) => {
    const resolved = resolve(address);
    expect(resolved.startsWith('/maps/tiny/')).toBe(true);
    expect(new URL(resolved, 'https://island.example/').pathname.split('/')).toHaveLength(4);
  },
);

test('a door is decoded with its layers and the cells that it blocks', () => {
  expect(doorOf({})).toEqual({
    id: 'barn',
    open: false,
    spans: [
      [0, 0, 1],
      [1, 0, 2],
    ],
    opensItself: true,
    closesItself: false,
    openLabel: 'Open the barn',
    closeLabel: '',
    whenOpen: { show: [1], hide: [0], solid: [] },
    whenClosed: { show: [0], hide: [1], solid: [2, 3, 4] },
  });
});

test.each([
  [() => zoneOf({ joins: 'never' }), 'joins'],
  [() => zoneOf({ effects: [{ effect: 'explode' }] }), 'explode'],
  [() => zoneOf({ hours: [[1]] }), 'zones[0].hours'],
  [() => zoneOf({ effects: [{ effect: 'tab', url: 7 }] }), 'zones[0].effects[0].url'],
  [() => doorOf({ when_open: { show: [2], hide: [], solid: [] } }), 'when_open.show'],
  [() => doorOf({ when_closed: { show: [], hide: [], solid: [5, 2] } }), 'when_closed.solid'],
])('a mistake is told with its key: %#', (decode, said) => {
  expect(decode).toThrow(MapDecodeError);
  expect(decode).toThrow(said);
});
