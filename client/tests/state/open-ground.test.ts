import { expect, test } from 'vitest';
import type { IslandMap, Zone } from '../../src/core/island-map.ts';
import type { AvatarId } from '../../src/core/units.ts';
import { openGround } from '../../src/state/open-ground.ts';
import { createStore } from '../../src/state/store.ts';
import { doorOf, zoneOf } from '../core/made-zones.ts';

const FROM = { x: 0, y: 0 };
const TO = { x: 5, y: 0 };

/** Six tiles in a row, of which tiles 2 and 3 are this zone. */
function ground(changes: Partial<Zone>, role: 'attendee' | 'host' = 'attendee', from = FROM, to = TO) {
  const store = createStore('nl', false);
  store.me.value = { avatar: 1 as AvatarId, role } as never;
  store.people.value = new Map([[2 as AvatarId, { avatar: 2, zone: 'hall' } as never]]);
  const zone = zoneOf('hall', { spans: [[0, 2, 4]], ...changes });
  store.zones.value = [zone];
  const map = { width: 6, height: 1, solid: new Uint8Array(6), zones: [zone], doors: [] } as unknown as IslandMap;
  return { store, map, cells: () => [...openGround(store, map, from, to).solid].join('') };
}

test('what is closed for now is in the way of all but hosts', () => {
  expect(ground({ closed: true }).cells()).toBe('001100');
  expect(ground({ closed: true }, 'host').cells()).toBe('000000');
});

test('what is for hosts is in the way of others only', () => {
  expect(ground({ hostsOnly: true }).cells()).toBe('001100');
  expect(ground({ hostsOnly: true }, 'host').cells()).toBe('000000');
});

test('what is full or locked is in the way, while it is', () => {
  expect(ground({ maxPeople: 1 }).cells()).toBe('001100');
  expect(ground({ maxPeople: 2 }).cells()).toBe('000000');
  const { store, map, cells } = ground({});
  store.lockedZones.value = new Set(map.zones.map(({ id }) => id));
  expect(cells()).toBe('001100');
});

test('a closed zone in which one stands, or to which one wants to go, is not in the way', () => {
  expect(ground({ hostsOnly: true }, 'attendee', { x: 2, y: 0 }).cells()).toBe('000000');
  expect(ground({ hostsOnly: true }, 'attendee', FROM, { x: 3, y: 0 }).cells()).toBe('000000');
});

test('closed doors are in the way too, and the map itself stays as it was', () => {
  const { store, map } = ground({ hostsOnly: true });
  const door = doorOf('gate', { whenClosed: { show: [], hide: [], solid: [4] } });
  const solid = openGround(store, { ...map, doors: [door] }, FROM, TO).solid;
  expect([...solid].join('')).toBe('001110');
  expect([...map.solid].join('')).toBe('000000');
});
