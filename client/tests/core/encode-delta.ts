/** Writes the bytes of docs/protocol.md 5, as the server does. */

import type { AvatarRecord, Cell } from '../../src/core/delta-decoding.ts';
import { encodeRun } from '../../src/core/motion.ts';

const AVAILABILITIES = ['available', 'busy', 'away'];
const KINDS = [null, 'bubble', 'meeting', 'stage'];

/** Changes; or, with `cells`, who is exactly in them. */
export function encodeDelta(
  now: number,
  records: readonly AvatarRecord[],
  cells: readonly Cell[] | null = null,
): Uint8Array {
  const bytes: number[] = [cells ? 2 : 1, ...u32(now)];
  if (cells) bytes.push(cells.length, ...cells.flatMap((cell) => [...u16(cell.x), ...u16(cell.y)]));
  for (const record of records) bytes.push(...encodeRecord(record));
  return Uint8Array.from(bytes);
}

function encodeRecord(record: AvatarRecord): number[] {
  const { path } = record;
  const flags =
    Number(record.microphone) |
    (Number(record.camera) << 1) |
    (AVAILABILITIES.indexOf(record.availability) << 2) |
    (Number(record.locked) << 4) |
    (KINDS.indexOf(record.conversationKind) << 5) |
    (Number(record.onStage) << 7);
  return [
    ...u32(record.avatar),
    ...u32(path.t0),
    ...u16(path.x),
    ...u16(path.y),
    path.facing,
    flags,
    ...u32(record.conversation ?? 0),
    path.runs.length,
    ...path.runs.flatMap((run) => u16(encodeRun(run))),
  ];
}

const u16 = (value: number): number[] => [value & 255, (value >> 8) & 255];
const u32 = (value: number): number[] => {
  const low = ((value % 2 ** 32) + 2 ** 32) % 2 ** 32;
  return [...u16(low & 0xffff), ...u16(Math.floor(low / 65536))];
};
