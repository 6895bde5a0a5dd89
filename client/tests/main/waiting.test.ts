import { afterEach, expect, test, vi } from 'vitest';
import { deskHandlers } from '../../src/main/desk-handlers.ts';
import { Visit } from '../../src/main/visit.ts';
import { NoticeBoard } from '../../src/state/notices.ts';
import { createStore, type Store } from '../../src/state/store.ts';
import { eventOn } from './made-island.ts';

const HOUR_MS = 3_600_000;

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A page that comes to the door of an event; `answer` is what the server says next. */
async function arrive(answer: {
  phase: string;
  role?: string;
  event?: object;
}): Promise<{ store: Store; asked: () => number }> {
  vi.useFakeTimers();
  vi.stubGlobal('location', { pathname: '/join/T', search: '', hash: '', origin: 'https://island.example.org' });
  const fetch = vi.fn(async (path: string) =>
    path === '/api/entry'
      ? Response.json({
          ok: true,
          role: answer.role ?? 'attendee',
          phase: answer.phase,
          now_ms: 1000,
          event: { ...eventOn('nes'), starts_ms: 1000 + HOUR_MS, ...answer.event },
        })
      : new Response('', { status: 404 }),
  );
  vi.stubGlobal('fetch', fetch);
  const store = createStore('nl', false);
  await new Visit(store, new NoticeBoard(store.notices)).arrive();
  return { store, asked: () => fetch.mock.calls.filter(([path]) => path === '/api/entry').length };
}

test('who comes before an event begins waits, and goes on to the door by itself', async () => {
  const answer = { phase: 'coming' };
  const { store, asked } = await arrive(answer);
  expect(store.phase.value).toEqual({ at: 'refused', reason: 'event_coming' });
  expect(store.event.value?.startsMs).toBe(1000 + HOUR_MS);
  await vi.advanceTimersByTimeAsync(61_000);
  expect(asked()).toBe(2);
  expect(store.phase.value).toEqual({ at: 'refused', reason: 'event_coming' });
  answer.phase = 'now';
  await vi.advanceTimersByTimeAsync(61_000);
  expect(store.phase.value).toEqual({ at: 'entry', role: 'attendee' });
  await vi.advanceTimersByTimeAsync(HOUR_MS);
  expect(asked()).toBe(3);
});

test('who comes when an event is over hears so', async () => {
  const { store, asked } = await arrive({ phase: 'past' });
  expect(store.phase.value).toEqual({ at: 'refused', reason: 'event_over' });
  await vi.advanceTimersByTimeAsync(HOUR_MS);
  expect(asked()).toBe(1);
});

test.each(['host', 'organiser'])('a %s finds the door open before an event begins', async (role) => {
  const { store } = await arrive({ phase: 'coming', role });
  expect(store.phase.value).toEqual({ at: 'entry', role });
});

test('it is told how long it is until an event ends', () => {
  const store = createStore('nl', false);
  deskHandlers(store, new NoticeBoard(store.notices)).event_ending({ in_ms: 290_000 });
  expect(store.notices.value).toMatchObject([{ key: 'notice.ending', values: { count: 5 }, urgent: true }]);
});
