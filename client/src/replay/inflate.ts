/** Unpacks what the attendance log packs: one byte, its form, and a zlib stream (RFC 1950). */

export interface Inflated {
  readonly form: number;
  readonly bytes: Uint8Array;
}

/** Rejects with `RangeError` if the bytes are cut off or damaged. */
export async function inflate(packed: Uint8Array): Promise<Inflated> {
  const form = packed[0];
  if (form === undefined) throw new RangeError('nothing to unpack');
  const body = new Blob([new Uint8Array(packed.subarray(1))]).stream();
  try {
    const whole = await new Response(body.pipeThrough(new DecompressionStream('deflate'))).arrayBuffer();
    return { form, bytes: new Uint8Array(whole) };
  } catch (error) {
    throw new RangeError('the log is damaged', { cause: error });
  }
}
