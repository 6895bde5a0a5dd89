import { expect, test } from 'vitest';
import vector from '../../../tests/golden/protocol/blind_signatures.json' with { type: 'json' };
import { blind, bytesToHex, canBlind, TOKEN_BYTES, unblind } from '../../src/net/blind-signature.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));

/** What the server does, slowly. */
function sign(blinded: string): string {
  const [p, q, n] = [vector.p, vector.q, vector.n].map((hex) => BigInt(`0x${hex}`)) as [bigint, bigint, bigint];
  const phi = (p - 1n) * (q - 1n);
  let [a, b, x, y] = [phi, 65_537n, 0n, 1n];
  while (b > 0n) [a, b, x, y] = [b, a % b, y, x - (a / b) * y];
  let [result, square] = [1n, BigInt(`0x${blinded}`)];
  for (let d = ((x % phi) + phi) % phi; d > 0n; d >>= 1n) {
    if (d & 1n) result = (result * square) % n;
    square = (square * square) % n;
  }
  return result.toString(16).padStart(blinded.length, '0');
}

test('the example of the standard comes out (RFC 9474, appendix A.4)', async () => {
  const blinded = await blind(vector.n, bytes(vector.msg), BigInt(`0x${vector.inv}`));
  expect(blinded.blinded).toBe(vector.blinded_message);
  expect(await unblind(vector.n, blinded, vector.blind_sig)).toBe(vector.sig);
});

test('a token that was drawn is signed without being seen', async () => {
  const one = await blind(vector.n);
  const other = await blind(vector.n, one.token);
  expect(one.token).toHaveLength(TOKEN_BYTES);
  expect(one.blinded).not.toBe(other.blinded);
  const signature = await unblind(vector.n, one, sign(one.blinded));
  expect(await unblind(vector.n, other, sign(other.blinded))).toBe(signature);
});

test('what is no signature of the token is noticed', async () => {
  const blinded = await blind(vector.n);
  for (const wrong of ['', 'zz', '00', vector.blind_sig, `${vector.n}0`])
    await expect(unblind(vector.n, blinded, wrong)).rejects.toThrow();
});

test('bytes are written as two digits each', () => {
  expect(bytesToHex(Uint8Array.of(0, 10, 255))).toBe('000aff');
  expect(canBlind()).toBe(true);
});
