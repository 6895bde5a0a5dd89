import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAttendanceLog } from '../../src/net/attendance-api.ts';

const logs = createAttendanceLog('T');
const AUTHORIZED = { authorization: 'Bearer T' };

/** A segment as the server packs it. */
const SEGMENT =
  '8ba372756e03a669736c616e64a36e6573a66d61705f6964a56e65732d31a37365710ca4745f6d73cd0fa2a777616c6c5f6d73cf000001977420eba2a6656e645f6d73cf00000197742e97a3a8736e617073686f7493919d01a4686f7374fb03040291cd4001a461776179c3c2c092030491a5636166c3a99090a870726573656e636591980dcdea60cf000001977421c660b3636f6e766572736174696f6e5f6f70656e6564c0c00182a46b696e64a6627562626c65a8636170616369747908a66d6f74696f6e92c4030178dac403ffffffa670656f706c65929301ae453854562d4a5453382d335a3350a4686f737493ceffffffffae433646302d4b3247512d43314e57a8617474656e646565';

type Reply = Response | Error | (() => Response);

/** Answers the requests to come, in order; the last one for ever. */
function serve(...replies: Reply[]) {
  const asked = vi.fn(async (_address: string, init: RequestInit = {}) => {
    init.signal?.throwIfAborted();
    const reply = replies.length > 1 ? replies.shift() : replies[0];
    if (reply instanceof Error) throw reply;
    return typeof reply === 'function' ? reply() : (reply?.clone() ?? new Response());
  });
  vi.stubGlobal('fetch', asked);
  return asked;
}

function requests(asked: ReturnType<typeof serve>): string[] {
  return asked.mock.calls.map(([address, init]) => `${init?.method ?? 'GET'} ${address}`);
}

function packed(hex: string): Response {
  const body = Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
  return new Response(body, { headers: { 'content-type': 'application/msgpack' } });
}

function status(state: string, done: number, total: number, more: object = {}): Response {
  return Response.json({ ok: true, state, done, total, reason: null, error: null, ...more });
}

function refusal(reason: string, code: number): Response {
  return Response.json({ ok: false, reason, error: 'why', status: code }, { status: code });
}

/** Work of which a test hears the progress, and which it can stop. */
function followed() {
  const abort = new AbortController();
  const heard: number[] = [];
  return { abort, heard, work: { onProgress: (done: number) => heard.push(done), signal: abort.signal } };
}

const BEGUN = Response.json({ ok: true, job: 'J' });
const signal = new AbortController().signal;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('events are listed for the invitation', async () => {
  const event = { id: 'a', name: 'A', log: 'movement', people: 3, entries: 9 };
  const wire = { ...event, retention_days: 30, first_ms: null, last_ms: 5, is_live: true };
  const asked = serve(Response.json({ ok: true, live: 'a', events: [wire] }));
  const found = { ...event, retentionDays: 30, firstMs: null, lastMs: 5, isLive: true };
  expect(await logs.events()).toEqual({ ok: true, value: { live: 'a', events: [found] } });
  expect(asked).toHaveBeenCalledWith('/api/attendance', { headers: AUTHORIZED });
});

test('a timeline tells segments, restarts and who asked for names', async () => {
  const asked = serve(
    Response.json({
      ok: true,
      event: 'a b',
      name: 'A',
      log: 'presence',
      first_ms: 1,
      last_ms: 9,
      is_live: false,
      islands: [{ name: 'nes', segments: [[12, 3, 1, 'nes-1']] }],
      restarts: [[4, 6]],
      access: [{ wall_ms: 7, kind: 'names', role: 'organiser', reason: 'why not' }],
    }),
  );
  expect(await logs.timeline('a b')).toEqual({
    ok: true,
    value: {
      event: 'a b',
      name: 'A',
      log: 'presence',
      firstMs: 1,
      lastMs: 9,
      isLive: false,
      islands: [{ name: 'nes', segments: [{ seq: 12, wallMs: 3, run: 1, mapId: 'nes-1' }] }],
      restarts: [{ endMs: 4, startMs: 6 }],
      access: [{ wallMs: 7, kind: 'names', role: 'organiser', reason: 'why not' }],
    },
  });
  expect(requests(asked)).toEqual(['GET /api/attendance/a%20b/timeline']);
});

