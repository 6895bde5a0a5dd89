import { expect, test } from 'vitest';
import { decodeMessagePack } from '../../src/protocol/message-pack.ts';

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

/** Written by msgspec, as the server does. */
const VECTORS: readonly [string, unknown][] = [
  ['00', 0],
  ['7f', 127],
  ['cc80', 128],
  ['cdffff', 65_535],
  ['ceffffffff', 2 ** 32 - 1],
  ['cf0000000100000000', 2 ** 32],
  ['cf001fffffffffffff', Number.MAX_SAFE_INTEGER],
  ['ff', -1],
  ['e0', -32],
  ['d0df', -33],
  ['d18000', -32_768],
  ['d280000000', -(2 ** 31)],
  ['d3ffe0000000000001', Number.MIN_SAFE_INTEGER],
  ['cb3ff8000000000000', 1.5],
  ['ca3fc00000', 1.5],
  ['c0', null],
  ['c2', false],
  ['c3', true],
  ['a0', ''],
  ['a4f09f9880', '😀'],
  [`d920${'c3a9'.repeat(16)}`, 'é'.repeat(16)],
  [`da0100${'78'.repeat(256)}`, 'x'.repeat(256)],
  ['c400', new Uint8Array()],
  [`c50100${'61'.repeat(256)}`, new Uint8Array(256).fill(0x61)],
  [`dc0010${'00'.repeat(16)}`, new Array(16).fill(0)],
  ['dd00000001c0', [null]],
  ['82a16101a16290', { a: 1, b: [] }],
  ['de0001a16101', { a: 1 }],
];

test.each(VECTORS)('%s', (hex, value) => {
  expect(decodeMessagePack(bytes(hex))).toEqual(value);
});

test('byte strings are views, also of bytes that begin somewhere in a buffer', () => {
  const buffer = bytes('ffff92c402010205').buffer;
  const [found] = decodeMessagePack(new Uint8Array(buffer, 2)) as [Uint8Array];
  expect(found).toEqual(Uint8Array.of(1, 2));
  expect(found.buffer).toBe(buffer);
});

test('a key cannot reach into what all objects have', () => {
  const found = decodeMessagePack(bytes('81a95f5f70726f746f5f5f81a16101')) as object;
  expect(Object.getPrototypeOf(found)).toBe(Object.prototype);
  expect(Object.keys(found)).toEqual(['__proto__']);
});

test.each([
  ['nothing', ''],
  ['a text that is cut off', 'a2c3'],
  ['bytes that are cut off', 'c4ff00'],
  ['a number that is cut off', 'ce0000'],
  ['a list that is cut off', '92c0'],
  ['a list of more than there is', 'ddffffffff'],
  ['more than one value', 'c0c0'],
  ['an extension', 'd40100'],
  ['what is never used', 'c1'],
  ['a text that is not UTF-8', 'a1ff'],
  ['a number that is too large', 'cf0020000000000000'],
  ['a key that is no text', '8101c0'],
  ['lists in lists in lists', `${'91'.repeat(10_000)}c0`],
])('%s is refused', (_, hex) => {
  expect(() => decodeMessagePack(bytes(hex))).toThrow(RangeError);
});
