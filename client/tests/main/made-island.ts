/** An island over a fake socket: the page's visit, and the server's side of it. */

import { type Mock, vi } from 'vitest';
import { Visit } from '../../src/main/visit.ts';
import type { Hello, Welcome } from '../../src/protocol/messages.ts';
import { NoticeBoard } from '../../src/state/notices.ts';
import { createStore, type Store } from '../../src/state/store.ts';
import { encodeDelta } from '../core/encode-delta.ts';
import { FakeSocket } from '../net/fake-socket.ts';

/** The address of an island's map. */
export const mapOf = (island: string) => `/maps/${island}/island.json`;

const mapJson = (island: string) => ({
  version: 2,
  id: island,
  name: `Map of ${island}`,
  width: 20,
  height: 20,
  tile_width: 32,
  tile_height: 32,
  background: null,
  tilesets: [],
  animations: {},
  layers: [],
  solid: [],
  zones: [],
  starts: [[1, 1]],
  entries: {},
  doors: [],
  credits: [],
});

export const eventOn = (island: string) => ({
  id: 'e',
  name: 'Kennisdag',
  map: mapOf(island),
  log: 'presence' as const,
  retention_days: 1,
  series: 'e',
  version: 1,
});

/** The welcome of avatar `you` at (5, 5) on this island. */
export function welcomeOn(island: string, you: number): Welcome {
  return {
    v: 1,
    you,
    person: `secret-${you}`,
    role: 'attendee',
    resumed: false,
    now: 0,
    event: eventOn(island),
    people: [[you, 'Anna', [0, 0, 0, 0, 0, 0, 0], 'attendee', 'available', null, 0, 0]],
    path: { t0: 0, x: 5, y: 5, facing: 4, runs: [] },
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
  };
}

export interface MadeIsland {
  readonly store: Store;
  readonly visit: Visit;
  /** One for each session of the page, with what the page says of itself when it connects. */
  readonly sockets: readonly (FakeSocket & { readonly hello: () => Hello })[];
  /** Maps that cannot be fetched. */
  readonly missing: Set<string>;
  /** That of the page's history. */
  readonly replaceState: Mock;
}

/** A page at the door of the island "nes", whose address ends in `hash`. */
export async function atTheDoor(hash = ''): Promise<MadeIsland> {
  const missing = new Set<string>();
  vi.stubGlobal('location', { pathname: '/join/T', search: '', hash, origin: 'https://island.example.org' });
  const replaceState = vi.fn();
  vi.stubGlobal('history', { state: null, replaceState });
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  vi.stubGlobal('fetch', async (path: string) => {
    if (path === '/api/entry')
      return Response.json({ ok: true, event: eventOn('nes'), role: 'attendee', phase: 'now', now_ms: 0 });
    if (missing.has(path)) return new Response('', { status: 404 });
    return Response.json(mapJson(path.split('/')[2] ?? ''));
  });
  const store = createStore('nl', false);
  const sockets: (FakeSocket & { hello: () => Hello })[] = [];
  const visit = new Visit(store, new NoticeBoard(store.notices), (hello) => {
    const socket = Object.assign(new FakeSocket(), { hello });
    sockets.push(socket);
    return socket;
  });
  await visit.arrive();
  return { store, visit, sockets, missing, replaceState };
}

/** Go in by text, and be welcomed as avatar 1. */
export async function goIn({ visit, sockets }: MadeIsland): Promise<void> {
  const look = [0, 0, 0, 0, 0, 0, 0] as const;
  await visit.enter({ name: 'Anna', look, media: 'text', microphoneOn: false, cameraOn: false });
  sockets.at(-1)?.hear('connect');
  sockets.at(-1)?.hear('welcome', welcomeOn('nes', 1));
}

/** Lets fetches and what follows from them happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  await new Promise((resolve) => setImmediate(resolve));
}
