import { afterEach, expect, test, vi } from 'vitest';
import { createTrailAccess } from '../../src/net/trail-api.ts';

afterEach(() => vi.unstubAllGlobals());

const EVENT = { id: 'e', name: 'E', map: '/m', log: 'movement', retention_days: 30, series: 's', version: 1 };

function answer(body: unknown, status = 200, headers: Record<string, string> = {}) {
  const asked: [string, RequestInit][] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    asked.push([path, init]);
    return new Response(JSON.stringify(body), { status, headers });
  });
  return asked;
}

test('a trail is asked for with the token, and read', async () => {
  const asked = answer({
    ok: true,
    event: EVENT,
    person: { name: 'Anna', look: [0, 0, 0, 0, 0, 0, 0], role: 'host', first_seen_ms: 5 },
    stays: [{ island: 'nes', start_ms: 5, end_ms: null }],
    zones: [{ island: 'nes', zone: 'hall', start_ms: 6, end_ms: 7 }],
    conversations: [{ island: 'nes', kind: 'bubble', zone: null, start_ms: 6, end_ms: 7, people: 3 }],
    moves: 2,
    erased_ms: 99,
    other_events: ['Texel'],
  });
  expect(await createTrailAccess('tok').read()).toEqual({
    ok: true,
    value: {
      event: { name: 'E', map: '/m', series: 's' },
      person: { name: 'Anna', look: [0, 0, 0, 0, 0, 0, 0], role: 'host', firstSeenMs: 5 },
      stays: [{ island: 'nes', startMs: 5, endMs: null }],
      zones: [{ island: 'nes', zone: 'hall', startMs: 6, endMs: 7 }],
      talks: [{ island: 'nes', kind: 'bubble', zone: null, startMs: 6, endMs: 7, people: 3 }],
      moves: 2,
      erasedMs: 99,
      otherEvents: ['Texel'],
    },
  });
  expect(asked).toEqual([['/api/trail', { method: 'GET', headers: { authorization: 'Bearer tok' } }]]);
});

test('a file has the name that the server gives it, and no other', async () => {
  answer({}, 200, { 'content-disposition': 'attachment; filename="eiland-e.json"' });
  const file = await createTrailAccess('tok').file();
  expect(file.ok && file.value.name).toBe('eiland-e.json');
  answer({}, 200, { 'content-disposition': 'attachment; filename="../evil"' });
  const odd = await createTrailAccess('tok').file();
  expect(odd.ok && odd.value.name).toBe('eiland.json');
});

test('refusals, nonsense and no server are told by reason', async () => {
  answer({ ok: false, reason: 'unknown_person' }, 404);
  expect(await createTrailAccess('tok').erase('s')).toEqual({ ok: false, reason: 'unknown_person' });
  vi.stubGlobal('fetch', async () => new Response('<html>', { status: 502 }));
  expect(await createTrailAccess('tok').read()).toEqual({ ok: false, reason: 'server' });
  vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('offline')));
  expect(await createTrailAccess('tok').read()).toEqual({ ok: false, reason: 'network' });
});
