/** The bytes of a binary message: the msgpack decoder gives an ArrayBuffer in a browser and a Buffer in Node. */
export function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  return new Uint8Array();
}
