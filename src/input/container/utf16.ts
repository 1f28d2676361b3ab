/**
 * Text in UTF-16, as exports on Windows write it: every character becomes UTF-8, the byte order mark is framing. Lines of single
 * bytes among it are read as they stand, for a shell that appends writes in its own encoding, whatever the file is in.
 */
import type { Output } from "./output.js";
import { writeCharacter } from "./text.js";
import type { Unwrapper } from "./unwrap.js";

export type ByteOrder = "LE" | "BE";

/** By the byte order mark, or by a zero in every second byte, as ASCII has it; undefined when it is no UTF-16. */
export function byteOrderOf(head: Uint8Array): ByteOrder | undefined {
  // A line of noise may begin with the two bytes of a mark; text in UTF-16 has zeros behind them as well.
  const from = markOf(head) === undefined ? 0 : 2;
  const sample = head.subarray(from, from + 64);
  if (sample.length < 4) return undefined;
  const zerosAt = (parity: number) => sample.every((byte, i) => (i % 2 === parity) === (byte === 0));
  if (zerosAt(1)) return "LE";
  return zerosAt(0) ? "BE" : undefined;
}

/** The order that a byte order mark tells. */
export function markOf([a, b]: Uint8Array): ByteOrder | undefined {
  if (a === 0xff && b === 0xfe) return "LE";
  return a === 0xfe && b === 0xff ? "BE" : undefined;
}

/** Whether a file that begins in single bytes ends in UTF-16, by its last bytes. */
export function endsWide(tail: Uint8Array): boolean {
  const sample = tail.subarray(-TAIL);
  if (sample.length < TAIL) return false;
  const zerosAt = (parity: number) => sample.every((byte, i) => (i % 2 === parity) === (byte === 0));
  return zerosAt(0) || zerosAt(1);
}

/** Bytes at the end of a file that tell UTF-16. */
export const TAIL = 16;

const MARK = 0xfeff;
const CR = 13;
const LF = 10;
const QUESTION = 63;
/** Bytes that tell what a line is in. */
const LINE_HEAD = 4;
const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;
const isLineEnd = (byte: number | undefined): boolean => byte === LF || byte === CR;
const isText = (byte = 0): boolean => (byte >= 32 && byte < 127) || byte === CR || byte === LF || byte === 9;

/** What the line at `at` is in, "single" for single bytes; undefined when it may be what the lines before are. */
function widthOf(bytes: Uint8Array, at: number): ByteOrder | "single" | undefined {
  const [a, b, c, d] = bytes.subarray(at, at + LINE_HEAD);
  if (a === 0xff && b === 0xfe) return "LE";
  if (a === 0xfe && b === 0xff) return "BE";
  if (isText(a) && b === 0 && isText(c) && d === 0) return "LE";
  if (a === 0 && isText(b) && c === 0 && isText(d)) return "BE";
  // Of wide text, these would be rare signs at the start of a line.
  const text = Buffer.from([a ?? 0, b ?? 0, c ?? 0, d ?? 0]).toString("latin1");
  return /^(?:&&|!!|\d{4}|[\r\n]{1,2}[&!\d])/.test(text) ? "single" : undefined;
}

export class Utf16 implements Unwrapper {
  #order: ByteOrder | "single";
  #atLineStart = true;
  #held = new Uint8Array(0);
  #base = 0;

  /** Of lines that do not tell what they are in. */
  constructor(order: ByteOrder | "single") {
    this.#order = order;
  }

  push(piece: Uint8Array, output: Output): void {
    this.#run(Buffer.concat([this.#held, piece]), output, false);
  }

  end(output: Output): void {
    this.#run(this.#held, output, true);
  }

  #run(bytes: Uint8Array, output: Output, last: boolean): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.#atLineStart) {
        if (bytes.length - at < LINE_HEAD && !last) break;
        this.#order = widthOf(bytes, at) ?? this.#order;
      }
      const next =
        this.#order === "single"
          ? this.#bytes(bytes, at, output, last)
          : this.#character(bytes, at, output, last);
      if (next === at) break;
      at = next;
      output.settle(this.#base + at);
    }
    this.#held = bytes.slice(at);
    this.#base += at;
  }

  /** Copies a line of single bytes, as far as it is there; answers where it ends. */
  #bytes(bytes: Uint8Array, at: number, output: Output, last: boolean): number {
    let end = at;
    while (end < bytes.length && bytes[end] !== LF && bytes[end] !== CR) end++;
    // The line feed of a carriage return is not that of a wide line.
    const isCut = bytes[end] === CR && end + 1 === bytes.length && !last;
    const whole = end < bytes.length && !isCut;
    if (whole) end += bytes[end] === CR && bytes[end + 1] === LF ? 2 : 1;
    output.copy(bytes.subarray(at, end), this.#base + at);
    if (end > at) this.#atLineStart = whole;
    return end;
  }

  /** Writes a wide character; answers where it ends, or `at` when more bytes are needed. */
  #character(bytes: Uint8Array, at: number, output: Output, last: boolean): number {
    if (at + 1 >= bytes.length) {
      // Half a character is no line end, which would make what it stands behind a whole line.
      if (last && isLineEnd(bytes[at])) output.put(QUESTION, this.#base + at);
      else if (last) output.copy(bytes.subarray(at), this.#base + at);
      return last ? bytes.length : at;
    }
    const unit = this.#unit(bytes, at);
    let width = 2;
    let point = unit;
    if (isHigh(unit)) {
      if (at + 3 >= bytes.length && !last) return at;
      const low = at + 3 < bytes.length ? this.#unit(bytes, at + 2) : 0;
      if (isLow(low)) {
        point = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
        width = 4;
      }
    }
    const isMark = unit === MARK && this.#atLineStart;
    if (unit < 0x80) output.put(unit, this.#base + at, 2);
    else if (!isMark) writeCharacter(point, this.#base + at, width, output);
    this.#atLineStart = unit === LF || unit === CR;
    return at + width;
  }

  #unit(bytes: Uint8Array, at: number): number {
    const [first, second] = [bytes[at]!, bytes[at + 1]!];
    return this.#order === "BE" ? (first << 8) | second : first | (second << 8);
  }
}
