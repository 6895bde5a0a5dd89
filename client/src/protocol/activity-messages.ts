/** The messages of docs/protocol.md section 8.3, as they are on the wire. */

export type ActivityKind = 'poll' | 'words' | 'quiz' | 'pictures' | 'questions' | 'feet';
export type ActivityPhase = 'draft' | 'open' | 'closed';
export type ActivityAction = 'open' | 'close' | 'show' | 'conceal' | 'next' | 'copy' | 'delete' | 'restore';
export type ScoreBy = 'person' | 'table';
/** An island (empty: this one) and a zone of it. */
export type WirePlace = readonly [island: string, zone: string];

export interface WireActivity {
  readonly id: string;
  readonly kind: ActivityKind;
  readonly title: string;
  readonly anonymous: boolean;
  readonly place: WirePlace | null;
  readonly options: readonly (readonly [text: string, picture: string, place: WirePlace | null])[];
  readonly most: number;
  readonly questions: readonly (readonly [text: string, options: readonly string[], right: number | null])[];
  readonly questions_in_all: number;
  readonly at: number;
  readonly score_by: ScoreBy;
  readonly phase: ActivityPhase;
  readonly shown: boolean;
  readonly deleted: boolean;
  readonly key: string;
}

export interface WireResults {
  readonly id: string;
  readonly answers: number;
  readonly taking_part: number;
  readonly rows: readonly (readonly [key: string, label: string, count: number, hidden: boolean])[];
  readonly rows_in_all: number;
}

export interface WireDraft {
  readonly id: string | null;
  readonly kind: ActivityKind;
  readonly title: string;
  readonly anonymous: boolean;
  readonly place: WirePlace | null;
  readonly options: readonly { readonly text: string; readonly picture: string; readonly place: WirePlace | null }[];
  readonly most: number;
  readonly questions: readonly { readonly text: string; readonly options: readonly string[]; readonly right: number }[];
  readonly score_by: ScoreBy;
}

export interface ActivityServerMessages {
  activities: (message: {
    readonly island: string;
    readonly list: readonly WireActivity[];
    readonly own: readonly (readonly [id: string, takenPart: boolean, questions: readonly number[]])[];
  }) => void;
  activity: (message: WireActivity) => void;
  activity_gone: (message: { readonly id: string }) => void;
  activity_results: (message: WireResults) => void;
}

export interface ActivityClientMessages {
  activity_put: WireDraft;
  activity_do: { readonly id: string; readonly action: ActivityAction };
  activity_hide: { readonly id: string; readonly item: string; readonly hidden: boolean };
  activity_answer: { readonly id: string; readonly chosen: readonly number[]; readonly words: readonly string[] };
  activity_token: { readonly id: string; readonly blinded: string };
  activity_ask: { readonly id: string; readonly text: string };
  activity_vote: { readonly id: string; readonly question: number; readonly wants: boolean };
}

export interface ActivityAckExtras {
  activity_put: { readonly id: string };
  activity_do: { readonly id: string };
  activity_token: { readonly signature: string; readonly wait_ms: number };
  activity_ask: { readonly question: number };
}
