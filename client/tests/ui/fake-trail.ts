/** One's own part of the log on a server that a test plays. */

import type { OwnTrail, TrailAccess, TrailAnswer, ZoneNames } from '../../src/state/own-trail.ts';

const NOON = new Date(2026, 10, 26, 12, 0).getTime();
const MINUTE = 60_000;

/** Somebody's trail, `minutes` after noon. */
export function ownTrail(more: Partial<OwnTrail> = {}): OwnTrail {
  const span = (start: number, end: number | null) => ({
    island: 'nes',
    startMs: NOON + start * MINUTE,
    endMs: end === null ? null : NOON + end * MINUTE,
  });
  return {
    event: { name: 'Kennisdag', map: '/m', series: 'e' },
    person: { name: 'Anna <b>', look: [0, 0, 0, 0, 0, 0, 0], role: 'attendee', firstSeenMs: NOON },
    stays: [span(0, 30), span(40, null)],
    zones: [
      { ...span(5, 10), zone: 'zaal' },
      { ...span(10, 12), zone: 'elders' },
    ],
    talks: [
      { ...span(5, 9), kind: 'meeting', zone: 'zaal', people: 4 },
      { ...span(20, 21), kind: null, zone: null, people: 1 },
    ],
    moves: 12,
    erasedMs: NOON + 30 * 24 * 60 * MINUTE,
    otherEvents: [],
    ...more,
  };
}

export class FakeTrail implements TrailAccess {
  trail = ownTrail();
  /** Why the next requests are refused. */
  refusal: string | null = null;
  readonly asked: string[] = [];

  read = async (): Promise<TrailAnswer<OwnTrail>> => this.#answer('read', this.trail);
  file = async () => this.#answer('file', { name: 'eiland-e.json', content: new Blob(['{}']) });
  erase = async (series: string): Promise<TrailAnswer<null>> => this.#answer(`erase ${series}`, null);
  zoneNames = async (): Promise<ZoneNames> => new Map([['zaal', { nl: 'Grote zaal', en: 'Great hall' }]]);

  #answer<Value>(what: string, value: Value): TrailAnswer<Value> {
    this.asked.push(what);
    return this.refusal === null ? { ok: true, value } : { ok: false, reason: this.refusal };
  }
}
