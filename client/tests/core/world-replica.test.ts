import fc from 'fast-check';
import { expect, test } from 'vitest';
import { headingRuns } from '../../src/core/grid.ts';
import { positionAt, stepAt, type TimedPath, tileAt } from '../../src/core/motion.ts';
import { Prediction } from '../../src/core/prediction.ts';
import { REMOTE_DELAY_MS } from '../../src/core/remote-avatar.ts';
import type { AvatarId, Direction, IslandMs } from '../../src/core/units.ts';
import { WorldReplica } from '../../src/core/world-replica.ts';
import { at, directions, TIMES } from './arbitrary.ts';
import { encodeDelta } from './encode-delta.ts';
import { CELL_TILES, ModelInterest } from './model-interest.ts';

const GRID = { width: 120, height: 120, solid: new Uint8Array(120 * 120) };
const YOU = 1 as AvatarId;
const RULES = { times: TIMES, cellTiles: CELL_TILES };
const FLUSH_MS = 100;

const PLAIN = {
  microphone: false,
  camera: false,
  availability: 'available',
  conversation: null,
  conversationKind: null,
  locked: false,
  onStage: false,
} as const;

const standing = (x: number, y: number): TimedPath => ({ t0: at(0), x, y, facing: 4, runs: [] });

/** The path of somebody who turns at `now`: the step under way is finished first. */
function turned(path: TimedPath, direction: Direction | null, now: IslandMs): TimedPath {
  const step = stepAt(path, now, TIMES);
  const start = tileAt(path, now, TIMES);
  const end = step ? tileAt(path, step.until, TIMES) : start;
  const onwards = direction === null ? [] : headingRuns(GRID, end, direction, 60);
  const runs = step ? [{ direction: step.direction, steps: 1 }, ...onwards] : onwards;
  return { t0: step?.since ?? now, ...start, facing: 4, runs };
}

interface Turn {
  readonly who: number;
  readonly waitMs: number;
  readonly direction: Direction | null;
}

const turns: fc.Arbitrary<Turn[]> = fc.array(
  fc.record({
    who: fc.integer({ min: 1, max: 4 }),
    waitMs: fc.integer({ min: 0, max: 4000 }),
    direction: fc.option(directions, { nil: null }),
  }),
  { maxLength: 25 },
);
const starts = fc.array(fc.tuple(fc.nat(119), fc.nat(119)), { minLength: 4, maxLength: 4 });

/** Play the turns; `check` looks after every flush. */
function play(
  from: [number, number][],
  what: readonly Turn[],
  check: (now: IslandMs, replica: WorldReplica, fresh: () => WorldReplica) => void,
) {
  const server = new ModelInterest(YOU);
  const paths = new Map(from.map(([x, y], index) => [(index + 1) as AvatarId, standing(x, y)]));
  for (const [avatar, path] of paths) server.move(avatar, path);
  const own = new Prediction(GRID, TIMES, paths.get(YOU) as TimedPath);
  const replica = new WorldReplica(YOU, own, RULES);
  replica.applyView(server.view(at(0)), at(0));
  let seq = 0;
  let now = 0;
  const passUntil = (end: number) => {
    for (; now < end; now += 10) {
      if (now % FLUSH_MS !== 0) continue;
      for (const message of server.flush(at(now))) replica.apply(message, at(now));
      check(at(now), replica, () => {
        const other = new WorldReplica(YOU, own, RULES);
        other.applyView(server.view(at(now)), at(now));
        return other;
      });
    }
  };
  for (const turn of what) {
    passUntil(now + turn.waitMs - (turn.waitMs % 10));
    const avatar = turn.who as AvatarId;
    const path = turned(paths.get(avatar) as TimedPath, turn.direction, at(now));
    paths.set(avatar, path);
    server.move(avatar, path);
    if (avatar === YOU) own.reconcile(++seq, path, at(now));
  }
  passUntil(now + 10_000);
}

