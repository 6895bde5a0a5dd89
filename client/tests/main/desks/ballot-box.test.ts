import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import vector from '../../../../tests/golden/protocol/blind_signatures.json' with { type: 'json' };
import { createBallotBox } from '../../../src/main/desks/ballot-box.ts';
import { waitingBallots } from '../../../src/net/ballots.ts';
import { applyActivity, applyActivityGone } from '../../../src/state/activities.ts';
import { NoticeBoard } from '../../../src/state/notices.ts';
import { createStore } from '../../../src/state/store.ts';
import { wireActivity } from '../../state/made-activities.ts';

// A signature of every blinded message would need the private key: here everything fits.
vi.mock('../../../src/net/blind-signature.ts', async (original) => ({
  ...(await original<object>()),
  unblind: async (_key: string, _blinded: unknown, signature: string) => {
    if (signature === 'bad') throw new Error('does not fit');
    return 'unblinded';
  },
}));

const ANSWER = { chosen: [1], words: [] };
const LEAVE = { ok: true, signature: 'signed', wait_ms: 1000 } as const;
let asked: RequestInit[] = [];
let answers: object[] = [];
let waits: { ms: number; end: () => void }[] = [];

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  asked = [];
  answers = [];
  waits = [];
  vi.stubGlobal('fetch', async (_path: string, init: RequestInit) => {
    asked.push(init);
    const answer = answers.shift() ?? { ok: true };
    if (answer instanceof Error) throw answer;
    return Response.json(answer);
  });
});

afterEach(() => vi.unstubAllGlobals());

const wait = (ms: number, signal?: AbortSignal) =>
  new Promise<void>((end) => {
    waits.push({ ms, end });
    if (signal?.aborted) end();
    signal?.addEventListener('abort', () => end());
  });

function made() {
  const store = createStore('nl', false);
  applyActivity(store.activities, wireActivity({ anonymous: true, key: vector.n }));
  return { store, box: createBallotBox(store, new NoticeBoard(store.notices), wait) };
}

const settle = async () => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

const said = (store: ReturnType<typeof createStore>) => store.notices.value.map(({ key }) => key);

test('leave is asked at once, the answer handed in later and under no name', async () => {
  const { store, box } = made();
  const askLeave = vi.fn(async () => LEAVE);
  expect(await box.answer('a', ANSWER, askLeave)).toEqual({ ok: true });
  expect(JSON.stringify(askLeave.mock.calls)).not.toContain('chosen');
  expect(store.activities.taken.value.has('a')).toBe(true);
  expect(store.activities.handingIn.value.has('a')).toBe(true);
  expect(asked).toEqual([]);
  expect(waits[0]?.ms).toBeLessThan(LEAVE.wait_ms);
  expect(waitingBallots()).toHaveLength(1);
  waits[0]?.end();
  await settle();
  const [request] = asked;
  expect([request?.credentials, request?.referrerPolicy]).toEqual(['omit', 'no-referrer']);
  expect(Object.keys(request?.headers ?? {})).toEqual(['content-type']);
  expect(Object.keys(JSON.parse(String(request?.body)))).toEqual(['token', 'signature', 'chosen', 'words']);
  expect(waitingBallots()).toEqual([]);
  expect(store.activities.handingIn.value.size).toBe(0);
  expect(said(store)).toEqual(['activity.handedIn']);
});

test.each([
  ['closes', () => wireActivity({ anonymous: true, key: vector.n, phase: 'closed' })],
  ['is taken away', () => null],
])('nobody waits longer once it %s', async (_, change) => {
  const { store, box } = made();
  await box.answer('a', ANSWER, async () => LEAVE);
  const wire = change();
  if (wire) applyActivity(store.activities, wire);
  else applyActivityGone(store.activities, { id: 'a' });
  await settle();
  expect(asked).toHaveLength(1);
});

test('a lost connection is tried again with the same token', async () => {
  const { store, box } = made();
  answers = [new Error('offline'), { ok: false, reason: 'rate' }, { ok: false, reason: 'activity_twice' }];
  const askLeave = vi.fn().mockResolvedValueOnce({ ok: false, reason: 'network' }).mockResolvedValueOnce(LEAVE);
  const done = box.answer('a', ANSWER, askLeave);
  await vi.waitFor(() => {
    for (const { end } of waits) end();
    expect(said(store)).not.toEqual([]);
  });
  await done;
  expect(askLeave.mock.calls[0]).toEqual(askLeave.mock.calls[1]);
  expect(new Set(asked.map(({ body }) => body)).size).toBe(1);
  expect(said(store)).toEqual(['activity.handedIn']);
});

test('an answer that comes too late is told so', async () => {
  const { store, box } = made();
  answers = [{ ok: false, reason: 'activity_closed' }];
  await box.answer('a', ANSWER, async () => LEAVE);
  waits[0]?.end();
  await settle();
  expect(said(store)).toEqual(['activity.notHandedIn']);
  expect(waitingBallots()).toEqual([]);
});

test('what was not handed in before a reload is handed in after it', async () => {
  const first = made();
  await first.box.answer('a', ANSWER, async () => LEAVE);
  const again = made();
  waits.at(-1)?.end();
  await settle();
  expect(asked).toHaveLength(1);
  expect(again.store.activities.taken.value.has('a')).toBe(true);
});

test.each([
  ['there is no leave', { ok: false, reason: 'activity_twice' }, 'activity_twice'],
  ['the signature is none', { ...LEAVE, signature: 'bad' }, 'token'],
])('nothing is handed in when %s', async (_, leave, reason) => {
  const { store, box } = made();
  expect(await box.answer('a', ANSWER, async () => leave as typeof LEAVE)).toEqual({ ok: false, reason });
  expect(store.activities.taken.value.size).toBe(0);
  expect(waitingBallots()).toEqual([]);
});

test('without https one is told so before anything is asked', async () => {
  const { box } = made();
  vi.stubGlobal('crypto', {});
  const askLeave = vi.fn();
  expect(await box.answer('a', ANSWER, askLeave)).toEqual({ ok: false, reason: 'needs_https' });
  expect(askLeave).not.toHaveBeenCalled();
});
