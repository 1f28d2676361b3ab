/**
 * Writes what arrived in chunks that monitors log one by one, wherever the stream was cut: the next chunk goes on within the
 * line in which the one before ended. What stands between them must not become a part of that line's value.
 */
import type { Output } from "./output.js";
import { isBlank, isDigit, run } from "./prefix.js";
import { writeHarmless } from "./side.js";

const QUESTION = 63;
const isLineEnd = (byte: number | undefined): boolean => byte === 10 || byte === 13;
const isEmpty = (line: Uint8Array): boolean =>
  line.every((byte) => byte === 32 || byte === 9 || isLineEnd(byte));

export class Chunks {
  /** The last byte of a chunk was no line end. */
  #midLine = false;

  put(byte: number, at: number, width: number, output: Output): void {
    output.put(byte, at, width);
    this.#midLine = !isLineEnd(byte);
  }

  copy(bytes: Uint8Array, at: number, output: Output): void {
    if (bytes.length === 0) return;
    output.copy(bytes, at);
    this.#midLine = !isLineEnd(bytes.at(-1));
  }

  /** What the other side sent: rejected on lines of its own, and framing where it came in the middle of a line. */
  apart(line: Uint8Array, at: number, output: Output): void {
    if (this.#midLine) return;
    if (isLikeItem(line)) output.extra(QUESTION);
    writeHarmless(line, at, output);
  }

  /**
   * A line that is none of the monitor's, passed on as it stands. It may begin as an item does, with a time say, and in the middle
   * of a line it may be a chunk that was damaged: with a `?` before it, it is no number.
   */
  foreign(line: Uint8Array, at: number, output: Output): void {
    if (isEmpty(line)) return;
    if (this.#midLine || isLikeItem(line)) output.extra(QUESTION);
    output.copy(line, at);
    this.#midLine = !isLineEnd(line.at(-1));
  }
}

/** Whether a line begins with a digit. */
const isLikeItem = (line: Uint8Array): boolean => isDigit(line[run(line, 0, line.length, isBlank)]);
