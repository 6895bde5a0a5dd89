/**
 * The figures of an event as the server writes them: `core/attendance/plain_figures.py`; docs/attendance.md says what each means.
 *
 * Names are those of the server. Times: `..._ms` of a moment are ms since 1970, of a length ms. People are pseudonyms.
 */

import type { ConversationKind, Role } from '../../core/people.ts';

/** An island and a zone of it. */
export type ZoneKey = readonly [island: string, zone: string];
/** How an end is known; all but `told` are the last time known. */
export type Ending = 'told' | 'gap' | 'crash' | 'open';
/** What is kept by a zone: `{}` if it is about no zone at all. */
export type ByZone = readonly { readonly key: ZoneKey; readonly value: number }[] | Readonly<Record<string, never>>;

export interface GapMark {
  readonly start_ms: number;
  readonly end_ms: number;
  /** Events that are missing. */
  readonly lost: number;
}

export interface Restart {
  readonly end_ms: number;
  readonly start_ms: number;
}

export interface MinuteFigures {
  readonly start_ms: number;
  readonly most: number;
  readonly person_ms: number;
  readonly arrivals: number;
  readonly first_arrivals: number;
  readonly departures: number;
}

export interface Stay {
  readonly start_ms: number;
  readonly end_ms: number;
  readonly ending: Ending;
}

export interface Presence {
  readonly person: string;
  readonly role: Role;
  readonly stays: readonly Stay[];
  readonly present_ms: number;
  readonly islands_ms: Readonly<Record<string, number>>;
  readonly zones_ms: ByZone;
}

export interface PersonFigures {
  readonly presence: Presence;
  readonly spoke_ms: number;
  readonly listened_ms: number;
  readonly met: number;
  /** 0..1 */
  readonly talk_share: number;
}

export interface ZoneUse {
  readonly zone: ZoneKey;
  readonly people: number;
  readonly person_ms: number;
  readonly together_ms: number;
  readonly most: number;
  readonly most_at_ms: number;
  /** One number for each minute of the curve. */
  readonly most_by_minute: readonly number[];
  readonly ms_by_minute: readonly number[];
  readonly silence: 'nobody' | 'alone' | null;
}

export interface TalkedConversation {
  readonly island: string;
  /** null: its beginning is not in the log. */
  readonly kind: ConversationKind | null;
  readonly zone: string | null;
  readonly start_ms: number;
  readonly end_ms: number;
  readonly ending: Ending;
  readonly talk_ms: number;
  readonly most: number;
  readonly person_ms: number;
  readonly people: readonly string[];
  readonly mean_size: number;
}

export interface ConversationTotals {
  readonly count: number;
  readonly people: number;
  readonly talk_ms: number;
  readonly median_ms: number;
  readonly longest_ms: number;
  readonly most: number;
  readonly person_ms: number;
  readonly mean_size: number;
}

export interface ConversationGroup {
  readonly kind: ConversationKind | null;
  readonly zone: ZoneKey | null;
  readonly totals: ConversationTotals;
}

export interface TalkMinute {
  readonly start_ms: number;
  readonly most: number;
  readonly largest: number;
  readonly talk_ms: number;
  readonly person_ms: number;
  readonly mean_size: number;
}

export interface EncounterNode {
  readonly person: string;
  readonly met: number;
  readonly together_ms: number;
}

export interface Encounter {
  readonly one: string;
  readonly other: string;
  readonly together_ms: number;
  readonly times: number;
  readonly first_ms: number;
}

export interface Note {
  /** `arrived`, `departed`, `zone_entered`, `conversations_formed`, `conversations_ended`, `restarted`, `lost`; later servers may have more. */
  readonly kind: string;
  readonly count: number;
  readonly zone: ZoneKey | null;
  readonly conversation: ConversationKind | null;
}

export interface MinuteNotes {
  readonly start_ms: number;
  readonly present: number;
  readonly notes: readonly Note[];
}

