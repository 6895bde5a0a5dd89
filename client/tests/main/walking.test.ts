import { expect, test } from 'vitest';
import type { Grid } from '../../src/core/grid.ts';
import type { IslandMap } from '../../src/core/island-map.ts';
import type { AvatarId } from '../../src/core/units.ts';
import { Walking } from '../../src/main/walking.ts';
import type { Ack, ClientMessages, Welcome } from '../../src/protocol/messages.ts';
import { at } from '../core/arbitrary.ts';
import { encodeDelta } from '../core/encode-delta.ts';

const MAP = { width: 20, height: 20, solid: new Uint8Array(400), doors: [] } as unknown as IslandMap;

const welcome = (you: number, x: number): Welcome => ({
  v: 1,
  you,
  person: 'secret',
  role: 'attendee',
  resumed: false,
  now: 0,
  event: {
    id: 'e',
    name: 'E',
    map: '/maps/m/island.json',
    log: 'presence',
    retention_days: 1,
    series: 'e',
    version: 1,
  },
  people: [],
  path: { t0: 0, x, y: 5, facing: 4, runs: [] },
  conversation: null,
  doors: [],
  view: encodeDelta(0, [], [{ x: 0, y: 0 }]),
  rules: {
    step_ms: 200,
    diagonal_ms: 283,
    cell_tiles: 16,
    resume_ms: 5000,
    enter_tiles: 2,
    leave_tiles: 3,
    chat_tiles: 6,
  },
});

function setUp() {
  const sent: ClientMessages['walk'][] = [];
  const state = { now: 0, online: true, answer: { ok: true } as Ack, ground: MAP as Grid };
  const walking = new Walking({
    map: MAP,
    ground: () => state.ground,
    now: () => at(state.now),
    isOnline: () => state.online,
    requestWalk: async (message) => {
      sent.push(message);
      return state.answer;
    },
  });
  const place = (you: number) => walking.world?.avatarAt(you as AvatarId, at(state.now))?.pose.at;
  return { walking, sent, state, place };
}

test('before the welcome nothing walks and nothing is sent', () => {
  const { walking, sent } = setUp();
  walking.head(2);
  walking.walkTo({ x: 1, y: 1 });
  expect(walking.nextSeq()).toBeNull();
  expect(sent).toEqual([]);
});

test('a direction that is held when the island comes back is walked again', () => {
  const { walking, sent, state, place } = setUp();
  walking.begin(welcome(1, 5));
  walking.head(2);
  state.now = 1000;
  walking.begin(welcome(1, 8));
  walking.resume();
  expect(sent.map(({ x, y }) => [x, y])).toEqual([
    [5, 5],
    [8, 5],
  ]);
  state.now = 1200;
  expect(place(1)).toEqual({ x: 9, y: 5 });
});

test('without a connection one stays where one is', () => {
  const { walking, sent, state, place } = setUp();
  walking.begin(welcome(1, 5));
  state.online = false;
  walking.head(2);
  walking.walkTo({ x: 9, y: 9 });
  state.now = 2000;
  expect(place(1)).toEqual({ x: 5, y: 5 });
  expect(sent).toEqual([]);
});

test('the same avatar keeps its world, a new one has another', () => {
  const { walking } = setUp();
  walking.begin(welcome(1, 5));
  const { world } = walking;
  walking.begin(welcome(1, 5));
  expect(walking.world).toBe(world);
  walking.begin(welcome(2, 5));
  expect(walking.world).not.toBe(world);
});

test('a refused walk is taken back', async () => {
  const { walking, state, place } = setUp();
  walking.begin(welcome(1, 5));
  state.answer = { ok: false, reason: 'rate' };
  walking.head(2);
  await Promise.resolve();
  state.now = 1000;
  expect(place(1)).toEqual({ x: 5, y: 5 });
});

test('one walks around what is closed, and up to it where there is no way around', () => {
  const { walking, sent, state } = setUp();
  walking.begin(welcome(1, 5));
  const solid = new Uint8Array(400);
  solid[5 * 20 + 7] = 1;
  state.ground = { width: 20, height: 20, solid };
  walking.walkTo({ x: 9, y: 5 });
  expect(sent.at(-1)?.runs.length).toBeGreaterThan(1);
  for (let y = 0; y < 20; y += 1) solid[y * 20 + 7] = 1;
  walking.walkTo({ x: 9, y: 5 });
  expect(walking.rest).toEqual({ x: 9, y: 5 });
});
