/** The shape of a zone while somebody draws it: sets of tiles as spans, and what can be done to them. Pure. */

import type { Zone } from './island-map.ts';
import type { Tile } from './units.ts';

export type Spans = Zone['spans'];

/** Tiles; `width` and `height` are at least 1. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How large the island is, tiles. */
export interface Ground {
  readonly width: number;
  readonly height: number;
}

type Interval = readonly [from: number, to: number];

/** The smallest rectangle around a shape; null if it has no tiles. */
export function boundsOf(spans: Spans): Rectangle | null {
  if (spans.length === 0) return null;
  let [west, north, east, south] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0];
  for (const [y, from, to] of spans) {
    west = Math.min(west, from);
    east = Math.max(east, to);
    north = Math.min(north, y);
    south = Math.max(south, y + 1);
  }
  return { x: west, y: north, width: east - west, height: south - north };
}

/** How many tiles a shape has. */
export const tilesIn = (spans: Spans): number => spans.reduce((sum, [, from, to]) => sum + to - from, 0);

export function isRectangle(spans: Spans): boolean {
  const bounds = boundsOf(spans);
  return bounds !== null && tilesIn(spans) === bounds.width * bounds.height;
}

export function spansOf({ x, y, width, height }: Rectangle): Spans {
  return Array.from({ length: height }, (_, row) => [y + row, x, x + width] as const);
}

/** The rectangle that has both tiles for corners. */
export function between(one: Tile, other: Tile): Rectangle {
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)];
  return { x, y, width: Math.abs(one.x - other.x) + 1, height: Math.abs(one.y - other.y) + 1 };
}

/** Part of a rectangle that is on the island, of one tile at least. */
export function onGround({ x, y, width, height }: Rectangle, ground: Ground): Rectangle {
  const west = clamp(x, 0, ground.width - 1);
  const north = clamp(y, 0, ground.height - 1);
  return {
    x: west,
    y: north,
    width: clamp(width, 1, ground.width - west),
    height: clamp(height, 1, ground.height - north),
  };
}

/** A shape with a rectangle added. */
export function withTiles(spans: Spans, rectangle: Rectangle): Spans {
  return changeRows(spans, rectangle, (row, added) => {
    const apart = row.filter(([from, to]) => to < added[0] || from > added[1]);
    const joined = row.filter((interval) => !apart.includes(interval));
    const from = Math.min(added[0], ...joined.map(([start]) => start));
    const to = Math.max(added[1], ...joined.map(([, end]) => end));
    return [...apart, [from, to]];
  });
}

/** A shape with a rectangle taken away. */
export function withoutTiles(spans: Spans, rectangle: Rectangle): Spans {
  return changeRows(spans, rectangle, (row, cut) =>
    row.flatMap(([from, to]): Interval[] => {
      const left: Interval = [from, Math.min(to, cut[0])];
      const right: Interval = [Math.max(from, cut[1]), to];
      return [left, right].filter(([start, end]) => start < end);
    }),
  );
}

/** A shape moved by so many tiles, no further than the edge of the island. */
export function moved(spans: Spans, dx: number, dy: number, ground: Ground): Spans {
  const bounds = boundsOf(spans);
  if (!bounds) return spans;
  const right = clamp(dx, -bounds.x, Math.max(-bounds.x, ground.width - bounds.x - bounds.width));
  const down = clamp(dy, -bounds.y, Math.max(-bounds.y, ground.height - bounds.y - bounds.height));
  return spans.map(([y, from, to]) => [y + down, from + right, to + right] as const);
}

/** A shape stretched to fill a rectangle; a rectangle stays one. */
export function stretched(spans: Spans, to: Rectangle): Spans {
  const bounds = boundsOf(spans);
  if (!bounds) return spansOf(to);
  if (isRectangle(spans)) return spansOf(to);
  const has = new Set(spans.flatMap(([y, from, end]) => range(from, end).map((x) => `${x},${y}`)));
  const source = (at: number, size: number, from: number) => Math.floor(((at + 0.5) * from) / size);
  return range(0, to.height).flatMap((row) => {
    const y = bounds.y + source(row, to.height, bounds.height);
    const taken = range(0, to.width).filter((column) =>
      has.has(`${bounds.x + source(column, to.width, bounds.width)},${y}`),
    );
    return runsOf(taken).map(([from, end]) => [to.y + row, to.x + from, to.x + end] as const);
  });
}

export function isSameShape(one: Spans, other: Spans): boolean {
  return one.length === other.length && one.every((span, i) => span.every((value, j) => value === other[i]?.[j]));
}

/** Whether a tile is in a shape. */
export function holdsTile(spans: Spans, { x, y }: Tile): boolean {
  return spans.some(([row, from, to]) => row === y && from <= x && x < to);
}

function changeRows(
  spans: Spans,
  { x, y, width, height }: Rectangle,
  change: (row: readonly Interval[], part: Interval) => readonly Interval[],
): Spans {
  const rows = new Map<number, Interval[]>();
  for (const [row, from, to] of spans) rows.set(row, [...(rows.get(row) ?? []), [from, to]]);
  for (let row = y; row < y + height; row += 1) rows.set(row, [...change(rows.get(row) ?? [], [x, x + width])]);
  return [...rows.entries()]
    .sort(([one], [other]) => one - other)
    .flatMap(([row, intervals]) =>
      [...intervals].sort((one, other) => one[0] - other[0]).map(([from, to]) => [row, from, to] as const),
    );
}

/** Ascending numbers as the intervals that they make up. */
function runsOf(numbers: readonly number[]): Interval[] {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && last[1] === number) last[1] = number + 1;
    else runs.push([number, number + 1]);
  }
  return runs;
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));
