/** The recorded afternoons of tests/golden/replay, as the attendance log answers for them. */

import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import gaps from '../../../tests/golden/replay/gaps.json' with { type: 'json' };
import meetings from '../../../tests/golden/replay/meetings.json' with { type: 'json' };
import presence from '../../../tests/golden/replay/presence.json' with { type: 'json' };
import restarts from '../../../tests/golden/replay/restarts.json' with { type: 'json' };
import travellers from '../../../tests/golden/replay/travellers.json' with { type: 'json' };
import zones from '../../../tests/golden/replay/zones.json' with { type: 'json' };
import { eachMove } from '../../src/core/log/motion-chunk.ts';
import { type RecordedSegment, SegmentJoin } from '../../src/core/log/recorded-segment.ts';
import type { Role } from '../../src/core/people.ts';
import type { AvatarId } from '../../src/core/units.ts';
import type { Segment, Timeline } from '../../src/state/attendance.ts';

export interface GoldenAvatar {
  readonly avatar: number;
  readonly pseudonym: string;
  readonly role: string;
  readonly tile: readonly number[] | null;
  readonly path: readonly number[] | null;
  readonly availability: string;
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly muted: boolean;
  readonly conversation: number | null;
  readonly aside: boolean;
  readonly aside_at: readonly number[] | null;
  readonly zones: readonly string[];
}

export interface GoldenState {
  readonly avatars: readonly GoldenAvatar[];
  readonly conversations: readonly object[];
  readonly doors: readonly string[];
  readonly zones_put: readonly object[];
  readonly zones_removed: readonly string[];
}

export interface GoldenMoment {
  readonly island: string;
  readonly t_ms: number;
  readonly wall_ms: number;
  readonly state: GoldenState | null;
}

export interface GoldenLog {
  readonly name: string;
  readonly timeline: Timeline;
  readonly segments: readonly Segment[];
  readonly moments: readonly GoldenMoment[];
}

/** It has no types. */
const { decode } = createRequire(import.meta.url)('notepack.io') as { decode: (bytes: Uint8Array) => unknown };

const FILES = { meetings, travellers, restarts, gaps, presence, zones };

export const GOLDEN_LOGS: readonly GoldenLog[] = Object.entries(FILES).map(([name, file]) => ({
  name,
  timeline: timelineOf(file.timeline as unknown as WireTimeline),
  segments: file.segments.map((packed) => segmentOf(decode(Buffer.from(packed, 'base64')) as WireSegment)),
  moments: file.moments as GoldenMoment[],
}));

interface WireTimeline {
  readonly event: string;
  readonly name: string;
  readonly log: 'presence' | 'movement';
  readonly first_ms: number;
  readonly last_ms: number;
  readonly islands: readonly { name: string; segments: [number, number, number, string][] }[];
  readonly restarts: readonly [number, number][];
}

function timelineOf(wire: WireTimeline): Timeline {
  return {
    event: wire.event,
    name: wire.name,
    log: wire.log,
    firstMs: wire.first_ms,
    lastMs: wire.last_ms,
    isLive: false,
    islands: wire.islands.map(({ name, segments }) => ({
      name,
      segments: segments.map(([seq, wallMs, run, mapId]) => ({ seq, wallMs, run, mapId })),
    })),
    restarts: wire.restarts.map(([endMs, startMs]) => ({ endMs, startMs })),
    access: [],
  };
}

interface WireSegment {
  readonly run: number;
  readonly island: string;
  readonly map_id: string;
  readonly seq: number;
  readonly t_ms: number;
  readonly wall_ms: number;
  readonly end_ms: number;
  readonly snapshot: unknown;
  readonly presence: readonly (readonly unknown[])[];
  readonly motion: readonly Uint8Array[];
  readonly people: readonly [number, string, string][];
}

function segmentOf(wire: WireSegment): Segment {
  const people = wire.people.map(
    ([avatar, pseudonym, role]) => [avatar as AvatarId, { pseudonym, role: role as Role }] as const,
  );
  return {
    run: wire.run,
    island: wire.island,
    mapId: wire.map_id,
    seq: wire.seq,
    tMs: wire.t_ms,
    wallMs: wire.wall_ms,
    endMs: wire.end_ms,
    snapshot: wire.snapshot,
    presence: wire.presence,
    motion: wire.motion.map((chunk) => new Uint8Array(chunk)),
    people: new Map(people),
  };
}

/** A segment put together, without waiting for it. */
export function joined(log: GoldenLog, segment: Segment): RecordedSegment {
  const marks = log.timeline.islands.find(({ name }) => name === segment.island)?.segments ?? [];
  const next = marks[marks.findIndex(({ seq, run }) => seq === segment.seq && run === segment.run) + 1];
  const join = new SegmentJoin(segment, next?.run === segment.run ? next.seq : null);
  for (const chunk of segment.motion) {
    for (const move of eachMove(inflateSync(chunk.subarray(1)), chunk[0] ?? 0)) join.add(move);
  }
  return join.finish();
}
