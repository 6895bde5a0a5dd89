/** The entries of the log but movement, as docs/attendance-format.md names them, out of the rows of a segment. */

import type { TimedPath } from '../motion.ts';
import type { Availability, ConversationKind, Role } from '../people.ts';
import type { AvatarId, ConversationId, DoorId, IslandMs, ZoneId } from '../units.ts';
import type { Part } from './logged-state.ts';
import { boolOf, directionOf, integerOf, oneOf, textOf } from './wire-values.ts';

interface Base<Kind extends string> {
  readonly kind: Kind;
  readonly seq: number;
  readonly tMs: IslandMs;
  readonly wallMs: number;
}

interface Personal<Kind extends string> extends Base<Kind> {
  readonly avatar: AvatarId;
}

interface Together<Kind extends string> extends Base<Kind> {
  readonly conversation: ConversationId;
}

type With<Facts> = Readonly<Facts>;

export type LogEntry =
  | (Personal<'moved'> & With<{ path: TimedPath }>)
  | (Personal<'entered'> & With<{ role: Role; path: TimedPath | null }>)
  | (Personal<'path'> & With<{ kept: boolean }>)
  | Personal<'left'>
  | Personal<'profile'>
  | (Personal<'availability'> & With<{ availability: Availability }>)
  | (Personal<'devices'> & With<{ microphone: boolean; camera: boolean }>)
  | (Personal<'zone_entered' | 'zone_left'> & With<{ zone: ZoneId }>)
  | Personal<'portal_taken'>
  | (Base<'door_moved'> & With<{ door: DoorId; isOpen: boolean }>)
  | (Together<'conversation_opened'> & With<{ type: ConversationKind; zone: ZoneId | null; capacity: number }>)
  | (Together<'conversation_joined'> & With<{ avatar: AvatarId; part: Part }>)
  | (Together<'conversation_left'> & With<{ avatar: AvatarId }>)
  | Together<'conversation_closed'>
  | (Together<'conversation_locked'> & With<{ avatar: AvatarId; locked: boolean }>)
  | (Personal<'stepped_aside'> & With<{ aside: boolean }>)
  | (Together<'conversation_resized'> & With<{ capacity: number }>)
  | (Personal<'muted'> & With<{ muted: boolean }>)
  | (Base<'zone_put'> & With<{ put: LoggedZone }>)
  | (Base<'zone_removed'> & With<{ zone: ZoneId }>)
  /** What a replay shows nothing of: who was let in, notes. */
  | Base<'admitted' | 'note'>
  | Base<'gap'>;

/** A zone as hosts made it, in the form of docs/protocol.md section 6; only its id has been looked at. */
export interface LoggedZone {
  readonly id: ZoneId;
}

export const ROLES: readonly Role[] = ['attendee', 'host', 'organiser'];
export const AVAILABILITIES: readonly Availability[] = ['available', 'busy', 'away'];
export const CONVERSATION_KINDS: readonly ConversationKind[] = ['bubble', 'meeting', 'stage'];
export const PARTS: readonly Part[] = ['speaker', 'listener'];

/** An entry out of `[seq, t_ms, wall_ms, kind, avatar, zone, conversation, facts]`. Throws `RangeError` if it is none. */
export function decodePresence(row: readonly unknown[]): LogEntry {
  const seq = integerOf(row[0], 'a presence entry: seq');
  try {
    return entryOf(row, seq);
  } catch (error) {
    throw new RangeError(`entry ${seq}: ${error instanceof Error ? error.message : error}`);
  }
}

