/**
 * Texts in the encoding of a receiver. Node decodes all encodings of the WHATWG standard and encodes one, so the others are turned round, where one is
 * used: every byte, and every pair of a first byte from 0x80 on, is decoded once. EUC-JP has characters of three bytes too, and GB18030 of four. So
 * what is written is always what the decoder reads as that character again.
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
      const some = character <= "\x7f" ? character : (bytesOf.get(character) ?? counted(encoding, character));
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
    // Of several spellings the first, and the shortest, is the usual one.
    if (!known.has(text)) known.set(text, String.fromCharCode(...bytes));
    return true;
  };
  for (let first = 0x80; first <= 0xff; first++) {
    if (add(first)) continue;
    for (let second = 0x30; second <= 0xff; second++) add(first, second);
  }
  if (encoding === "euc-jp") {
    for (let second = 0xa1; second <= 0xfe; second++)
      for (let third = 0xa1; third <= 0xfe; third++) add(0x8f, second, third);
  }
  if (encoding === "gb18030") for (let number = 0; number < BEYOND_PAIRS; number++) add(...fourBytes(number));
  return known;
}

/**
 * Four bytes of GB18030 are counted, the last one fastest (https://encoding.spec.whatwg.org/#gb18030-decoder). Those below this number are the
 * characters below U+10000 that have no pair, by ranges.
 */
const BEYOND_PAIRS = 39_420;
/** The number of U+10000, from which on they follow each other as the characters do. */
const SUPPLEMENTARY = 189_000;

function fourBytes(number: number): readonly [number, number, number, number] {
  const [third, fourth] = [Math.floor(number / 10), number % 10];
  const [second, own] = [Math.floor(third / 126), third % 126];
  return [0x81 + Math.floor(second / 10), 0x30 + (second % 10), 0x81 + own, 0x30 + fourth];
}

/** Characters that no table has to hold: a million of GB18030, from U+10000 on. */
function counted(encoding: string, character: string): string | undefined {
  const point = character.codePointAt(0)!;
  if (encoding !== "gb18030" || point < 0x1_0000) return undefined;
  return String.fromCharCode(...fourBytes(SUPPLEMENTARY + point - 0x1_0000));
}
