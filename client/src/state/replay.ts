/** A recorded event, played back: what the page steers and what the renderer draws. `replay/player.ts` makes one. */

import type { ReadonlySignal } from '@preact/signals';
import type { ConversationKind, Role } from '../core/people.ts';
import type { AvatarId, ConversationId, Tile, ZoneId } from '../core/units.ts';
import type { NamedPerson, Timeline } from './attendance.ts';
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
  /** Reason code while `failed`. */
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
  close(): void;
}
