/** What Python wrote as bytes with their meaning (tests/golden/protocol), read back by the browser program. */

import { describe, expect, test } from 'vitest';
import deltas from '../../../tests/golden/protocol/deltas.json' with { type: 'json' };
import runs from '../../../tests/golden/protocol/runs.json' with { type: 'json' };
import { decodeDelta } from '../../src/core/delta-decoding.ts';
import { decodeRun, type Run } from '../../src/core/motion.ts';
import type { IslandMs } from '../../src/core/units.ts';

const WRAP = 2 ** 32;

const wrapped = (time: number) => ((time % WRAP) + WRAP) % WRAP;
const pair = ({ direction, steps }: Run) => [direction, steps];

describe('golden bytes', () => {
  test('every delta means in the browser what it means on the server', () => {
    expect(deltas.length).toBeGreaterThan(0);
    for (const { hex, kind, now, cells, records } of deltas) {
      const delta = decodeDelta(Uint8Array.from(Buffer.from(hex, 'hex')), now as IslandMs);
      expect(delta.now).toBe(now);
      expect(delta.cells).toEqual(kind === 1 ? null : cells.map(([x, y]) => ({ x, y })));
      expect(
        delta.records.map(({ path, conversationKind, onStage, ...record }) => ({
          ...record,
          ...path,
          t0: wrapped(path.t0),
          kind: conversationKind,
          on_stage: onStage,
          runs: path.runs.map(pair),
        })),
      ).toEqual(records);
    }
  });

  test('every run means in the browser what it means on the server', () => {
    for (const { packed, direction, steps } of runs) expect(pair(decodeRun(packed))).toEqual([direction, steps]);
  });
});
