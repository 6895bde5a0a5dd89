/** Decodes the bytes of `delta` and `view` (docs/protocol.md 5). */

import { unwrapTime } from './island-time.ts';
import { decodeRun, type Run, type TimedPath } from './motion.ts';
import type { Availability, ConversationKind } from './people.ts';
import type { AvatarId, ConversationId, Direction, IslandMs } from './units.ts';

/** One avatar as an observer learns of it. */
export interface AvatarRecord {
  readonly avatar: AvatarId;
  readonly path: TimedPath;
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly availability: Availability;
  readonly conversation: ConversationId | null;
  readonly conversationKind: ConversationKind | null;
  readonly locked: boolean;
  readonly onStage: boolean;
}

export interface Cell {
  readonly x: number;
  readonly y: number;
}

/** `cells` is null for changes; else these cells hold exactly these records. */
export interface Delta {
  readonly now: IslandMs;
  readonly cells: readonly Cell[] | null;
  readonly records: readonly AvatarRecord[];
}

const KIND_CHANGES = 1;
const KIND_CELLS = 2;
const AVAILABILITIES: readonly Availability[] = ['available', 'busy', 'away', 'away'];
const KINDS: readonly (ConversationKind | null)[] = [null, 'bubble', 'meeting', 'stage'];

/** The message behind the bytes; its times are unwrapped to the nearest to `near`. Throws `RangeError` if it is none. */
export function decodeDelta(bytes: Uint8Array, near: IslandMs): Delta {
  const reader = new Reader(bytes);
  const kind = reader.u8();
  if (kind !== KIND_CHANGES && kind !== KIND_CELLS) throw new RangeError(`unknown kind of delta: ${kind}`);
  const now = unwrapTime(reader.u32(), near);
  const cells = kind === KIND_CELLS ? decodeCells(reader) : null;
  const records: AvatarRecord[] = [];
  while (!reader.atEnd) records.push(decodeRecord(reader, now));
  return { now, cells, records };
}

function decodeCells(reader: Reader): Cell[] {
  const cells: Cell[] = [];
  for (let left = reader.u8(); left > 0; left--) cells.push({ x: reader.u16(), y: reader.u16() });
  return cells;
}

function decodeRecord(reader: Reader, now: IslandMs): AvatarRecord {
  const avatar = reader.u32() as AvatarId;
  const t0 = unwrapTime(reader.u32(), now);
  const x = reader.u16();
  const y = reader.u16();
  const facing = (reader.u8() & 7) as Direction;
  const flags = reader.u8();
  const conversation = reader.u32();
  const runs: Run[] = [];
  for (let left = reader.u8(); left > 0; left--) runs.push(decodeRun(reader.u16()));
  return {
    avatar,
    path: { t0, x, y, facing, runs },
    microphone: (flags & 1) !== 0,
    camera: (flags & 2) !== 0,
    availability: AVAILABILITIES[(flags >> 2) & 3] as Availability,
    conversation: conversation === 0 ? null : (conversation as ConversationId),
    conversationKind: KINDS[(flags >> 5) & 3] ?? null,
    locked: (flags & 16) !== 0,
    onStage: (flags & 128) !== 0,
  };
}

/** Little-endian numbers, one after another. Reading past the end throws `RangeError`. */
class Reader {
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get atEnd(): boolean {
    return this.#at >= this.#view.byteLength;
  }

  u8(): number {
    this.#at += 1;
    return this.#view.getUint8(this.#at - 1);
  }

  u16(): number {
    this.#at += 2;
    return this.#view.getUint16(this.#at - 2, true);
  }

  u32(): number {
    this.#at += 4;
    return this.#view.getUint32(this.#at - 4, true);
  }
}