function entryOf(row: readonly unknown[], seq: number): LogEntry {
  const [, tMs, wallMs, kind, avatar, zone, conversation] = row;
  const facts = factsOf(row[7]);
  const base = { seq, tMs: integerOf(tMs, 't_ms') as IslandMs, wallMs: integerOf(wallMs, 'wall_ms') };
  const who = () => integerOf(avatar, 'avatar') as AvatarId;
  const where = () => textOf(zone, 'zone') as ZoneId;
  const talk = () => integerOf(conversation, 'conversation') as ConversationId;
  switch (kind) {
    case 'entered':
      return {
        ...base,
        kind,
        avatar: who(),
        role: oneOf(ROLES, facts.role, 'role'),
        path: placeOf(facts, base.tMs),
      };
    case 'path':
      return { ...base, kind, avatar: who(), kept: boolOf(facts.kept, 'kept') };
    case 'left':
    case 'profile':
    case 'portal_taken':
      return { ...base, kind, avatar: who() };
    case 'availability':
      return { ...base, kind, avatar: who(), availability: oneOf(AVAILABILITIES, facts.availability, kind) };
    case 'devices': {
      const [microphone, camera] = [boolOf(facts.microphone, 'microphone'), boolOf(facts.camera, 'camera')];
      return { ...base, kind, avatar: who(), microphone, camera };
    }
    case 'zone_entered':
    case 'zone_left':
      return { ...base, kind, avatar: who(), zone: where() };
    case 'door_moved':
      return {
        ...base,
        kind,
        door: textOf(facts.door, 'door') as DoorId,
        isOpen: boolOf(facts.is_open, 'is_open'),
      };
    case 'conversation_opened': {
      const type = oneOf(CONVERSATION_KINDS, facts.kind, 'kind');
      const capacity = integerOf(facts.capacity, 'capacity');
      return { ...base, kind, conversation: talk(), type, zone: zone == null ? null : where(), capacity };
    }
    case 'conversation_joined':
      return { ...base, kind, conversation: talk(), avatar: who(), part: oneOf(PARTS, facts.part, 'part') };
    case 'conversation_left':
      return { ...base, kind, conversation: talk(), avatar: who() };
    case 'conversation_closed':
      return { ...base, kind, conversation: talk() };
    case 'conversation_locked':
      return { ...base, kind, conversation: talk(), avatar: who(), locked: boolOf(facts.locked, 'locked') };
    case 'conversation_resized':
      return { ...base, kind, conversation: talk(), capacity: integerOf(facts.capacity, 'capacity') };
    case 'muted':
      return { ...base, kind, avatar: who(), muted: boolOf(facts.muted, 'muted') };
    case 'stepped_aside':
      return { ...base, kind, avatar: who(), aside: boolOf(facts.aside, 'aside') };
    case 'zone_put':
      return { ...base, kind, put: zoneOf(facts.put) };
    case 'zone_removed':
      return { ...base, kind, zone: where() };
    case 'admitted':
    case 'note':
    case 'gap':
      return { ...base, kind };
    default:
      throw new RangeError(`the kind ${JSON.stringify(kind)} is unknown; a newer version of Eiland wrote it`);
  }
}

/** Where somebody entered; null if that is not kept. */
function placeOf(facts: Facts, t0: IslandMs): TimedPath | null {
  if (facts.x == null || facts.y == null) return null;
  return {
    t0,
    x: integerOf(facts.x, 'x'),
    y: integerOf(facts.y, 'y'),
    facing: directionOf(facts.facing, 'facing'),
    runs: [],
  };
}

/** Throws `RangeError` if it is none. */
export function zoneOf(value: unknown): LoggedZone {
  const { id } = (value ?? {}) as { readonly id?: unknown };
  textOf(id, 'the id of a zone');
  return value as LoggedZone;
}

/** What `facts` may say, unchecked. */
interface Facts {
  readonly role?: unknown;
  readonly x?: unknown;
  readonly y?: unknown;
  readonly facing?: unknown;
  readonly kept?: unknown;
  readonly availability?: unknown;
  readonly microphone?: unknown;
  readonly camera?: unknown;
  readonly door?: unknown;
  readonly is_open?: unknown;
  readonly kind?: unknown;
  readonly capacity?: unknown;
  readonly part?: unknown;
  readonly locked?: unknown;
  readonly muted?: unknown;
  readonly aside?: unknown;
  readonly put?: unknown;
}

function factsOf(value: unknown): Facts {
  if (value == null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw new RangeError('the facts are none');
  return value;
}
