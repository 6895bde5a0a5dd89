/** The law of the log, in the browser: what is rebuilt of it is the island as it was, at any moment. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LoggedState, tileOf } from '../../../src/core/log/logged-state.ts';
import { LogCursor, type RecordedSegment } from '../../../src/core/log/recorded-segment.ts';
import { encodeRun } from '../../../src/core/motion.ts';
import type { IslandMs } from '../../../src/core/units.ts';
import { GOLDEN_LOGS, type GoldenLog, type GoldenMoment, type GoldenState, joined } from '../../replay/golden-log.ts';
import { TIMES } from '../arbitrary.ts';

function segmentsOf(log: GoldenLog): readonly RecordedSegment[] {
  return log.segments.map((segment) => joined(log, segment));
}

function segmentAt(segments: readonly RecordedSegment[], moment: GoldenMoment): RecordedSegment {
  const found = segments.findLast(({ island, wallMs }) => island === moment.island && wallMs <= moment.wall_ms);
  if (!found) throw new Error('no segment begins before the moment');
  return found;
}

const order = (a: string, b: string) => (a < b ? -1 : 1);

/** A state in the words of the golden files, at an island time. */
function told(state: LoggedState, segment: RecordedSegment, t: IslandMs): GoldenState {
  const avatars = [...state.avatars.values()].sort((a, b) => a.avatar - b.avatar);
  const talks = [...state.conversations.values()].sort((a, b) => a.id - b.id);
  return {
    avatars: avatars.map((avatar) => {
      const tile = tileOf(avatar, t, TIMES);
      const { path, asideAt } = avatar;
      return {
        avatar: avatar.avatar,
        pseudonym: segment.people.get(avatar.avatar)?.pseudonym ?? '',
        role: avatar.role,
        tile: tile && [tile.x, tile.y],
        path: path && [path.t0, path.x, path.y, path.facing, ...path.runs.map(encodeRun)],
        availability: avatar.availability,
        microphone: avatar.microphone,
        camera: avatar.camera,
        muted: avatar.isMuted,
        conversation: avatar.conversation,
        aside: avatar.isAside,
        aside_at: asideAt && [asideAt.x, asideAt.y],
        zones: avatar.zones,
      };
    }),
    conversations: talks.map(({ members, ...talk }) => ({ ...talk, members: [...members] })),
    doors: [...state.openDoors].sort(),
    zones_put: [...state.editedZones.values()].filter((zone) => zone !== null).sort((a, b) => order(a.id, b.id)),
    zones_removed: [...state.editedZones].flatMap(([id, zone]) => (zone ? [] : [id])).sort(order),
  };
}

describe.each(GOLDEN_LOGS.map((log) => [log.name, log] as const))('a log of %s', (_, log) => {
  const segments = segmentsOf(log);

  test('tells at any moment what the island was like', () => {
    expect(log.moments.length).toBeGreaterThan(20);
    for (const moment of log.moments) {
      const segment = segmentAt(segments, moment);
      const cursor = new LogCursor(segment, TIMES);
      const t = segment.clock.at(moment.wall_ms);
      expect(t).toBe(moment.t_ms);
      cursor.goTo(t);
      expect(cursor.state.isKnown).toBe(moment.state !== null);
      if (moment.state) expect(told(cursor.state, segment, t)).toEqual(moment.state);
    }
  });

  test('each segment ends in the snapshot of the next', () => {
    segments.forEach((segment, index) => {
      const next = segments[index + 1];
      if (next?.island !== segment.island || next.run !== segment.run) return;
      const cursor = new LogCursor(segment, TIMES);
      cursor.goTo(Number.POSITIVE_INFINITY as IslandMs);
      if (!cursor.state.isKnown) return;
      const { state } = new LogCursor(next, TIMES);
      expect(told(cursor.state, next, next.tMs)).toEqual(told(state, next, next.tMs));
    });
  });

  test('to play up to a moment and to seek it give the same', () => {
    const some = fc.constantFrom(...segments.filter(({ entries }) => entries.length > 0));
    fc.assert(
      fc.property(some, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (segment, parts) => {
        const last = Math.max(...segment.entries.map(({ tMs }) => tMs));
        const times = parts.map((part) => Math.round(segment.tMs + part * (last + 500 - segment.tMs)) as IslandMs);
        const played = new LogCursor(segment, TIMES);
        for (const t of times) {
          played.goTo(t);
          const sought = new LogCursor(segment, TIMES);
          sought.goTo(t);
          expect(told(played.state, segment, t)).toEqual(told(sought.state, segment, t));
        }
      }),
      { numRuns: 30 },
    );
  });
});
