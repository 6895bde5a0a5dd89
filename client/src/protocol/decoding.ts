/** From the wire's tuples and snake case to the words of `core`. */

import { unwrapTime } from '../core/island-time.ts';
import { decodeRun, type StepTimes, type TimedPath } from '../core/motion.ts';
import type { Conversation, Look, Person } from '../core/people.ts';
import type { AvatarId, ConversationId, Direction, IslandMs, ZoneId } from '../core/units.ts';
import type { WireConversation, WirePath, WirePerson, WireRules } from './messages.ts';

const PLAIN_LOOK: Look = [0, 0, 0, 0, 0, 0, 0];

/** Somebody on the roster. */
export function decodePerson(wire: WirePerson): Person {
  const [avatar, name, look, role, availability, zone, cellX, cellY, status] = wire;
  return {
    avatar: avatar as AvatarId,
    name,
    look: decodeLook(look),
    role,
    availability,
    zone: zone as ZoneId | null,
    cellX,
    cellY,
    ...(status && { status }),
  };
}

/** A look of seven parts, whatever came. */
export function decodeLook(parts: readonly number[]): Look {
  return PLAIN_LOOK.map((plain, index) => parts[index] ?? plain) as unknown as Look;
}

export function decodeConversation(wire: WireConversation): Conversation {
  return {
    id: wire.id as ConversationId,
    kind: wire.kind,
    zone: wire.zone as ZoneId | null,
    locked: wire.locked,
    lockable: wire.lockable,
    capacity: wire.capacity,
    members: wire.members.map(([avatar, role]) => ({ avatar: avatar as AvatarId, role })),
    listeners: wire.listeners,
    open: wire.open ?? false,
    listening: (wire.listening ?? []) as readonly AvatarId[],
  };
}

/** A path whose time is the nearest to `near`. */
export function decodePath(wire: WirePath, near: IslandMs): TimedPath {
  return {
    t0: unwrapTime(wire.t0, near),
    x: wire.x,
    y: wire.y,
    facing: wire.facing as Direction,
    runs: wire.runs.map(decodeRun),
  };
}

export function decodeTimes(rules: WireRules): StepTimes {
  return { stepMs: rules.step_ms, diagonalMs: rules.diagonal_ms };
}
