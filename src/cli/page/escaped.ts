/** Bytes as text that can be printed: what cannot be seen is written as an escape, and no terminal obeys it. */
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Within `most` characters: what is longer ends in `…`. */
export function escaped(bytes: Uint8Array, most: number): string {
  let text = "";
  let length = 0;
  for (const piece of pieces(bytes)) {
    if (length + piece.length > most) return `${text.slice(0, Math.max(0, most - 1))}…`;
    text += piece;
    length += piece.length;
  }
  return text;
}

function* pieces(bytes: Uint8Array): Generator<string> {
  for (let at = 0; at < bytes.length; ) {
    const length = lengthOfCharacter(bytes[at]!);
    const character = length === 1 ? undefined : decoded(bytes.subarray(at, at + length));
    if (character !== undefined && !/[\p{C}\p{Z}]/u.test(character)) {
      yield character;
      at += length;
    } else yield escapeOf(bytes[at++]!);
  }
}

/** By the first byte of a character in UTF-8. */
function lengthOfCharacter(byte: number): number {
  if (byte >= 0xf0) return 4;
  if (byte >= 0xe0) return 3;
  return byte >= 0xc0 ? 2 : 1;
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

const NAMED: Readonly<Record<number, string>> = {
  0: "\\0",
  9: "\\t",
  10: "\\n",
  13: "\\r",
  92: "\\\\",
};

function escapeOf(byte: number): string {
  const named = NAMED[byte];
  if (named !== undefined) return named;
  if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte);
  return `\\x${byte.toString(16).toUpperCase().padStart(2, "0")}`;
}
