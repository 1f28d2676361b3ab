/** The bytes of a document of which it is not decided yet what they are, and where they stand in it. */
import { giveBytes, roomIn } from "../../arrays/spare-bytes.js";
import { resolved } from "./row-text.js";
import type { Stretch } from "./taker.js";

const AMPERSAND = 38;

/** Bytes that come at a time, and a row that has not ended. */
const SIZE = 1 << 17;

const NONE = new Uint8Array(0);

export class Window {
  /** Behind the first `length` of them is a 0, so that who looks for a sign need not look for the end. */
  bytes = NONE;
  length = 0;
  /** Of the document, where they begin. */
  base = 0;

  add(piece: Uint8Array): void {
    this.bytes = roomIn(this.bytes, this.length, this.length + piece.length + 1, SIZE);
    this.bytes.set(piece, this.length);
    this.length += piece.length;
    this.bytes[this.length] = 0;
  }

  /** Forgets those before `from`; all places are that much less from then on. */
  drop(from: number): void {
    this.bytes.copyWithin(0, from, this.length);
    this.length -= from;
    this.base += from;
    this.bytes[this.length] = 0;
  }

  /** No byte will come, nor be asked for. */
  close(): void {
    giveBytes(this.bytes);
    this.bytes = NONE;
  }

  /** Where the sign stands first in bytes [from, length); `length` where it does not. */
  indexOf(sign: number, from: number): number {
    return indexWithin(this.bytes, sign, from, this.length);
  }

  /** Bytes as they stand; `start` and `end` are where what belongs to them begins and ends. */
  raw(from: number, to: number, start: number, end: number): Stretch {
    const { bytes, base } = this;
    return { bytes, from, to, base, places: undefined, start: base + start, end: base + end };
  }

  /** The same with what XML writes otherwise resolved; `inner`: there are comments or CDATA in them. */
  text(from: number, to: number, start: number, end: number, inner: boolean): Stretch {
    if (!inner && indexWithin(this.bytes, AMPERSAND, from, to) === to) return this.raw(from, to, start, end);
    return resolved(this.bytes, from, to, this.base, this.base + start, this.base + end);
  }
}

/** Of few bytes this is found sooner than by the array itself, which does not stop at `to`. */
function indexWithin(bytes: Uint8Array, sign: number, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at] !== sign) at++;
  return at;
}
