import { afterEach, expect, test, vi } from 'vitest';
import { createEventAccess } from '../../src/net/access-api.ts';

afterEach(() => vi.unstubAllGlobals());

const LINK = {
  id: 'a',
  role: 'host',
  label: 'Press',
  groups: ['crew'],
  made_ms: 1,
  expires_ms: 2,
  uses_max: 3,
  uses: 1,
  revoked_ms: null,
  guest: false,
  token: 't',
};

/** What is asked, each as "METHOD path body". */
function answer(body: unknown, status = 200): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    expect(new Headers(init.headers).get('authorization')).toBe('Bearer tok');
    asked.push(`${init.method ?? 'GET'} ${path} ${typeof init.body === 'string' ? init.body : ''}`.trim());
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
  });
  return asked;
}

test('the links and what holds are read', async () => {
  const asked = answer({ ok: true, links: [LINK], days: 90, has_passcode: true, guests_only: false });
  expect(await createEventAccess('tok').show()).toEqual({
    ok: true,
    value: {
      links: [
        {
          id: 'a',
          role: 'host',
          label: 'Press',
          groups: ['crew'],
          madeMs: 1,
          expiresMs: 2,
          usesMax: 3,
          uses: 1,
          revokedMs: null,
          isGuests: false,
          token: 't',
        },
      ],
      days: 90,
      hasPasscode: true,
      guestsOnly: false,
    },
  });
  expect(asked).toEqual(['GET /api/access']);
});

test('every change is asked for as the protocol says', async () => {
  const asked = answer({
    ok: true,
    link: LINK,
    sent_off: 2,
    has_passcode: true,
    guests_only: true,
    added: 1,
    updated: 0,
  });
  const access = createEventAccess('tok');
  await access.makeLink({ role: 'host', label: 'x', groups: ['g'], days: 2, usesMax: null });
  expect(await access.revoke('a/b', true)).toEqual({ ok: true, value: 2 });
  await access.restore('a');
  await access.revokeAny('http://x/join/t', false);
  await access.setOptions({ passcode: '' });
  await access.setOptions({ guestsOnly: true });
  await access.addGuests(new Blob(['name']));
  expect(asked).toEqual([
    'POST /api/access/links {"role":"host","label":"x","groups":["g"],"days":2,"uses_max":null}',
    'POST /api/access/links/a%2Fb/revoke {"send_off":true}',
    'POST /api/access/links/a/restore {}',
    'POST /api/access/revoke {"token":"http://x/join/t","send_off":false}',
    'POST /api/access/options {"passcode":""}',
    'POST /api/access/options {"guests_only":true}',
    'POST /api/access/guests',
  ]);
});

test('who waits is read, and the next one chosen', async () => {
  const people = [{ number: 7, name: 'Anna', role: 'attendee', seconds: 3 }];
  const asked = answer({ ok: true, people });
  const access = createEventAccess('tok');
  expect(await access.waiting()).toEqual({ ok: true, value: people });
  expect(await access.letInNext(7)).toEqual({ ok: true, value: people });
  expect(asked).toEqual(['GET /api/waiting', 'POST /api/waiting/7/next {}']);
});

test('a refusal brings its reason and mistakes', async () => {
  const mistakes = [{ line: 3, column: 'role', problem: 'bad_role' }];
  answer({ ok: false, reason: 'bad_guests', mistakes }, 400);
  expect(await createEventAccess('tok').addGuests(new Blob(['x']))).toEqual({
    ok: false,
    reason: 'bad_guests',
    mistakes,
  });
  answer('<html>', 502);
  expect(await createEventAccess('tok').show()).toEqual({ ok: false, reason: 'server', mistakes: [] });
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
  expect(await createEventAccess('tok').show()).toEqual({ ok: false, reason: 'network', mistakes: [] });
});
