/** What a person can want. Panels, keys and the canvas call these; `main` carries them out. */

import type { Availability, Look, MediaChoice } from '../core/people.ts';
import type { AvatarId, Direction, DoorId, Tile } from '../core/units.ts';
import type { AddedPicture, TakenResults } from '../net/host-api-activities.ts';
import type { AckOf, ClientMessages } from '../protocol/messages.ts';
import type { DeviceKind, Language, PlaceSoundChoice, Reaction } from './store.ts';

/** Why a wish was not granted: a reason code of docs/protocol.md. */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly reason: string };

export type MapFile = { readonly ok: true; readonly file: Blob } | { readonly ok: false; readonly reason: string };

export interface EntryChoice {
  readonly name: string;
  readonly look: Look;
  readonly media: MediaChoice;
  readonly microphoneOn: boolean;
  readonly cameraOn: boolean;
}

export interface SecretAnswer {
  readonly chosen: readonly number[];
  readonly words: readonly string[];
}

export interface Intents {
  /** Send any message of docs/protocol.md and hear what comes of it: for what has no intent of its own. */
  request<Name extends keyof ClientMessages>(name: Name, message: ClientMessages[Name]): Promise<AckOf<Name>>;
  /** Hand in an anonymous answer: settled when it is sure that it will be handed in, which takes a while longer. */
  answerSecretly(id: string, answer: SecretAnswer): Promise<Outcome>;
  /** For hosts: give the server a picture to vote on; its name. */
  addPicture(file: Blob): Promise<AddedPicture>;
  /** For hosts: all results of activities as a file. */
  takeResults(form: 'csv' | 'json'): Promise<TakenResults>;
  /** The file of the map with its zones as they are now: for hosts and organisers. */
  fetchMapFile(): Promise<MapFile>;
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
  /** At the door: opens microphone and camera to try them, or closes them again. */
  checkDevices(open: boolean): void;
  /** Uses another microphone or camera from now on. */
  chooseDevice(kind: DeviceKind, id: string): void;
  /** At the door as well as on the island; asks the browser for permission if needed. */
  toggleMicrophone(): void;
  toggleCamera(): void;
  setPlacedVoices(placed: boolean): void;
  leaveConversation(): Promise<Outcome>;
  joinConversation(): Promise<Outcome>;
  lockConversation(locked: boolean): Promise<Outcome>;
  /** Open or close a door beside which one stands. */
  workDoor(door: DoorId, open: boolean): Promise<Outcome>;
  setPlaceSounds(choice: PlaceSoundChoice): void;
  /** Pages and sounds of places may come from these other hosts, and no others. */
  setHosts(hosts: ReadonlySet<string>): void;
  /** Lets one's path be kept from now on, or no longer. */
  setKeepsPath(kept: boolean): void;
  retryMedia(): void;
  reconnect(): void;
  setLanguage(language: Language): void;
  setZoom(zoom: number): void;
  setReducedMotion(reduced: boolean): void;
  dismiss(notice: number): void;
}
