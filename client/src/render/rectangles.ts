/** Points and rectangles that are filled in again each frame instead of made anew. */

/** In the unit that its owner says. */
export interface Point {
  x: number;
  y: number;
}

/** In the unit that its owner says; x1 and y1 are not included. */
export interface Rect {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

export function emptyRect(): Rect {
  return { x0: 0, y0: 0, x1: 0, y1: 0 };
}

export function overlap(one: Rect, other: Rect): boolean {
  return one.x0 < other.x1 && other.x0 < one.x1 && one.y0 < other.y1 && other.y0 < one.y1;
}
