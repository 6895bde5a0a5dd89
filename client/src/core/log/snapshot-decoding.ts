/** A snapshot of the log as it comes in a segment: nested lists (docs/attendance-format.md). */

import { decodeRun, type StepTimes, type TimedPath } from '../motion.ts';
import type { AvatarId, ConversationId, DoorId, IslandMs, Tile, ZoneId } from '../units.ts';
import { AVAILABILITIES, CONVERSATION_KINDS, PARTS, ROLES, zoneOf } from './log-entry.ts';
import { type LoggedAvatar, type LoggedConversation, LoggedState, type Part } from './logged-state.ts';
import { boolOf, directionOf, integerOf, listOf, oneOf, textOf } from './wire-values.ts';

const MOST_PACKED_RUN = 0xffff;

/** A state of its own, to which the entries after the snapshot can be applied. Throws `RangeError` if it is none. */
export function decodeSnapshot(snapshot: unknown, times: StepTimes): LoggedState {
  const [avatars, conversations, doors, put, removed] = listOf(snapshot, 'the snapshot');
  const state = new LoggedState(times);
  for (const row of listOf(avatars, 'the avatars')) {
    const avatar = avatarOf(listOf(row, 'an avatar'));
    state.avatars.set(avatar.avatar, avatar);
  }
  for (const row of listOf(conversations, 'the conversations')) {
    const conversation = conversationOf(listOf(row, 'a conversation'));
    state.conversations.set(conversation.id, conversation);
  }
  for (const door of listOf(doors, 'the open doors')) state.openDoors.add(textOf(door, 'a door') as DoorId);
  // Snapshots of before zones could change have neither.
  for (const zone of listOf(put ?? [], 'the zones put up').map(zoneOf)) state.editedZones.set(zone.id, zone);
  for (const zone of listOf(removed ?? [], 'the zones taken away')) {
    state.editedZones.set(textOf(zone, 'a zone') as ZoneId, null);
  }
  return state;
}

function avatarOf(row: readonly unknown[]): LoggedAvatar {
  const [avatar, role, t0, x, y, facing, runs, availability, microphone, camera, conversation, asideAt, zones] = row;
  const muted = row[15];
  const path = x == null || y == null ? null : pathOf([t0, x, y, facing], runs);
  return {
    avatar: integerOf(avatar, 'an avatar') as AvatarId,
    role: oneOf(ROLES, role, 'a role'),
    path,
    keepsPlace: path !== null,
    availability: oneOf(AVAILABILITIES, availability, 'an availability'),
    microphone: boolOf(microphone, 'a microphone'),
    camera: boolOf(camera, 'a camera'),
    isMuted: muted === true,
    conversation: conversation == null ? null : (integerOf(conversation, 'a conversation') as ConversationId),
    isAside: asideAt != null,
    asideAt: asideAt == null || path === null ? null : tileOf(listOf(asideAt, 'a place aside')),
    zones: listOf(zones, 'the zones of an avatar').map((zone) => textOf(zone, 'a zone') as ZoneId),
  };
}

function pathOf([t0, x, y, facing]: readonly unknown[], runs: unknown): TimedPath {
  return {
    t0: integerOf(t0, 'the beginning of a path') as IslandMs,
    ...tileOf([x, y]),
    facing: directionOf(facing, 'a direction'),
    runs: listOf(runs, 'the runs of a path').map(runOf),
  };
}

function runOf(packed: unknown) {
  const bits = integerOf(packed, 'a run');
  if (bits < 0 || bits > MOST_PACKED_RUN) throw new RangeError(`${bits} is no run`);
  return decodeRun(bits);
}

function tileOf([x, y]: readonly unknown[]): Tile {
  return { x: integerOf(x, 'x'), y: integerOf(y, 'y') };
}

function conversationOf(row: readonly unknown[]): LoggedConversation {
  const [id, kind, zone, capacity, locked, members] = row;
  return {
    id: integerOf(id, 'a conversation') as ConversationId,
    kind: oneOf(CONVERSATION_KINDS, kind, 'the kind of a conversation'),
    zone: zone == null ? null : (textOf(zone, 'a zone') as ZoneId),
    capacity: integerOf(capacity, 'a capacity'),
    locked: boolOf(locked, 'a lock'),
    members: new Map(listOf(members, 'the members').map(memberOf)),
  };
}

function memberOf(row: unknown): [AvatarId, Part] {
  const [avatar, part] = listOf(row, 'a member');
  return [integerOf(avatar, 'a member') as AvatarId, oneOf(PARTS, part, 'a part')];
}
