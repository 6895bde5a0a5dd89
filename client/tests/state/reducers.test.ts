import { expect, test } from 'vitest';
import type { Zone } from '../../src/core/island-map.ts';
import type { AvatarId, IslandMs } from '../../src/core/units.ts';
import type { AvatarView, WorldView } from '../../src/core/world-view.ts';
import { ZoneIndex } from '../../src/core/zone-index.ts';
import type { Welcome, WireConversation, WirePerson } from '../../src/protocol/messages.ts';
import { addChatLine, addReaction, endReactions, REACTION_MS } from '../../src/state/chat.ts';
import { applyConversation, endAside, stepAside } from '../../src/state/conversation.ts';
import { NoticeBoard } from '../../src/state/notices.ts';
import { applyRoster } from '../../src/state/people.ts';
import { createStore, type Store } from '../../src/state/store.ts';
import { lookAround } from '../../src/state/surroundings.ts';
import { applyWelcome } from '../../src/state/welcome.ts';
import { zoneOf } from '../core/made-zones.ts';

const person = (avatar: number, name: string): WirePerson => [
  avatar,
  name,
  [1, 2, 3, 4, 5, 6, 7],
  'attendee',
  'available',
  null,
  0,
  0,
];
const TALK: WireConversation = {
  id: 5,
  kind: 'bubble',
  zone: null,
  locked: false,
  lockable: true,
  capacity: 8,
  members: [
    [1, 'speaker'],
    [2, 'speaker'],
  ],
  listeners: 0,
};
const WELCOME: Welcome = {
  v: 1,
  you: 1,
  person: 'secret',
  role: 'host',
  resumed: false,
  now: 0,
  event: {
    id: 'e',
    name: 'Ameland',
    map: '/maps/m/island.json',
    log: 'presence',
    retention_days: 30,
    series: 'e',
    version: 1,
  },
  people: [person(1, 'Anna'), person(2, 'Bo')],
  path: { t0: 0, x: 0, y: 0, facing: 4, runs: [] },
  conversation: null,
  doors: [],
  view: new Uint8Array(),
  rules: {
    step_ms: 200,
    diagonal_ms: 283,
    cell_tiles: 16,
    resume_ms: 5000,
    enter_tiles: 2,
    leave_tiles: 3,
    chat_tiles: 6,
  },
};

function welcomed(): Store {
  const store = createStore('nl', false);
  applyWelcome(store, WELCOME, 'text');
  return store;
}

test('the welcome tells who one is and who is there', () => {
  const store = welcomed();
  expect(store.me.value).toMatchObject({ avatar: 1, name: 'Anna', role: 'host', media: 'text' });
  expect(store.event.value?.retentionDays).toBe(30);
  expect([...store.people.value.keys()]).toEqual([1, 2]);
});

test('the roster brings people, changes them, oneself too, and takes them away', () => {
  const store = welcomed();
  applyRoster(store, [person(1, 'Annelies'), person(3, 'Cas')], [2]);
  expect([...store.people.value.values()].map((one) => one.name)).toEqual(['Annelies', 'Cas']);
  expect(store.me.value?.name).toBe('Annelies');
});

test('a line of chat counts once, and the oldest are forgotten', () => {
  const store = welcomed();
  const line = (id: number) => ({ id, from: 2, name: 'Bo', scope: 'near', text: `${id}`, at: 1000 + id }) as const;
  addChatLine(store, line(1));
  addChatLine(store, line(1));
  expect(store.chat.value).toHaveLength(1);
  for (let id = 2; id < 400; id++) addChatLine(store, line(id));
  expect(store.chat.value).toHaveLength(300);
  expect(store.chat.value.at(-1)?.text).toBe('399');
});

test('of each avatar the last reaction is shown, for a while; an unknown one is not', () => {
  const store = welcomed();
  addReaction(store, 2 as AvatarId, 'clap', 0);
  addReaction(store, 2 as AvatarId, 'heart', 100);
  addReaction(store, 3 as AvatarId, 'skull', 100);
  expect(store.reactions.value).toEqual([{ avatar: 2, emoji: 'heart', since: 100 }]);
  endReactions(store, 100 + REACTION_MS - 1);
  expect(store.reactions.value).toHaveLength(1);
  endReactions(store, 100 + REACTION_MS);
  expect(store.reactions.value).toHaveLength(0);
});

const zone = (id: string, kind: Zone['kind'], x0: number, x1: number): Zone =>
  zoneOf(id, { kind, spans: [[0, x0, x1]] });

test('who stepped aside is open again after walking away', () => {
  const store = welcomed();
  const aside = { at: { x: 5, y: 0 }, leaveTiles: 3 };
  stepAside(store);
  endAside(store, aside, { x: 8, y: 0 }, new ZoneIndex([]));
  expect(store.aside.value).toBe(true);
  endAside(store, aside, { x: 9, y: 0 }, new ZoneIndex([zone('beach', 'place', 0, 20)]));
  expect(store.aside.value).toBe(false);
});

test('who stepped aside in a meeting zone stays so until out of it, or in a conversation again', () => {
  const store = welcomed();
  const zones = new ZoneIndex([zone('room', 'meeting', 0, 20)]);
  stepAside(store);
  endAside(store, { at: { x: 5, y: 0 }, leaveTiles: 3 }, { x: 15, y: 0 }, zones);
  expect(store.aside.value).toBe(true);
  applyConversation(store, TALK);
  expect(store.aside.value).toBe(false);
  expect(store.conversation.value?.members).toHaveLength(2);
  applyConversation(store, null);
  expect(store.conversation.value).toBeNull();
});

test('the same notice again takes the place of the former, and each can be dismissed', () => {
  const store = welcomed();
  const board = new NoticeBoard(store.notices);
  board.tell('notice.wave', { name: 'Bo' });
  board.tell('reason.blocked');
  board.tell('notice.wave', { name: 'Bo' });
  expect(store.notices.value.map((notice) => notice.key)).toEqual(['reason.blocked', 'notice.wave']);
  board.dismiss(store.notices.value[0]?.id ?? 0);
  expect(store.notices.value.map((notice) => notice.key)).toEqual(['notice.wave']);
});

test('looking around tells only what changed', () => {
  const store = welcomed();
  expect(lookAround(store, 0 as IslandMs)).toBeNull();
  let x = 3;
  const view = (avatar: number, at: number): AvatarView => ({
    avatar: avatar as AvatarId,
    pose: { at: { x: at, y: 0 }, facing: 4, walking: false },
    microphone: false,
    camera: false,
    availability: 'available',
    conversation: null,
    conversationKind: null,
    locked: false,
    onStage: false,
  });
  const world: WorldView = { avatarsAt: () => [view(1, 0.4), view(2, x)], avatarAt: () => undefined };
  store.world.value = world;
  expect(lookAround(store, 0 as IslandMs)).toEqual({ x: 0, y: 0 });
  const { value: first } = store.nearby;
  expect(first).toMatchObject([{ name: 'Bo', tiles: 3, direction: 2 }]);
  x = 3.1;
  lookAround(store, 10 as IslandMs);
  expect(store.nearby.value).toBe(first);
  x = 6;
  lookAround(store, 20 as IslandMs);
  expect(store.nearby.value).toMatchObject([{ tiles: 6 }]);
});
