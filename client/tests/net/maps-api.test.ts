import { afterEach, expect, test, vi } from 'vitest';
import { createEventMaps } from '../../src/net/maps-api.ts';

const maps = createEventMaps('T');

/** An XMLHttpRequest that a test plays. */
class FakeRequest {
  static last: FakeRequest;
  readonly upload: { onprogress?: (event: object) => void; onload?: () => void } = {};
  readonly headers: Record<string, string> = {};
  responseText = '';
  sent: FormData | null = null;
  onload = () => undefined;
  onerror = () => undefined;
  onabort = () => undefined;
  onloadend = () => undefined;
  open = vi.fn();
  constructor() {
    FakeRequest.last = this;
  }
  setRequestHeader(name: string, value: string) {
    this.headers[name] = value;
  }
  send(form: FormData) {
    this.sent = form;
  }
  abort() {
    this.onabort();
  }
}

const FILES = [{ path: 'sub/a.tmj', file: new File(['{}'], 'a.tmj') }];

function upload(signal = new AbortController().signal) {
  vi.stubGlobal('XMLHttpRequest', FakeRequest);
  const seen: number[] = [];
  const answer = maps.add(FILES, (sent) => seen.push(sent), signal);
  return { answer, seen, request: FakeRequest.last };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test('a request carries the invitation, and its answer is read', async () => {
  const body = {
    ok: true,
    maps: [{ name: 'a', size_bytes: 7, added_ms: 5 }],
    main: 'a',
    chosen: null,
    in_use: ['a'],
    is_full: false,
    limits: { upload_bytes: 9, files: 2 },
  };
  const fetched = vi.fn(async () => Response.json(body));
  vi.stubGlobal('fetch', fetched);
  expect(await maps.list()).toEqual({
    ok: true,
    value: {
      maps: [{ name: 'a', sizeBytes: 7, addedMs: 5 }],
      main: 'a',
      chosen: null,
      inUse: new Set(['a']),
      isFull: false,
      limits: { uploadBytes: 9, files: 2 },
    },
  });
  expect(fetched).toHaveBeenCalledWith('/api/maps', { headers: { authorization: 'Bearer T' } });
});

test('a choice says whether everybody goes along', async () => {
  const fetched = vi.fn(async () => Response.json({ ok: true, name: 'a b' }));
  vi.stubGlobal('fetch', fetched);
  expect(await maps.choose('a b', true)).toEqual({ ok: true, value: null });
  expect(fetched).toHaveBeenCalledWith(
    '/api/maps/a%20b/choose',
    expect.objectContaining({ method: 'POST', body: '{"move_everyone":true}' }),
  );
});

test('a refusal, no network and no sense are told apart', async () => {
  vi.stubGlobal('fetch', async () => Response.json({ ok: false, reason: 'map_in_use', error: 'used' }));
  expect(await maps.remove('a')).toEqual({ ok: false, reason: 'map_in_use', detail: 'used' });
  vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('failed')));
  expect(await maps.report('a')).toEqual({ ok: false, reason: 'network', detail: '' });
  vi.stubGlobal('fetch', async () => new Response('<html>'));
  expect(await maps.list()).toEqual({ ok: false, reason: 'server', detail: '' });
});

test('an upload tells how far it is and what became of it', async () => {
  const { answer, seen, request } = upload();
  expect(request.open).toHaveBeenCalledWith('POST', '/api/maps');
  expect(request.headers).toEqual({ authorization: 'Bearer T' });
  expect((request.sent?.get('files') as File | undefined)?.name).toBe('sub/a.tmj');
  request.upload.onprogress?.({ loaded: 1, total: 4 });
  request.upload.onload?.();
  request.responseText = JSON.stringify({
    ok: true,
    maps: [{ file: 'a.tmj', name: 'a', replaced: false, warnings: ['x', 'y'], problem: null }],
  });
  request.onload();
  expect(await answer).toMatchObject({ ok: true, value: [{ name: 'a', warnings: ['x', 'y'] }] });
  expect(seen).toEqual([0.25, 1]);
});

test('an upload that is stopped or loses the line says so', async () => {
  const stop = new AbortController();
  const stopped = upload(stop.signal);
  stop.abort();
  expect(await stopped.answer).toMatchObject({ ok: false, reason: 'cancelled' });
  const lost = upload();
  lost.request.onerror();
  expect(await lost.answer).toMatchObject({ ok: false, reason: 'network' });
});
