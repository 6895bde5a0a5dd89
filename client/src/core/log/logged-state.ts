/** The state of a recorded island: a fold over the entries of its log, the same as the server's (`core/state.py`). */

import { type StepTimes, type TimedPath, tileAt } from '../motion.ts';
import type { Availability, ConversationKind, Role } from '../people.ts';
import type { AvatarId, ConversationId, DoorId, IslandMs, Tile, ZoneId } from '../units.ts';
import type { LogEntry, LoggedZone } from './log-entry.ts';

export interface LoggedAvatar {
  readonly avatar: AvatarId;
  readonly role: Role;
  /** null while the log does not say where they are. */
  path: TimedPath | null;
  /** Whether their place is kept from here on. */
  keepsPlace: boolean;
  availability: Availability;
  microphone: boolean;
  camera: boolean;
  /** A host took their voice, whatever the microphone is. */
  isMuted: boolean;
  conversation: ConversationId | null;
  /** Takes no part in conversations; began to where `asideAt` says, if that is kept. */
  isAside: boolean;
  asideAt: Tile | null;
  zones: readonly ZoneId[];
}

export type Part = 'speaker' | 'listener';

export interface LoggedConversation {
  readonly id: ConversationId;
  readonly kind: ConversationKind;
  readonly zone: ZoneId | null;
  capacity: number;
  locked: boolean;
  /** In the order in which they joined. */
  readonly members: Map<AvatarId, Part>;
}

export class LoggedState {
  readonly avatars = new Map<AvatarId, LoggedAvatar>();
  readonly conversations = new Map<ConversationId, LoggedConversation>();
  readonly openDoors = new Set<DoorId>();
  /** Zones that hosts put up or changed since the map; null: they took it away. */
  readonly editedZones = new Map<ZoneId, LoggedZone | null>();
  /** False after a gap: what the island was like is known again from the next snapshot on. */
  isKnown = true;
  readonly #times: StepTimes;

  constructor(times: StepTimes) {
    this.#times = times;
  }

  /** Take the next entry in. Throws `RangeError`, naming the entry, if it does not follow from those before. */
  apply(entry: LogEntry): void {
    if (!this.isKnown) return;
    switch (entry.kind) {
      case 'moved':
        this.#avatar(entry).path = entry.path;
        return;
      case 'entered':
        this.avatars.set(entry.avatar, newcomer(entry.avatar, entry.role, entry.path));
        return;
      case 'left':
        this.#avatar(entry);
        this.avatars.delete(entry.avatar);
        return;
      case 'gap':
        this.#loseTrack();
        return;
      case 'zone_put':
        this.editedZones.set(entry.put.id, entry.put);
        return;
      case 'zone_removed':
        this.editedZones.set(entry.zone, null);
        return;
      case 'admitted':
      case 'note':
        return;
      case 'door_moved':
        if (entry.isOpen) this.openDoors.add(entry.door);
        else this.openDoors.delete(entry.door);
        return;
      case 'conversation_opened':
      case 'conversation_joined':
      case 'conversation_left':
      case 'conversation_closed':
      case 'conversation_locked':
      case 'conversation_resized':
        this.#applyToConversation(entry);
        return;
      default:
        this.#applyToAvatar(entry);
    }
  }

  #applyToAvatar(entry: OfAvatar): void {
    const avatar = this.#avatar(entry);
    switch (entry.kind) {
      case 'profile':
      case 'portal_taken':
        return;
      case 'path':
        avatar.keepsPlace = entry.kept;
        if (!entry.kept) avatar.path = avatar.asideAt = null;
        return;
      case 'availability':
        avatar.availability = entry.availability;
        return;
      case 'devices':
        avatar.microphone = entry.microphone;
        avatar.camera = entry.camera;
        return;
      case 'muted':
        avatar.isMuted = entry.muted;
        return;
      case 'zone_entered':
        avatar.zones = [...avatar.zones, entry.zone];
        return;
      case 'zone_left':
        avatar.zones = avatar.zones.filter((zone) => zone !== entry.zone);
        return;
      case 'stepped_aside':
        avatar.isAside = entry.aside;
        avatar.asideAt = entry.aside && avatar.path ? tileAt(avatar.path, entry.tMs, this.#times) : null;
    }
  }

  #applyToConversation(entry: OfConversation): void {
    const { conversation: id } = entry;
    if (entry.kind === 'conversation_opened') {
      const { type, zone, capacity } = entry;
      this.conversations.set(id, { id, kind: type, zone, capacity, locked: false, members: new Map() });
      return;
    }
    const talk = this.conversations.get(id);
    if (!talk) throw new RangeError(`entry ${entry.seq}: there is no conversation ${id}`);
    switch (entry.kind) {
      case 'conversation_joined':
        talk.members.set(entry.avatar, entry.part);
        this.#avatar(entry).conversation = id;
        return;
      case 'conversation_left':
        if (!talk.members.delete(entry.avatar))
          throw new RangeError(`entry ${entry.seq}: ${entry.avatar} is no member`);
        this.#avatar(entry).conversation = null;
        return;
      case 'conversation_locked':
        talk.locked = entry.locked;
        return;
      case 'conversation_resized':
        talk.capacity = entry.capacity;
        return;
      case 'conversation_closed':
        this.conversations.delete(id);
    }
  }

  #avatar(entry: { readonly seq: number; readonly avatar: AvatarId }): LoggedAvatar {
    const avatar = this.avatars.get(entry.avatar);
    if (!avatar) throw new RangeError(`entry ${entry.seq}: there is no avatar ${entry.avatar}`);
    return avatar;
  }

  #loseTrack(): void {
    this.isKnown = false;
    this.avatars.clear();
    this.conversations.clear();
  }
}

type Kind = LogEntry['kind'];
type Of<Some extends Kind> = Extract<LogEntry, { readonly kind: Some }>;
type OfConversation = Of<Extract<Kind, `conversation_${string}`>>;
type OfAvatar = Exclude<
  LogEntry,
  | OfConversation
  | Of<'moved' | 'entered' | 'left' | 'gap' | 'door_moved' | 'zone_put' | 'zone_removed' | 'admitted' | 'note'>
>;

function newcomer(avatar: AvatarId, role: Role, path: TimedPath | null): LoggedAvatar {
  return {
    avatar,
    role,
    path,
    keepsPlace: path !== null,
    availability: 'available',
    microphone: false,
    camera: false,
    isMuted: false,
    conversation: null,
    isAside: false,
    asideAt: null,
    zones: [],
  };
}

/** Where an avatar is at a time: the tile that it reached last; null if the log does not say. */
export function tileOf(avatar: LoggedAvatar, t: IslandMs, times: StepTimes): Tile | null {
  return avatar.path && tileAt(avatar.path, t, times);
}
