/**
 * Texts in the encoding of a receiver. Node decodes all encodings of the WHATWG standard and encodes one, so the others are turned round: every byte,
 * and every pair of a first byte from 0x80 on, is decoded once. Characters of three and four bytes (of EUC-JP and GB18030) are not had so, and are
 * told to be left out.
 */
import { encodingNamed, textDecoder, UTF8 } from "../dialect/encoding.js";

/** The bytes of a text, each as the character of its number; undefined of a text that the encoding cannot tell. */
export type Encode = (text: string) => string | undefined;

const ASCII = /^[\0-\x7f]*$/;

/** Throws a `Failure` for what is no encoding of text items. */
export function encoderOf(label: string): Encode {
  const encoding = encodingNamed(label);
  if (encoding === UTF8)
    return (text) => (ASCII.test(text) ? text : Buffer.from(text, "utf8").toString("latin1"));
  let bytesOf: ReadonlyMap<string, string> | undefined;
  return (text) => {
    if (ASCII.test(text)) return text;
    bytesOf ??= turnedRound(encoding);
    let bytes = "";
    for (const character of text) {
      const some = character <= "\x7f" ? character : bytesOf.get(character);
      if (some === undefined) return undefined;
      bytes += some;
    }
    return bytes;
  };
}

function turnedRound(encoding: string): ReadonlyMap<string, string> {
  const textOf = textDecoder(encoding);
  const known = new Map<string, string>();
  const add = (...bytes: readonly number[]): boolean => {
    const text = textOf(Uint8Array.from(bytes));
    if (text === undefined || [...text].length !== 1) return false;
    // Of several spellings the first is the usual one.
    if (!known.has(text)) known.set(text, String.fromCharCode(...bytes));
    return true;
  };
  for (let first = 0x80; first <= 0xff; first++) {
    if (add(first)) continue;
    for (let second = 0x30; second <= 0xff; second++) add(first, second);
  }
  return known;
}
