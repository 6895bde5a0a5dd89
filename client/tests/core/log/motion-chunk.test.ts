import { describe, expect, test } from 'vitest';
import chunks from '../../../../tests/golden/protocol/motion-chunks.json' with { type: 'json' };
import { decodeMoves } from '../../../src/core/log/motion-chunk.ts';

const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));

describe('chunks of movement', () => {
  test('mean in the browser what they mean on the server, whatever their form', () => {
    expect(chunks.map(({ form }) => form)).toEqual([1, 2]);
    for (const { form, hex, moves } of chunks) {
      const decoded = decodeMoves(bytesOf(hex), form).map(({ tMs, wallMs, path, ...move }) => ({
        ...move,
        t_ms: tMs,
        wall_ms: wallMs,
        t0_ms: path.t0,
        x: path.x,
        y: path.y,
        facing: path.facing,
        runs: path.runs.map(({ direction, steps }) => [direction, steps]),
      }));
      expect(decoded).toEqual(moves);
    }
  });

  test('are read in the middle of a larger buffer', () => {
    for (const { form, hex, moves } of chunks) {
      const bytes = bytesOf(hex);
      const larger = new Uint8Array(bytes.length + 9);
      larger.set(bytes, 5);
      expect(decodeMoves(larger.subarray(5, 5 + bytes.length), form)).toHaveLength(moves.length);
    }
  });

  test('are refused when cut off anywhere, or when something follows', () => {
    for (const { form, hex } of chunks) {
      const bytes = bytesOf(hex);
      for (let length = 0; length < bytes.length; length++) {
        expect(() => decodeMoves(bytes.subarray(0, length), form)).toThrow(RangeError);
      }
      expect(() => decodeMoves(Uint8Array.of(...bytes, 0), form)).toThrow(RangeError);
    }
  });

  test('with any byte changed are refused by a RangeError, if they are', () => {
    for (const { form, hex } of chunks) {
      for (let index = 0; index < hex.length / 2; index++) {
        const bytes = bytesOf(hex);
        bytes[index] = (bytes[index] as number) ^ 0xff;
        try {
          decodeMoves(bytes, form);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }
    }
  });

  test('of a form of the future are refused', () => {
    expect(() => decodeMoves(bytesOf(chunks[1]?.hex ?? ''), 3)).toThrow(/form 3/);
  });
});
