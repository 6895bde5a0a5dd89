/** The outline of an area given as spans of tiles: pure geometry in tile corners. */

import type { Zone } from '../core/island-map.ts';

/** A corner of a tile: (0, 0) is the upper left corner of tile (0, 0). */
export interface Corner {
  readonly x: number;
  readonly y: number;
}

type Spans = Zone['spans'];

/**
 * The borders of an area, each a closed walk over its corners with the area on the right hand.
 *
 * A hole gives a walk of its own. Tiles that touch only at a corner are kept apart.
 */
export function outlines(spans: Spans): Corner[][] {
  const edges = borderEdges(spans);
  const walks: Corner[][] = [];
  for (const start of edges.keys()) {
    while ((edges.get(start)?.length ?? 0) > 0) walks.push(straightened(walk(edges, start)));
  }
  return walks;
}

/** Edges by the corner where they begin; a step is 0 east, 1 south, 2 west, 3 north. */
type Edges = Map<number, number[]>;

const WIDE = 65_536;
const STEP_X = [1, 0, -1, 0] as const;
const STEP_Y = [0, 1, 0, -1] as const;

function borderEdges(spans: Spans): Edges {
  const rows = new Map<number, Set<number>>();
  for (const [y, x0, x1] of spans) {
    const row = rows.get(y) ?? new Set<number>();
    for (let x = x0; x < x1; x++) row.add(x);
    rows.set(y, row);
  }
  const has = (x: number, y: number) => rows.get(y)?.has(x) ?? false;
  const edges: Edges = new Map();
  for (const [y, row] of rows) {
    for (const x of row) {
      if (!has(x, y - 1)) add(edges, x, y, 0);
      if (!has(x + 1, y)) add(edges, x + 1, y, 1);
      if (!has(x, y + 1)) add(edges, x + 1, y + 1, 2);
      if (!has(x - 1, y)) add(edges, x, y + 1, 3);
    }
  }
  return edges;
}

function add(edges: Edges, x: number, y: number, step: number): void {
  const key = y * WIDE + x;
  const steps = edges.get(key);
  if (steps) steps.push(step);
  else edges.set(key, [step]);
}

function walk(edges: Edges, start: number): Corner[] {
  const corners: Corner[] = [];
  let at = start;
  let before = -1;
  do {
    const steps = edges.get(at) ?? [];
    // Where two walks cross, turn right: the tiles on both sides stay apart.
    const step = steps.includes((before + 1) % 4) ? (before + 1) % 4 : (steps[0] ?? 0);
    steps.splice(steps.indexOf(step), 1);
    const x = at % WIDE;
    const y = (at - x) / WIDE;
    corners.push({ x, y });
    at = (y + (STEP_Y[step] ?? 0)) * WIDE + x + (STEP_X[step] ?? 0);
    before = step;
  } while (at !== start);
  return corners;
}

/** Without the corners at which a walk goes straight on. */
function straightened(corners: readonly Corner[]): Corner[] {
  const count = corners.length;
  return corners.filter((corner, i) => {
    const before = corners[(i + count - 1) % count] ?? corner;
    const after = corners[(i + 1) % count] ?? corner;
    return (before.x !== corner.x || corner.x !== after.x) && (before.y !== corner.y || corner.y !== after.y);
  });
}

/** A walk moved inwards by `inset` tiles; the area is on its right hand. */
export function insetWalk(corners: readonly Corner[], inset: number): Corner[] {
  const count = corners.length;
  return corners.map((corner, i) => {
    const before = corners[(i + count - 1) % count] ?? corner;
    const after = corners[(i + 1) % count] ?? corner;
    // The inward normal of an edge that goes (dx, dy) is (-dy, dx).
    const inX = -Math.sign(corner.y - before.y) - Math.sign(after.y - corner.y);
    const inY = Math.sign(corner.x - before.x) + Math.sign(after.x - corner.x);
    return { x: corner.x + inX * inset, y: corner.y + inY * inset };
  });
}

/** Where the name of an area goes: the middle of its uppermost row, in tiles. */
export function nameAnchor(spans: Spans): Corner {
  const [first] = spans;
  if (!first) return { x: 0, y: 0 };
  const top = spans.reduce((least, [y]) => Math.min(least, y), first[0]);
  const row = spans.filter(([y]) => y === top);
  const left = Math.min(...row.map(([, x0]) => x0));
  const right = Math.max(...row.map(([, , x1]) => x1));
  return { x: (left + right) / 2, y: top };
}
