import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { inflate } from '../../src/replay/inflate.ts';

const packed = (form: number, text: string) => Uint8Array.of(form, ...deflateSync(Buffer.from(text)));

test('what the log packs is unpacked, and its form told', async () => {
  const { form, bytes } = await inflate(packed(2, 'walks '.repeat(9)));
  expect(form).toBe(2);
  expect(Buffer.from(bytes).toString()).toBe('walks '.repeat(9));
});

test('what is cut off, damaged or followed by something is refused', async () => {
  const whole = packed(2, 'walks '.repeat(9));
  const changed = Uint8Array.from(whole);
  changed[whole.length - 1] = (whole.at(-1) as number) ^ 1;
  for (const bytes of [new Uint8Array(), whole.slice(0, 1), whole.slice(0, -1), changed, Uint8Array.of(...whole, 0)]) {
    await expect(inflate(bytes)).rejects.toBeInstanceOf(RangeError);
  }
});
