import { describe, expect, test } from 'vitest';
import { decodePresence } from '../../../src/core/log/log-entry.ts';
import { LoggedState } from '../../../src/core/log/logged-state.ts';
import type { LoggedMove } from '../../../src/core/log/motion-chunk.ts';
import { SegmentJoin, type SegmentParts } from '../../../src/core/log/recorded-segment.ts';
import { SegmentClock } from '../../../src/core/log/segment-clock.ts';
import { decodeSnapshot } from '../../../src/core/log/snapshot-decoding.ts';
import { walkedPieces } from '../../../src/core/log/walked-pieces.ts';
import type { AvatarId, IslandMs } from '../../../src/core/units.ts';
import { at, TIMES } from '../arbitrary.ts';

type Row = readonly unknown[];

const entered = (seq: number, t: number, avatar: number, facts: object): Row => [
  seq,
  t,
  t,
  'entered',
  avatar,
  null,
  null,
  { role: 'attendee', ...facts },
];
const HERE = { x: 3, y: 4, facing: 2 };

function folded(...rows: Row[]): LoggedState {
  const state = new LoggedState(TIMES);
  for (const row of rows) state.apply(decodePresence(row));
  return state;
}

const avatarOf = (state: LoggedState, avatar: number) => state.avatars.get(avatar as AvatarId);

describe('a place that is not kept', () => {
  test('is nowhere from the entry on, or from when somebody no longer lets it be kept', () => {
    expect(avatarOf(folded(entered(1, 0, 7, {})), 7)).toMatchObject({ path: null, keepsPlace: false });
    const state = folded(entered(1, 0, 7, HERE), [2, 5, 5, 'path', 7, null, null, { kept: false }]);
    expect(avatarOf(state, 7)).toMatchObject({ path: null, keepsPlace: false });
    state.apply(decodePresence([3, 6, 6, 'stepped_aside', 7, null, null, { aside: true }]));
    expect(avatarOf(state, 7)).toMatchObject({ isAside: true, asideAt: null });
    state.apply(decodePresence([4, 9, 9, 'path', 7, null, null, { kept: true }]));
    const path = { t0: at(9), x: 1, y: 1, facing: 0, runs: [] } as const;
    state.apply({ kind: 'moved', seq: 5, tMs: at(9), wallMs: 9, avatar: 7 as AvatarId, path });
    expect(avatarOf(state, 7)).toMatchObject({ path, keepsPlace: true });
  });

  test('is nowhere in a snapshot', () => {
    const row = [7, 'host', 0, null, null, 4, [], 'busy', true, false, null, [0, 0], ['hall']];
    expect(avatarOf(decodeSnapshot([[row], [], ['front']], TIMES), 7)).toMatchObject({
      path: null,
      isAside: true,
      asideAt: null,
      availability: 'busy',
    });
  });
});

describe('a log that does not follow', () => {
  test.each([
    ['somebody who is not there', [9, 0, 0, 'left', 7, null, null, null]],
    ['a conversation that is not there', [9, 0, 0, 'conversation_closed', null, null, 3, null]],
    ['a zone of somebody who is not there', [9, 0, 0, 'zone_entered', 7, 'hall', null, null]],
  ] as [string, Row][])('%s: the entry is named', (_, row) => {
    expect(() => folded(row)).toThrow(/^entry 9: there is no/);
  });

  test.each([
    [[9, 0, 0, 'teleported', 1, null, null, null], /entry 9: the kind "teleported" is unknown/],
    [[9, 0, 0, 'devices', 1, null, null, { microphone: 1, camera: true }], /entry 9: microphone is neither/],
    [[9, 0, 0, 'availability', 1, null, null, { availability: 'asleep' }], /entry 9: availability is unknown/],
    [[9, 0.5, 0, 'left', 1, null, null, null], /entry 9: t_ms is no whole number/],
    [[9, 0, 0, 'left', null, null, null, null], /entry 9: avatar is no whole number/],
    [[9, 0, 0, 'left', 1, null, null, []], /entry 9: the facts are none/],
    [['x'], /a presence entry: seq is no whole number/],
  ] as [Row, RegExp][])('%j is refused', (row, message) => {
    expect(() => decodePresence(row)).toThrow(message);
  });

  test.each([null, [[]], [[[1]], [], []], [[], [[1, 'bubble']], []], [[], [], [7]]])(
    'the snapshot %j is refused',
    (snapshot) => {
      expect(() => decodeSnapshot(snapshot, TIMES)).toThrow(RangeError);
    },
  );

  test('an entry that is there twice', () => {
    const join = new SegmentJoin(parts([entered(5, 1, 1, HERE), entered(5, 1, 2, HERE)]), null);
    expect(() => join.finish()).toThrow('entry 5: it comes after entry 5');
  });
});

