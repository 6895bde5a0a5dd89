/** Which names can be written beside their marks without covering one another. */

export interface Marked {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly text: string;
}

export interface PlacedLabel {
  readonly key: string;
  readonly text: string;
  /** The middle of the text, and its baseline. */
  readonly x: number;
  readonly y: number;
}

const LETTER_PX = 7.6;
const LINE_PX = 15;

/** The first have the choice; whoever finds no place gets no label. Within (0, 0) to (width, height). */
export function placeLabels(
  marks: readonly Marked[],
  within: { readonly width: number; readonly height: number },
  most: number,
): readonly PlacedLabel[] {
  const placed: (PlacedLabel & { readonly half: number })[] = [];
  for (const { key, x, y, radius, text } of marks) {
    if (placed.length >= most) break;
    const half = (text.length * LETTER_PX) / 2;
    const middle = Math.min(within.width - half, Math.max(half, x));
    const baseline = [y - radius - 4, y + radius + 12].find(
      (at) =>
        at - LINE_PX > 0 &&
        at < within.height &&
        placed.every(
          (other) => Math.abs(other.y - at) >= LINE_PX || Math.abs(other.x - middle) >= half + other.half + 4,
        ),
    );
    if (baseline !== undefined) placed.push({ key, text, x: middle, y: baseline, half });
  }
  return placed.map(({ key, text, x, y }) => ({ key, text, x, y }));
}
