/** Where names go when people stand close together: a pure arrangement. */

import { overlap, type Rect } from './rectangles.ts';

/** A name that wants a place. Lengths are device pixels. */
export interface LabelWish {
  /** Middle of the lower edge where it would like to be. */
  x: number;
  y: number;
  width: number;
  height: number;
  /** Lower goes first; Infinity is never shown. */
  rank: number;
  /** The result: rows up from where it would like to be, or -1 if there is no place. */
  row: number;
}

/** A name may be lifted over so many others. */
const MAX_ROWS = 2;
/** Names may touch by this part of their height. */
const SLACK = 0.12;

/** Fills in `row` of each wish: in order of rank each gets the lowest free row, or none. */
export class LabelLayout {
  private readonly placed: Rect[] = [];
  private readonly order: LabelWish[] = [];
  private count = 0;

  arrange(wishes: readonly LabelWish[]): void {
    this.order.length = 0;
    this.order.push(...wishes);
    this.order.sort(byRank);
    this.count = 0;
    for (const wish of this.order) {
      wish.row = wish.rank === Number.POSITIVE_INFINITY ? -1 : this.freeRow(wish);
    }
  }

  private freeRow(wish: LabelWish): number {
    const rect = this.spare();
    for (let row = 0; row <= MAX_ROWS; row++) {
      const slack = wish.height * SLACK;
      rect.x0 = wish.x - wish.width / 2 + slack;
      rect.x1 = wish.x + wish.width / 2 - slack;
      rect.y1 = wish.y - row * wish.height - slack;
      rect.y0 = wish.y - (row + 1) * wish.height + slack;
      if (!this.taken(rect)) {
        this.count += 1;
        return row;
      }
    }
    return -1;
  }

  /** The rectangle after the placed ones, to be filled in. */
  private spare(): Rect {
    const known = this.placed[this.count];
    if (known) return known;
    const made = { x0: 0, y0: 0, x1: 0, y1: 0 };
    this.placed.push(made);
    return made;
  }

  private taken(rect: Rect): boolean {
    for (let i = 0; i < this.count; i++) {
      const other = this.placed[i];
      if (other && overlap(rect, other)) return true;
    }
    return false;
  }
}

function byRank(one: LabelWish, other: LabelWish): number {
  return one.rank - other.rank;
}