test('after a gap nothing is known, whatever still comes', () => {
  const state = folded(entered(1, 0, 7, HERE), [2, 1, 1, 'gap', null, null, null, { lost: 4 }]);
  expect(state.isKnown).toBe(false);
  expect(state.avatars.size).toBe(0);
  state.apply(decodePresence([3, 2, 2, 'left', 8, null, null, { reason: 'left' }]));
});

function parts(presence: readonly Row[], changes: Partial<SegmentParts> = {}): SegmentParts {
  return {
    run: 1,
    island: 'nes',
    mapId: 'm',
    seq: 0,
    tMs: 0,
    wallMs: 0,
    endMs: 9000,
    snapshot: [[], [], []],
    presence,
    people: new Map(),
    ...changes,
  };
}

const move = (seq: number, t: number, changes: Partial<LoggedMove> = {}): LoggedMove => ({
  seq,
  tMs: at(t),
  wallMs: t,
  island: 'nes',
  avatar: 7 as AvatarId,
  path: { t0: at(t), x: 3, y: 4, facing: 2, runs: [{ direction: 2, steps: 2 }] },
  ...changes,
});

test('a segment takes what is its own out of chunks that hold more', () => {
  const join = new SegmentJoin(parts([entered(2, 10, 7, HERE)], { seq: 1 }), 6);
  join.add(move(1, 5));
  join.add(move(3, 20));
  join.add(move(4, 20, { island: 'hollum' }));
  join.add(move(7, 30));
  expect(join.finish().entries.map(({ seq }) => seq)).toEqual([2, 3]);
});

test('walked pieces are told tile by tile, cut to what is asked for', () => {
  const join = new SegmentJoin(parts([entered(1, 100, 7, HERE), [3, 900, 900, 'left', 7, null, null, null]]), null);
  join.add(move(2, 200));
  const stays: unknown[] = [];
  walkedPieces(join.finish(), at(150), at(5000), TIMES, (avatar, { x, y }, from, to) =>
    stays.push([avatar, x, y, from, to]),
  );
  expect(stays).toEqual([
    [7, 3, 4, 150, 200],
    [7, 3, 4, 200, 400],
    [7, 4, 4, 400, 600],
    [7, 5, 4, 600, 900],
  ]);
});

describe('the clock of a segment', () => {
  const timed = (tMs: number, wallMs: number) => ({ tMs: tMs as IslandMs, wallMs });

  test('goes on between entries and after them, and does not mind that they were written late', () => {
    const clock = new SegmentClock(timed(100, 5000), [timed(150, 5090), timed(900, 5800)]);
    expect([5000, 5060, 5800, 6000].map((wall) => clock.at(wall))).toEqual([100, 160, 900, 1100]);
    expect(clock.momentOf(at(160))).toBe(5060);
  });

  test('leaps when the clock of the machine was set forth', () => {
    const clock = new SegmentClock(timed(0, 5000), [timed(1000, 6000), timed(1500, 96_500), timed(2000, 97_000)]);
    expect(clock.at(6000)).toBe(1000);
    expect(clock.at(50_000)).toBe(1500);
    expect(clock.at(97_000)).toBe(2000);
  });

  test('never goes back when the clock of the machine was set back', () => {
    const clock = new SegmentClock(timed(0, 50_000), [timed(1000, 51_000), timed(3000, 43_000), timed(14_000, 54_000)]);
    const times = [50_000, 50_900, 51_000, 51_001, 53_000, 54_000, 55_000].map((wall) => clock.at(wall));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(clock.at(54_000)).toBe(14_000);
  });
});
