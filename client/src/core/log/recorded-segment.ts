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

/** Puts a segment together, a move at a time. */
export class SegmentJoin {
  readonly #parts: SegmentParts;
  readonly #lastSeq: number;
  readonly #moves: LogEntry[] = [];

  /** @param nextSeq - Of the island's next snapshot in this run, if that is known. */
  constructor(parts: SegmentParts, nextSeq: number | null) {
    this.#parts = parts;
    this.#lastSeq = nextSeq ?? Number.POSITIVE_INFINITY;
  }

  /** Take the next move of the segment's chunks; those of other islands and of other segments are left out. */
  add({ island, seq, tMs, wallMs, avatar, path }: LoggedMove): void {
    const { island: own, endMs } = this.#parts;
    if (island === own && wallMs <= endMs && this.#isWithin(seq)) {
      this.#moves.push({ kind: 'moved', seq, tMs, wallMs, avatar, path });
    }
  }

  /** Throws `RangeError` if a part of the segment is not as it should be. */
  finish(): RecordedSegment {
    const { presence, tMs, ...rest } = this.#parts;
    const entries = inOrder(
      presence.map(decodePresence).filter(({ seq }) => this.#isWithin(seq)),
      this.#moves,
    );
    const start = { tMs: tMs as IslandMs, wallMs: rest.wallMs };
    return { ...rest, tMs: start.tMs, entries, clock: new SegmentClock(start, entries) };
  }

  #isWithin(seq: number): boolean {
    return seq > this.#parts.seq && seq <= this.#lastSeq;
  }
}

/** Two lists in order as one. */
function inOrder(some: readonly LogEntry[], others: readonly LogEntry[]): LogEntry[] {
  const entries: LogEntry[] = [];
  let [next, nextOther, last] = [0, 0, Number.NEGATIVE_INFINITY];
  while (next < some.length || nextOther < others.length) {
    const [one, other] = [some[next], others[nextOther]];
    const entry = (one && (!other || one.seq < other.seq) ? one : other) as LogEntry;
    if (entry === one) next += 1;
    else nextOther += 1;
    if (entry.seq <= last) throw new RangeError(`entry ${entry.seq}: it comes after entry ${last}`);
    last = entry.seq;
    entries.push(entry);
  }
  return entries;
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