test('a segment comes unpacked, its movement as bytes', async () => {
  const asked = serve(packed(SEGMENT));
  const answer = await logs.segment('a', 'nes & co', 12, signal);
  expect(requests(asked)).toEqual(['GET /api/attendance/a/segment?island=nes+%26+co&seq=12']);
  expect(answer).toEqual({
    ok: true,
    value: {
      run: 3,
      island: 'nes',
      mapId: 'nes-1',
      seq: 12,
      tMs: 4002,
      wallMs: 1_750_000_004_002,
      endMs: 1_750_000_900_003,
      snapshot: [[[1, 'host', -5, 3, 4, 2, [16_385], 'away', true, false, null, [3, 4], ['café']]], [], []],
      presence: [
        [13, 60_000, 1_750_000_060_000, 'conversation_opened', null, null, 1, { kind: 'bubble', capacity: 8 }],
      ],
      motion: [Uint8Array.of(1, 0x78, 0xda), Uint8Array.of(255, 255, 255)],
      people: new Map([
        [1, { pseudonym: 'E8TV-JTS8-3Z3P', role: 'host' }],
        [2 ** 32 - 1, { pseudonym: 'C6F0-K2GQ-C1NW', role: 'attendee' }],
      ]),
    },
  });
});

test.each([
  ['cut off', SEGMENT.slice(0, -2)],
  ['something else', 'c0'],
  ['without its parts', '80'],
])('a segment that is %s is no segment', async (_, hex) => {
  serve(packed(hex));
  expect(await logs.segment('a', 'nes', 1, signal)).toEqual({ ok: false, reason: 'server', detail: '' });
});

test('a segment that is waited for no longer is cancelled', async () => {
  serve(packed(SEGMENT));
  const abort = new AbortController();
  abort.abort();
  expect(await logs.segment('a', 'nes', 1, abort.signal)).toMatchObject({ ok: false, reason: 'cancelled' });
});

test('refusals, no network and no sense are told apart', async () => {
  serve(refusal('unknown_event', 404));
  expect(await logs.timeline('x')).toEqual({ ok: false, reason: 'unknown_event', detail: 'why' });
  serve(new TypeError('failed'));
  expect(await logs.events()).toEqual({ ok: false, reason: 'network', detail: '' });
  serve(new Response('<html>'));
  expect(await logs.events()).toEqual({ ok: false, reason: 'server', detail: '' });
  serve(new Response('<html>', { status: 502 }));
  expect(await logs.events()).toEqual({ ok: false, reason: 'server', detail: '' });
  serve(Response.json({ ok: true }));
  expect(await logs.events()).toEqual({ ok: false, reason: 'server', detail: '' });
});

test('names are asked for with a reason', async () => {
  const anna = { name: 'Anna', look: [1, 2] };
  const asked = serve(Response.json({ ok: true, people: { 'E8TV-JTS8-3Z3P': anna } }));
  expect(await logs.names('a', 'a good reason')).toEqual({ ok: true, value: new Map([['E8TV-JTS8-3Z3P', anna]]) });
  expect(asked).toHaveBeenCalledWith('/api/attendance/a/names', {
    method: 'POST',
    headers: { ...AUTHORIZED, 'content-type': 'application/json' },
    body: '{"reason":"a good reason"}',
  });
});

