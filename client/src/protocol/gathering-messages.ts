/** What brings people together: docs/protocol.md section 8, "Gathering". */

export type CallChoice = 'walk' | 'later' | 'stay';
export type RoundsWhere = 'anywhere' | 'tables' | 'free' | 'zones';

export interface WireAnnouncement {
  readonly id: number;
  readonly text: string;
  readonly by: string;
  /** ms since 1970. */
  readonly at: number;
  readonly scope: 'all' | 'zone' | 'role';
  readonly zone: string | null;
  readonly role: 'attendee' | 'host' | null;
}

export interface WireCall {
  readonly id: number;
  readonly by: string;
  readonly island: string;
  /** The island's own name. */
  readonly title: string;
  readonly is_here: boolean;
  readonly zone: string | null;
  readonly names: Readonly<Partial<Record<'nl' | 'en', string>>>;
  readonly asked: boolean;
  readonly choice: CallChoice | null;
}

export interface WireCallCounts {
  readonly id: number;
  readonly walked: number;
  readonly later: number;
  readonly stayed: number;
  readonly waiting: number;
}

export interface WireCountdown {
  /** ms since 1970. */
  readonly at: number;
  readonly left_ms: number;
  readonly title: string;
  readonly link: string;
}

export interface WireRounds {
  readonly size: number;
  readonly minutes: number;
  readonly willing: boolean;
  readonly round: number;
  readonly running: boolean;
  readonly left_ms: number;
  readonly group: { readonly with: readonly number[]; readonly question: string } | null;
  /** For hosts only, as are the following. */
  readonly ready?: number;
  readonly where?: RoundsWhere;
  readonly zones?: readonly string[];
  readonly question?: string;
}

export interface WireWhom {
  readonly avatar: number;
  readonly name: string;
  readonly island: string;
  /** For so long. */
  readonly ms: number;
}

export interface WireHelpList {
  readonly asked: readonly (WireWhom & { readonly text: string; readonly by: string | null })[];
  readonly alone: readonly WireWhom[];
  readonly greeters: readonly number[];
}

export interface GatheringServerMessages {
  announcement: (message: WireAnnouncement & { readonly chime: boolean }) => void;
  announcements: (message: { readonly announcements: readonly WireAnnouncement[] }) => void;
  call: (message: { readonly call: WireCall | null }) => void;
  call_counts: (message: WireCallCounts) => void;
  countdown: (message: { readonly countdown: WireCountdown | null }) => void;
  rounds: (message: { readonly rounds: WireRounds | null }) => void;
  help_state: (message: { readonly asked: boolean; readonly by: string | null; readonly greeter: boolean }) => void;
  help_list: (message: WireHelpList) => void;
}

type Empty = Record<string, never>;

export interface GatheringClientMessages {
  announce: {
    readonly text: string;
    readonly scope: 'all' | 'zone' | 'role';
    readonly zone: string | null;
    readonly role: 'attendee' | 'host' | null;
    readonly chime: boolean;
  };
  call: { readonly scope: 'all' | 'island'; readonly island: string | null; readonly zone: string | null };
  call_choice: { readonly call: number; readonly choice: CallChoice };
  call_end: Empty;
  call_places: Empty;
  countdown: { readonly at: number; readonly title: string; readonly link: string };
  countdown_extend: { readonly minutes: number };
  countdown_end: Empty;
  rounds_open: {
    readonly size: number;
    readonly minutes: number;
    readonly where: RoundsWhere;
    readonly zones: readonly string[];
    readonly question: string;
  };
  willing: { readonly willing: boolean };
  round_start: Empty;
  round_extend: { readonly minutes: number };
  round_end: Empty;
  rounds_close: Empty;
  help: { readonly needed: boolean; readonly text: string };
  help_take: { readonly avatar: number };
  help_done: { readonly avatar: number };
  greeter: { readonly avatar: number; readonly greeter: boolean };
  greet: { readonly avatar: number };
}

export interface CallPlace {
  readonly island: string;
  readonly title: string;
  readonly zones: readonly { readonly id: string; readonly names: Readonly<Partial<Record<'nl' | 'en', string>>> }[];
}

export interface RoundStarted {
  readonly round: number;
  readonly groups: number;
  readonly people: number;
  readonly left_over: number;
  readonly repeats: number;
  readonly unplaced: number;
}

/** What an acknowledgement carries beside `ok`. */
export interface GatheringAcks {
  announce: { readonly reached: number };
  call_places: { readonly islands: readonly CallPlace[] };
  round_start: RoundStarted;
}
