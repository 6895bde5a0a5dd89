/** Who was on which tile, from when to when, within a segment of the log. */

import { type StepTimes, type TimedPath, tilesFrom } from '../motion.ts';
import type { AvatarId, IslandMs, Tile } from '../units.ts';
import type { LoggedState } from './logged-state.ts';
import type { RecordedSegment } from './recorded-segment.ts';
import { decodeSnapshot } from './snapshot-decoding.ts';

/** Told of each stay on a tile, person by person in order, but persons mixed. */
export type OnStay = (avatar: AvatarId, tile: Tile, from: IslandMs, to: IslandMs) => void;

/** Tell all stays between two island times. Throws `RangeError` if an entry does not follow. */
export function walkedPieces(
  segment: RecordedSegment,
  from: IslandMs,
  to: IslandMs,
  times: StepTimes,
  onStay: OnStay,
): void {
  const state = decodeSnapshot(segment.snapshot, times);
  const begun = new Map<AvatarId, { readonly path: TimedPath; readonly since: IslandMs }>();
  for (const { avatar, path } of state.avatars.values()) if (path) begun.set(avatar, { path, since: segment.tMs });
  const end = (avatar: AvatarId, at: IslandMs) => {
    const piece = begun.get(avatar);
    begun.delete(avatar);
    if (piece) tellStays(piece.path, later(piece.since, from), earlier(at, to), times, avatar, onStay);
  };
  for (const entry of segment.entries) {
    if (entry.tMs > to) break;
    state.apply(entry);
    if (entry.kind === 'gap') for (const avatar of [...begun.keys()]) end(avatar, entry.tMs);
    if (entry.kind !== 'moved' && entry.kind !== 'entered' && entry.kind !== 'left' && entry.kind !== 'path') continue;
    end(entry.avatar, entry.tMs);
    const path = pathOf(state, entry.avatar);
    if (path) begun.set(entry.avatar, { path, since: entry.tMs });
  }
  for (const avatar of [...begun.keys()]) end(avatar, to);
}

function pathOf(state: LoggedState, avatar: AvatarId): TimedPath | null {
  return state.avatars.get(avatar)?.path ?? null;
}

function tellStays(
  path: TimedPath,
  from: IslandMs,
  to: IslandMs,
  times: StepTimes,
  avatar: AvatarId,
  onStay: OnStay,
): void {
  if (to <= from) return;
  let last: (Tile & { readonly since: IslandMs }) | null = null;
  for (const tile of tilesFrom(path, from, times)) {
    if (tile.since >= to) break;
    if (last) onStay(avatar, last, last.since, tile.since);
    last = tile;
  }
  if (last) onStay(avatar, last, last.since, to);
}

const later = (a: IslandMs, b: IslandMs): IslandMs => Math.max(a, b) as IslandMs;
const earlier = (a: IslandMs, b: IslandMs): IslandMs => Math.min(a, b) as IslandMs;
