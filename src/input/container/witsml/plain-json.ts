/** The same of rows of 2.x, which are JSON, `[[index],[values]]`, of numbers, `null`, and texts that need no closer look. */
import type { Come } from "../../../witsml/read/taker.js";
import { CODE, type PlainRow } from "./plain-row.js";

const BLANK = 32;
const QUOTE = 34;
const AMPERSAND = 38;
const COMMA = 44;
const LESS = 60;
const OPENING = 91;
const BACKSLASH = 92;
const CLOSING = 93;
const SMALL_N = 110;
const SMALL_U = 117;

/** What a byte is in a number and in a text. */
const PART_OF_VALUE = 0;
const ENDS_VALUE = 1;
const FOREIGN = 2;

const OF_NUMBER = new Uint8Array(256);
OF_NUMBER.fill(FOREIGN, 0, BLANK);
for (const sign of [QUOTE, AMPERSAND, LESS, OPENING, BACKSLASH]) OF_NUMBER[sign] = FOREIGN;
for (const sign of [9, 10, 13, BLANK, COMMA, CLOSING]) OF_NUMBER[sign] = ENDS_VALUE;

const OF_TEXT = new Uint8Array(256);
OF_TEXT.fill(FOREIGN, 0, BLANK);
for (const sign of [AMPERSAND, LESS, BACKSLASH]) OF_TEXT[sign] = FOREIGN;
OF_TEXT[QUOTE] = ENDS_VALUE;

export class PlainJson {
  readonly #made: PlainRow;
  readonly #longest: number;
  #possible = false;
  /** The value that is being read: its column, and where its line begins; 0 when the row is not plain. */
  #column = 0;
  #begun = 0;

  constructor(made: PlainRow, longest: number) {
    this.#made = made;
    this.#longest = longest;
  }

  begin(possible: boolean): void {
    this.#possible = possible;
  }

  /** As `DocumentTaker.jsonAtOnce`. */
  take(come: Come, from: number): number {
    if (!this.#possible) return from;
    const { bytes } = come;
    let at = from;
    for (;;) {
      const start = beyondBlanks(bytes, bytes[at] === COMMA ? at + 1 : at);
      const behind = bytes[start] === OPENING ? this.#row(come, start) : 0;
      if (behind === 0) return at;
      at = behind;
    }
  }

  /** Writes the row that begins at `start`, and answers where it ends; 0 where it is not plain or has not come whole, and nothing is written. */
  #row({ bytes, length, base }: Come, start: number): number {
    const made = this.#made;
    const out = made.begin(Math.min(length - start, this.#longest));
    this.#column = 0;
    this.#begun = made.open(out, start, 0);
    let at = this.#list(bytes, beyondBlanks(bytes, start + 1), out);
    if (at === 0) return 0;
    at = beyondBlanks(bytes, at);
    if (bytes[at] !== COMMA) return 0;
    at = this.#list(bytes, beyondBlanks(bytes, at + 1), out);
    if (at === 0) return 0;
    at = beyondBlanks(bytes, at);
    if (bytes[at] !== CLOSING || at - start > this.#longest) return 0;
    return made.close(out, this.#begun, at + 1, 0, base) ? at + 1 : 0;
  }

  /** Puts the values of the list at `from`, and answers where that ends; 0 where it is none. */
  #list(bytes: Uint8Array, from: number, out: Uint8Array): number {
    if (bytes[from] !== OPENING) return 0;
    let at = beyondBlanks(bytes, from + 1);
    if (bytes[at] === CLOSING) return at + 1;
    for (;;) {
      at = bytes[at] === QUOTE ? this.#text(bytes, at + 1, out) : this.#number(bytes, at, out);
      if (at === 0) return 0;
      this.#column++;
      at = beyondBlanks(bytes, at);
      const sign = bytes[at];
      if (sign === CLOSING) return at + 1;
      if (sign !== COMMA) return 0;
      at = beyondBlanks(bytes, at + 1);
    }
  }

  #number(bytes: Uint8Array, from: number, out: Uint8Array): number {
    let end = this.#begun + CODE;
    let at = from;
    let sign = PART_OF_VALUE;
    for (; ; at++) {
      const byte = bytes[at]!;
      sign = OF_NUMBER[byte]!;
      if (sign !== PART_OF_VALUE) break;
      out[end++] = byte;
    }
    if (sign === FOREIGN || at === from) return 0;
    const isNull = at - from === 4 && bytes[from] === SMALL_N && bytes[from + 1] === SMALL_U;
    return isNull || this.#put(out, end, bytes, from, at) ? at : 0;
  }

  #text(bytes: Uint8Array, from: number, out: Uint8Array): number {
    let end = this.#begun + CODE;
    let at = from;
    let sign = PART_OF_VALUE;
    for (; ; at++) {
      const byte = bytes[at]!;
      sign = OF_TEXT[byte]!;
      if (sign !== PART_OF_VALUE) break;
      out[end++] = byte;
    }
    if (sign === FOREIGN) return 0;
    if (at === from) return at + 1;
    // Where blanks stand around it, it is not all of what is between the quotes.
    if (bytes[from] === BLANK || bytes[at - 1] === BLANK) return 0;
    return this.#put(out, end, bytes, from, at) ? at + 1 : 0;
  }

  #put(out: Uint8Array, end: number, bytes: Uint8Array, from: number, to: number): boolean {
    this.#begun = this.#made.value(this.#column, out, this.#begun, end, bytes, from, to, to - from + 1);
    return this.#begun > 0;
  }
}

function beyondBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  for (
    let byte = bytes[at]!;
    byte === BLANK || byte === 10 || byte === 13 || byte === 9;
    byte = bytes[++at]!
  );
  return at;
}
