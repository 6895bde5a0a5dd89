/** Where time was spent, as levels of heat: made alike for the drawing and for its legend. Pure; times are ms. */

/** From the coolest to the hottest; lighter is hotter, so that it also reads without colours. */
export const HEAT_COLOURS = ['#4b1d6f', '#8c2981', '#d3436e', '#f8765c', '#fed395'] as const;

/** What a level may begin at, in minutes: each about twice the one before. Less than the first is mere passing by. */
const STEPS_MIN = [
  ...[1, 2, 5, 10, 20, 30].map((seconds) => seconds / 60),
  ...[1, 2, 5, 10, 20, 30],
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((hours) => hours * 60),
];
const MINUTE_MS = 60_000;
/** The hottest level begins below this part of the most. */
const TOP_PART = 0.7;

/**
 * When each level begins, from the coolest to the hottest; none where nobody stood still.
 *
 * @param most - The most time spent on one tile.
 */
export function heatLevels(most: number): readonly number[] {
  return STEPS_MIN.map((minutes) => minutes * MINUTE_MS)
    .filter((step) => step <= most * TOP_PART)
    .slice(-HEAT_COLOURS.length);
}

/** The colour of each level: the hottest one is always the last. */
export function levelColours(levels: readonly number[]): readonly string[] {
  return HEAT_COLOURS.slice(HEAT_COLOURS.length - levels.length);
}

/** Twice, so that spots are round. */
const PASSES = 2;

/** Spread a little over the tiles around, so that a group is one spot. The sum stays the same. */
export function smoothed(spentMs: Float64Array, width: number, height: number): Float64Array {
  let field = spentMs;
  for (let pass = 0; pass < PASSES; pass++) {
    const across = new Float64Array(spentMs.length);
    const both = new Float64Array(spentMs.length);
    for (let y = 0; y < height; y++) spread(field, across, y * width, 1, width);
    for (let x = 0; x < width; x++) spread(across, both, x, width, height);
    field = both;
  }
  return field;
}

/** Along one row or column: half of it stays, a quarter goes to either side; at an end it stays. */
function spread(from: Float64Array, into: Float64Array, first: number, step: number, count: number): void {
  for (let i = 0; i < count; i++) {
    const here = first + i * step;
    const value = from[here] ?? 0;
    if (value === 0) continue;
    const before = i > 0 ? here - step : here;
    const after = i < count - 1 ? here + step : here;
    into[here] = (into[here] ?? 0) + value / 2;
    into[before] = (into[before] ?? 0) + value / 4;
    into[after] = (into[after] ?? 0) + value / 4;
  }
}

export function mostOf(values: Float64Array): number {
  let most = 0;
  for (const value of values) if (value > most) most = value;
  return most;
}
