import { afterEach, expect, test, vi } from 'vitest';
import { arrivalIn, askEntry, invitationIn } from '../../src/net/entry.ts';

const signal = new AbortController().signal;

afterEach(() => {
  vi.unstubAllGlobals();
});

test.each([
  ['/join/abc.def', 'abc.def'],
  ['/join/abc/', 'abc'],
  ['/join/a%2Fb', 'a/b'],
  ['/join/%', '%'],
  ['/', ''],
  ['/join/', ''],
  ['/join/a/b', ''],
])('the address %s holds the invitation "%s"', (address, invitation) => {
  expect(invitationIn(address)).toBe(invitation);
});

test.each([
  ['', null],
  ['#', null],
  ['#harbour', 'harbour'],
  ['#main%20hall', 'main hall'],
  ['#50%', '50%'],
  ['#harbour&moveTo=3,4', 'harbour'],
  [`#${'x'.repeat(101)}`, null],
  // The page of organisers, not a place.
  ['#attendance', null],
])('the address part %s names the entry %s', (hash, entry) => {
  expect(arrivalIn(hash)).toBe(entry);
});

test('an answer of the server is passed on, a refusal too', async () => {
  const fetched = vi.fn(async () => Response.json({ ok: false, reason: 'link_expired' }, { status: 403 }));
  vi.stubGlobal('fetch', fetched);
  expect(await askEntry('T', signal)).toEqual({ ok: false, reason: 'link_expired' });
  expect(fetched).toHaveBeenCalledWith(
    '/api/entry',
    expect.objectContaining({ method: 'POST', body: '{"token":"T"}' }),
  );
});

test('no network and no sense are told apart', async () => {
  vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('failed')));
  expect(await askEntry('T', signal)).toEqual({ ok: false, reason: 'network' });
  vi.stubGlobal('fetch', async () => new Response('<html>', { status: 502 }));
  expect(await askEntry('T', signal)).toEqual({ ok: false, reason: 'server' });
});
