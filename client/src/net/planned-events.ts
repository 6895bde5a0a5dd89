/** What an organiser does with the events of the series. `events-api` carries these out. Times are ms since 1970. */

import type { Role } from '../core/people.ts';

export type EventPhase = 'coming' | 'now' | 'past';
export type LogDetail = 'presence' | 'movement';
export type TemplateName = 'reception' | 'world_cafe' | 'poster_market' | 'plenary_breakouts';
export type EventLanguage = 'nl' | 'en';

/** An event at this moment; all zero while nobody visits it. */
export interface LiveFigures {
  readonly isOpen: boolean;
  readonly people: number;
  readonly conversations: number;
  /** Most people at once since it opened. */
  readonly peak: number;
  readonly arrivalsPerMinute: number;
}

/** What of an event can be changed. */
export interface EventFields {
  readonly name: string;
  readonly description: string;
  readonly map: string;
  readonly startsMs: number | null;
  readonly endsMs: number | null;
  readonly log: LogDetail;
  readonly retentionDays: number;
  /** Of its door, the first one first; empty: all. */
  readonly languages: readonly EventLanguage[];
  /** null: as many as the server takes. */
  readonly capacity: number | null;
}

export interface PlannedEvent extends EventFields {
  readonly id: string;
  readonly series: string;
  readonly archivedMs: number | null;
  /** The event of the server's settings, which cannot be changed here. */
  readonly isDefault: boolean;
  readonly phase: EventPhase;
  readonly live: LiveFigures;
}

export interface EventList {
  readonly events: readonly PlannedEvent[];
  /** The maps on which an event can be. */
  readonly maps: readonly string[];
}

export interface Template {
  readonly name: TemplateName;
  readonly count: number;
  readonly seats: number;
}

/** An event and the link for its organiser, which is shown only this once. */
export interface NewEvent {
  readonly event: PlannedEvent;
  readonly link: string;
}

/** `reason` is a code of docs/protocol.md, `detail` what the server says more, in English. */
export type EventAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: string; readonly detail: string };

export interface CopyFields {
  readonly name: string;
  readonly startsMs: number | null;
  readonly endsMs: number | null;
}

export interface PlannedEvents {
  list(): Promise<EventAnswer<EventList>>;
  create(fields: EventFields, template: Template | null): Promise<EventAnswer<NewEvent>>;
  copy(event: string, fields: CopyFields): Promise<EventAnswer<NewEvent>>;
  edit(event: string, fields: EventFields): Promise<EventAnswer<null>>;
  archive(event: string, archived: boolean): Promise<EventAnswer<null>>;
  /** With `revoke`, all earlier organiser links are void: also the one by which one came. */
  handOver(event: string, revoke: boolean): Promise<EventAnswer<NewEvent>>;
  invite(event: string, role: Role): Promise<EventAnswer<string>>;
}