test('the view and all that followed tell the same as a fresh view', () => {
  fc.assert(
    fc.property(starts, turns, (from, what) => {
      play(from, what, (now, replica, fresh) => {
        const known = replica.avatarsAt(now).map((view) => view.avatar);
        const there = fresh().avatarsAt(now);
        expect([...known].sort()).toEqual(there.map((view) => view.avatar).sort());
      });
    }),
    { numRuns: 40 },
  );
});

test('those who turn are drawn where they were, a little ago, without ever jumping', () => {
  fc.assert(
    fc.property(starts, turns, (from, what) => {
      const last = new Map<AvatarId, { x: number; y: number }>();
      play(from, what, (now, replica) => {
        for (const { avatar, pose } of replica.avatarsAt(now)) {
          const before = last.get(avatar);
          if (avatar !== YOU && before) {
            expect(Math.hypot(pose.at.x - before.x, pose.at.y - before.y)).toBeLessThanOrEqual(FLUSH_MS / 199 + 0.01);
          }
        }
        last.clear();
        for (const { avatar, pose } of replica.avatarsAt(now)) last.set(avatar, pose.at);
      });
    }),
    { numRuns: 40 },
  );
});

function replicaWith(path: TimedPath): WorldReplica {
  const replica = new WorldReplica(YOU, new Prediction(GRID, TIMES, standing(20, 20)), RULES);
  replica.apply(encodeDelta(0, [{ avatar: 2 as AvatarId, path, ...PLAIN }]), at(0));
  return replica;
}

test('others are drawn a little in the past, oneself is not', () => {
  const path: TimedPath = { ...standing(18, 20), runs: [{ direction: 2, steps: 5 }] };
  const replica = replicaWith(path);
  expect(replica.avatarAt(2 as AvatarId, at(600))?.pose).toEqual(positionAt(path, at(600 - REMOTE_DELAY_MS), TIMES));
  expect(replica.avatarAt(YOU, at(600))?.pose.at).toEqual({ x: 20, y: 20 });
});

test('a path that contradicts what was drawn is glided to', () => {
  const replica = replicaWith({ ...standing(18, 20), runs: [{ direction: 2, steps: 9 }] });
  const now = at(1000);
  const shown = replica.avatarAt(2 as AvatarId, now)?.pose.at;
  replica.apply(
    encodeDelta(1000, [{ avatar: 2 as AvatarId, path: { ...standing(20, 21), t0: at(500) }, ...PLAIN }]),
    now,
  );
  expect(replica.avatarAt(2 as AvatarId, now)?.pose.at).toEqual(shown);
  expect(replica.avatarAt(2 as AvatarId, at(1150))?.pose.at).toEqual({ x: 20, y: 21 });
});

test('who was put elsewhere appears there', () => {
  const replica = replicaWith(standing(18, 20));
  replica.apply(
    encodeDelta(1000, [{ avatar: 2 as AvatarId, path: { ...standing(30, 30), t0: at(900) }, ...PLAIN }]),
    at(1000),
  );
  expect(replica.avatarAt(2 as AvatarId, at(1000))?.pose.at).toEqual({ x: 30, y: 30 });
});

test('who leaves the island, or is not in a cell that is told whole, is gone', () => {
  const replica = replicaWith(standing(18, 20));
  replica.forget([2 as AvatarId]);
  expect(replica.avatarAt(2 as AvatarId, at(10))).toBeUndefined();
  const other = replicaWith(standing(18, 20));
  other.apply(encodeDelta(500, [], [{ x: 1, y: 1 }]), at(500));
  expect(other.avatarsAt(at(500)).map((view) => view.avatar)).toEqual([YOU]);
});

test('times go on over the wrap of the wire', () => {
  const start = 2 ** 32 - 300;
  const path: TimedPath = { t0: at(start), x: 18, y: 20, facing: 2, runs: [{ direction: 2, steps: 5 }] };
  const replica = new WorldReplica(YOU, new Prediction(GRID, TIMES, standing(20, 20)), RULES);
  replica.apply(encodeDelta(start + 400, [{ avatar: 2 as AvatarId, path, ...PLAIN }]), at(start + 400));
  expect(replica.avatarAt(2 as AvatarId, at(start + 400))?.pose.at).toEqual({ x: 19, y: 20 });
});
