/** How people look in a replay while nobody has asked who they are. */

import type { Look } from '../core/people.ts';

/** In the order of a look: body, skin, clothes, clothes colour, hair, hair colour. Without an aid, which is nobody's guess. */
const GUESSED_PARTS = 6;
const LOOK_PARTS = 7;

/** A number of 32 bits that is the same for the same text (FNV-1a). */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  // The lowest bits of FNV-1a alone are poor.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 12)) >>> 0;
}

/** A look that says nothing about anybody, the same each time. Numbers beyond the art wrap around. */
export function lookOf(pseudonym: string): Look {
  const parts = Array.from({ length: GUESSED_PARTS }, (_, part) => hashOf(`${part} ${pseudonym}`) % 256);
  return [...parts, 0] as unknown as Look;
}

/** A look as the server tells it; null if it is none. */
export function toLook(parts: readonly number[]): Look | null {
  const isLook = parts.length === LOOK_PARTS && parts.every((part) => Number.isInteger(part) && part >= 0);
  return isLook ? (parts as unknown as Look) : null;
}
