/** Movement as the log keeps it, unpacked (docs/attendance-format.md): columns of numbers, each laid in planes of bytes. */

import { decodeRun, type Run, type TimedPath } from '../motion.ts';
import type { AvatarId, Direction, IslandMs } from '../units.ts';

/** An entry of the log: somebody took another path. */
export interface LoggedMove {
  readonly seq: number;
  readonly tMs: IslandMs;
  readonly wallMs: number;
  readonly island: string;
  readonly avatar: AvatarId;
  readonly path: TimedPath;
}

const AS_THE_LAST_RUN = 8;
const MOST_DIRECTION = 7;
const HEAD_BYTES = 34;

/**
 * The moves of a chunk, in order.
 *
 * @param bytes - Inflated, without the byte that tells the form.
 * @param form - That byte. Throws `RangeError` if it is unknown, or if the bytes are none.
 */
export function decodeMoves(bytes: Uint8Array, form: number): LoggedMove[] {
  if (form !== 1) throw new RangeError(`the chunk has form ${form}, which a newer version of Eiland writes`);
  return decodeForm1(bytes);
}

function decodeForm1(bytes: Uint8Array): LoggedMove[] {
  const reader = new Columns(bytes);
  const { count, runCount, first, islands } = reader.head();
  const seqs = summed(reader.column(4, count), first.seq);
  const times = summed(reader.column(8, count).map(unzigzag), first.tMs);
  const walls = summed(reader.column(8, count).map(unzigzag), first.wallMs);
  const places = reader.column(2, count);
  const avatars = reader.column(4, count);
  const delays = reader.column(8, count).map(unzigzag);
  const xs = reader.column(2, count);
  const ys = reader.column(2, count);
  const facings = reader.column(1, count);
  const lengths = reader.column(2, count);
  const runs = reader.column(2, runCount).map(decodeRun);
  reader.end();
  let used = 0;
  const moves = seqs.map((seq, i): LoggedMove => {
    const own = runs.slice(used, used + of(lengths, i));
    used += of(lengths, i);
    const tMs = of(times, i);
    return {
      seq,
      tMs: tMs as IslandMs,
      wallMs: of(walls, i),
      island: of(islands, of(places, i)),
      avatar: of(avatars, i) as AvatarId,
      path: {
        t0: (tMs - of(delays, i)) as IslandMs,
        x: of(xs, i),
        y: of(ys, i),
        facing: facingOf(of(facings, i), own),
        runs: own,
      },
    };
  });
  if (used !== runCount) throw new RangeError('the parts of the chunk do not fit together');
  return moves;
}

function facingOf(told: number, runs: readonly Run[]): Direction {
  if (told <= MOST_DIRECTION) return told as Direction;
  const last = runs.at(-1);
  if (told !== AS_THE_LAST_RUN || !last) throw new RangeError(`${told} is no direction`);
  return last.direction;
}

/** Takes one part of a chunk after another. */
class Columns {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  head() {
    if (this.#bytes.length < HEAD_BYTES) throw new RangeError('the chunk ends too soon');
    const view = this.#view;
    const [count, runCount] = [view.getUint32(0, true), view.getUint32(4, true)];
    const [seq, tMs, wallMs] = [8, 16, 24].map((at) => Number(view.getBigInt64(at, true))) as [number, number, number];
    const islandCount = view.getUint16(32, true);
    this.#at = HEAD_BYTES;
    const islands = Array.from({ length: islandCount }, () => this.#text());
    return { count, runCount, first: { seq, tMs, wallMs }, islands };
  }

  /** `count` numbers of `width` bytes, put together again from their planes. */
  column(width: number, count: number): number[] {
    const planes = this.#take(width * count);
    return Array.from({ length: count }, (_, i) => {
      let number = 0;
      for (let plane = width - 1; plane >= 0; plane--) number = number * 256 + of(planes, plane * count + i);
      if (!Number.isSafeInteger(number)) throw new RangeError(`the chunk has a number that is too large: ${number}`);
      return number;
    });
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw new RangeError('the chunk goes on after its end');
  }

  #text(): string {
    const [low, high] = this.#take(2);
    return decodeUtf8(this.#take((low ?? 0) + 256 * (high ?? 0)));
  }

  #take(length: number): Uint8Array {
    const part = this.#bytes.subarray(this.#at, this.#at + length);
    if (part.length !== length) throw new RangeError('the chunk ends too soon');
    this.#at += length;
    return part;
  }
}

function of<Value>(values: ArrayLike<Value>, index: number): Value {
  const value = values[index];
  if (value === undefined) throw new RangeError('the parts of the chunk do not fit together');
  return value;
}

const unzigzag = (number: number): number => (number % 2 ? -(number + 1) / 2 : number / 2);

/** Each number with all before it and `first`. */
function summed(steps: readonly number[], first: number): number[] {
  let sum = first;
  return steps.map((step) => {
    sum += step;
    return sum;
  });
}

/** The core knows no `TextDecoder`. */
function decodeUtf8(bytes: Uint8Array): string {
  return decodeURIComponent(Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
}
