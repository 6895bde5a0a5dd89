/** Trails as lines to draw: where they turn, how old each piece is, where an arrow shows which way. Pure; places are tiles. */

import type { Stretch, Trail } from '../state/replay.ts';

export interface TrailPoint {
  readonly x: number;
  readonly y: number;
  readonly atMs: number;
}

/** A piece of a trail that is equally old. */
export interface TrailPiece {
  /** 0: the oldest ... `AGES - 1`: the newest. */
  readonly age: number;
  readonly points: readonly TrailPoint[];
}

export interface TrailArrow extends TrailPoint {
  /** Radians, clockwise from east. */
  readonly angle: number;
  readonly age: number;
}

export const AGES = 4;
/** An arrow comes every so many tiles. */
const ARROW_TILES = 3;
/** Trails of different people lie beside each other, at most this far from the middle of the tile. */
const ASIDE_TILES = 0.3;

/** Where a trail turns; steps straight ahead are left out, unless `AGES` needs them. */
export function trailPieces(trail: Trail, stretch: Stretch): readonly TrailPiece[] {
  const aside = asideOf(trail.pseudonym);
  const pieces: { age: number; points: TrailPoint[] }[] = [];
  let last: TrailPoint | null = null;
  for (const step of trail.steps) {
    const point = { x: step.x + aside.x, y: step.y + aside.y, atMs: step.atMs };
    const age = ageOf(step.atMs, stretch);
    const piece = pieces.at(-1);
    if (!piece || piece.age !== age) pieces.push({ age, points: last ? [last, point] : [point] });
    else if (isStraight(piece.points, point)) piece.points[piece.points.length - 1] = point;
    else piece.points.push(point);
    last = point;
  }
  return pieces.filter(({ points }) => points.length > 1);
}

export function trailArrows(trail: Trail, stretch: Stretch): readonly TrailArrow[] {
  const aside = asideOf(trail.pseudonym);
  const arrows: TrailArrow[] = [];
  let gone = 0;
  trail.steps.forEach((step, i) => {
    const before = trail.steps[i - 1];
    if (!before) return;
    gone += Math.hypot(step.x - before.x, step.y - before.y);
    if (gone < ARROW_TILES) return;
    gone = 0;
    arrows.push({
      x: (step.x + before.x) / 2 + aside.x,
      y: (step.y + before.y) / 2 + aside.y,
      atMs: step.atMs,
      angle: Math.atan2(step.y - before.y, step.x - before.x),
      age: ageOf(step.atMs, stretch),
    });
  });
  return arrows;
}

export function ageOf(atMs: number, { fromMs, toMs }: Stretch): number {
  const part = toMs > fromMs ? (atMs - fromMs) / (toMs - fromMs) : 1;
  return Math.min(AGES - 1, Math.max(0, Math.floor(part * AGES)));
}

/** The same for a person each time. */
function asideOf(pseudonym: string): { readonly x: number; readonly y: number } {
  let hash = 7;
  for (const letter of pseudonym) hash = (hash * 31 + letter.charCodeAt(0)) % 10_007;
  const side = (value: number) => ((value % 13) / 12 - 0.5) * 2 * ASIDE_TILES;
  return { x: side(hash), y: side(Math.floor(hash / 13)) };
}

function isStraight(points: readonly TrailPoint[], next: TrailPoint): boolean {
  const a = points.at(-2);
  const b = points.at(-1);
  if (!a || !b) return false;
  const turn = (b.x - a.x) * (next.y - b.y) - (b.y - a.y) * (next.x - b.x);
  const ahead = (b.x - a.x) * (next.x - b.x) + (b.y - a.y) * (next.y - b.y);
  return Math.abs(turn) < 1e-9 && ahead > 0;
}
