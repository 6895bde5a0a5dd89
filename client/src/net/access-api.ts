/** The requests of docs/protocol.md section 9 for organisers, and those about the waiting room for hosts. */

import type {
  AccessAnswer,
  AccessOptions,
  AccessState,
  EventAccess,
  EventLink,
  GuestMistake,
  WaitingPerson,
} from './event-access.ts';

/** How long an answer may take, ms. */
const TIMEOUT_MS = 30_000;

interface WireLink extends Pick<EventLink, 'id' | 'role' | 'label' | 'groups' | 'uses' | 'token'> {
  readonly made_ms: number;
  readonly expires_ms: number;
  readonly uses_max: number | null;
  readonly revoked_ms: number | null;
  readonly guest: boolean;
}

interface WireOptions {
  readonly has_passcode: boolean;
  readonly guests_only: boolean;
}

interface WireState extends WireOptions {
  readonly links: readonly WireLink[];
  readonly days: number;
}

interface WireRefusal {
  readonly reason: string;
  readonly mistakes?: readonly GuestMistake[];
}

/** Access to the event as the holder of this invitation may handle it. Nothing of it rejects. */
export function createEventAccess(token: string): EventAccess {
  const authorization = `Bearer ${token}`;

  async function ask<Value>(
    path: string,
    init: RequestInit,
    read: (response: Response) => Promise<Value>,
  ): Promise<AccessAnswer<Value>> {
    try {
      const headers = { ...init.headers, authorization };
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const response = await fetch(`/api/${path}`, { ...init, headers, signal });
      if (response.ok) return { ok: true, value: await read(response) };
      const { reason, mistakes = [] } = (await response.json()) as WireRefusal;
      return { ok: false, reason, mistakes };
    } catch (error) {
      return { ok: false, reason: error instanceof SyntaxError ? 'server' : 'network', mistakes: [] };
    }
  }

  const post = <Body, Value>(path: string, body: object, read: (body: Body) => Value) =>
    ask(
      path,
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
      json(read),
    );
  const sentOff = ({ sent_off }: { readonly sent_off: number }) => sent_off;
  const people = (body: { readonly people: readonly WaitingPerson[] }) => body.people;

  return {
    show: () => ask('access', {}, json(readState)),
    makeLink: ({ usesMax, ...wish }) =>
      post('access/links', { ...wish, uses_max: usesMax }, ({ link }: { readonly link: WireLink }) => readLink(link)),
    revoke: (link, sendOff) => post(`access/links/${encodeURIComponent(link)}/revoke`, { send_off: sendOff }, sentOff),
    restore: (link) => post(`access/links/${encodeURIComponent(link)}/restore`, {}, () => null),
    revokeAny: (link, sendOff) => post('access/revoke', { token: link, send_off: sendOff }, sentOff),
    setOptions: ({ passcode, guestsOnly }) =>
      post('access/options', { passcode, guests_only: guestsOnly }, readOptions),
    addGuests: (file) =>
      ask(
        'access/guests',
        { method: 'POST', headers: { 'content-type': 'text/csv' }, body: file },
        json((done: { readonly added: number; readonly updated: number }) => done),
      ),
    guestFile: () => ask('access/guests.csv', {}, (response) => response.blob()),
    waiting: () => ask('waiting', {}, json(people)),
    letInNext: (person) => post(`waiting/${person}/next`, {}, people),
  };
}

function json<Body, Value>(read: (body: Body) => Value): (response: Response) => Promise<Value> {
  return async (response) => read((await response.json()) as Body);
}

function readState({ links, days, ...options }: WireState): AccessState {
  return { links: links.map(readLink), days, ...readOptions(options) };
}

function readOptions({ has_passcode: hasPasscode, guests_only: guestsOnly }: WireOptions): AccessOptions {
  return { hasPasscode, guestsOnly };
}

function readLink(wire: WireLink): EventLink {
  const { made_ms: madeMs, expires_ms: expiresMs, uses_max: usesMax, revoked_ms: revokedMs, guest: isGuests } = wire;
  const { id, role, label, groups, uses, token } = wire;
  return { id, role, label, groups, uses, token, madeMs, expiresMs, usesMax, revokedMs, isGuests };
}
