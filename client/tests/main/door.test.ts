// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDoor } from '../../src/main/door.ts';
import { createStore, type Store } from '../../src/state/store.ts';

let store: Store;
const reconnect = vi.fn();

beforeEach(() => {
  store = createStore('en', false);
  reconnect.mockClear();
  sessionStorage.clear();
});
afterEach(() => vi.unstubAllGlobals());

function at(address: string): ReturnType<typeof createDoor> {
  history.replaceState(null, '', address);
  return createDoor(store, { reconnect });
}

function answer(body: unknown, status = 200): [string, unknown][] {
  const asked: [string, unknown][] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    asked.push([path, JSON.parse(String(init.body))]);
    return new Response(JSON.stringify(body), { status });
  });
  return asked;
}

test('the right passcode gives a permit, and one goes in', async () => {
  const door = at('/join/tok');
  const asked = answer({ ok: true, permit: 'permit' });
  expect(await door.tryPasscode('open sesame')).toEqual({ ok: true });
  expect(asked).toEqual([['/api/entry/passcode', { token: 'tok', code: 'open sesame' }]]);
  expect(store.permit.value).toBe('permit');
  expect(reconnect).toHaveBeenCalledOnce();
});

test('a wrong one gives none', async () => {
  const door = at('/join/tok');
  answer({ ok: false, reason: 'passcode_wrong', error: '' }, 403);
  expect(await door.tryPasscode('x')).toMatchObject({ ok: false, reason: 'passcode_wrong' });
  expect(store.permit.value).toBeNull();
  expect(reconnect).not.toHaveBeenCalled();
});

test('one goes away to sign in, and comes back by the same tab', async () => {
  const gone = vi.spyOn(location, 'assign').mockImplementation(() => undefined);
  answer({ ok: true, url: 'https://login.example.org/auth', state: 'state' });
  expect(await at('/').signIn()).toEqual({ ok: true });
  expect(gone).toHaveBeenCalledWith('https://login.example.org/auth');

  const door = at('/sign-in?code=code&state=state');
  expect(door.isBack).toBe(true);
  const asked = answer({ ok: true, token: 'a.b', name: 'Ada' });
  expect(await door.finishSignIn()).toEqual({ ok: true, name: 'Ada', address: '/join/a.b' });
  expect(asked).toEqual([['/api/sign-in/finish', { state: 'state', code: 'code' }]]);
  expect(location.pathname + location.search).toBe('/sign-in');
  expect(await at('/sign-in?code=code&state=state').finishSignIn()).toEqual({ ok: false, reason: 'sign_in_expired' });
  gone.mockRestore();
});

test.each([
  ['?code=code&state=of-another', 'sign_in_expired'],
  ['?code=code', 'sign_in_expired'],
  ['?error=access_denied&state=state', 'sign_in_refused'],
])('what is brought back otherwise is not handed in: %s', async (search, reason) => {
  sessionStorage.setItem('eiland.sign-in', 'state');
  const door = at(`/sign-in${search}`);
  const asked = answer({});
  expect(await door.finishSignIn()).toEqual({ ok: false, reason });
  expect(asked).toEqual([]);
});

test('elsewhere nobody is back', () => {
  expect(at('/sign-in').isBack).toBe(false);
  expect(at('/join/tok?code=1').isBack).toBe(false);
});