export interface Insight {
  readonly first_ms: number;
  readonly last_ms: number;
  readonly entries: number;
  readonly unplaced: number;
  readonly gaps: readonly GapMark[];
  readonly restarts: readonly Restart[];
  readonly peak: { readonly people: number; readonly at_ms: number };
  /** One after the other without holes, as are `talk_curve` and `notes`. */
  readonly curve: readonly MinuteFigures[];
  readonly people: readonly PersonFigures[];
  readonly islands_ms: Readonly<Record<string, number>>;
  /** The most used first. */
  readonly zones: readonly ZoneUse[];
  readonly conversations: readonly TalkedConversation[];
  readonly talk: ConversationTotals;
  readonly talk_by_place: readonly ConversationGroup[];
  readonly talk_curve: readonly TalkMinute[];
  /** How long conversations of each size went on; `{}` if there were none. */
  readonly sizes_ms: readonly { readonly key: number; readonly value: number }[] | Readonly<Record<string, never>>;
  readonly encounters: { readonly nodes: readonly EncounterNode[]; readonly edges: readonly Encounter[] };
  /** Newcomers, by pseudonym. */
  readonly met_nobody: readonly string[];
  readonly notes: readonly MinuteNotes[];
  readonly unique: number;
  readonly person_ms: number;
}

/** Rounded down; null: some, but fewer than may be told. */
export type FewOrMany = number | null;

/** What may be told to others. */
export interface SharedFigures {
  /** Fewer people than this are not told. */
  readonly least: number;
  readonly start_ms: number;
  readonly people: FewOrMany;
  readonly peak: FewOrMany;
  readonly curve: readonly FewOrMany[];
  readonly mean_present_minutes: number | null;
  readonly zones: readonly {
    readonly zone: ZoneKey;
    readonly people: FewOrMany;
    readonly most: FewOrMany;
    readonly minutes: number | null;
  }[];
  readonly talks: readonly {
    readonly kind: ConversationKind | null;
    readonly zone: ZoneKey | null;
    readonly people: FewOrMany;
    readonly count: number;
    readonly median_minutes: number;
  }[];
  readonly met: FewOrMany;
  readonly met_nobody: FewOrMany;
}

/** A zone of the event's maps, as far as these are kept. */
export interface KnownZone {
  readonly island: string;
  readonly zone: string;
  readonly kind: string;
  /** By language; empty if the map gives it no name for people. */
  readonly names: Readonly<Record<string, string>>;
}

/** The answer to `insight`. */
export interface EventFigures {
  readonly insight: Insight;
  readonly shared: SharedFigures;
  /** With their names for people. */
  readonly zones?: readonly KnownZone[];
}

/** `figures` in the order of the server; `figure` is one of `core/attendance/comparison.py`. */
export interface Comparison {
  readonly returned: readonly string[];
  readonly new: readonly string[];
  readonly lost: readonly string[];
  readonly figures: readonly {
    readonly figure: string;
    readonly former: number;
    readonly latter: number;
    readonly difference: number;
  }[];
  readonly zones: readonly {
    readonly zone: ZoneKey;
    readonly former_ms: number;
    readonly latter_ms: number;
    readonly difference_ms: number;
  }[];
}

/** The answer to `compare`. */
export interface EventComparison {
  readonly comparison: Comparison;
  readonly shared: { readonly returned: FewOrMany; readonly new: FewOrMany; readonly lost: FewOrMany };
}

const LISTS = ['gaps', 'restarts', 'curve', 'people', 'zones', 'conversations', 'talk_curve', 'notes'] as const;

/** Takes what came for figures; null if it is something else, as from a server of another version. */
export function figuresIn(value: unknown): EventFigures | null {
  const insight = part(value, 'insight');
  const isWhole = LISTS.every((name) => Array.isArray(part(insight, name))) && isThere(part(value, 'shared'));
  return isWhole ? (value as EventFigures) : null;
}

/** The same for two events side by side. */
export function comparisonIn(value: unknown): EventComparison | null {
  const isWhole = Array.isArray(part(part(value, 'comparison'), 'figures')) && isThere(part(value, 'shared'));
  return isWhole ? (value as EventComparison) : null;
}

/** The time in each zone, as a list also if there is none. */
export function zoneTimes(times: ByZone): readonly { readonly key: ZoneKey; readonly value: number }[] {
  return Array.isArray(times) ? (times as readonly { readonly key: ZoneKey; readonly value: number }[]) : [];
}

const isThere = (value: unknown): value is object => typeof value === 'object' && value !== null;

const part = (value: unknown, name: string): unknown =>
  isThere(value) ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
