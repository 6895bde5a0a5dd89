/** The way in over HTTP: what one must know of the event before entering. */

import type { Role } from '../core/people.ts';
import type { WireEvent } from '../protocol/messages.ts';

export type EntryAnswer =
  | {
      readonly ok: true;
      readonly event: WireEvent;
      readonly role: Role;
      /** The server's time, ms since 1970. */
      readonly now_ms: number;
      readonly phase: 'coming' | 'now' | 'past';
    }
  /** `sign_in`: by whose account one may sign in instead. */
  | { readonly ok: false; readonly reason: string; readonly sign_in?: string };

/** The invitation in the address of this page; empty if there is none. */
export function invitationIn(pathname: string): string {
  const token = /^\/join\/([^/]+)\/?$/.exec(pathname)?.[1] ?? '';
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}

/** A longer one is no name of an entry. */
const ENTRY_MOST = 100;

/** In the address of this page it leads to the organiser's page with the attendance log, not to an entry. */
const ATTENDANCE = '#attendance';

/** The named entry (`#name`) in the address of this page; null if there is none. */
export function arrivalIn(hash: string): string | null {
  if (hash === ATTENDANCE) return null;
  const name = hash.replace(/^#/, '').split('&')[0] ?? '';
  let entry = name;
  try {
    entry = decodeURIComponent(name);
  } catch {
    // Not encoded after all: taken as it stands.
  }
  return entry === '' || entry.length > ENTRY_MOST ? null : entry;
}

/** Ask what an invitation is for. Own reasons: `network` if there is no server to ask, `server` if it did not understand. */
export async function askEntry(token: string, signal: AbortSignal): Promise<EntryAnswer> {
  let response: Response;
  try {
    response = await fetch('/api/entry', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
      signal,
    });
  } catch {
    return { ok: false, reason: 'network' };
  }
  try {
    return (await response.json()) as EntryAnswer;
  } catch {
    return { ok: false, reason: 'server' };
  }
}
