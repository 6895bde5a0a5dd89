/** A recorded event, played back: what the page steers and what the renderer draws. `replay/player.ts` makes one. */

import type { ReadonlySignal } from '@preact/signals';
import type { ConversationKind, Role } from '../core/people.ts';
import type { AvatarId, ConversationId, Tile, ZoneId } from '../core/units.ts';
import type { AttendanceLog, NamedPerson, Timeline, Work } from './attendance.ts';
import type { Store } from './store.ts';

export const SPEEDS = [1, 2, 5, 10, 30, 60] as const;
export type Speed = (typeof SPEEDS)[number];

/** `waiting`: it plays, and the next part of the log has not come yet. */
export type ReplayStatus = 'paused' | 'playing' | 'waiting' | 'failed';

export interface ReplayedPerson {
  readonly avatar: AvatarId;
  readonly pseudonym: string;
  readonly role: Role;
  /** null if it is not kept, or if the avatar stands nowhere. */
  readonly at: Tile | null;
  readonly zones: readonly ZoneId[];
  readonly conversation: ConversationId | null;
}

export interface ReplayedConversation {
  readonly id: ConversationId;
  readonly kind: ConversationKind;
  readonly zone: ZoneId | null;
  readonly members: readonly AvatarId[];
}

/** The island at the moment shown; changes whenever somebody comes, goes, or joins or leaves a zone or conversation. */
export interface ReplayedMoment {
  readonly people: readonly ReplayedPerson[];
  readonly conversations: readonly ReplayedConversation[];
}

export interface Replay {
  readonly timeline: Timeline;
  readonly status: ReadonlySignal<ReplayStatus>;
  /** The moment shown, ms since 1970. */
  readonly at: ReadonlySignal<number>;
  readonly speed: ReadonlySignal<Speed>;
  readonly island: ReadonlySignal<string>;
  readonly moment: ReadonlySignal<ReplayedMoment>;
  /**
   * Reason code while `failed`; else what is not as it was: `map_gone` (a plain ground is drawn), `log_gap` (the log lost what happened
   * now, nobody is drawn), `server_stopped`.
   */
  readonly trouble: ReadonlySignal<string | null>;
  /** What `render/island-view.ts` draws: a store of its own, whose `world` follows the replay. */
  readonly store: Store;
  /** Island time for the renderer's clock. */
  readonly now: () => number;
  play(): void;
  pause(): void;
  setSpeed(speed: Speed): void;
  /** Show a moment; resolves once it is shown, or failed, or another seek came in between. */
  seek(wallMs: number): Promise<void>;
  showIsland(name: string): Promise<void>;
  /** Keep the camera on somebody, found anew by pseudonym when they come back; null: on the whole island. */
  follow(pseudonym: string | null): void;
  /** Draw only these people strongly; null: everybody. */
  filter(pseudonyms: ReadonlySet<string> | null): void;
  /** Names in place of pseudonyms, and the looks of their owners. */
  name(people: ReadonlyMap<string, NamedPerson>): void;
  /**
   * Where people walked and stood on the island shown, between two moments; null: everybody. Without `work` only from what is held
   * (`covered` says which part); with it all of it: the log is fetched a part at a time and dropped again. Rejects with an `AbortError`
   * when `work` is aborted, with a `ReplayError` when a part cannot be fetched.
   */
  paths(fromMs: number, toMs: number, pseudonyms: ReadonlySet<string> | null, work: Work | null): Promise<WalkedGround>;
  close(): void;
}

/** From one moment to another, ms since 1970. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** At most this many steps of all trails together are held. */
export const MOST_TRAIL_STEPS = 60_000;

/** One person's way: tile by tile, with when each was reached. A jump (a portal, a time away) begins another trail. */
export interface Trail {
  readonly pseudonym: string;
  readonly steps: readonly (Tile & { readonly atMs: number })[];
}

/** People whose path is not kept are not in it. */
export interface WalkedGround {
  readonly island: string;
  readonly width: number;
  readonly height: number;
  /** How long people were on each tile, ms, one after the other and together; `y * width + x`. */
  readonly spentMs: Float64Array;
  readonly trails: readonly Trail[];
  /** Earlier steps of the trails were left out, for there are more than `MOST_TRAIL_STEPS`. */
  readonly isCut: boolean;
  /** The parts of the log that are in it, in order; gaps and stops of the server are not. */
  readonly covered: readonly Stretch[];
}

/** Why a replay or a film could not go on; `reason` is a code. */
export class ReplayError extends Error {
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

/** What lies on the ground of the island shown, under the people. */
export interface ShownGround {
  /** Where time was spent; null: not drawn. */
  readonly heat: Pick<WalkedGround, 'width' | 'height' | 'spentMs'> | null;
  readonly trails: readonly Trail[];
  /** These are drawn with strong lines, the others with thin ones. */
  readonly strong: ReadonlySet<string>;
  /** Trails fade towards its beginning. */
  readonly stretch: Stretch;
}

/** A replay on a canvas in the page. Places are CSS pixels from the upper left corner of the host. */
export interface ReplayView {
  readonly canvas: HTMLCanvasElement;
  /** Called when somebody is clicked or tapped. */
  onAvatar: ((avatar: AvatarId) => void) | null;
  /** One step closer (1) or further away (-1). */
  stepZoom(towards: 1 | -1): void;
  /** Look around by CSS pixels; `follow` or walking people do not bring it back, `centre` does. */
  pan(dx: number, dy: number): void;
  /** Back to whom the replay follows, or to the middle of the island. */
  centre(): void;
  /** Drawn by `render/ground-overlay.ts` until another one is given. */
  showGround(ground: ShownGround | null): void;
  /** Draw the moment at once: the canvas holds it until the task ends. */
  draw(): void;
  destroy(): void;
}

/** What is written along the edge of a picture. `timeText` puts a moment into words. */
export interface Caption {
  readonly event: string;
  readonly timeText: (wallMs: number) => string;
}

export interface FilmChoice extends Stretch {
  readonly speed: Speed;
}

/** A film lasts no longer, s: choose a shorter stretch or a higher speed. */
export const LONGEST_FILM_S = 60;

/** Pictures and short films of a replay, for a report. */
export interface ReplayStudio {
  /** How the file of a film ends in this browser; null: it cannot make one. */
  readonly filmEnding: 'webm' | 'mp4' | null;
  /** A PNG of the moment shown. */
  takePicture(view: ReplayView, replay: Replay, caption: Caption): Promise<Blob>;
  /**
   * Plays the stretch and films it, as long as it takes; afterwards the replay is paused where it was. Rejects with an `AbortError` when
   * `work` is aborted, with a `ReplayError` otherwise: `film_unsupported`, `film_too_long`, `film_failed`, or why the log does not come.
   */
  recordFilm(view: ReplayView, replay: Replay, film: FilmChoice, caption: Caption, work: Work): Promise<Blob>;
}

/** All that the page needs for replays; `main/attendance.ts` makes it when the page is first opened. */
export interface ReplayDesk {
  readonly log: AttendanceLog;
  readonly studio: ReplayStudio;
  /** Paused at the first moment. Rejects with a `ReplayError` if there is nothing to show. */
  openReplay(timeline: Timeline): Promise<Replay>;
  /** Rejects where nothing can be drawn. The view listens to fingers and mice by itself; keys are the page's. */
  showIn(host: HTMLElement, replay: Replay): Promise<ReplayView>;
}
