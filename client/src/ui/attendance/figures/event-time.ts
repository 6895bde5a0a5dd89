/** The time of an event as its charts have it. */

import type { EventTime } from '../charts/over-time.tsx';
import type { Hole } from '../charts/time-plot.tsx';
import type { Insight } from '../figures.ts';
import type { FigureWords } from './figure-words.ts';

const MINUTE_MS = 60_000;
/** Events longer than this have the same time of day twice, or nearly so. */
const LONG_MS = 20 * 60 * MINUTE_MS;

export const isOfDays = ({ first_ms, last_ms }: Pick<Insight, 'first_ms' | 'last_ms'>): boolean =>
  last_ms - first_ms > LONG_MS;

/** From the first minute of the curve up to the end of the last one. */
export function eventTime(insight: Insight, words: FigureWords): EventTime {
  const fromMs = insight.curve[0]?.start_ms ?? insight.first_ms;
  const holes: Hole[] = [
    ...insight.gaps.map(({ start_ms, end_ms }): Hole => ({ kind: 'gap', fromMs: start_ms, toMs: end_ms })),
    ...insight.restarts.map(({ end_ms, start_ms }): Hole => ({ kind: 'restart', fromMs: end_ms, toMs: start_ms })),
  ];
  const toMs = fromMs + Math.max(1, insight.curve.length) * MINUTE_MS;
  return { span: { fromMs, toMs }, isLong: isOfDays(insight), holes, words };
}
