/**
 * Reads a WITSML document as its bytes come: elements with their text to whoever takes them, and the rows of its data, by
 * themselves, as bytes. Memory holds what is open and not the document: of a text that is longer than any of a head no more than its beginning, of a
 * row no more than a row may be. No entity is expanded but the five of XML and characters by their number; a document type is passed over.
 */

import { beforeEntity, indexOfText, latin1, nameIn } from "./bytes.js";
import { DataRows, type RowEnd } from "./data-rows.js";
import { DocumentType } from "./document-type.js";
import { pointOf } from "./entities.js";
import { JsonRows } from "./json-rows.js";
import type { DocumentTaker } from "./taker.js";
import { Window } from "./window.js";

/** Text of an element that is kept, bytes; a list of mnemonics is the longest that heads have. */
const LONGEST_TEXT = 1 << 20;
/** A tag that is longer is passed over with what it has in it. */
const LONGEST_TAG = 1 << 16;
/** Elements within each other that are told apart. */
const DEEPEST = 64;

const LESS = 60;
const GREATER = 62;
const SLASH = 47;
const QUOTE = 34;
const APOSTROPHE = 39;
const OPENING = 91;

/** What `<!` begins, besides what nobody knows. */
const SPECIAL = ["<!--", "<![CDATA[", "<!DOCTYPE"];

type Mode = "markup" | "row" | "json" | "lost" | "passing" | "document-type";

export class DocumentReader {
  readonly #taker: DocumentTaker;
  readonly #window = new Window();
  readonly #rows: DataRows;
  readonly #json: JsonRows;
  #at = 0;
  #mode: Mode = "markup";
  /** What ends a comment or an instruction that is passed over. */
  #terminator = "";
  #documentType = new DocumentType();
  readonly #open: string[] = [];
  #tooDeep = 0;
  #text: string[] = [];
  #textLength = 0;
  #last = false;

  constructor(taker: DocumentTaker, longest: number) {
    this.#taker = taker;
    this.#rows = new DataRows(this.#window, taker, longest);
    this.#json = new JsonRows(this.#window, taker, longest);
  }

  push(piece: Uint8Array): void {
    this.#window.add(piece);
    this.#run();
  }

