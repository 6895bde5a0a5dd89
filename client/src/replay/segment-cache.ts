/** The part of the log that is held: what is shown, what comes next, and what was seen last. Never the whole of it. */

import type { RecordedSegment } from '../core/log/recorded-segment.ts';
import { ReplayError } from '../state/replay.ts';
import type { PlacedMark } from './island-timeline.ts';

export const MOST_SEGMENTS = 24;
/** Held at once, as far as can be told. */
export const MOST_BYTES = 48 * 2 ** 20;
/** Memory of one entry with its path, roughly. */
const ENTRY_BYTES = 200;

export interface Wanted {
  readonly island: string;
  readonly mark: PlacedMark;
}

export type Load = (wanted: Wanted, signal: AbortSignal) => Promise<RecordedSegment>;

export class SegmentCache {
  /** Called when a segment that was wanted has come, or will not. */
  onSettled: () => void = () => {};
  readonly #load: Load;
  /** The least recently used first. */
  readonly #held = new Map<string, { readonly segment: RecordedSegment; readonly bytes: number }>();
  readonly #coming = new Map<string, AbortController>();
  readonly #failed = new Map<string, string>();
  #wanted: ReadonlySet<string> = new Set();

  constructor(load: Load) {
    this.#load = load;
  }

  /** A segment that is held; it counts as used. */
  get(wanted: Wanted): RecordedSegment | undefined {
    const key = keyOf(wanted);
    const entry = this.#held.get(key);
    if (!entry) return undefined;
    this.#held.delete(key);
    this.#held.set(key, entry);
    return entry.segment;
  }

  /** A segment that is held, without counting as used. */
  peek(wanted: Wanted): RecordedSegment | undefined {
    return this.#held.get(keyOf(wanted))?.segment;
  }

  /** Reason code of why a segment did not come. */
  failure(wanted: Wanted): string | undefined {
    return this.#failed.get(keyOf(wanted));
  }

  /** Fetch these, the first first, and give up on all others that are on their way. */
  want(wanted: readonly Wanted[]): void {
    const keys = wanted.map(keyOf);
    this.#wanted = new Set(keys);
    for (const [key, abort] of this.#coming) if (!this.#wanted.has(key)) this.#giveUp(key, abort);
    wanted.forEach((one, index) => {
      const key = keys[index] as string;
      if (!this.#held.has(key) && !this.#coming.has(key) && !this.#failed.has(key)) void this.#fetch(key, one);
    });
  }

  /** Try again what failed, when it is wanted next. */
  forgive(): void {
    this.#failed.clear();
  }

  close(): void {
    for (const [key, abort] of this.#coming) this.#giveUp(key, abort);
    this.#held.clear();
  }

  async #fetch(key: string, wanted: Wanted): Promise<void> {
    const abort = new AbortController();
    this.#coming.set(key, abort);
    try {
      const segment = await this.#load(wanted, abort.signal);
      if (abort.signal.aborted) return;
      this.#held.set(key, { segment, bytes: bytesOf(segment) });
      this.#dropSome();
    } catch (error) {
      if (abort.signal.aborted) return;
      this.#failed.set(key, error instanceof ReplayError ? error.reason : 'unknown');
    }
    this.#coming.delete(key);
    this.onSettled();
  }

  #giveUp(key: string, abort: AbortController): void {
    this.#coming.delete(key);
    abort.abort();
  }

  #dropSome(): void {
    let bytes = [...this.#held.values()].reduce((sum, entry) => sum + entry.bytes, 0);
    for (const [key, entry] of this.#held) {
      if (this.#held.size <= MOST_SEGMENTS && bytes <= MOST_BYTES) return;
      if (this.#wanted.has(key)) continue;
      this.#held.delete(key);
      bytes -= entry.bytes;
    }
  }
}

/** What a segment takes in memory, roughly. */
export function bytesOf({ entries, people }: RecordedSegment): number {
  return ENTRY_BYTES * (entries.length + 4 * people.size);
}

const keyOf = ({ island, mark }: Wanted): string => `${mark.run}/${mark.seq}/${island}`;
