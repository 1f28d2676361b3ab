/** The bytes of a document of which it is not decided yet what they are, and where they stand in it. */
import { grownTo } from "../../arrays/growing.js";
import { resolved } from "./row-text.js";
import type { Stretch } from "./taker.js";

const AMPERSAND = 38;

export class Window {
  bytes = new Uint8Array(262_144);
  length = 0;
  /** Of the document, where they begin. */
  base = 0;
  /** The first ampersand from `#lookedFrom` on, as far as somebody has looked; behind all of them where there is none. */
  #ampersand = -1;
  #lookedFrom = 0;

  add(piece: Uint8Array): void {
    this.bytes = grownTo(this.bytes, this.length, this.length + piece.length);
    this.bytes.set(piece, this.length);
    this.length += piece.length;
    this.#ampersand = -1;
  }

  /** Forgets those before `from`; all places are that much less from then on. */
  drop(from: number): void {
    this.bytes.copyWithin(0, from, this.length);
    this.length -= from;
    this.base += from;
    this.#ampersand = -1;
  }

  /** Bytes as they stand; `start` and `end` are where what belongs to them begins and ends. */
  raw(from: number, to: number, start: number, end: number): Stretch {
    const { bytes, base } = this;
    return { bytes, from, to, base, places: undefined, start: base + start, end: base + end };
  }

  /** The same with what XML writes otherwise resolved; `inner`: there are comments or CDATA in them. */
  text(from: number, to: number, start: number, end: number, inner: boolean): Stretch {
    if (!inner && this.#nextAmpersand(from) >= to) return this.raw(from, to, start, end);
    return resolved(this.bytes, from, to, this.base, this.base + start, this.base + end);
  }

  /** Rows that have one are few, so that one search is for many of them. */
  #nextAmpersand(from: number): number {
    if (this.#ampersand < from || from < this.#lookedFrom) {
      const found = this.bytes.indexOf(AMPERSAND, from);
      this.#ampersand = found < 0 ? Number.POSITIVE_INFINITY : found;
      this.#lookedFrom = from;
    }
    return this.#ampersand;
  }
}
