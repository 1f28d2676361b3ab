/** Bytes of a document as the names and signs that stand in them. */

const AMPERSAND = 38;
const SLASH = 47;

export const latin1 = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString("latin1");

export function indexOfText(bytes: Uint8Array, text: string, from: number, length: number): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, length).indexOf(text, from, "latin1");
}

/** The name of the tag whose name begins at `from`, without its prefix. */
export function nameIn(bytes: Uint8Array, from: number, to: number): string {
  let start = from;
  let end = from;
  for (; end < to; end++) {
    const byte = bytes[end]!;
    if (byte <= 32 || byte === SLASH) break;
    if (byte === 58) start = end + 1;
  }
  return latin1(bytes, start, end);
}

/** Where text may be cut so that no entity is. */
export function beforeEntity(bytes: Uint8Array, from: number, to: number): number {
  const tail = bytes.subarray(Math.max(from, to - 12), to);
  const ampersand = tail.lastIndexOf(AMPERSAND);
  return ampersand >= 0 && tail.indexOf(59, ampersand) < 0 ? to - tail.length + ampersand : to;
}
