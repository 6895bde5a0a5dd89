import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Grid } from '../../src/core/grid.ts';
import { pathEnd, type TimedPath, tileAt } from '../../src/core/motion.ts';
import { Prediction, type Wish } from '../../src/core/prediction.ts';
import type { Direction, Tile } from '../../src/core/units.ts';
import { at, directions, gridOf, grids, TIMES } from './arbitrary.ts';
import { ModelServer } from './model-server.ts';

const START: TimedPath = { t0: at(0), x: 3, y: 3, facing: 4, runs: [] };
const OPEN: Grid = { width: 40, height: 40, solid: new Uint8Array(1600) };

/** What somebody does: wait, then hold a direction, let go, or click. */
type Act = { readonly waitMs: number; readonly head?: Direction | null; readonly click?: Tile };

const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.oneof(
    fc.record({ waitMs: fc.integer({ min: 1, max: 900 }), head: fc.option(directions, { nil: null }) }),
    fc.record({
      waitMs: fc.integer({ min: 1, max: 900 }),
      click: fc.record({ x: fc.integer({ min: 0, max: 9 }), y: fc.integer({ min: 0, max: 9 }) }),
    }),
  ),
  { maxLength: 12 },
);

interface Run {
  readonly own: Prediction;
  readonly server: ModelServer;
  readonly end: number;
}

/** Play it all, each message `latencyMs()` under way, and look each 10 ms. */
function play(
  grid: Grid,
  what: readonly Act[],
  latencyMs: () => number,
  look: (own: Prediction, now: number) => void,
): Run {
  const own = new Prediction(grid, TIMES, START);
  const server = new ModelServer(grid, START);
  const mail: { due: number; deliver: (now: number) => void }[] = [];
  const post = (now: number, deliver: (now: number) => void) => {
    const due = Math.max(now + latencyMs(), mail.at(-1)?.due ?? 0);
    mail.push({ due, deliver });
  };
  const send = (wish: Wish | null, now: number) => {
    if (!wish) return;
    post(now, (then) => {
      const path = server.walk(wish, at(then));
      post(then, (later) => own.reconcile(wish.seq, path, at(later)));
    });
  };
  let now = 0;
  const passUntil = (end: number) => {
    for (; now < end; now++) {
      while (mail[0] && mail[0].due <= now) mail.shift()?.deliver(now);
      if (now % 10 === 0) look(own, now);
    }
  };
  for (const act of what) {
    passUntil(now + act.waitMs);
    if (act.click) send(own.walkTo(act.click, at(now)), now);
    else send(own.head(act.head ?? null, at(now)), now);
  }
  passUntil(now + 30_000);
  return { own, server, end: now };
}

test('without jitter the server agrees, and nobody ever sees a correction', () => {
  fc.assert(
    fc.property(grids(10, 10), acts, fc.integer({ min: 0, max: 400 }), (grid, what, latency) => {
      let last = START as Tile;
      const { own, server, end } = play(
        grid,
        what,
        () => latency,
        (one, now) => {
          const { at: place } = one.poseAt(at(now));
          expect(Math.hypot(place.x - last.x, place.y - last.y)).toBeLessThanOrEqual(10 / 199);
          last = place;
        },
      );
      expect(own.rest).toEqual(pathEnd(server.path));
      expect(own.poseAt(at(end)).at).toEqual(tileAt(server.path, at(end), TIMES));
    }),
    { numRuns: 60 },
  );
});

test('with any jitter one ends where the server says', () => {
  fc.assert(
    fc.property(
      grids(10, 10),
      acts,
      fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 1 }),
      (grid, what, delays) => {
        let turn = 0;
        const latency = () => delays[turn++ % delays.length] as number;
        const { own, server, end } = play(grid, what, latency, () => {});
        expect(own.poseAt(at(end)).at).toEqual(pathEnd(server.path));
      },
    ),
    { numRuns: 60 },
  );
});

test('a held key walks at once and tells the server to go on until something is in the way', () => {
  const own = new Prediction(OPEN, TIMES, START);
  expect(own.head(2, at(1000))).toEqual({ seq: 1, x: 3, y: 3, runs: [{ direction: 2, steps: 0 }] });
  expect(own.head(2, at(1050))).toBeNull();
  expect(own.poseAt(at(1100))).toEqual({ at: { x: 3.5, y: 3 }, facing: 2, walking: true });
});

test('letting go stops at the end of the step under way', () => {
  const own = new Prediction(OPEN, TIMES, START);
  own.head(2, at(1000));
  expect(own.head(null, at(1250))).toEqual({ seq: 2, x: 5, y: 3, runs: [] });
  expect(own.poseAt(at(5000)).at).toEqual({ x: 5, y: 3 });
});

test('a turn begins at the next tile', () => {
  const own = new Prediction(OPEN, TIMES, START);
  own.head(2, at(1000));
  expect(own.head(4, at(1250))).toMatchObject({ x: 5, y: 3, runs: [{ direction: 4, steps: 0 }] });
  expect(own.poseAt(at(1500)).at).toEqual({ x: 5, y: 3.5 });
});

test('heading into a wall only turns one round', () => {
  const own = new Prediction(gridOf('...', '...', '...', '...'), TIMES, { ...START, x: 0 });
  expect(own.head(6, at(0))?.runs).toEqual([{ direction: 6, steps: 0 }]);
  expect(own.poseAt(at(500))).toEqual({ at: { x: 0, y: 3 }, facing: 6, walking: false });
  expect(own.head(null, at(600))).toBeNull();
});

test('another way of the server is glided to; a far one is jumped to', () => {
  const own = new Prediction(OPEN, TIMES, START);
  own.head(2, at(0));
  own.reconcile(1, { ...START, runs: [] }, at(200));
  expect(own.poseAt(at(200)).at).toEqual({ x: 4, y: 3 });
  expect(own.poseAt(at(275)).at.x).toBeCloseTo(3.5, 6);
  expect(own.poseAt(at(350)).at).toEqual({ x: 3, y: 3 });
  own.reconcile(2, { ...START, x: 30 }, at(400));
  expect(own.poseAt(at(400)).at).toEqual({ x: 30, y: 3 });
});

test('an answer to an older wish changes nothing', () => {
  const own = new Prediction(OPEN, TIMES, START);
  own.head(2, at(0));
  own.head(4, at(100));
  own.reconcile(1, { ...START, x: 20 }, at(150));
  expect(own.poseAt(at(150)).at).toEqual({ x: 3.75, y: 3 });
});

test('a refused wish brings one back to where the server has one', () => {
  const own = new Prediction(OPEN, TIMES, START);
  const wish = own.walkTo({ x: 5, y: 3 }, at(0));
  own.refuse(wish?.seq ?? 0, at(100));
  expect(own.poseAt(at(1000)).at).toEqual({ x: 3, y: 3 });
});
