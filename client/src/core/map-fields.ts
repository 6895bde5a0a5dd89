/** Reads typed fields out of parsed JSON, and says where something is wrong. */

/** A map that is not as docs/protocol.md 6 says; the text names the key. */
export class MapDecodeError extends Error {
  override readonly name = 'MapDecodeError';
}

/** The fields of one JSON object; every reader throws `MapDecodeError` if the field is not of its type. */
export interface Field {
  value(key: string): unknown;
  text(key: string): string;
  textOrNull(key: string): string | null;
  number(key: string): number;
  numberOrNull(key: string): number | null;
  /** A whole number above 0. */
  size(key: string): number;
  boolean(key: string): boolean;
  list(key: string): readonly unknown[];
  numbers(key: string): readonly number[];
  entries(key: string): readonly (readonly [string, unknown])[];
}

/** The fields of `json`, which is called `where` in errors. */
export function fieldsOf(json: unknown, where: string): Field {
  const record = recordOf(json, where);
  const wrong = (key: string, expected: string) => new MapDecodeError(`${where}.${key}: expected ${expected}`);
  const need = <Value>(key: string, expected: string, is: (value: unknown) => value is Value): Value => {
    const value = record[key];
    if (!is(value)) throw wrong(key, expected);
    return value;
  };
  return {
    value: (key) => record[key],
    text: (key) => need(key, 'a text', isText),
    textOrNull: (key) => (record[key] == null ? null : need(key, 'a text or null', isText)),
    number: (key) => need(key, 'a number', isNumber),
    numberOrNull: (key) => (record[key] == null ? null : need(key, 'a number or null', isNumber)),
    size: (key) => need(key, 'a whole number above 0', isSize),
    boolean: (key) => need(key, 'true or false', (value) => typeof value === 'boolean'),
    list: (key) => arrayOf(record[key], `${where}.${key}`),
    numbers: (key) => need(key, 'a list of numbers', (value) => Array.isArray(value) && value.every(isNumber)),
    entries: (key) => Object.entries(recordOf(record[key], `${where}.${key}`)),
  };
}

/** `value` as a list. */
export function arrayOf(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new MapDecodeError(`${where}: expected a list`);
  return value;
}

/** `value` as a list of exactly `count` numbers. */
export function numbersOf(value: unknown, count: number, where: string): readonly number[] {
  const list = arrayOf(value, where);
  if (list.length !== count || !list.every(isNumber)) throw new MapDecodeError(`${where}: expected ${count} numbers`);
  return list;
}

/** Runs of cells, coded as start, length, start, length..., each as its start and end; within `tiles` cells. */
export function runsOf(coded: readonly number[], tiles: number, where: string): [start: number, end: number][] {
  const runs: [number, number][] = [];
  for (let index = 0; index + 1 < coded.length; index += 2) {
    const start = coded[index] as number;
    const end = start + (coded[index + 1] as number);
    if (start < 0 || end > tiles || end < start)
      throw new MapDecodeError(`${where}: cells ${start} to ${end} are not on the map`);
    runs.push([start, end]);
  }
  return runs;
}

function recordOf(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new MapDecodeError(`${where}: expected an object`);
  return value as Record<string, unknown>;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isSize = (value: unknown): value is number => isNumber(value) && Number.isInteger(value) && value > 0;
