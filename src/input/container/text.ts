/** Writes the text of a string, its escapes resolved. A line end in it becomes a blank: a value cannot break its line. */
import type { Output } from "./output.js";

const BACKSLASH = 92;
const BLANK = 32;
const LF = 10;
const CR = 13;

/** What stands behind the backslash, and the byte that is meant. */
const SIMPLE: Readonly<Record<string, number>> = {
  n: BLANK,
  r: BLANK,
  t: 9,
  b: BLANK,
  f: BLANK,
  v: BLANK,
  a: BLANK,
};
/** Hexadecimal digits behind the letter. */
const DIGITS: Readonly<Record<string, number>> = { u: 4, x: 2, U: 8 };
const REPLACEMENT = 0xfffd;

/** `bytes` begin at byte `base` of the input. `[from, to)` stands between the quotes. */
export function writeText(bytes: Uint8Array, from: number, to: number, base: number, output: Output): void {
  let run = from;
  const flush = (until: number): void => {
    if (until > run) output.copy(bytes.subarray(run, until), base + run);
  };
  for (let at = from; at < to; ) {
    const byte = bytes[at]!;
    if (byte !== BACKSLASH && byte !== LF && byte !== CR) {
      at++;
      continue;
    }
    flush(at);
    if (byte !== BACKSLASH || at + 1 >= to) {
      output.put(byte === BACKSLASH ? BACKSLASH : BLANK, base + at);
      at++;
    } else at = writeEscape(bytes, at, to, base, output);
    run = at;
  }
  flush(to);
}

/** Writes what the escape at `at` means; answers where it ends. */
function writeEscape(bytes: Uint8Array, at: number, to: number, base: number, output: Output): number {
  const letter = String.fromCharCode(bytes[at + 1]!);
  const digits = DIGITS[letter];
  const point =
    digits === undefined ? undefined : hexadecimal(bytes, at + 2, Math.min(to, at + 2 + digits), digits);
  if (digits === undefined || point === undefined) {
    const meant = SIMPLE[letter] ?? bytes[at + 1]!;
    output.put(meant === LF || meant === CR ? BLANK : meant, base + at, 2);
    return at + 2;
  }
  let end = at + 2 + digits;
  let character = point;
  if (
    letter === "u" &&
    point >= 0xd800 &&
    point < 0xdc00 &&
    bytes[end] === BACKSLASH &&
    bytes[end + 1] === 117
  ) {
    const low = hexadecimal(bytes, end + 2, Math.min(to, end + 6), 4);
    if (low !== undefined && low >= 0xdc00 && low < 0xe000) {
      character = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
      end += 6;
    }
  }
  writeCharacter(character, base + at, end - at, output);
  return end;
}

function hexadecimal(bytes: Uint8Array, from: number, to: number, digits: number): number | undefined {
  if (to - from < digits) return undefined;
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = Number.parseInt(String.fromCharCode(bytes[at]!), 16);
    if (Number.isNaN(digit)) return undefined;
    value = value * 16 + digit;
  }
  return value;
}

/** A character in UTF-8, for `width` bytes of the input. A line end becomes a blank. */
export function writeCharacter(point: number, at: number, width: number, output: Output): void {
  const valid = point <= 0x10ffff && (point < 0xd800 || point >= 0xe000);
  const meant = point === LF || point === CR ? BLANK : valid ? point : REPLACEMENT;
  const utf8 = encoder.encode(String.fromCodePoint(meant));
  for (const [i, byte] of utf8.entries()) {
    const isLast = i === utf8.length - 1 || i === width - 1;
    if (i < width) output.put(byte, at + i, isLast ? width - i : 1);
    else output.extra(byte);
  }
}

const encoder = new TextEncoder();
