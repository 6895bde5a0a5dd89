import { afterEach, expect, test, vi } from 'vitest';
import { atTheDoor, goIn, type MadeIsland, mapOf, settle, welcomeOn } from './made-island.ts';

let island: MadeIsland;
afterEach(() => {
  island.visit.leave();
  vi.unstubAllGlobals();
});

async function onTheIsland(hash = '') {
  island = await atTheDoor(hash);
  await goIn(island);
  const { store, sockets } = island;
  return { ...island, store, first: sockets[0] as NonNullable<(typeof sockets)[0]> };
}

/** The server takes us through a portal. */
function takeTo(name: string): void {
  const socket = island.sockets.at(-1);
  socket?.hear('travel', { island: name, map: mapOf(name) });
  socket?.hear('bye', { reason: 'travel' });
  socket?.hear('disconnect', 'io server disconnect');
}

test('the entry in the address is asked for until one is welcome, and not again', async () => {
  island = await atTheDoor('#harbour');
  const { visit, sockets, replaceState } = island;
  await visit.enter({
    name: 'Anna',
    look: [0, 0, 0, 0, 0, 0, 0],
    media: 'text',
    microphoneOn: false,
    cameraOn: false,
  });
  expect(sockets[0]?.hello().entry).toBe('harbour');
  expect(sockets[0]?.hello().entry).toBe('harbour');
  sockets[0]?.hear('connect');
  sockets[0]?.hear('welcome', welcomeOn('nes', 1));
  expect(sockets[0]?.hello().entry).toBeNull();
  expect(replaceState.mock.calls).toEqual([[null, '', '/join/T']]);
});

test('an address without an entry stays as it is', async () => {
  const { replaceState } = await onTheIsland();
  expect(replaceState).not.toHaveBeenCalled();
});

test('a portal loads the other map and connects there as the same person, without leaving', async () => {
  const { store, sockets, first } = await onTheIsland();
  store.chat.value = [{ id: 9, from: 1 as never, name: 'Anna', scope: 'island', text: 'hi', at: 0 }];
  store.aside.value = true;
  takeTo('ameland');
  expect(store.phase.value).toEqual({ at: 'travelling', island: 'ameland', failed: false });
  expect(store.people.value.size).toBe(0);
  expect(store.chat.value).toEqual([]);
  expect(store.aside.value).toBe(false);
  await settle();
  expect(first.sent.map(([name]) => name)).not.toContain('leave');
  expect(sockets).toHaveLength(2);
  expect(sockets[1]?.hello()).toMatchObject({ person: 'secret-1', name: 'Anna', entry: null });
  sockets[1]?.hear('connect');
  sockets[1]?.hear('welcome', welcomeOn('ameland', 7));
  expect(store.phase.value).toEqual({ at: 'island' });
  expect(store.map.value?.id).toBe('ameland');
  expect(store.me.value?.avatar).toBe(7);
  expect(store.notices.value.at(-1)).toMatchObject({ key: 'notice.arrived', values: { island: 'Map of ameland' } });
});

test('a welcome on another island than the one whose map is here loads that map first', async () => {
  const { store, sockets, first } = await onTheIsland();
  first.hear('disconnect', 'transport close');
  first.hear('connect');
  first.hear('welcome', welcomeOn('ameland', 3));
  expect(store.people.value.size).toBe(0);
  expect(first.connected).toBe(false);
  expect(first.sent.map(([name]) => name)).not.toContain('leave');
  await settle();
  expect(sockets).toHaveLength(2);
  expect(sockets[1]?.hello().person).toBe('secret-3');
  sockets[1]?.hear('connect');
  sockets[1]?.hear('welcome', welcomeOn('ameland', 3));
  expect(store.map.value?.id).toBe('ameland');
  expect(store.phase.value).toEqual({ at: 'island' });
});

test('a map that does not come is told, and can be tried again', async () => {
  const { store, sockets, visit, missing } = await onTheIsland();
  missing.add(mapOf('ameland'));
  takeTo('ameland');
  await settle();
  expect(store.phase.value).toEqual({ at: 'travelling', island: 'ameland', failed: true });
  missing.clear();
  visit.reconnect();
  await settle();
  expect(store.phase.value).toMatchObject({ failed: false });
  expect(sockets).toHaveLength(2);
});

test('who leaves on the way is not brought in afterwards', async () => {
  const { store, sockets, visit } = await onTheIsland();
  takeTo('ameland');
  visit.leave();
  await settle();
  expect(store.phase.value).toEqual({ at: 'ended', reason: 'left' });
  expect(sockets).toHaveLength(1);
});

test('a server that sends one round and round is given up', async () => {
  const { store, sockets } = await onTheIsland();
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) {
    sockets.at(-1)?.hear('connect');
    sockets.at(-1)?.hear('welcome', welcomeOn(name, 1));
    await settle();
  }
  expect(store.phase.value).toEqual({ at: 'ended', reason: 'server' });
});

test('doors, closed places and ways that lead nowhere are told', async () => {
  const { store, first } = await onTheIsland();
  first.hear('doors', { open: ['gate'] });
  expect([...store.doors.value]).toEqual(['gate']);
  first.hear('turned_away', { zone: 'nowhere', reason: 'full' });
  first.hear('travel_failed', { island: 'atlantis' });
  first.hear('log_problem', { problem: true });
  first.hear('log_problem', { problem: false });
  expect(store.notices.value.map(({ key, values }) => [key, values])).toEqual([
    ['notice.turned.full.unnamed', {}],
    ['notice.travelFailed', { island: 'atlantis' }],
    ['notice.logProblem', {}],
    ['notice.logWorks', {}],
  ]);
  expect(store.phase.value).toEqual({ at: 'island' });
});
