import { describe, expect, test, vi } from 'vitest';
import type { Zone } from '../../src/core/island-map.ts';
import { decodePresence } from '../../src/core/log/log-entry.ts';
import { LoggedState } from '../../src/core/log/logged-state.ts';
import type { RecordedSegment } from '../../src/core/log/recorded-segment.ts';
import type { AvatarId } from '../../src/core/units.ts';
import { strengthOf } from '../../src/render/frame.ts';
import { IslandTimeline } from '../../src/replay/island-timeline.ts';
import { hashOf, lookOf, toLook } from '../../src/replay/looks.ts';
import { bytesOf, MOST_BYTES, MOST_SEGMENTS, SegmentCache, type Wanted } from '../../src/replay/segment-cache.ts';
import { ZoneSpots } from '../../src/replay/zone-spots.ts';
import { ReplayError } from '../../src/state/replay.ts';
import { TIMES } from '../core/arbitrary.ts';
import { smallMap } from '../render/small-map.ts';
import { GOLDEN_LOGS } from './golden-log.ts';
import { settled } from './made-log.ts';

const wanted = (seq: number): Wanted => ({
  island: 'nes',
  mark: { seq, wallMs: seq, run: 1, mapId: 'm', nextSeq: null },
});
const segment = (entries = 0) => ({ entries: { length: entries }, people: new Map() }) as unknown as RecordedSegment;

describe('the cache of segments', () => {
  test('holds no more than so many, and drops what was used longest ago', async () => {
    const load = vi.fn(async () => segment());
    const cache = new SegmentCache(load);
    for (let seq = 0; seq < MOST_SEGMENTS; seq++) cache.want([wanted(seq)]);
    // Each gives up the one before: only the last comes.
    await settled();
    expect(cache.peek(wanted(MOST_SEGMENTS - 2))).toBeUndefined();
    for (let seq = 0; seq <= MOST_SEGMENTS; seq++) {
      cache.want([wanted(seq)]);
      await settled();
      cache.get(wanted(seq));
      cache.get(wanted(0));
    }
    expect(cache.peek(wanted(0))).toBeDefined();
    expect(cache.peek(wanted(1))).toBeUndefined();
    expect(cache.peek(wanted(MOST_SEGMENTS))).toBeDefined();
  });

  test('holds no more than so many bytes, but always what is wanted', async () => {
    const large = segment(Math.ceil(MOST_BYTES / bytesOf(segment(1)) / 2) + 1);
    const cache = new SegmentCache(async () => large);
    cache.want([wanted(1), wanted(2)]);
    await settled();
    expect([cache.peek(wanted(1)), cache.peek(wanted(2))]).toEqual([large, large]);
    cache.want([wanted(3)]);
    await settled();
    expect([wanted(1), wanted(2), wanted(3)].map((one) => cache.peek(one) !== undefined)).toEqual([false, false, true]);
  });

  test('remembers what failed until it is forgiven, and asks once', async () => {
    const load = vi.fn(() => Promise.reject(new ReplayError('log_unavailable')));
    const cache = new SegmentCache(load);
    cache.want([wanted(1)]);
    cache.want([wanted(1)]);
    await settled();
    cache.want([wanted(1)]);
    expect(load).toHaveBeenCalledTimes(1);
    expect(cache.failure(wanted(1))).toBe('log_unavailable');
    cache.forgive();
    cache.want([wanted(1)]);
    expect(load).toHaveBeenCalledTimes(2);
    await settled();
  });
});

describe('looks without names', () => {
  test('are the same for the same pseudonym, differ between neighbours, and are not too many to draw', () => {
    expect(lookOf('wad-17')).toEqual(lookOf('wad-17'));
    const looks = new Set(Array.from({ length: 5000 }, (_, i) => lookOf(`wad-${i}`).join()));
    expect(looks.size).toBeGreaterThan(150);
    expect(looks.size).toBeLessThan(200);
    expect(lookOf('anybody')[6]).toBe(0);
  });

  test('the parts of a crowd are spread evenly', () => {
    const clothes = Array.from({ length: 800 }, (_, i) => (lookOf(`p${i}`)[2] as number) % 8);
    for (let part = 0; part < 8; part++) expect(clothes.filter((one) => one === part).length).toBeGreaterThan(40);
    expect(hashOf('a')).not.toBe(hashOf('b'));
  });

  test('what the server tells is a look only if it is one', () => {
    expect(toLook([1, 2, 3, 4, 5, 6, 0])).toEqual([1, 2, 3, 4, 5, 6, 0]);
    expect([toLook([]), toLook([1, 2, 3, 4, 5, 6, -1])]).toEqual([null, null]);
  });
});

