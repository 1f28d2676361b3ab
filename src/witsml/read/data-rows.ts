/**
 * Rows that are an element each, `<data>` of 1.x. A log has millions of them with nothing but a line end between, so that one that has the tag
 * of the one before is read without a look at either tag's name.
 */
import { nameIn } from "./bytes.js";
import { endTag, nextTag } from "./row-tags.js";
import { innerEnd } from "./row-text.js";
import type { DocumentTaker } from "./taker.js";
import type { Window } from "./window.js";

const LESS = 60;
const GREATER = 62;
const SLASH = 47;

/** Where markup goes on, and the element that has ended there. */
export interface RowEnd {
  readonly at: number;
  readonly closed: string | undefined;
  /** What stands there is of a row that was lost. */
  readonly isLost?: boolean;
}

export class DataRows {
  readonly #window: Window;
  readonly #taker: DocumentTaker;
  readonly #longest: number;
  /** The tag of the row, and how far the text behind it has been searched. */
  #tag = { tag: 0, text: 0 };
  #searched = 0;
  #inner = false;

  constructor(window: Window, taker: DocumentTaker, longest: number) {
    this.#window = window;
    this.#taker = taker;
    this.#longest = longest;
  }

  /** A row whose tag is the bytes from `tag` to `text`. */
  begin(tag: number, text: number): void {
    this.#tag = { tag, text };
    this.#searched = text;
    this.#inner = false;
  }

  get start(): number {
    return this.#tag.tag;
  }

  moved(by: number): void {
    const { tag, text } = this.#tag;
    this.#tag = { tag: tag - by, text: text - by };
    this.#searched -= by;
  }

  /** Passes on rows up to the end of the last of them; undefined where that has not come. */
  run(last: boolean): RowEnd | undefined {
    for (;;) {
      this.#takeTogether();
      const { bytes, length } = this.#window;
      const { tag, text } = this.#tag;
      const less = this.#window.indexOf(LESS, this.#searched);
      if (less - text > this.#longest) return this.#lose(less);
      if (less + 1 >= length) {
        this.#searched = less;
        return undefined;
      }
      if (bytes[less + 1] === 33 || bytes[less + 1] === 63) {
        const end = innerEnd(bytes, less, length);
        if (end === 0) {
          if (length - text > this.#longest) return this.#lose(length);
          this.#searched = less;
          return undefined;
        }
        this.#inner = true;
        this.#searched = end;
        continue;
      }
      const end = endTag(bytes, less, length, this.#tag);
      if (end > 0) {
        this.#taker.row(this.#window.text(text, less, tag, end, this.#inner));
        const next = nextTag(bytes, end, length, this.#tag);
        if (next > 0) {
          this.begin(next, next + text - tag);
          continue;
        }
        return { at: end, closed: nameIn(bytes, less + 2, end - 1) };
      }
      // The end of the row by another tag, or of what was none.
      const close = this.#window.indexOf(GREATER, less);
      if (close === length) {
        if (last) return this.#lose(length);
        this.#searched = less;
        return undefined;
      }
      const ends = bytes[less + 1] === SLASH;
      const to = ends ? close + 1 : less;
      this.#taker.row(this.#window.text(text, less, tag, to, this.#inner));
      return { at: to, closed: ends ? nameIn(bytes, less + 2, close) : undefined };
    }
  }

  /** What the taker does with rows at once, unless a part of this one came before: that has been looked at already. */
  #takeTogether(): void {
    const { tag, text } = this.#tag;
    if (this.#searched > text) return;
    const left = this.#taker.rowsAtOnce?.(this.#window, this.#tag) ?? tag;
    if (left > tag) this.begin(left, left + text - tag);
  }

  /** Of a document that breaks off in a row. */
  breakOff(): void {
    if (this.#window.length > this.#tag.text) this.#lose(this.#window.length);
  }

  /** What there is of a row that is none, as much as a row may have. */
  #lose(to: number): RowEnd {
    const { tag, text } = this.#tag;
    const most = Math.min(to, text + this.#longest);
    this.#taker.lose(this.#window.raw(text, most, tag, most));
    return { at: most, closed: undefined, isLost: true };
  }
}
