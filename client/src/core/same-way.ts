/** Compares and joins paths, whatever their times. */

import { MAX_RUN_STEPS, pathEnd, type Run, type TimedPath, toDirections } from './motion.ts';

/** Whether two paths end alike over the same tiles, though one may begin farther back on that way. */
export function isSameWay(a: TimedPath, b: TimedPath): boolean {
  const [endA, endB] = [pathEnd(a), pathEnd(b)];
  if (endA.x !== endB.x || endA.y !== endB.y) return false;
  const [stepsA, stepsB] = [toDirections(a.runs), toDirections(b.runs)];
  const shared = Math.min(stepsA.length, stepsB.length);
  for (let back = 1; back <= shared; back++) if (stepsA.at(-back) !== stepsB.at(-back)) return false;
  return true;
}

/** `first`, then `rest`, with equal directions in one run. */
export function joinRuns(first: Run, rest: readonly Run[]): Run[] {
  const next = rest[0];
  if (next?.direction !== first.direction || next.steps + first.steps > MAX_RUN_STEPS) return [first, ...rest];
  return [{ direction: first.direction, steps: first.steps + next.steps }, ...rest.slice(1)];
}
