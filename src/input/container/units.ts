/**
 * Parts a container's bytes into units, the lines or values that it consists of, each handed on whole. A unit that is
 * longer than a frame may be, and so can be none, is passed on as it stands, up to its line end.
 */
import { grownTo } from "../../arrays/growing.js";
import type { Output } from "./output.js";
import type { Unwrapper } from "./unwrap.js";

/** What of an output readers need, and where units end in it. */
export type UnitOutput = Pick<
  Output,
  "copy" | "put" | "open" | "close" | "endLine" | "extra" | "tell" | "free" | "settle"
>;

export interface UnitReader {
  /**
   * Where the unit ends that begins at `from`, having been sought up to `searched` before; undefined when that cannot be
   * told before more bytes come. When `last`, none will.
   */
  endOf(bytes: Uint8Array, from: number, searched: number, last: boolean): number | undefined;
  /** The unit was too long, and is passed over up to its line end: what is remembered of it counts for nothing. */
  passOver?(): void;
  /** Writes a unit that begins at byte `at` of the input. False when it is not what it should be: it is passed on as it stands. */
  read(unit: Uint8Array, at: number, output: UnitOutput): boolean;
}

const CR = 13;
const LF = 10;
/** The byte order mark in UTF-8. */
const MARK: readonly number[] = [0xef, 0xbb, 0xbf];

/** Behind the first line end, CR LF, LF or CR, from `from` on. */
export function endOfLine(bytes: Uint8Array, from: number, last: boolean): number | undefined {
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === LF) return at + 1;
    if (byte !== CR) continue;
    if (at + 1 < bytes.length) return bytes[at + 1] === LF ? at + 2 : at + 1;
    return last ? at + 1 : undefined;
  }
  return last ? bytes.length : undefined;
}

export class Units implements Unwrapper {
  readonly #reader: UnitReader;
  readonly #longest: number;
  #buffer = new Uint8Array(131_072);
  #length = 0;
  /** Of the input, where the buffer begins. */
  #base = 0;
  /** Within the buffer. */
  #searched = 0;
  /** Within a unit that is too long. */
  #inLong = false;
  /** Whether there is a byte order mark is known. */
  #begun = false;

  constructor(reader: UnitReader, longest: number) {
    this.#reader = reader;
    this.#longest = longest;
  }

  push(piece: Uint8Array, output: UnitOutput): void {
    this.#add(piece);
    this.#run(output, false);
  }

  end(output: UnitOutput): void {
    this.#run(output, true);
  }

  #run(output: UnitOutput, last: boolean): void {
    const bytes = this.#buffer.subarray(0, this.#length);
    const start = this.#begun ? 0 : this.#byteOrderMark(bytes, output, last);
    if (start === undefined) return;
    let at = start;
    while (at < bytes.length) {
      const next = this.#inLong ? this.#long(bytes, at, output, last) : this.#unit(bytes, at, output, last);
      if (next === at) break;
      at = next;
    }
    this.#drop(at);
  }

  /** Passes over a byte order mark at the start of the input; answers where the first unit begins, once that is known. */
  #byteOrderMark(bytes: Uint8Array, output: UnitOutput, last: boolean): number | undefined {
    const same = MARK.findIndex((byte, i) => bytes[i] !== byte);
    if (same >= 0 && same === bytes.length && !last) return undefined;
    this.#begun = true;
    if (same >= 0) return 0;
    output.settle(MARK.length);
    return MARK.length;
  }

  /** Takes a unit; answers where the next one begins, or `at` when more bytes are needed. */
  #unit(bytes: Uint8Array, at: number, output: UnitOutput, last: boolean): number {
    // No further, however much is at hand: where a unit ends may depend on what stands behind it.
    const seen = bytes.subarray(0, at + this.#longest + 1);
    const end = this.#reader.endOf(
      seen,
      at,
      Math.max(at, this.#searched),
      last && seen.length === bytes.length,
    );
    if ((end ?? seen.length) - at > this.#longest) {
      this.#inLong = true;
      this.#reader.passOver?.();
      const next = at + this.#longest;
      output.copy(bytes.subarray(at, next), this.#base + at);
      output.settle(this.#base + next, false);
      this.#searched = next;
      return next;
    }
    if (end === undefined) {
      // The line feed behind a carriage return may come.
      this.#searched = bytes.length - (bytes.at(-1) === CR ? 1 : 0);
      return at;
    }
    const unit = bytes.subarray(at, end);
    if (!this.#reader.read(unit, this.#base + at, output)) output.copy(unit, this.#base + at);
    output.settle(this.#base + end);
    this.#searched = end;
    return end;
  }

  /** Passes on what there is of a unit that is too long. */
  #long(bytes: Uint8Array, at: number, output: UnitOutput, last: boolean): number {
    const end = endOfLine(bytes, at, last);
    const next = end ?? bytes.length - (bytes.at(-1) === CR ? 1 : 0);
    output.copy(bytes.subarray(at, next), this.#base + at);
    output.settle(this.#base + next, end !== undefined);
    this.#inLong = end === undefined;
    this.#searched = next;
    return next;
  }

  #add(piece: Uint8Array): void {
    const needed = this.#length + piece.length;
    this.#buffer = grownTo(this.#buffer, this.#length, needed);
    this.#buffer.set(piece, this.#length);
    this.#length = needed;
  }

  #drop(bytes: number): void {
    if (bytes === 0) return;
    this.#buffer.copyWithin(0, bytes, this.#length);
    this.#length -= bytes;
    this.#base += bytes;
    this.#searched = Math.max(0, this.#searched - bytes);
  }
}
