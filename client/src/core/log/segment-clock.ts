/** Island time at a moment of the time axis, within a segment of the log: the machine's clock may jump, the island's does not. */

import type { IslandMs } from '../units.ts';

/** Entries are written down a little after they happened; this much (ms) is not a jump of the clock. */
const JUMP_MS = 1000;

export interface Timed {
  readonly tMs: IslandMs;
  readonly wallMs: number;
}

/** From `wallMs` on island time is `wallMs - offset`. */
interface Piece {
  readonly fromMs: number;
  readonly fromT: number;
  readonly offset: number;
}

export class SegmentClock {
  readonly #pieces: Piece[];

  /** @param start - The snapshot; @param entries - In the order of the log. */
  constructor(start: Timed, entries: readonly Timed[]) {
    this.#pieces = piecesOf(start, entries);
  }

  /** Island time at a moment; never goes back as moments go on. */
  at(wallMs: number): IslandMs {
    const index = Math.max(0, this.#lastBefore(wallMs));
    const { fromMs, fromT, offset } = this.#pieces[index] as Piece;
    const next = this.#pieces[index + 1];
    const t = Math.max(fromT, Math.max(wallMs, fromMs) - offset);
    return (next ? Math.min(t, next.fromT) : t) as IslandMs;
  }

  /** The moment at which island time was `t`. */
  momentOf(t: IslandMs): number {
    const piece = this.#pieces.findLast(({ fromT }) => fromT <= t) ?? (this.#pieces[0] as Piece);
    return t + piece.offset;
  }

  #lastBefore(wallMs: number): number {
    let low = 0;
    let high = this.#pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#pieces[middle] as Piece).fromMs <= wallMs) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

function piecesOf(start: Timed, entries: readonly Timed[]): Piece[] {
  const axis = axisOf(start, entries);
  const offsets = entries.map(({ tMs }, i) => (axis[i] as number) - tMs);
  const leastFrom = offsets.slice();
  for (let i = leastFrom.length - 2; i >= 0; i--) {
    leastFrom[i] = Math.min(leastFrom[i] as number, leastFrom[i + 1] as number);
  }
  let offset = start.wallMs - start.tMs;
  const pieces: Piece[] = [{ fromMs: start.wallMs, fromT: start.tMs, offset }];
  entries.forEach(({ tMs }, i) => {
    const hasGoneBack = (offsets[i] as number) < offset - JUMP_MS;
    // An entry that was merely late is followed by some that are not.
    const hasGoneForth = (leastFrom[i] as number) > offset + JUMP_MS;
    if (!hasGoneBack && !hasGoneForth) return;
    offset = (hasGoneBack ? offsets[i] : leastFrom[i]) as number;
    pieces.push({ fromMs: axis[i] as number, fromT: tMs, offset });
  });
  return pieces;
}

/** Where entries are on the time axis, which does not go back when the machine's clock does. */
function axisOf(start: Timed, entries: readonly Timed[]): number[] {
  let latest = start.wallMs;
  return entries.map(({ wallMs }) => {
    latest = Math.max(latest, wallMs);
    return latest;
  });
}
