/** Where on the time axis the segments of an island lie, and the times at which the server stood still. */

import type { SegmentMark, Timeline } from '../state/attendance.ts';

export interface PlacedMark extends SegmentMark {
  /** Of the island's next snapshot in this run; null for the last. */
  readonly nextSeq: number | null;
}

/** `nobody`: the island was not open. `stopped`: the server was not running. */
export type Placed =
  | { readonly at: 'segment'; readonly index: number; readonly mark: PlacedMark }
  | { readonly at: 'nobody' | 'stopped' };

export class IslandTimeline {
  readonly name: string;
  readonly marks: readonly PlacedMark[];
  readonly #timeline: Timeline;
  /** Beginnings on the axis, which does not go back when the machine's clock does. */
  readonly #begins: number[] = [];

  constructor(timeline: Timeline, name: string) {
    this.#timeline = timeline;
    this.name = name;
    const known = timeline.islands.find((island) => island.name === name)?.segments ?? [];
    // A run may end in the very snapshot with which the next one begins.
    const marks = known.filter((mark, index) => mark.seq !== known[index + 1]?.seq);
    this.marks = marks.map((mark, index) => {
      const next = marks[index + 1];
      return { ...mark, nextSeq: next?.run === mark.run ? next.seq : null };
    });
    let latest = Number.NEGATIVE_INFINITY;
    for (const { wallMs } of this.marks) {
      latest = Math.max(latest, wallMs);
      this.#begins.push(latest);
    }
  }

  /** What there is at a moment. */
  placeAt(wallMs: number): Placed {
    const { restarts } = this.#timeline;
    if (this.stopAt(wallMs)) return { at: 'stopped' };
    const index = this.#lastBegun(wallMs);
    const mark = this.marks[index];
    const begun = this.#begins[index];
    if (mark === undefined || begun === undefined) return { at: 'nobody' };
    const isOver = restarts.some(({ startMs }) => begun < startMs && startMs <= wallMs);
    return isOver ? { at: 'nobody' } : { at: 'segment', index, mark };
  }

  /** The stop of the server in which a moment lies. */
  stopAt(wallMs: number): { readonly endMs: number; readonly startMs: number } | undefined {
    return this.#timeline.restarts.find(({ endMs, startMs }) => endMs < wallMs && wallMs < startMs);
  }

  /** The marks of the segments that are seen in a stretch, and when on the axis each begins and ends. */
  within(
    fromMs: number,
    toMs: number,
  ): { readonly mark: PlacedMark; readonly fromMs: number; readonly toMs: number }[] {
    return this.marks.flatMap((mark, index) => {
      const begins = this.#begins[index] as number;
      const stop = this.#timeline.restarts.find(({ startMs }) => begins < startMs);
      const ends = Math.min(this.#begins[index + 1] ?? this.#timeline.lastMs, stop?.endMs ?? Number.POSITIVE_INFINITY);
      const part = { mark, fromMs: Math.max(fromMs, begins), toMs: Math.min(toMs, ends) };
      return part.fromMs < part.toMs ? [part] : [];
    });
  }

  #lastBegun(wallMs: number): number {
    let low = 0;
    let high = this.#begins.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#begins[middle] as number) <= wallMs) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
