/** A stretch of the log of one island, from one snapshot to the next, put together: what happened in order, and the state at any moment. */

import type { StepTimes } from '../motion.ts';
import type { Role } from '../people.ts';
import type { AvatarId, IslandMs } from '../units.ts';
import { decodePresence, type LogEntry } from './log-entry.ts';
import type { LoggedState } from './logged-state.ts';
import type { LoggedMove } from './motion-chunk.ts';
import { SegmentClock } from './segment-clock.ts';
import { decodeSnapshot } from './snapshot-decoding.ts';

export interface Recorded {
  readonly pseudonym: string;
  readonly role: Role;
}

/** What the server sends of a segment (docs/protocol.md section 7), but movement. */
export interface SegmentParts {
  readonly run: number;
  readonly island: string;
  readonly mapId: string;
  readonly seq: number;
  readonly tMs: number;
  readonly wallMs: number;
  readonly endMs: number;
  readonly snapshot: unknown;
  readonly presence: readonly (readonly unknown[])[];
  readonly people: ReadonlyMap<AvatarId, Recorded>;
}

export interface RecordedSegment extends Omit<SegmentParts, 'presence' | 'tMs'> {
  readonly tMs: IslandMs;
  /** In the order of the log, after the snapshot and before the next one. */
  readonly entries: readonly LogEntry[];
  readonly clock: SegmentClock;
}

/**
 * Put a segment together. Throws `RangeError` if a part of it is not as it should be.
 *
 * @param moves - Those of all its chunks; others may be among them.
 * @param nextSeq - Of the island's next snapshot in this run, if that is known.
 */
export function joinSegment(
  parts: SegmentParts,
  moves: readonly LoggedMove[],
  nextSeq: number | null,
): RecordedSegment {
  const { presence, tMs, ...rest } = parts;
  const lastSeq = nextSeq ?? Number.POSITIVE_INFINITY;
  const entries = [
    ...presence.map(decodePresence),
    ...moves.filter((move) => move.island === parts.island && move.wallMs <= parts.endMs).map(entryOf),
  ].filter(({ seq }) => seq > parts.seq && seq <= lastSeq);
  entries.sort((a, b) => a.seq - b.seq);
  for (let i = 1; i < entries.length; i++) {
    const [former, entry] = [entries[i - 1] as LogEntry, entries[i] as LogEntry];
    if (former.seq === entry.seq) throw new RangeError(`entry ${entry.seq}: it is there twice`);
  }
  const start = { tMs: tMs as IslandMs, wallMs: parts.wallMs };
  return { ...rest, tMs: start.tMs, entries, clock: new SegmentClock(start, entries) };
}

function entryOf({ seq, tMs, wallMs, avatar, path }: LoggedMove): LogEntry {
  return { kind: 'moved', seq, tMs, wallMs, avatar, path };
}

/** The state of a segment's island at one moment after another. To go on is cheap, to go back begins at the snapshot. */
export class LogCursor {
  readonly segment: RecordedSegment;
  readonly #times: StepTimes;
  #state: LoggedState;
  #next = 0;
  /** Of the entries that are in the state; they may be a little out of order. */
  #latest = Number.NEGATIVE_INFINITY;
  #changes = 0;

  constructor(segment: RecordedSegment, times: StepTimes) {
    this.segment = segment;
    this.#times = times;
    this.#state = decodeSnapshot(segment.snapshot, times);
  }

  get state(): LoggedState {
    return this.#state;
  }

  /** Grows whenever something but movement has changed. */
  get changes(): number {
    return this.#changes;
  }

  /** Go to an island time: all that had happened by then is in the state. Throws `RangeError` if an entry does not follow. */
  goTo(t: IslandMs): void {
    if (t < this.#latest) this.#startOver();
    const { entries } = this.segment;
    for (let entry = entries[this.#next]; entry && entry.tMs <= t; entry = entries[this.#next]) {
      this.#state.apply(entry);
      this.#latest = Math.max(this.#latest, entry.tMs);
      this.#next += 1;
      if (entry.kind !== 'moved') this.#changes += 1;
    }
  }

  #startOver(): void {
    this.#state = decodeSnapshot(this.segment.snapshot, this.#times);
    this.#next = 0;
    this.#latest = Number.NEGATIVE_INFINITY;
    this.#changes += 1;
  }
}
