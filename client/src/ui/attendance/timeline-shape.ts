/** The geometry of the timeline. Pure; lengths along the time axis are parts of it, 0..1, heights parts of a lane. */

/** From one moment to another, ms since 1970. */
export interface Axis {
  readonly firstMs: number;
  readonly lastMs: number;
}

const MINUTE_MS = 60_000;
/** What whole steps between two labels there are, in minutes. */
const LABEL_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440] as const;

/** Where a moment is on the axis; moments beyond its ends are at its ends. */
export function partOf({ firstMs, lastMs }: Axis, atMs: number): number {
  if (lastMs <= firstMs) return 0;
  return Math.min(1, Math.max(0, (atMs - firstMs) / (lastMs - firstMs)));
}

/** Which moment is at this part of the axis. */
export function momentAt({ firstMs, lastMs }: Axis, part: number): number {
  return firstMs + Math.min(1, Math.max(0, part)) * (lastMs - firstMs);
}

/**
 * The outline of an area that has one height in each minute, as an SVG path in a box of 1000 by 100.
 *
 * @param startMs - When the first minute begins.
 * @param most - The value that reaches the upper edge.
 */
export function stepPath(axis: Axis, startMs: number, values: readonly number[], most: number): string {
  let path = '';
  let last = 0;
  let end = 0;
  values.forEach((value, minute) => {
    const from = 1000 * partOf(axis, startMs + minute * MINUTE_MS);
    end = 1000 * partOf(axis, startMs + (minute + 1) * MINUTE_MS);
    if (end <= from) return;
    const y = 100 - (most > 0 ? (100 * value) / most : 0);
    if (path === '') path = `M${round(from)} 100V${round(y)}`;
    else if (value !== last) path += `H${round(from)}V${round(y)}`;
    last = value;
  });
  return path === '' ? '' : `${path}H${round(end)}V100Z`;
}

/** Whole moments of the day to write along the axis, at most so many. */
export function labelMoments(axis: Axis, most: number, offsetMinutes: number): readonly number[] {
  const span = axis.lastMs - axis.firstMs;
  const step = (LABEL_STEPS.find((minutes) => span / (minutes * MINUTE_MS) <= most) ?? 1440) * MINUTE_MS;
  const offset = offsetMinutes * MINUTE_MS;
  const found: number[] = [];
  let at = Math.ceil((axis.firstMs - offset) / step) * step + offset;
  for (; at <= axis.lastMs && found.length <= most; at += step) found.push(at);
  return found;
}

/** A round number that is not less, to write at the upper edge of a lane. */
export function roundedUp(value: number): number {
  if (value <= 5) return Math.max(1, value);
  const size = 10 ** Math.floor(Math.log10(value));
  return [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map((part) => part * size).find((round) => round >= value) ?? value;
}

/** Moments so near one another that their marks would cover each other are one mark. In their order. */
export function gathered<Mark extends { readonly atMs: number }>(
  axis: Axis,
  marks: readonly Mark[],
  apart: number,
): readonly { readonly part: number; readonly marks: readonly Mark[] }[] {
  const groups: { part: number; marks: Mark[] }[] = [];
  for (const mark of [...marks].sort((a, b) => a.atMs - b.atMs)) {
    const part = partOf(axis, mark.atMs);
    const last = groups.at(-1);
    if (last && part - last.part < apart) last.marks.push(mark);
    else groups.push({ part, marks: [mark] });
  }
  return groups;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
