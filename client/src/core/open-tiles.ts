/** The tiles that a search has yet to look at: a binary heap, the most promising first. */

/** Ordered by the estimated total time, then by the time still to go, then by the tile: the order is never a matter of luck. */
export class OpenTiles {
  readonly #tiles: number[] = [];
  readonly #totals: number[] = [];
  readonly #lefts: number[] = [];

  push(tile: number, total: number, left: number): void {
    let at = this.#tiles.length;
    this.#set(at, tile, total, left);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** Take the most promising tile out; -1 if there is none. A tile that was pushed twice comes twice. */
  pop(): number {
    const first = this.#tiles[0];
    if (first === undefined) return -1;
    this.#swap(0, this.#tiles.length - 1);
    this.#tiles.pop();
    this.#totals.pop();
    this.#lefts.pop();
    this.#sink();
    return first;
  }

  #sink(): void {
    const size = this.#tiles.length;
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      const right = left + 1;
      let least = at;
      if (left < size && this.#before(left, least)) least = left;
      if (right < size && this.#before(right, least)) least = right;
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }

  #before(a: number, b: number): boolean {
    const total = (this.#totals[a] as number) - (this.#totals[b] as number);
    if (total !== 0) return total < 0;
    const left = (this.#lefts[a] as number) - (this.#lefts[b] as number);
    if (left !== 0) return left < 0;
    return (this.#tiles[a] as number) < (this.#tiles[b] as number);
  }

  #set(at: number, tile: number, total: number, left: number): void {
    this.#tiles[at] = tile;
    this.#totals[at] = total;
    this.#lefts[at] = left;
  }

  #swap(a: number, b: number): void {
    const tile = this.#tiles[a] as number;
    const total = this.#totals[a] as number;
    const left = this.#lefts[a] as number;
    this.#set(a, this.#tiles[b] as number, this.#totals[b] as number, this.#lefts[b] as number);
    this.#set(b, tile, total, left);
  }
}
