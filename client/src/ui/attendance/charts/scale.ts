/** Where numbers and times lie on a chart, and which of them are written along its edges. */

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
/** Minutes between two times along an axis. */
const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, DAY_MINUTES, 2 * DAY_MINUTES, 7 * DAY_MINUTES];
/** Minutes that are drawn as one. */
const BUCKETS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, DAY_MINUTES];

/** From 0 to at least `most` in about so many equal, round steps; whole numbers only. */
export function countTicks(most: number, about = 4): readonly number[] {
  const rough = Math.max(1, most / about);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((times) => times * power).find((one) => one >= rough) ?? rough);
  const count = Math.max(1, Math.ceil(most / step));
  return Array.from({ length: count + 1 }, (_, i) => i * step);
}

/**
 * Round times of the clock from one moment to another, at most so many. `offsetMinutes`: by how much the clock of the place is ahead
 * of UTC.
 */
export function timeTicks(fromMs: number, toMs: number, most: number, offsetMinutes: number): readonly number[] {
  const minutes = (toMs - fromMs) / MINUTE_MS;
  const step = TIME_STEPS.find((one) => minutes / one <= most) ?? Math.ceil(minutes / most / DAY_MINUTES) * DAY_MINUTES;
  const offsetMs = offsetMinutes * MINUTE_MS;
  const stepMs = step * MINUTE_MS;
  const ticks: number[] = [];
  for (let at = Math.ceil((fromMs + offsetMs) / stepMs) * stepMs; at - offsetMs <= toMs; at += stepMs)
    ticks.push(at - offsetMs);
  return ticks;
}

/** By how much the clock here is ahead of UTC at a moment. */
export const clockOffset = (ms: number): number => -new Date(ms).getTimezoneOffset();

/** How many minutes become one, so that no more than `most` are drawn. */
export function bucketMinutes(minutes: number, most: number): number {
  return BUCKETS.find((one) => minutes / one <= most) ?? Math.ceil(minutes / most / DAY_MINUTES) * DAY_MINUTES;
}

/** The largest of every so many. */
export const largestOfEach = (values: readonly number[], each: number): readonly number[] =>
  inGroups(values, each, (most, value) => Math.max(most, value));

/** The sum of every so many. */
export const sumOfEach = (values: readonly number[], each: number): readonly number[] =>
  inGroups(values, each, (sum, value) => sum + value);

function inGroups(values: readonly number[], each: number, join: (one: number, other: number) => number): number[] {
  const groups: number[] = Array.from({ length: Math.ceil(values.length / each) }, () => 0);
  values.forEach((value, i) => {
    const group = Math.floor(i / each);
    groups[group] = join(groups[group] ?? 0, value);
  });
  return groups;
}

/** A line in steps over equal columns from (left, bottom) on, closed along the bottom: how high each value holds. */
export function stepArea(
  values: readonly number[],
  place: { left: number; width: number; bottom: number; height: number },
  most: number,
): string {
  const column = place.width / Math.max(1, values.length);
  const round = (at: number) => Math.round(at * 100) / 100;
  let path = `M${round(place.left)} ${place.bottom}`;
  values.forEach((value, i) => {
    path += `V${round(place.bottom - (value / Math.max(1, most)) * place.height)}H${round(place.left + (i + 1) * column)}`;
  });
  return `${path}V${place.bottom}Z`;
}

/** How many of these values lie from each edge up to the next; the last group has no end. */
export function histogram(values: readonly number[], edges: readonly number[]): readonly number[] {
  const counts = edges.map(() => 0);
  for (const value of values) {
    const above = edges.findIndex((edge) => value < edge);
    const group = above < 0 ? edges.length - 1 : above - 1;
    if (group >= 0) counts[group] = (counts[group] ?? 0) + 1;
  }
  return counts;
}
