/** Rows as JSON in the text of an element, as 2.x has them: `[[[index],[values]],...]`, a row a list within the outermost. */
import { latin1 } from "./bytes.js";
import type { RowEnd } from "./data-rows.js";
import { pointOf } from "./entities.js";
import type { DocumentTaker } from "./taker.js";
import type { Window } from "./window.js";

const LESS = 60;
const QUOTE = 34;
const AMPERSAND = 38;
const OPENING = 91;
const CLOSING = 93;
const BACKSLASH = 92;
const CDATA = "<![CDATA[";

/** Signs that say something of where a row ends; all others are passed over. */
const IS_SIGN = new Uint8Array(256);
for (const sign of [LESS, QUOTE, AMPERSAND, OPENING, CLOSING, BACKSLASH]) IS_SIGN[sign] = 1;

export class JsonRows {
  readonly #window: Window;
  readonly #taker: DocumentTaker;
  readonly #longest: number;
  /** How far the text has been read, and where the row begins. */
  #at = 0;
  #start = 0;
  #depth = 0;
  #inText = false;
  #escaped = false;
  #inCdata = false;
  /** CDATA has begun or ended in the row. */
  #inner = false;

  constructor(window: Window, taker: DocumentTaker, longest: number) {
    this.#window = window;
    this.#taker = taker;
    this.#longest = longest;
  }

  begin(text: number): void {
    this.#at = text;
    this.#start = text;
    this.#depth = 0;
    this.#inText = this.#escaped = this.#inCdata = this.#inner = false;
  }

  /** What is decided ends here. */
  get start(): number {
    return this.#depth > 1 ? this.#start : this.#at;
  }

  moved(by: number): void {
    this.#at -= by;
    this.#start -= by;
  }

  /** Passes on rows; answers where markup goes on, undefined where the text has not ended. */
  run(last: boolean): RowEnd | undefined {
    const { bytes, length } = this.#window;
    let at = this.#takeTogether(this.#at);
    for (; at < length; at++) {
      const byte = bytes[at]!;
      if (IS_SIGN[byte] === 0) {
        if (!this.#escaped) {
          while (at + 1 < length && IS_SIGN[bytes[at + 1]!] === 0) at++;
          if (this.#depth > 1 && at - this.#start > this.#longest) return this.#lose(at);
        }
        this.#escaped = false;
        continue;
      }
      if (byte === LESS) {
        const beginning = latin1(bytes, at, Math.min(length, at + CDATA.length));
        if (beginning === CDATA) {
          this.#inCdata = this.#inner = true;
          at += CDATA.length - 1;
          continue;
        }
        if (!last && CDATA.startsWith(beginning)) break;
        if (this.#depth > 1) return this.#lose(at);
        this.#at = at;
        return { at, closed: undefined };
      }
      if (this.#escaped) {
        this.#escaped = false;
        continue;
      }
      let sign = byte;
      if (byte === AMPERSAND) {
        const semicolon = bytes.subarray(at, Math.min(length, at + 8)).indexOf(59);
        if (semicolon < 0 && length - at < 8 && !last) break;
        const point = semicolon < 0 ? undefined : pointOf(latin1(bytes, at + 1, at + semicolon));
        if (point !== undefined) {
          sign = point;
          if (sign === QUOTE || sign === BACKSLASH) at += semicolon;
        }
      }
      if (this.#inText) {
        if (sign === BACKSLASH) this.#escaped = true;
        else if (sign === QUOTE) this.#inText = false;
      } else if (sign === QUOTE) this.#inText = true;
      else if (byte === OPENING) {
        if (++this.#depth === 2) {
          this.#start = at;
          this.#inner = false;
        }
      } else if (byte === CLOSING) {
        if (this.#inCdata) {
          const behind = latin1(bytes, at, Math.min(length, at + 3));
          if (behind === "]]>") {
            this.#inCdata = false;
            this.#inner = true;
            at += 2;
            continue;
          }
          if (!last && "]]>".startsWith(behind)) break;
        }
        if (this.#depth > 0 && --this.#depth === 1) {
          this.#at = at + 1;
          this.#taker.json(this.#window.text(this.#start, at + 1, this.#start, at + 1, this.#inner));
          at = this.#takeTogether(at + 1) - 1;
        }
      }
      if (this.#depth > 1 && at - this.#start > this.#longest) return this.#lose(at);
    }
    this.#at = at;
    return undefined;
  }

  /** What the taker does with rows at once, where none has begun; answers where it ends. */
  #takeTogether(from: number): number {
    if (this.#depth !== 1 || this.#inText || this.#inCdata || this.#escaped) return from;
    this.#at = this.#taker.jsonAtOnce?.(this.#window, from) ?? from;
    return this.#at;
  }

  /** Of a document that breaks off in a row. */
  breakOff(): void {
    if (this.#depth > 1) this.#lose(this.#window.length);
  }

  /** A row that is too long or has no end: as much as a row may have of it. With it all that follows in the text is lost. */
  #lose(to: number): RowEnd {
    const most = Math.min(to, this.#start + this.#longest);
    this.#taker.lose(this.#window.raw(this.#start, most, this.#start, most));
    this.begin(most);
    return { at: most, closed: undefined, isLost: true };
  }
}
