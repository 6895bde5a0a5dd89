/** What stands out on the timeline: who of the hosts came, stops of the server, gaps, and whatever else the log tells of. Pure. */

import type { Insight } from './figures.ts';

export type TimelineMark =
  | { readonly kind: 'host'; readonly atMs: number; readonly person: string; readonly role: 'host' | 'organiser' }
  | { readonly kind: 'restart'; readonly atMs: number; readonly untilMs: number }
  | { readonly kind: 'gap'; readonly atMs: number; readonly untilMs: number; readonly lost: number }
  /** A note of a sort that has no place of its own on the timeline, such as an announcement; `what` is the server's word. */
  | { readonly kind: 'other'; readonly atMs: number; readonly what: string; readonly count: number };

/** Notes that the curve, the zones and the other marks tell already. */
const TOLD: ReadonlySet<string> = new Set([
  'arrived',
  'departed',
  'zone_entered',
  'conversations_formed',
  'conversations_ended',
  'restarted',
  'lost',
]);

/** In order of time. */
export function timelineMarks(insight: Insight): readonly TimelineMark[] {
  const marks: TimelineMark[] = [
    ...insight.people.flatMap(({ presence: { person, role, stays } }) =>
      role === 'attendee' ? [] : stays.map((stay) => ({ kind: 'host' as const, atMs: stay.start_ms, person, role })),
    ),
    ...insight.restarts.map((one) => ({ kind: 'restart' as const, atMs: one.end_ms, untilMs: one.start_ms })),
    ...insight.gaps.map((one) => ({
      kind: 'gap' as const,
      atMs: one.start_ms,
      untilMs: one.end_ms,
      lost: one.lost,
    })),
    ...insight.notes.flatMap(({ start_ms, notes }) =>
      notes
        .filter(({ kind }) => !TOLD.has(kind))
        .map(({ kind, count }) => ({ kind: 'other' as const, atMs: start_ms, what: kind, count })),
    ),
  ];
  return marks.sort((a, b) => a.atMs - b.atMs);
}
