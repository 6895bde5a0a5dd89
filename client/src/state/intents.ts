/** What a person can want. Panels, keys and the canvas call these; `main` carries them out. */

import type { Availability, Look, MediaChoice } from '../core/people.ts';
import type { AvatarId, Direction, Tile } from '../core/units.ts';
import type { Language, Reaction } from './store.ts';

/** Why a wish was not granted: a reason code of docs/protocol.md. */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly reason: string };

export interface EntryChoice {
  readonly name: string;
  readonly look: Look;
  readonly media: MediaChoice;
  readonly microphoneOn: boolean;
  readonly cameraOn: boolean;
}

export interface Intents {
  enter(choice: EntryChoice): void;
  leave(): void;
  /** A held direction; null on release. */
  head(direction: Direction | null): void;
  walkTo(tile: Tile): void;
  approach(avatar: AvatarId): Promise<Outcome>;
  say(scope: 'near' | 'island', text: string): Promise<Outcome>;
  react(emoji: Reaction): void;
  wave(avatar: AvatarId): void;
  setAvailability(availability: Availability): void;
  changeProfile(name: string, look: Look): Promise<Outcome>;
  toggleMicrophone(): void;
  toggleCamera(): void;
  leaveConversation(): Promise<Outcome>;
  joinConversation(): Promise<Outcome>;
  lockConversation(locked: boolean): Promise<Outcome>;
  retryMedia(): void;
  reconnect(): void;
  setLanguage(language: Language): void;
  setZoom(zoom: number): void;
  dismiss(notice: number): void;
}
