/** How long conversations of each size went on, in groups that fit a chart. */

import type { Insight } from '../figures.ts';

/** Sizes from here on stand together. */
const LARGE = [7, 10, 15, 25] as const;

export interface SizeTime {
  readonly title: string;
  readonly ms: number;
}

/** From 2 up to the largest; empty groups at the end are left out. */
export function sizeTimes({ sizes_ms }: Pick<Insight, 'sizes_ms'>): readonly SizeTime[] {
  const times = Array.isArray(sizes_ms) ? (sizes_ms as readonly { key: number; value: number }[]) : [];
  const edges = [2, 3, 4, 5, 6, ...LARGE];
  const groups = edges.map((from, i) => {
    const next = edges[i + 1] ?? Number.POSITIVE_INFINITY;
    const title = next === from + 1 ? String(from) : Number.isFinite(next) ? `${from}–${next - 1}` : `${from}+`;
    const ms = times.reduce((sum, { key, value }) => (key >= from && key < next ? sum + value : sum), 0);
    return { title, ms };
  });
  const last = groups.findLastIndex(({ ms }) => ms > 0);
  return groups.slice(0, Math.max(last + 1, 3));
}
