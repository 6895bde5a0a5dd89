/** The requests of docs/protocol.md section 7 about oneself, with a person token. */

import type { Look, Role } from '../core/people.ts';
import type { WireEvent } from '../protocol/messages.ts';
import { loadMap } from './map-source.ts';
import type { OwnTrail, TrailAccess, TrailAnswer } from './own-trail.ts';
import { forgetPerson } from './person-token.ts';

interface WireSpan {
  readonly island: string;
  readonly start_ms: number;
  readonly end_ms: number | null;
}

interface WireTrail {
  readonly event: WireEvent;
  readonly person: {
    readonly name: string;
    readonly look: Look;
    readonly role: Role;
    readonly first_seen_ms: number;
  } | null;
  readonly stays: readonly WireSpan[];
  readonly zones: readonly (WireSpan & { readonly zone: string })[];
  readonly conversations: readonly (WireSpan & { kind: string | null; zone: string | null; people: number })[];
  readonly moves: number;
  readonly erased_ms: number;
  readonly other_events: readonly string[];
}

/** What the holder of a person token may see and do. */
export function createTrailAccess(token: string): TrailAccess {
  const headers = { authorization: `Bearer ${token}` };

  async function ask<Value>(
    path: string,
    method: string,
    read: (response: Response) => Promise<Value>,
  ): Promise<TrailAnswer<Value>> {
    let response: Response;
    try {
      response = await fetch(`/api/trail${path}`, { method, headers });
    } catch {
      return { ok: false, reason: 'network' };
    }
    try {
      if (response.ok) return { ok: true, value: await read(response) };
      const { reason } = (await response.json()) as { reason: string };
      return { ok: false, reason };
    } catch {
      return { ok: false, reason: 'server' };
    }
  }

  return {
    read: () => ask('', 'GET', async (response) => readTrail((await response.json()) as WireTrail)),
    file: () =>
      ask('/download', 'GET', async (response) => ({ name: fileName(response), content: await response.blob() })),
    async erase(series) {
      const answer = await ask('', 'DELETE', async () => null);
      if (answer.ok) forgetPerson(series, token);
      return answer;
    },
    async zoneNames({ event }) {
      try {
        const map = await loadMap(event.map, new AbortController().signal);
        return new Map(map.zones.map(({ id, names }) => [id as string, names]));
      } catch {
        return new Map();
      }
    },
  };
}

function readTrail(body: WireTrail): OwnTrail {
  const { name, map, series } = body.event;
  return {
    event: { name, map, series },
    person: body.person && {
      name: body.person.name,
      look: body.person.look,
      role: body.person.role,
      firstSeenMs: body.person.first_seen_ms,
    },
    stays: body.stays.map(readSpan),
    zones: body.zones.map((it) => ({ ...readSpan(it), zone: it.zone })),
    talks: body.conversations.map((it) => ({ ...readSpan(it), kind: it.kind, zone: it.zone, people: it.people })),
    moves: body.moves,
    erasedMs: body.erased_ms,
    otherEvents: body.other_events,
  };
}

function readSpan({ island, start_ms: startMs, end_ms: endMs }: WireSpan) {
  return { island, startMs, endMs };
}

function fileName(response: Response): string {
  const told = response.headers.get('content-disposition') ?? '';
  return /filename="([\w.-]+)"/.exec(told)?.[1] ?? 'eiland.json';
}