test('long work is followed to its end', async () => {
  const { work, heard } = followed();
  const figures = { insight: {}, shared: {}, zones: [] };
  const asked = serve(
    BEGUN,
    status('running', 0, 0),
    status('running', 1, 4),
    status('done', 4, 4),
    Response.json(figures),
  );
  const answer = logs.insight('a', work);
  await vi.runAllTimersAsync();
  expect(await answer).toEqual({ ok: true, value: figures });
  expect(heard).toEqual([0, 0.25, 1]);
  const looks = 'GET /api/attendance/jobs/J';
  expect(requests(asked)).toEqual(['POST /api/attendance/a/jobs', looks, looks, looks, `${looks}/result`]);
});

test.each([
  ['compare', () => logs.compare('a', 'b', followed().work), 'b', { kind: 'compare', with: 'a' }],
  [
    'export',
    () => logs.export('b', 'csv', null, followed().work),
    'b',
    { kind: 'export', format: 'csv', names: false },
  ],
  [
    'export with names',
    () => logs.export('b', 'jsonl', 'a good reason', followed().work),
    'b',
    { kind: 'export', format: 'jsonl', names: true, reason: 'a good reason' },
  ],
])('%s says what is wanted', async (_, ask, event, body) => {
  const asked = serve(refusal('busy', 429));
  expect(await ask()).toEqual({ ok: false, reason: 'busy', detail: 'why' });
  expect(requests(asked)).toEqual([`POST /api/attendance/${event}/jobs`]);
  expect(JSON.parse(String(asked.mock.calls[0]?.[1]?.body))).toEqual(body);
});

test('an export is a file', async () => {
  serve(BEGUN, status('done', 1, 1), new Response('a,b', { headers: { 'content-type': 'text/csv' } }));
  const answer = await logs.export('a', 'csv', null, followed().work);
  expect(answer.ok && (await answer.value.text())).toBe('a,b');
});

test('work that failed says why, and is forgotten', async () => {
  const asked = serve(BEGUN, status('failed', 1, 4, { reason: 'log_damaged', error: 'row 7' }));
  const answer = await logs.insight('a', followed().work);
  expect(answer).toEqual({ ok: false, reason: 'log_damaged', detail: 'row 7' });
  expect(requests(asked).at(-1)).toBe('DELETE /api/attendance/jobs/J');
});

test('work that is aborted is stopped on the server too', async () => {
  const { work, abort } = followed();
  const asked = serve(BEGUN, status('running', 1, 4));
  const answer = logs.insight('a', work);
  await vi.advanceTimersByTimeAsync(100);
  abort.abort();
  expect(await answer).toMatchObject({ ok: false, reason: 'cancelled' });
  expect(requests(asked).at(-1)).toBe('DELETE /api/attendance/jobs/J');
});

test('work that is aborted while it begins is stopped as soon as it has a name', async () => {
  const { work, abort } = followed();
  const asked = serve(() => {
    abort.abort();
    return BEGUN.clone();
  });
  expect(await logs.insight('a', work)).toMatchObject({ ok: false, reason: 'cancelled' });
  expect(requests(asked)).toEqual([
    'POST /api/attendance/a/jobs',
    'GET /api/attendance/jobs/J',
    'DELETE /api/attendance/jobs/J',
  ]);
  expect(await logs.insight('a', work)).toMatchObject({ ok: false, reason: 'cancelled' });
  expect(asked).toHaveBeenCalledTimes(3);
});

test('a line that is lost for a moment does not end the work, one that stays lost does', async () => {
  const lost = new TypeError('failed');
  const passing = followed();
  serve(BEGUN, lost, lost, status('running', 1, 2), lost, status('done', 2, 2), Response.json({}));
  const found = logs.insight('a', passing.work);
  await vi.runAllTimersAsync();
  expect(await found).toEqual({ ok: true, value: {} });
  expect(passing.heard).toEqual([0.5, 1]);
  serve(BEGUN, lost);
  const failed = logs.insight('a', followed().work);
  await vi.runAllTimersAsync();
  expect(await failed).toMatchObject({ ok: false, reason: 'network' });
});
