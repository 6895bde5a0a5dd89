/** Room for labels: of those that would lie over one another the first stays. Pure. */

export interface LabelBox {
  /** The middle. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Labels may touch by so much of their size: letters do not fill it. */
const TOLERANCE = 0.85;

/** Takes labels one by one, the most important first. */
export class LabelRoom {
  readonly #kept: LabelBox[] = [];

  /** Whether there is room for a label; then it keeps its place. */
  take(box: LabelBox): boolean {
    if (this.#kept.some((other) => overlap(box, other))) return false;
    this.#kept.push(box);
    return true;
  }
}

function overlap(one: LabelBox, other: LabelBox): boolean {
  return (
    2 * Math.abs(one.x - other.x) < (one.width + other.width) * TOLERANCE &&
    2 * Math.abs(one.y - other.y) < (one.height + other.height) * TOLERANCE
  );
}
