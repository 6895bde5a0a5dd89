/** What an organiser does with the attendance log: docs/protocol.md section 7. `net/attendance-api.ts` carries these out. */

import type { Role } from '../core/people.ts';
import type { AvatarId } from '../core/units.ts';

/** `reason` is a code of docs/protocol.md, `detail` what the server says more, in English. */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: string; readonly detail: string };

export interface LoggedEvent {
  readonly id: string;
  readonly name: string;
  readonly log: 'presence' | 'movement';
  readonly retentionDays: number;
  /** ms since 1970; null while nothing is in the log. */
  readonly firstMs: number | null;
  readonly lastMs: number | null;
  readonly people: number;
  readonly entries: number;
  readonly isLive: boolean;
}

/** From one snapshot of an island to the next. */
export interface SegmentMark {
  readonly seq: number;
  readonly wallMs: number;
  readonly run: number;
  readonly mapId: string;
}

export interface Timeline {
  readonly event: string;
  readonly name: string;
  readonly log: 'presence' | 'movement';
  readonly firstMs: number;
  readonly lastMs: number;
  readonly isLive: boolean;
  readonly islands: readonly { readonly name: string; readonly segments: readonly SegmentMark[] }[];
  readonly restarts: readonly { readonly endMs: number; readonly startMs: number }[];
  readonly access: readonly LogAccess[];
}

/** Somebody asked for names (or an export with names), or erased themselves. */
export interface LogAccess {
  readonly wallMs: number;
  readonly kind: 'names' | 'export' | 'erased';
  readonly role: Role;
  readonly reason: string;
}

/** As it comes; `core/log` makes a state of it. */
export interface Segment {
  readonly run: number;
  readonly island: string;
  readonly mapId: string;
  readonly seq: number;
  readonly tMs: number;
  readonly wallMs: number;
  readonly endMs: number;
  /** As docs/attendance-format.md tells. */
  readonly snapshot: unknown;
  readonly presence: readonly (readonly unknown[])[];
  readonly motion: readonly Uint8Array[];
  readonly people: ReadonlyMap<AvatarId, { readonly pseudonym: string; readonly role: Role }>;
}

export type ExportFormat = 'csv' | 'jsonl' | 'parquet';

export interface NamedPerson {
  readonly name: string;
  readonly look: readonly number[];
}

/** Long work of the server. `onProgress` hears which part, 0..1, is done. Aborting stops it, with the reason `cancelled`. */
export interface Work {
  readonly onProgress: (done: number) => void;
  readonly signal: AbortSignal;
}

export interface AttendanceLog {
  events(): Promise<Answer<{ readonly events: readonly LoggedEvent[]; readonly live: string }>>;
  timeline(event: string): Promise<Answer<Timeline>>;
  segment(event: string, island: string, seq: number, signal: AbortSignal): Promise<Answer<Segment>>;
  /** The figures as the server writes them: `ui/attendance/figures.ts` says their shape. */
  insight(event: string, work: Work): Promise<Answer<unknown>>;
  compare(former: string, latter: string, work: Work): Promise<Answer<unknown>>;
  /** Names by pseudonym; the reason is kept with the log. */
  names(event: string, reason: string): Promise<Answer<ReadonlyMap<string, NamedPerson>>>;
  /** `reason` is null for an export without names. */
  export(event: string, format: ExportFormat, reason: string | null, work: Work): Promise<Answer<Blob>>;
}
