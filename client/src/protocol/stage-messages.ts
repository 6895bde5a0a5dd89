/** The messages about stages: docs/protocol.md section 8.5. */

export interface WireStage {
  /** The zone of its podium. */
  readonly id: string;
  readonly wide: boolean;
  readonly whisper: boolean;
  readonly speakers: readonly number[];
  readonly left_ms: number | null;
}

export interface StageServerMessages {
  stages: (message: { readonly stages: readonly WireStage[] }) => void;
  hand: (message: { readonly stage: string | null; readonly place: number }) => void;
  stage_hands: (message: { readonly stage: string; readonly hands: readonly number[] }) => void;
  stage_invite: (message: { readonly stage: string; readonly by: number }) => void;
  stage_answered: (message: { readonly avatar: number; readonly yes: boolean }) => void;
}

export interface StageClientMessages {
  hand: { readonly stage: string; readonly up: boolean };
  stage_answer: { readonly stage: string; readonly yes: boolean };
  stage_set: { readonly stage: string; readonly wide: boolean; readonly whisper: boolean };
  stage_bring: { readonly stage: string; readonly avatar: number };
  stage_send_down: { readonly stage: string; readonly avatar: number };
  stage_lower: { readonly stage: string; readonly avatar: number };
  stage_countdown: {
    readonly stage: string;
    readonly action: 'start' | 'extend' | 'stop';
    readonly minutes: number;
  };
}
