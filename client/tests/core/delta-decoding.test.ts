import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AvatarRecord, decodeDelta } from '../../src/core/delta-decoding.ts';
import type { AvatarId, ConversationId } from '../../src/core/units.ts';
import { at, paths } from './arbitrary.ts';
import { encodeDelta } from './encode-delta.ts';

const NOW = 2 ** 32 + 5000;

const records: fc.Arbitrary<AvatarRecord> = fc.record({
  avatar: fc.integer({ min: 1, max: 2 ** 32 - 1 }) as fc.Arbitrary<number> as fc.Arbitrary<AvatarId>,
  path: paths.map((path) => ({ ...path, t0: at(NOW - (path.t0 % 100_000)) })),
  microphone: fc.boolean(),
  camera: fc.boolean(),
  availability: fc.constantFrom('available', 'busy', 'away'),
  conversation: fc.option(
    fc.integer({ min: 1, max: 2 ** 32 - 1 }) as fc.Arbitrary<number> as fc.Arbitrary<ConversationId>,
  ),
  conversationKind: fc.constantFrom(null, 'bubble', 'meeting', 'stage'),
  locked: fc.boolean(),
  onStage: fc.boolean(),
});
const cells = fc.array(fc.record({ x: fc.nat(65_535), y: fc.nat(65_535) }), { maxLength: 9 });

test('what was written is read again, times unwrapped', () => {
  fc.assert(
    fc.property(fc.array(records, { maxLength: 5 }), fc.option(cells), (some, where) => {
      const delta = decodeDelta(encodeDelta(NOW, some, where), at(NOW + 300));
      expect(delta).toEqual({ now: NOW, cells: where, records: some });
    }),
  );
});

test('bytes that are cut short or of an unknown kind are refused', () => {
  const whole = encodeDelta(1000, fc.sample(records, 1));
  for (let length = 6; length < whole.length; length++) {
    expect(() => decodeDelta(whole.slice(0, length), at(1000))).toThrow(RangeError);
  }
  expect(() => decodeDelta(Uint8Array.of(9, 0, 0, 0, 0), at(0))).toThrow(RangeError);
  expect(() => decodeDelta(new Uint8Array(), at(0))).toThrow(RangeError);
});

test('bytes in the middle of a larger buffer are read where they are', () => {
  const bytes = encodeDelta(7, []);
  const larger = new Uint8Array(20);
  larger.set(bytes, 3);
  expect(decodeDelta(larger.subarray(3, 3 + bytes.length), at(0)).now).toBe(7);
});
