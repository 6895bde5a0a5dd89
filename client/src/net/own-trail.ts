/** What somebody sees of what the attendance log has of them. `trail-api` carries it out. */

import type { LocalText } from '../core/island-map.ts';
import type { Look, Role } from '../core/people.ts';

/** Times in ms since 1970; `endMs` is null while it lasts. */
export interface TrailSpan {
  readonly island: string;
  readonly startMs: number;
  readonly endMs: number | null;
}

export interface TrailZone extends TrailSpan {
  readonly zone: string;
}

export interface TrailTalk extends TrailSpan {
  /** null if the log no longer tells. */
  readonly kind: string | null;
  readonly zone: string | null;
  /** The most at one time, oneself too. */
  readonly people: number;
}

export interface OwnTrail {
  readonly event: { readonly name: string; readonly map: string; readonly series: string };
  readonly person: {
    readonly name: string;
    readonly look: Look;
    readonly role: Role;
    readonly firstSeenMs: number;
  } | null;
  readonly stays: readonly TrailSpan[];
  readonly zones: readonly TrailZone[];
  readonly talks: readonly TrailTalk[];
  /** How many stretches of the path are kept. */
  readonly moves: number;
  /** When retention erases the last of it. */
  readonly erasedMs: number;
  /** Names of other events whose logs have this person too. */
  readonly otherEvents: readonly string[];
}

/** `reason` is a code of docs/protocol.md, or `network` or `server`. */
export type TrailAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: string };

export type ZoneNames = ReadonlyMap<string, LocalText>;

export interface TrailAccess {
  read(): Promise<TrailAnswer<OwnTrail>>;
  file(): Promise<TrailAnswer<{ readonly name: string; readonly content: Blob }>>;
  /** Erases, and forgets here too by which token one came. */
  erase(series: string): Promise<TrailAnswer<null>>;
  /** What the places of the event's map are called; empty if the map does not come. */
  zoneNames(trail: OwnTrail): Promise<ZoneNames>;
}
