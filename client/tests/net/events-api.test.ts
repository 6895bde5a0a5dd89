// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { createPlannedEvents } from '../../src/net/events-api.ts';

const WIRE = {
  id: 'duin',
  name: 'Duin',
  description: 'x',
  map: 'nes',
  series: 'dunes',
  starts_ms: 5,
  ends_ms: null,
  log: 'movement',
  retention_days: 7,
  languages: ['en'],
  capacity: null,
  created_ms: 1,
  archived_ms: null,
  is_default: false,
  phase: 'now',
  live: { is_open: true, people: 3, conversations: 1, peak: 4, arrivals_per_minute: 2 },
};
const FIELDS = {
  name: 'Duin',
  description: '',
  map: 'nes',
  startsMs: null,
  endsMs: 9,
  log: 'presence',
  retentionDays: 30,
  languages: [],
  capacity: 5,
} as const;

function answering(body: unknown): () => [string, RequestInit] {
  const fetch = vi.fn(async (..._: unknown[]) => new Response(typeof body === 'string' ? body : JSON.stringify(body)));
  vi.stubGlobal('fetch', fetch);
  return () => fetch.mock.calls.at(-1) as unknown as [string, RequestInit];
}

afterEach(() => vi.unstubAllGlobals());

test('events are read as panels know them, and asked for with the invitation', async () => {
  const asked = answering({ ok: true, events: [WIRE], maps: ['nes'], now_ms: 1 });
  const answer = await createPlannedEvents('t').list();
  expect(answer).toMatchObject({
    ok: true,
    value: {
      maps: ['nes'],
      events: [{ id: 'duin', startsMs: 5, endsMs: null, retentionDays: 7, live: { arrivalsPerMinute: 2 } }],
    },
  });
  const [path, init] = asked();
  expect(path).toBe('/api/v1/events');
  expect(init.headers).toEqual({ authorization: 'Bearer t' });
});

test('what is sent has the names of the API', async () => {
  const asked = answering({ ok: true, event: WIRE, link: 'http://localhost:8080/join/T' });
  const events = createPlannedEvents('t');
  expect(await events.create(FIELDS, { name: 'reception', count: 2, seats: 4 })).toMatchObject({
    value: { link: `${location.origin}/join/T` },
  });
  expect(JSON.parse(asked()[1].body as string)).toEqual({
    name: 'Duin',
    description: '',
    map: 'nes',
    log: 'presence',
    languages: [],
    capacity: 5,
    starts_ms: null,
    ends_ms: 9,
    retention_days: 30,
    template: { name: 'reception', count: 2, seats: 4 },
  });
  await events.edit('a/b', FIELDS);
  expect([asked()[0], asked()[1].method]).toEqual(['/api/v1/events/a%2Fb', 'PATCH']);
});

test.each([
  [
    { ok: false, reason: 'no_space', error: 'room for 2' },
    { reason: 'no_space', detail: 'room for 2' },
  ],
  ['<html>', { reason: 'server', detail: '' }],
])('a refusal is told by its reason: %j', async (body, wanted) => {
  answering(body);
  expect(await createPlannedEvents('t').archive('x', true)).toEqual({ ok: false, ...wanted });
});

test('no connection is a reason as well', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
  expect(await createPlannedEvents('t').handOver('x', false)).toMatchObject({ reason: 'network' });
});
