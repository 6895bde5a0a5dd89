/**
 * RSABSSA-SHA384-PSSZERO-Deterministic of RFC 9474, the part of the one who asks: a token is blinded, somebody signs it without
 * seeing it, and the signature fits the token once it is unblinded. Numbers travel as hexadecimal of the key's length.
 */

export const TOKEN_BYTES = 32;
const HASH_BYTES = 48;
/** Every key of ours has this public exponent. */
const EXPONENT = 65_537n;

export interface Blinded {
  readonly token: Uint8Array;
  /** What is given to the signer. */
  readonly blinded: string;
  /** What takes the blinding off again; nobody else may know it. */
  readonly inverse: bigint;
}

/** Whether this page may use the browser's cryptography: only over https, or on the machine itself. */
export const canBlind = (): boolean => globalThis.crypto?.subtle !== undefined;

/** Blind a token for the signer whose key has this modulus. `inverse` and `token` are drawn unless a test gives them. */
export async function blind(modulus: string, token = drawBytes(TOKEN_BYTES), inverse?: bigint): Promise<Blinded> {
  const n = BigInt(`0x${modulus}`);
  const message = await encoded(token, n);
  const taken = inverse ?? drawUnit(n);
  const factor = inverted(taken, n);
  if (factor === null) throw new Error('not a unit of this modulus');
  return { token, blinded: hexOf((message * power(factor, EXPONENT, n)) % n, modulus.length), inverse: taken };
}

/** The signature of the token; throws if what came back is none. */
export async function unblind(modulus: string, { token, inverse }: Blinded, signature: string): Promise<string> {
  const n = BigInt(`0x${modulus}`);
  if (!/^[0-9a-f]+$/.test(signature)) throw new Error('no number');
  const plain = (BigInt(`0x${signature}`) * inverse) % n;
  if (power(plain, EXPONENT, n) !== (await encoded(token, n))) throw new Error('the signature does not fit');
  return hexOf(plain, modulus.length);
}

/** EMSA-PSS without salt (RFC 8017, section 9.1.1), as a number. */
async function encoded(message: Uint8Array, n: bigint): Promise<bigint> {
  const bits = n.toString(2).length - 1;
  const length = Math.ceil(bits / 8);
  const hash = await sha384(new Uint8Array(8), await sha384(message));
  const block = new Uint8Array(length - HASH_BYTES - 1);
  block[block.length - 1] = 1;
  for (let at = 0, counter = 0; at < block.length; at += HASH_BYTES, counter += 1) {
    const mask = await sha384(hash, Uint8Array.of(0, 0, counter >> 8, counter & 255));
    for (const [index, byte] of mask.entries())
      if (at + index < block.length) block[at + index] = (block[at + index] ?? 0) ^ byte;
  }
  block[0] = (block[0] ?? 0) & (255 >> (8 * length - bits));
  return numberOf(Uint8Array.of(...block, ...hash, 0xbc));
}

async function sha384(...parts: readonly Uint8Array[]): Promise<Uint8Array> {
  const whole = Uint8Array.from(parts.flatMap((part) => [...part]));
  return new Uint8Array(await crypto.subtle.digest('SHA-384', whole));
}

function power(base: bigint, exponent: bigint, n: bigint): bigint {
  let result = 1n;
  let square = base % n;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % n;
    square = (square * square) % n;
  }
  return result;
}

/** By Euclid; null if there is none. */
function inverted(value: bigint, n: bigint): bigint | null {
  let [a, b, x, y] = [n, value % n, 0n, 1n];
  while (b > 0n) {
    const times = a / b;
    [a, b, x, y] = [b, a - times * b, y, x - times * y];
  }
  return a === 1n ? ((x % n) + n) % n : null;
}

/** A number below n that has an inverse, evenly drawn. */
function drawUnit(n: bigint): bigint {
  const bytes = Math.ceil(n.toString(16).length / 2);
  for (;;) {
    const drawn = numberOf(drawBytes(bytes));
    if (drawn > 1n && drawn < n && inverted(drawn, n) !== null) return drawn;
  }
}

const drawBytes = (count: number): Uint8Array => crypto.getRandomValues(new Uint8Array(count));
const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${bytesToHex(bytes)}`);
const hexOf = (value: bigint, digits: number): string => value.toString(16).padStart(digits, '0');

export function bytesToHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
