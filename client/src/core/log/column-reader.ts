/** Reads columns of numbers that are laid in planes, all lowest bytes first: docs/attendance-format.md, "Movement". */

/** Little-endian parts of a chunk, one after another. Reading past the end throws `RangeError`. */
export class ColumnReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  u16(): number {
    return this.#view.getUint16(this.#skip(2), true);
  }

  u32(): number {
    return this.#view.getUint32(this.#skip(4), true);
  }

  i64(): number {
    return Number(this.#view.getBigInt64(this.#skip(8), true));
  }

  /** UTF-8 with its length in bytes before it. */
  text(): string {
    const length = this.u16();
    const raw = this.#bytes.subarray(this.#skip(length), this.#at);
    try {
      return decodeURIComponent(Array.from(raw, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
    } catch (error) {
      throw new RangeError('no text', { cause: error });
    }
  }

  /** `count` numbers of so many bytes each, exact up to 2^53. */
  column(count: number, bytesEach: number): Float64Array {
    const start = this.#skip(count * bytesEach);
    const numbers = new Float64Array(count);
    for (let plane = 0, weight = 1; plane < bytesEach; plane++, weight *= 256) {
      const from = start + plane * count;
      for (let i = 0; i < count; i++) numbers[i] = (numbers[i] as number) + weight * (this.#bytes[from + i] as number);
    }
    return numbers;
  }

  /** Go on by so many bytes; gives where one was. */
  #skip(length: number): number {
    const at = this.#at;
    if (at + length > this.#bytes.length) throw new RangeError('it ends too soon');
    this.#at += length;
    return at;
  }
}

/** The number that was written without its sign: 0, 1, 2, 3, 4 ... are 0, -1, 1, -2, 2 ... */
export function unzigzag(number: number): number {
  return number % 2 === 1 ? -(number + 1) / 2 : number / 2;
}
