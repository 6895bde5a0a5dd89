/** The figures of a made event, as the server would write them; counted by looking every few seconds. */

import type { EventFigures, Insight, MinuteNotes, TalkedConversation } from '../../src/ui/attendance/figures.ts';
import { type MadeEvent, whereAt } from './made-event.ts';

const MINUTE_MS = 60_000;
const LOOK_MS = 10_000;

export function madeFigures(event: MadeEvent, island: string): EventFigures {
  const start = Math.floor(event.firstMs / MINUTE_MS) * MINUTE_MS;
  const minutes = Array.from(
    { length: Math.ceil((event.lastMs - start) / MINUTE_MS) },
    (_, i) => start + i * MINUTE_MS,
  );
  const conversations = event.talks.map((talk) => talked(event, talk, island));
  const insight = {
    first_ms: event.firstMs,
    last_ms: event.lastMs,
    entries: 1000,
    unplaced: 0,
    gaps: [{ start_ms: start + 40 * MINUTE_MS, end_ms: start + 41.5 * MINUTE_MS, lost: 12 }],
    restarts: [{ end_ms: start + 50 * MINUTE_MS, start_ms: start + 50.5 * MINUTE_MS }],
    peak: { people: 0, at_ms: start },
    curve: minutes.map((start_ms) => curveAt(event, start_ms)),
    people: event.people.map(({ pseudonym, role, comesMs, goesMs }) => ({
      presence: {
        person: pseudonym,
        role,
        stays: [{ start_ms: comesMs, end_ms: goesMs, ending: 'told' as const }],
        present_ms: goesMs - comesMs,
        islands_ms: { [island]: goesMs - comesMs },
        zones_ms: {},
      },
      spoke_ms: 0,
      listened_ms: 0,
      met: 0,
      talk_share: 0,
    })),
    islands_ms: {},
    zones: event.zones.map(({ id }) => zoneUse(event, id, minutes, island)).sort((a, b) => b.person_ms - a.person_ms),
    conversations,
    talk: { count: 0, people: 0, talk_ms: 0, median_ms: 0, longest_ms: 0, most: 0, person_ms: 0, mean_size: 0 },
    talk_by_place: [],
    talk_curve: minutes.map((start_ms) => ({
      start_ms,
      most: event.talks.filter(({ fromMs, toMs }) => fromMs < start_ms + MINUTE_MS && toMs > start_ms).length,
      largest: 0,
      talk_ms: 0,
      person_ms: 0,
      mean_size: 0,
    })),
    sizes_ms: {},
    encounters: { nodes: [], edges: [] },
    met_nobody: [],
    notes: minutes.map((start_ms) => notesAt(event, start_ms, island)),
    unique: event.people.length,
    person_ms: 0,
  } satisfies Insight;
  const busiest = insight.curve.reduce((most, one) => (one.most > most.most ? one : most));
  return {
    insight: { ...insight, peak: { people: busiest.most, at_ms: busiest.start_ms } },
    shared: {
      least: 5,
      start_ms: start,
      people: null,
      peak: null,
      curve: [],
      mean_present_minutes: null,
      zones: [],
      talks: [],
      met: null,
      met_nobody: null,
    },
  };
}

function talked(event: MadeEvent, talk: MadeEvent['talks'][number], island: string): TalkedConversation {
  const talk_ms = talk.toMs - talk.fromMs;
  return {
    island,
    kind: talk.kind,
    zone: talk.zone,
    start_ms: talk.fromMs,
    end_ms: talk.toMs,
    ending: 'told',
    talk_ms,
    most: talk.members.length,
    person_ms: talk_ms * talk.members.length,
    people: talk.members.map((member) => event.people[member]?.pseudonym ?? ''),
    mean_size: talk.members.length,
  };
}

function curveAt({ people }: MadeEvent, start_ms: number) {
  const end = start_ms + MINUTE_MS;
  const there = people.filter(({ comesMs, goesMs }) => comesMs < end && goesMs > start_ms).length;
  const arrivals = people.filter(({ comesMs }) => comesMs >= start_ms && comesMs < end).length;
  const departures = people.filter(({ goesMs }) => goesMs >= start_ms && goesMs < end).length;
  return { start_ms, most: there, person_ms: there * MINUTE_MS, arrivals, first_arrivals: arrivals, departures };
}

function zoneUse(event: MadeEvent, zone: string, minutes: readonly number[], island: string) {
  const countAt = (at: number) => event.people.filter((one) => whereAt(one, at)?.zone === zone).length;
  const most_by_minute = minutes.map((at) =>
    Math.max(...Array.from({ length: MINUTE_MS / LOOK_MS }, (_, i) => countAt(at + i * LOOK_MS))),
  );
  const most = Math.max(0, ...most_by_minute);
  const person_ms = most_by_minute.reduce((sum, count) => sum + count * MINUTE_MS, 0);
  return {
    zone: [island, zone] as const,
    people: most,
    person_ms,
    together_ms: person_ms,
    most,
    most_at_ms: minutes[most_by_minute.indexOf(most)] ?? 0,
    most_by_minute,
    ms_by_minute: most_by_minute.map((count) => count * MINUTE_MS),
    silence: null,
  };
}

function notesAt({ people, talks }: MadeEvent, start_ms: number, island: string): MinuteNotes {
  const isIn = (at: number) => at >= start_ms && at < start_ms + MINUTE_MS;
  const note = (
    kind: string,
    count: number,
    zone: string | null = null,
    conversation: 'bubble' | 'meeting' | 'stage' | null = null,
  ) => (count > 0 ? [{ kind, count, zone: zone === null ? null : ([island, zone] as const), conversation }] : []);
  const formed = talks.filter(({ fromMs }) => isIn(fromMs));
  const inZone = new Map<string, number>();
  for (const { zone } of formed) if (zone) inZone.set(zone, (inZone.get(zone) ?? 0) + 1);
  return {
    start_ms,
    present: people.filter(({ comesMs, goesMs }) => comesMs < start_ms + MINUTE_MS && goesMs > start_ms).length,
    notes: [
      ...note('arrived', people.filter(({ comesMs }) => isIn(comesMs)).length),
      ...note('departed', people.filter(({ goesMs }) => isIn(goesMs)).length),
      ...note('conversations_formed', formed.filter(({ zone }) => zone === null).length, null, 'bubble'),
      ...[...inZone].flatMap(([zone, count]) => note('conversations_formed', count, zone, 'meeting')),
      ...note('conversations_ended', talks.filter(({ toMs }) => isIn(toMs)).length, null, 'bubble'),
    ],
  };
}
