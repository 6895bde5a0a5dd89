/** The picture of where time was spent, dot by dot. Pure. */

import { asNumber } from './palette.ts';

/** As many dots in all, at most: the drawing is done again every few seconds. */
const MOST_DOTS = 1_500_000;
const MOST_DOTS_PER_TILE = 12;
const LEAST_DOTS_PER_TILE = 2;
/** Opacity, 0..255. */
const SPOT_ALPHA = 150;
const LINE_ALPHA = 215;

/** How many dots a tile is wide and high. */
export function dotsPerTile(width: number, height: number): number {
  const fitting = Math.floor(Math.sqrt(MOST_DOTS / Math.max(1, width * height)));
  return Math.min(MOST_DOTS_PER_TILE, Math.max(LEAST_DOTS_PER_TILE, fitting));
}

/** For each dot how many levels it reaches: 0 where it is cool. Between the middles of tiles heat goes over evenly. */
export function levelRanks(
  field: Float64Array,
  width: number,
  height: number,
  dots: number,
  levels: readonly number[],
): Uint8Array {
  const ranks = new Uint8Array(width * dots * height * dots);
  const least = levels[0] ?? Number.POSITIVE_INFINITY;
  const at = (x: number, y: number) => field[clamped(y, height) * width + clamped(x, width)] ?? 0;
  for (let y = 0; y < height * dots; y++) {
    const [row, down] = apart((y + 0.5) / dots - 0.5);
    for (let x = 0; x < width * dots; x++) {
      const [column, right] = apart((x + 0.5) / dots - 0.5);
      const upper = at(column, row) * (1 - right) + at(column + 1, row) * right;
      const lower = at(column, row + 1) * (1 - right) + at(column + 1, row + 1) * right;
      const value = upper * (1 - down) + lower * down;
      if (value < least) continue;
      let rank = 1;
      while (rank < levels.length && value >= (levels[rank] ?? 0)) rank += 1;
      ranks[y * width * dots + x] = rank;
    }
  }
  return ranks;
}

/** A colour for each rank, stronger along the edge of a level. One number for each dot, as canvases keep it. */
export function paintRanks(pixels: Uint32Array, ranks: Uint8Array, width: number, colours: readonly string[]): void {
  const spots = colours.map((colour) => pixelOf(colour, SPOT_ALPHA));
  const lines = colours.map((colour) => pixelOf(colour, LINE_ALPHA));
  for (let i = 0; i < ranks.length; i++) {
    const rank = ranks[i] ?? 0;
    if (rank === 0) continue;
    const isEdge =
      (ranks[i - 1] ?? 0) < rank ||
      (ranks[i + 1] ?? 0) < rank ||
      (ranks[i - width] ?? 0) < rank ||
      (ranks[i + width] ?? 0) < rank;
    pixels[i] = (isEdge ? lines : spots)[rank - 1] ?? 0;
  }
}

/** As canvases keep it on machines of today: alpha in the highest byte. */
function pixelOf(colour: string, alpha: number): number {
  const value = asNumber(colour);
  return ((alpha << 24) | ((value & 255) << 16) | (value & 0xff00) | (value >> 16)) >>> 0;
}

/** A whole number, and what is left of it. */
function apart(value: number): [whole: number, rest: number] {
  const whole = Math.floor(value);
  return [whole, value - whole];
}

function clamped(value: number, count: number): number {
  return Math.min(count - 1, Math.max(0, value));
}
