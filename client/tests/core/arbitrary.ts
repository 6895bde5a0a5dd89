/** Things to try the core with. */

import fc from 'fast-check';
import type { Grid } from '../../src/core/grid.ts';
import type { Run, StepTimes, TimedPath } from '../../src/core/motion.ts';
import type { Direction, IslandMs } from '../../src/core/units.ts';

export const TIMES: StepTimes = { stepMs: 200, diagonalMs: 283 };

export const directions = fc.integer({ min: 0, max: 7 }) as fc.Arbitrary<Direction>;

export const runs = (mostSteps = 9): fc.Arbitrary<Run[]> =>
  fc.array(fc.record({ direction: directions, steps: fc.integer({ min: 1, max: mostSteps }) }), { maxLength: 6 });

export const paths: fc.Arbitrary<TimedPath> = fc.record({
  t0: fc.integer({ min: 0, max: 2 ** 33 }) as fc.Arbitrary<number> as fc.Arbitrary<IslandMs>,
  x: fc.integer({ min: 100, max: 200 }),
  y: fc.integer({ min: 100, max: 200 }),
  facing: directions,
  runs: runs(),
});

/** A grid of which about a quarter is solid. */
export const grids = (width: number, height: number): fc.Arbitrary<Grid> =>
  fc
    .array(fc.integer({ min: 0, max: 3 }), { minLength: width * height, maxLength: width * height })
    .map((cells) => ({ width, height, solid: Uint8Array.from(cells, (cell) => (cell === 0 ? 1 : 0)) }));

/** A grid out of rows of text; `#` is solid. */
export function gridOf(...rows: string[]): Grid {
  const width = rows[0]?.length ?? 0;
  const solid = Uint8Array.from(rows.join(''), (tile) => (tile === '#' ? 1 : 0));
  return { width, height: rows.length, solid };
}

export const at = (ms: number): IslandMs => ms as IslandMs;