describe('people whose place is not kept', () => {
  const zone = (id: string, spans: Zone['spans']) => ({ id, spans }) as unknown as Zone;
  const solid = new Uint8Array(100);
  solid[23] = 1;
  const map = smallMap(10, 10, {
    solid,
    zones: [
      zone('hall', [[2, 2, 6]]),
      zone('square', [
        [2, 0, 10],
        [3, 0, 10],
      ]),
    ],
  });
  const state = new LoggedState(TIMES);
  let seq = 0;
  const tell = (
    kind: string,
    avatar: number | null,
    where: string | null = null,
    talk: number | null = null,
    facts: object | null = null,
  ) => state.apply(decodePresence([++seq, 0, 0, kind, avatar, where, talk, facts]));
  for (let avatar = 1; avatar <= 5; avatar++) tell('entered', avatar, null, null, { role: 'attendee' });
  for (const avatar of [1, 2, 3]) tell('zone_entered', avatar, 'square');
  for (const avatar of [1, 2, 3]) tell('zone_entered', avatar, 'hall');
  tell('zone_entered', 5, 'a zone that the map no longer has');
  const nameOf = (avatar: AvatarId) => `name ${avatar}`;

  test('stand apart on free tiles of the smallest zone that they are in, the same each time', () => {
    const spots = new ZoneSpots(map, map.zones).spots(state, nameOf);
    expect([...spots.keys()]).toEqual([1, 2, 3]);
    const tiles = [...spots.values()].map(({ x, y }) => `${x},${y}`);
    expect([...tiles].sort()).toEqual(['2,2', '4,2', '5,2']);
    expect(new ZoneSpots(map, map.zones).spots(state, nameOf)).toEqual(spots);
  });

  test('stand side by side in a bubble', () => {
    tell('zone_left', 1, 'hall');
    tell('zone_left', 2, 'hall');
    tell('conversation_opened', null, null, 9, { kind: 'bubble', capacity: 8 });
    for (const avatar of [1, 2]) tell('conversation_joined', avatar, null, 9, { part: 'speaker' });
    const spots = new ZoneSpots(map, map.zones).spots(state, nameOf);
    const [one, other] = [spots.get(1 as AvatarId), spots.get(2 as AvatarId)];
    expect(Math.abs((one?.x ?? 0) - (other?.x ?? 0))).toBeLessThanOrEqual(2);
  });
});

describe('the time axis of an island', () => {
  const restarts = GOLDEN_LOGS.find(({ name }) => name === 'restarts')?.timeline;
  if (!restarts) throw new Error('no such log');

  test('has nobody before the first snapshot, and stops where the server did', () => {
    const island = new IslandTimeline(restarts, 'nes');
    expect(island.placeAt(restarts.firstMs - 1)).toEqual({ at: 'nobody' });
    expect(island.placeAt(restarts.firstMs)).toMatchObject({ at: 'segment', index: 0 });
    const { endMs, startMs } = restarts.restarts[0] as { endMs: number; startMs: number };
    const last = island.marks.findIndex(({ nextSeq }) => nextSeq === null);
    expect(island.placeAt(endMs)).toMatchObject({ at: 'segment', index: last });
    expect(island.placeAt(endMs + 1)).toEqual({ at: 'stopped' });
    expect(island.placeAt(startMs)).toMatchObject({ at: 'segment', index: last + 1 });
  });

  test('parts of a stretch leave the stops of the server out', () => {
    const parts = new IslandTimeline(restarts, 'nes').within(restarts.firstMs, restarts.lastMs);
    const sum = parts.reduce((ms, part) => ms + part.toMs - part.fromMs, 0);
    const stops = restarts.restarts.reduce((ms, { endMs, startMs }) => ms + startMs - endMs, 0);
    expect(sum).toBe(restarts.lastMs - restarts.firstMs - stops);
  });

  test('an island that was not opened again after a restart has nobody', () => {
    const [first] = restarts.islands;
    if (!first) throw new Error('no island');
    const once = { ...restarts, islands: [{ ...first, segments: first.segments.slice(0, 1) }] };
    expect(new IslandTimeline(once, 'nes').placeAt(restarts.lastMs)).toEqual({ at: 'nobody' });
  });

  test('a run that ends in the snapshot with which the next begins counts as one', () => {
    const marks = [0, 4, 4].map((seq, i) => ({ seq, wallMs: i * 1000, run: i < 2 ? 1 : 2, mapId: 'm' }));
    const timeline = { ...restarts, restarts: [], islands: [{ name: 'nes', segments: marks }] };
    expect(new IslandTimeline(timeline, 'nes').marks.map(({ run, nextSeq }) => [run, nextSeq])).toEqual([
      [1, null],
      [2, null],
    ]);
  });
});

test('only those chosen, and whom one points at, are drawn strongly', () => {
  const strong = new Set([1 as AvatarId]);
  const strengths = [1, 2, 3].map((avatar) => strengthOf(avatar as AvatarId, { strong, pointed: 3 as AvatarId }));
  expect(strengths[0]).toBe(1);
  expect(strengths[1]).toBeLessThan(0.5);
  expect(strengths[2]).toBe(1);
  expect(strengthOf(2 as AvatarId, { strong: null, pointed: null })).toBe(1);
});
