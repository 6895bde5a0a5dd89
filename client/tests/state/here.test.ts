import { expect, test } from 'vitest';
import type { AvatarId, ZoneId } from '../../src/core/units.ts';
import type { AvatarView } from '../../src/core/world-view.ts';
import { SpanIndex, ZoneIndex } from '../../src/core/zone-index.ts';
import { applyDoors, forgetIsland, noticeLocks, standAt } from '../../src/state/here.ts';
import { createStore } from '../../src/state/store.ts';
import { doorOf, zoneOf } from '../core/made-zones.ts';

const hall = zoneOf('hall', { spans: [[0, 0, 9]], effects: [{ effect: 'focus', margin: 0 }] });
const desk = zoneOf('desk', { spans: [[0, 2, 4]] });
const zones = new ZoneIndex([hall, desk]);
const doors = new SpanIndex([doorOf('gate', { spans: [[0, 3, 5]] })]);

test('where one stands is told when it changes, and only then', () => {
  const store = createStore('nl', false);
  standAt(store, { x: 1, y: 0 }, zones, doors);
  const { value: first } = store.here;
  expect(first).toEqual([hall]);
  expect(store.focus.value).toMatchObject({ x0: 0, x1: 9 });
  const { value: focus } = store.focus;
  standAt(store, { x: 1, y: 0 }, zones, doors);
  expect(store.here.value).toBe(first);
  expect(store.focus.value).toBe(focus);
  standAt(store, { x: 3, y: 0 }, zones, doors);
  expect(store.here.value).toEqual([hall, desk]);
  expect(store.doorsHere.value.map(({ id }) => id)).toEqual(['gate']);
  standAt(store, { x: 3, y: 7 }, zones, doors);
  expect([store.here.value, store.doorsHere.value, store.focus.value]).toEqual([[], [], null]);
});

test('a zone is known to be locked by those who talk in it', () => {
  const store = createStore('nl', false);
  const person = { avatar: 2 as AvatarId, zone: 'desk' as ZoneId } as never;
  store.people.value = new Map([[2 as AvatarId, person]]);
  const view = (locked: boolean) => [{ avatar: 2, locked }] as unknown as AvatarView[];
  noticeLocks(store, view(true));
  expect([...store.lockedZones.value]).toEqual(['desk']);
  const { value: known } = store.lockedZones;
  noticeLocks(store, view(true));
  expect(store.lockedZones.value).toBe(known);
  noticeLocks(store, view(false));
  expect(store.lockedZones.value.size).toBe(0);
});

test('off the island nothing of it holds any more', () => {
  const store = createStore('nl', false);
  applyDoors(store, ['gate']);
  standAt(store, { x: 3, y: 0 }, zones, doors);
  store.aside.value = true;
  forgetIsland(store);
  expect(store.here.value).toEqual([]);
  expect(store.doors.value.size).toBe(0);
  expect(store.doorsHere.value).toEqual([]);
  expect(store.focus.value).toBeNull();
  expect(store.aside.value).toBe(false);
});
