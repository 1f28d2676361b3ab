/** Text in UTF-16, as exports on Windows write it: every character becomes UTF-8, the byte order mark is framing. */
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

const MARK = 0xfeff;
const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;

export class Utf16 implements Unwrapper {
  readonly #order: ByteOrder;
  #held = new Uint8Array(0);
  #base = 0;

  constructor(order: ByteOrder) {
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
    for (; at + 1 < bytes.length; ) {
      const unit = this.#unit(bytes, at);
      let width = 2;
      let point = unit;
      if (isHigh(unit)) {
        if (at + 3 >= bytes.length && !last) break;
        const low = at + 3 < bytes.length ? this.#unit(bytes, at + 2) : 0;
        if (isLow(low)) {
          point = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
          width = 4;
        }
      }
      if (unit < 0x80) output.put(unit, this.#base + at, 2);
      else if (unit !== MARK || this.#base + at > 0) writeCharacter(point, this.#base + at, width, output);
      at += width;
      output.settle(this.#base + at);
    }
    if (last && at < bytes.length) {
      output.copy(bytes.subarray(at), this.#base + at);
      at = bytes.length;
      output.settle(this.#base + at);
    }
    this.#held = bytes.slice(at);
    this.#base += at;
  }

  #unit(bytes: Uint8Array, at: number): number {
    const [first, second] = [bytes[at]!, bytes[at + 1]!];
    return this.#order === "LE" ? first | (second << 8) : (first << 8) | second;
  }
}
