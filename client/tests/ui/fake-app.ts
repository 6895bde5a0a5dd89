/** The whole page on a store that a test fills, with intents that only note what was wanted. */

import { render } from 'preact';
import { vi } from 'vitest';
import type { Person } from '../../src/core/people.ts';
import type { AvatarId } from '../../src/core/units.ts';
import type { Intents, Outcome } from '../../src/state/intents.ts';
import { createStore, type Store } from '../../src/state/store.ts';
// Loaded when it is wanted: the first time takes longer than `settle`.
import '../../src/ui/organiser/ways.tsx';
import { mountApp } from '../../src/ui/app.tsx';
import { FakeDoor } from './fake-door.ts';
import { FakeEvents } from './fake-events.ts';
import { FakeMaps } from './fake-maps.ts';
import { FakeDesk } from './fake-replay.ts';
import { FakeTrail } from './fake-trail.ts';
import { smallEvent } from './small-event.ts';

export interface FakeApp {
  readonly root: HTMLElement;
  readonly store: Store;
  readonly wanted: unknown[][];
  readonly events: FakeEvents;
  readonly maps: FakeMaps;
  /** null: the address has no token. */
  trail: FakeTrail | null;
  readonly desk: FakeDesk;
  readonly door: FakeDoor;
  /** What the next asynchronous wishes get for an answer. */
  outcome: Outcome;
  /** What the server answers to messages that have no intent of their own; null: `outcome`. */
  answer: ((name: string, message: object) => object) | null;
}

const ANSWERED = new Set([
  'request',
  'answerSecretly',
  'addPicture',
  'takeResults',
  'approach',
  'say',
  'changeProfile',
  'leaveConversation',
  'joinConversation',
  'lockConversation',
  'workDoor',
]);

export function showApp(): FakeApp {
  vi.stubGlobal('fetch', () => Promise.reject(new Error('no drawings here')));
  localStorage.clear();
  const before = document.getElementById('app');
  if (before) render(null, before);
  document.body.innerHTML = '<div id="app"></div>';
  const root = document.getElementById('app') as HTMLElement;
  const app: FakeApp = {
    root,
    store: createStore('nl', false),
    wanted: [],
    events: new FakeEvents(),
    maps: new FakeMaps(),
    trail: new FakeTrail(),
    desk: new FakeDesk(smallEvent()),
    door: new FakeDoor(),
    outcome: { ok: true },
    answer: null,
  };
  const intents = new Proxy({} as Intents, {
    get:
      (_, name: string) =>
      (...values: unknown[]) => {
        app.wanted.push([name, ...values]);
        if (name === 'request' && app.answer)
          return Promise.resolve(app.answer(values[0] as string, values[1] as object));
        return ANSWERED.has(name) ? Promise.resolve(app.outcome) : undefined;
      },
  });
  app.store.event.value = {
    id: 'e',
    name: 'Kennisdag',
    map: '/m',
    log: 'presence',
    retentionDays: 30,
    series: 'e',
    languages: [],
    startsMs: null,
    description: '',
    shared: false,
  };
  mountApp(root, app.store, intents, {
    island: () => undefined,
    events: () => Promise.resolve(app.events),
    eventMaps: () => Promise.resolve(app.maps),
    trail: () => Promise.resolve(app.trail),
    attendance: () => Promise.resolve(app.desk),
    door: () => Promise.resolve(app.door),
  });
  return app;
}

const person = (avatar: number, name: string): Person => ({
  avatar: avatar as AvatarId,
  name,
  look: [0, 0, 0, 0, 0, 0, 0],
  role: avatar === 2 ? 'host' : 'attendee',
  availability: 'available',
  zone: null,
  cellX: 0,
  cellY: 0,
});

/** Anna (oneself), Bo and Cees; in a bubble with Bo. */
export function goToIsland({ store }: FakeApp): void {
  const people = [person(1, 'Anna'), person(2, 'Bo'), person(3, 'Cees')];
  store.people.value = new Map(people.map((one) => [one.avatar, one]));
  store.me.value = {
    avatar: 1 as AvatarId,
    name: 'Anna',
    look: [0, 0, 0, 0, 0, 0, 0],
    role: 'attendee',
    availability: 'available',
    media: 'full',
  };
  store.nearby.value = [{ avatar: 2 as AvatarId, name: 'Bo', tiles: 3, direction: 6, inConversation: false }];
  store.conversation.value = {
    id: 1 as never,
    kind: 'bubble',
    zone: null,
    locked: false,
    lockable: true,
    capacity: 8,
    members: [
      { avatar: 1 as AvatarId, role: 'speaker' },
      { avatar: 2 as AvatarId, role: 'speaker' },
    ],
    listeners: 0,
  };
  store.chat.value = [
    { id: 1, from: 2 as AvatarId, name: 'Bo', scope: 'near', text: 'Hoi <b>!</b> https://a.nl', at: 0 },
  ];
  store.link.value = { at: 'online' };
  store.media.value = 'up';
  store.phase.value = { at: 'island' };
}

/** Lets renders and effects happen: Preact runs effects after the next frame. In turns, so that a busy machine loses none of them. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve, 16));
}

/** The button with this accessible name. */
export function button(root: ParentNode, name: string): HTMLElement {
  const found = [...root.querySelectorAll<HTMLElement>('button')].find(
    (one) => (one.getAttribute('aria-label') ?? one.textContent)?.includes(name) ?? false,
  );
  if (!found) throw new Error(`no button "${name}"`);
  return found;
}
