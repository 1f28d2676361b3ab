/**
 * Rows that are an element each, `<data>` of 1.x. A log has millions of them with nothing but a line end between, so that one that has the tag
 * of the one before is read without a look at either tag's name.
 */
import { nameIn } from "./bytes.js";
import { innerEnd } from "./row-text.js";
import type { DocumentTaker } from "./taker.js";
import type { Window } from "./window.js";

const LESS = 60;
const GREATER = 62;
const SLASH = 47;
const BLANK = 32;

/** Where markup goes on, and the element that has ended there. */
export interface RowEnd {
  readonly at: number;
  readonly closed: string | undefined;
}

export class DataRows {
  readonly #window: Window;
  readonly #taker: DocumentTaker;
  readonly #longest: number;
  /** Where the tag of the row stands, where its text begins, and how far that has been searched. */
  #tag = 0;
  #text = 0;
  #searched = 0;
  #inner = false;

  constructor(window: Window, taker: DocumentTaker, longest: number) {
    this.#window = window;
    this.#taker = taker;
    this.#longest = longest;
  }

  /** A row whose tag is the bytes from `tag` to `text`. */
  begin(tag: number, text: number): void {
    this.#tag = tag;
    this.#text = text;
    this.#searched = text;
    this.#inner = false;
  }

  get start(): number {
    return this.#tag;
  }

  moved(by: number): void {
    this.#tag -= by;
    this.#text -= by;
    this.#searched -= by;
  }

  /** Passes on rows up to the end of the last of them; undefined where that has not come. */
  run(last: boolean): RowEnd | undefined {
    for (;;) {
      const { bytes, length } = this.#window;
      const found = bytes.indexOf(LESS, this.#searched);
      const less = found < 0 || found >= length ? length : found;
      if (less - this.#text > this.#longest) return this.#lose(less);
      if (less + 1 >= length) {
        this.#searched = less;
        return undefined;
      }
      if (bytes[less + 1] === 33 || bytes[less + 1] === 63) {
        const end = innerEnd(bytes, less, length);
        if (end === 0) {
          if (length - this.#text > this.#longest) return this.#lose(length);
          this.#searched = less;
          return undefined;
        }
        this.#inner = true;
        this.#searched = end;
        continue;
      }
      const end = this.#endTag(less);
      if (end > 0) {
        this.#taker.row(this.#window.text(this.#text, less, this.#tag, end, this.#inner));
        if (this.#beginNext(end)) continue;
        return { at: end, closed: nameIn(bytes, less + 2, end - 1) };
      }
      // The end of the row by another tag, or of what was none.
      const close = bytes.indexOf(GREATER, less);
      if (close < 0 || close >= length) {
        if (last) return this.#lose(length);
        this.#searched = less;
        return undefined;
      }
      const ends = bytes[less + 1] === SLASH;
      const to = ends ? close + 1 : less;
      this.#taker.row(this.#window.text(this.#text, less, this.#tag, to, this.#inner));
      return { at: to, closed: ends ? nameIn(bytes, less + 2, close) : undefined };
    }
  }

  /** Of a document that breaks off in a row. */
  breakOff(): void {
    if (this.#window.length > this.#text) this.#lose(this.#window.length);
  }

  /** Where the end tag at `less` ends that is the row's tag with a slash; 0 where it is another one. */
  #endTag(less: number): number {
    const { bytes, length } = this.#window;
    const size = this.#text - this.#tag;
    const end = less + size + 1;
    if (bytes[less + 1] !== SLASH || end > length) return 0;
    for (let i = 1; i < size; i++) if (bytes[less + 1 + i] !== bytes[this.#tag + i]) return 0;
    return end;
  }

  /** Whether behind one that has ended, and blanks, the next one begins with the same tag. */
  #beginNext(from: number): boolean {
    const { bytes, length } = this.#window;
    const size = this.#text - this.#tag;
    let tag = from;
    while (tag < length && bytes[tag]! <= BLANK) tag++;
    if (tag + size > length) return false;
    for (let i = 0; i < size; i++) if (bytes[tag + i] !== bytes[this.#tag + i]) return false;
    this.begin(tag, tag + size);
    return true;
  }

  /** What there is of a row that is none; what is left of it is passed over up to the next tag. */
  #lose(to: number): RowEnd {
    const most = Math.min(to, this.#text + this.#longest);
    this.#taker.lose(this.#window.raw(this.#text, most, this.#tag, most));
    return { at: most, closed: undefined };
  }
}