  /** No byte will follow. */
  end(): void {
    this.#last = true;
    this.#run();
    if (this.#mode === "row") this.#rows.breakOff();
    if (this.#mode === "json") this.#json.breakOff();
    this.#window.close();
  }

  /** Bytes of the document so far of which it is decided what they are. */
  get settled(): number {
    const held =
      this.#mode === "row" ? this.#rows.start : this.#mode === "json" ? this.#json.start : this.#at;
    return this.#window.base + held;
  }

  /** Whether every element that was opened has ended. */
  get whole(): boolean {
    return this.#mode === "markup" && this.#open.length === 0 && this.#tooDeep === 0;
  }

  #run(): void {
    for (;;) {
      const before = this.#at;
      const mode = this.#mode;
      if (mode === "markup") this.#markup();
      else if (mode === "passing") this.#pass();
      else if (mode === "document-type") this.#passDocumentType();
      else if (mode === "lost") this.#lose();
      else {
        const end = mode === "row" ? this.#rows.run(this.#last) : this.#json.run(this.#last);
        if (end !== undefined) this.#behindRows(end);
      }
      if (this.#mode === mode && this.#at === before) break;
    }
    this.#drop();
  }

  // -- Markup ----------------------------------------------------------------------------------------------------

  #markup(): void {
    const bytes = this.#window.bytes;
    while (this.#mode === "markup") {
      const less = this.#window.indexOf(LESS, this.#at);
      // Of text that goes on an entity may be cut.
      if (less === this.#window.length && !this.#last) {
        const whole = beforeEntity(bytes, this.#at, less);
        this.#keepText(this.#at, whole);
        this.#at = whole;
        return;
      }
      this.#keepText(this.#at, less);
      this.#at = less;
      if (less === this.#window.length || !this.#tag(less)) return;
    }
  }

  /** The tag at `less`; false when it has not ended. */
  #tag(less: number): boolean {
    const bytes = this.#window.bytes;
    const next = bytes[less + 1];
    if (less + 1 >= this.#window.length) return false;
    if (next === 33 || next === 63) return this.#special(less, next === 63);
    let end = less + 1;
    let quote = 0;
    const most = Math.min(this.#window.length, less + LONGEST_TAG);
    for (; end < most; end++) {
      const byte = bytes[end]!;
      if (quote !== 0) {
        if (byte === quote) quote = 0;
      } else if (byte === GREATER) break;
      else if (byte === QUOTE || byte === APOSTROPHE) quote = byte;
      // A tag that never ended: what begins here is another one.
      else if (byte === LESS) {
        this.#at = end;
        return true;
      }
    }
    if (end === most) {
      if (most === less + LONGEST_TAG) {
        this.#taker.longTag?.(this.#window.base + less);
        this.#terminator = ">";
        this.#mode = "passing";
        this.#at = most;
        return true;
      }
      return false;
    }
    this.#at = end + 1;
    if (next === SLASH) this.#close(nameIn(bytes, less + 2, end));
    else this.#opened(less, end);
    return true;
  }

  #opened(less: number, end: number): void {
    const bytes = this.#window.bytes;
    const name = nameIn(bytes, less + 1, end);
    const isEmpty = bytes[end - 1] === SLASH;
    this.#text.length = 0;
    this.#textLength = 0;
    if (this.#open.length === DEEPEST) {
      if (!isEmpty) this.#tooDeep++;
      return;
    }
    const tag = Buffer.from(bytes.buffer, less, end + 1 - less).toString("utf8");
    const content = this.#taker.open({ name, tag, at: this.#window.base + less });
    if (isEmpty) {
      this.#taker.close(name, "", this.#window.base + end + 1);
      return;
    }
    this.#open.push(name);
    if (content === "text") return;
    this.#mode = content;
    if (content === "row") this.#rows.begin(less, end + 1);
    else this.#json.begin(end + 1);
  }

  #close(name: string): void {
    if (this.#tooDeep > 0) {
      this.#tooDeep--;
      return;
    }
    // An end that nothing began is passed over; one of an element further out ends those within it.
    const begun = this.#open.lastIndexOf(name);
    if (begun !== this.#open.length - 1) this.#taker.crossed?.(name, this.#window.base + this.#at);
    if (begun < 0) return;
    const text = this.#text.join("");
    this.#text.length = 0;
    this.#textLength = 0;
    while (this.#open.length > begun) {
      const ended = this.#open.pop()!;
      this.#taker.close(ended, this.#open.length === begun ? text : "", this.#window.base + this.#at);
    }
  }

  /** A comment, CDATA, an instruction or a document type; false when it is not known yet which. */
  #special(less: number, instruction: boolean): boolean {
    const beginning = latin1(this.#window.bytes, less, Math.min(this.#window.length, less + 9));
    if (instruction) this.#passUntil("?>", less + 2);
    else if (beginning.startsWith("<!--")) this.#passUntil("-->", less + 4);
    else if (beginning === "<![CDATA[") return this.#cdata(less);
    else if (!this.#last && SPECIAL.some((one) => one.startsWith(beginning))) return false;
    else if (beginning === "<!DOCTYPE") {
      this.#taker.documentType?.(this.#window.base + less);
      this.#documentType = new DocumentType();
      this.#mode = "document-type";
      this.#at = less + beginning.length;
    } else this.#passUntil(">", less + 2);
    return true;
  }

  #passDocumentType(): void {
    const { bytes, length } = this.#window;
    while (this.#at < length)
      if (this.#documentType.isOver(bytes[this.#at++]!)) {
        this.#mode = "markup";
        return;
      }
  }

  #passUntil(terminator: string, from: number): void {
    this.#terminator = terminator;
    this.#mode = "passing";
    this.#at = Math.min(from, this.#window.length);
  }

  #cdata(less: number): boolean {
    const end = indexOfText(this.#window.bytes, "]]>", less + 9, this.#window.length);
    if (end < 0) {
      if (this.#window.length - less < LONGEST_TEXT) return false;
      this.#passUntil("]]>", this.#window.length - 2);
      return true;
    }
    if (this.#textLength < LONGEST_TEXT) {
      this.#text.push(Buffer.from(this.#window.bytes.buffer, less + 9, end - less - 9).toString("utf8"));
      this.#textLength += end - less;
    }
    this.#at = end + 3;
    return true;
  }

  /** Passes over what ends with the terminator. A document type has brackets of its own, or none. */
  #pass(): void {
    const isType = this.#terminator === "]>";
    if (isType) {
      const greater = this.#window.bytes.indexOf(GREATER, this.#at);
      const bracket = this.#window.bytes.indexOf(OPENING, this.#at);
      if (greater >= 0 && greater < this.#window.length && (bracket < 0 || bracket > greater)) {
        this.#terminator = ">";
      } else if (bracket >= 0 && bracket < this.#window.length) this.#terminator = "]";
      else {
        this.#at = this.#window.length;
        return;
      }
    }
    const length = this.#terminator.length;
    const end = indexOfText(this.#window.bytes, this.#terminator, this.#at, this.#window.length);
    if (end < 0) {
      this.#at = Math.max(this.#at, this.#window.length - length + 1);
      return;
    }
    this.#at = end + length;
    if (this.#terminator === "]") {
      this.#terminator = ">";
      return;
    }
    this.#mode = "markup";
  }

  #keepText(from: number, to: number): void {
    if (to <= from || this.#textLength >= LONGEST_TEXT) return;
    const text = Buffer.from(this.#window.bytes.buffer, from, Math.min(to - from, LONGEST_TEXT)).toString(
      "utf8",
    );
    this.#text.push(
      text.includes("&")
        ? text.replace(/&([^;&\s]{1,12});/g, (whole, name: string) => {
            const point = pointOf(name);
            return point === undefined ? whole : String.fromCodePoint(point);
          })
        : text,
    );
    this.#textLength += to - from;
  }

  /** Goes on behind rows. */
  #behindRows({ at, closed, isLost = false }: RowEnd): void {
    this.#mode = isLost ? "lost" : "markup";
    this.#at = at;
    if (closed !== undefined) this.#close(closed);
  }

  /** Of a row that is lost, what follows up to the next tag. */
  #lose(): void {
    const less = this.#window.indexOf(LESS, this.#at);
    if (less > this.#at) this.#taker.loseOn?.(this.#window.raw(this.#at, less, this.#at, less));
    this.#at = less;
    if (less < this.#window.length) this.#mode = "markup";
  }

  #drop(): void {
    const from = this.settled - this.#window.base;
    if (from === 0) return;
    this.#window.drop(from);
    this.#at -= from;
    this.#rows.moved(from);
    this.#json.moved(from);
  }
}
