/** Values of the log, checked: each throws a `RangeError` that says what is wrong where. */

import type { Direction } from '../units.ts';

export function integerOf(value: unknown, what: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new RangeError(`${what} is no whole number`);
}

export function textOf(value: unknown, what: string): string {
  if (typeof value === 'string') return value;
  throw new RangeError(`${what} is no text`);
}

export function boolOf(value: unknown, what: string): boolean {
  if (typeof value === 'boolean') return value;
  throw new RangeError(`${what} is neither true nor false`);
}

export function listOf(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new RangeError(`${what} is no list`);
}

export function directionOf(value: unknown, what: string): Direction {
  const direction = integerOf(value, what);
  if (direction >= 0 && direction <= 7) return direction as Direction;
  throw new RangeError(`${what} is no direction`);
}

export function oneOf<Word extends string>(words: readonly Word[], value: unknown, what: string): Word {
  const word = words.find((one) => one === value);
  if (word === undefined) throw new RangeError(`${what} is unknown: ${JSON.stringify(value)}`);
  return word;
}
