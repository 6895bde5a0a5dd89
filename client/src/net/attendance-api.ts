/** The requests of docs/protocol.md section 7 about the attendance log, with an organiser's invitation. */

import type { Role } from '../core/people.ts';
import type { AvatarId } from '../core/units.ts';
import { decodeMessagePack } from '../protocol/message-pack.ts';
import { json, request, type Wanted } from './answers.ts';
import type {
  AttendanceLog,
  LogAccess,
  LoggedEvent,
  NamedPerson,
  Segment,
  SegmentMark,
  Timeline,
  Work,
} from './attendance.ts';
import { doWork } from './long-work.ts';

const ROOT = '/api/attendance';

const SEGMENT: Wanted<ArrayBuffer, Segment> = { body: (response) => response.arrayBuffer(), read: readSegment };
const FIGURES = json((figures: unknown) => figures);
const FILE: Wanted<Blob, Blob> = { body: (response) => response.blob(), read: (file) => file };

interface WireEvents {
  readonly live: string;
  readonly events: readonly {
    readonly id: string;
    readonly name: string;
    readonly log: LoggedEvent['log'];
    readonly retention_days: number;
    readonly first_ms: number | null;
    readonly last_ms: number | null;
    readonly people: number;
    readonly entries: number;
    readonly is_live: boolean;
  }[];
}

interface WireTimeline {
  readonly event: string;
  readonly name: string;
  readonly log: Timeline['log'];
  readonly first_ms: number;
  readonly last_ms: number;
  readonly is_live: boolean;
  readonly islands: readonly {
    readonly name: string;
    readonly segments: readonly [number, number, number, string][];
  }[];
  readonly restarts: readonly [number, number][];
  readonly access: readonly (Omit<LogAccess, 'wallMs'> & { readonly wall_ms: number })[];
}

interface WireSegment {
  readonly run: number;
  readonly island: string;
  readonly map_id: string;
  readonly seq: number;
  readonly t_ms: number;
  readonly wall_ms: number;
  readonly end_ms: number;
  readonly snapshot: unknown;
  readonly presence: Segment['presence'];
  readonly motion: Segment['motion'];
  readonly people: readonly [AvatarId, string, Role][];
}

/** The logs as an organiser with this invitation may read them. */
export function createAttendanceLog(token: string): AttendanceLog {
  const headers = { authorization: `Bearer ${token}` };
  const posted = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' } };
  const of = (event: string, what: string) => `${ROOT}/${encodeURIComponent(event)}/${what}`;

  function work<Body, Value>(event: string, body: object, wanted: Wanted<Body, Value>, how: Work) {
    return doWork({ jobs: `${ROOT}/jobs`, start: of(event, 'jobs'), body, headers, wanted }, how);
  }

  return {
    events: () => request(ROOT, { headers }, json(readEvents)),
    timeline: (event) => request(of(event, 'timeline'), { headers }, json(readTimeline)),
    segment: (event, island, seq, signal) => {
      const where = new URLSearchParams({ island, seq: String(seq) });
      return request(of(event, `segment?${where}`), { headers, signal }, SEGMENT);
    },
    insight: (event, how) => work(event, { kind: 'insight' }, FIGURES, how),
    compare: (former, latter, how) => work(latter, { kind: 'compare', with: former }, FIGURES, how),
    names: (event, reason) =>
      request(of(event, 'names'), { ...posted, body: JSON.stringify({ reason }) }, json(readNames)),
    export: (event, format, reason, how) => {
      const named = reason === null ? { names: false } : { names: true, reason };
      return work(event, { kind: 'export', format, ...named }, FILE, how);
    },
  };
}

function readEvents({ live, events }: WireEvents): { events: readonly LoggedEvent[]; live: string } {
  return {
    live,
    events: events.map((event) => ({
      id: event.id,
      name: event.name,
      log: event.log,
      retentionDays: event.retention_days,
      firstMs: event.first_ms,
      lastMs: event.last_ms,
      people: event.people,
      entries: event.entries,
      isLive: event.is_live,
    })),
  };
}

function readTimeline(wire: WireTimeline): Timeline {
  return {
    event: wire.event,
    name: wire.name,
    log: wire.log,
    firstMs: wire.first_ms,
    lastMs: wire.last_ms,
    isLive: wire.is_live,
    islands: wire.islands.map(({ name, segments }) => ({ name, segments: segments.map(readMark) })),
    restarts: wire.restarts.map(([endMs, startMs]) => ({ endMs, startMs })),
    access: wire.access.map(({ wall_ms: wallMs, ...rest }) => ({ ...rest, wallMs })),
  };
}

function readMark([seq, wallMs, run, mapId]: [number, number, number, string]): SegmentMark {
  return { seq, wallMs, run, mapId };
}

function readNames({ people }: { people: Record<string, NamedPerson> }): ReadonlyMap<string, NamedPerson> {
  return new Map(Object.entries(people));
}

/** The outside of a segment; whoever folds it reads, and doubts, what is inside. */
function readSegment(body: ArrayBuffer): Segment {
  const wire = decodeMessagePack(new Uint8Array(body)) as WireSegment;
  if (![wire.presence, wire.motion, wire.people].every(Array.isArray))
    throw new RangeError('a segment without its parts');
  return {
    run: wire.run,
    island: wire.island,
    mapId: wire.map_id,
    seq: wire.seq,
    tMs: wire.t_ms,
    wallMs: wire.wall_ms,
    endMs: wire.end_ms,
    snapshot: wire.snapshot,
    presence: wire.presence,
    motion: wire.motion,
    people: new Map(wire.people.map(([avatar, pseudonym, role]) => [avatar, { pseudonym, role }])),
  };
}
