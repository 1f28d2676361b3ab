/**
 * Reads a WITSML document as its bytes come: elements with their text to whoever takes them, and the rows of its data, by
 * themselves, as bytes. Memory holds what is open and not the document: of a text that is longer than any of a head no more than its beginning, of a
 * row no more than a row may be. No entity is expanded but the five of XML and characters by their number; a document type is passed over.
 */

import { pointOf } from "./entities.js";

/** Text of an element that is kept, bytes; a list of mnemonics is the longest that heads have. */
const LONGEST_TEXT = 1 << 20;
/** A tag that is longer is passed over with what it has in it. */
const LONGEST_TAG = 1 << 16;
/** Elements within each other that are told apart. */
const DEEPEST = 64;

/** What the text of an element is: a part of the head, a row, or rows as JSON. */
export type Content = "text" | "row" | "json";

export interface Element {
  /** Without its prefix. */
  readonly name: string;
  /** The whole tag, as it stands. */
  readonly tag: string;
  /** Where it begins in the document. */
  readonly at: number;
}

/** Bytes of a row, or of what is passed on, and where in the document each of them stood. */
export interface Stretch {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  /** Byte `i` stood at `base + i`, or at `places[i - from]` where there are some. */
  readonly base: number;
  readonly places: Float64Array | undefined;
  /** What belongs to the row in the document: its tags, or its brackets. */
  readonly start: number;
  readonly end: number;
}

export interface DocumentTaker {
  open(element: Element): Content;
  /** `text` is that of an element without others in it, its entities resolved; it ends at byte `end` of the document. */
  close(name: string, text: string, end: number): void;
  row(row: Stretch): void;
  json(row: Stretch): void;
  /** Bytes of a row that is none: too long, or cut off by the end. */
  lose(lost: Stretch): void;
  /** An element that ends without having begun, or is not ended before the one around it. */
  crossed?(name: string, at: number): void;
}

const LESS = 60;
const GREATER = 62;
const SLASH = 47;
const QUOTE = 34;
const APOSTROPHE = 39;
const AMPERSAND = 38;
const OPENING = 91;
const CLOSING = 93;
const BACKSLASH = 92;

type Mode = "markup" | "row" | "json" | "passing";

export class DocumentReader {
  readonly #taker: DocumentTaker;
  readonly #longest: number;
  #buffer: Uint8Array<ArrayBuffer> = new Uint8Array(262_144);
  #length = 0;
  /** Of the document, where the buffer begins. */
  #base = 0;
  #at = 0;
  #mode: Mode = "markup";
  /** What ends a comment, an instruction or a document type that is passed over. */
  #terminator = "";
  readonly #open: string[] = [];
  #tooDeep = 0;
  #text: string[] = [];
  #textLength = 0;
  /** In the buffer: where the tag of a row stands, and where its text begins. */
  #rowTag = 0;
  #rowText = 0;
  /** How far the text of a row has been searched. */
  #searched = 0;
  #json: JsonState = newJson();
  #last = false;

  constructor(taker: DocumentTaker, longest: number) {
    this.#taker = taker;
    this.#longest = longest;
  }

  push(piece: Uint8Array): void {
    this.#add(piece);
    this.#run();
  }

  /** No byte will follow. */
  end(): void {
    this.#last = true;
    this.#run();
    if (this.#mode === "row" && this.#length > this.#rowText) this.#loseRow(this.#length);
    if (this.#mode === "json" && this.#json.depth > 1) this.#loseJson(this.#length);
  }

  /** Bytes of the document so far of which it is decided what they are. */
  get settled(): number {
    const held =
      this.#mode === "row"
        ? Math.min(this.#rowTag, this.#at)
        : this.#mode === "json" && this.#json.depth > 1
          ? this.#json.start
          : this.#at;
    return this.#base + held;
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
      else if (mode === "row") this.#row();
      else if (mode === "json") this.#jsonText();
      else this.#pass();
      if (this.#mode === mode && this.#at === before) break;
    }
    this.#drop();
  }

  // -- Markup ----------------------------------------------------------------------------------------------------

  #markup(): void {
    const bytes = this.#buffer;
    while (this.#mode === "markup") {
      const found = bytes.indexOf(LESS, this.#at);
      const less = found < 0 || found >= this.#length ? this.#length : found;
      // Of text that goes on an entity may be cut.
      if (less === this.#length && !this.#last) {
        const whole = beforeEntity(bytes, this.#at, less);
        this.#keepText(this.#at, whole);
        this.#at = whole;
        return;
      }
      this.#keepText(this.#at, less);
      this.#at = less;
      if (less === this.#length || !this.#tag(less)) return;
    }
  }

  /** The tag at `less`; false when it has not ended. */
  #tag(less: number): boolean {
    const bytes = this.#buffer;
    const next = bytes[less + 1];
    if (less + 1 >= this.#length) return false;
    if (next === 33 || next === 63) return this.#special(less, next === 63);
    let end = less + 1;
    let quote = 0;
    const most = Math.min(this.#length, less + LONGEST_TAG);
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
    const bytes = this.#buffer;
    const name = nameIn(bytes, less + 1, end);
    const isEmpty = bytes[end - 1] === SLASH;
    this.#text.length = 0;
    this.#textLength = 0;
    if (this.#open.length === DEEPEST) {
      if (!isEmpty) this.#tooDeep++;
      return;
    }
    const tag = Buffer.from(bytes.buffer, less, end + 1 - less).toString("utf8");
    const content = this.#taker.open({ name, tag, at: this.#base + less });
    if (isEmpty) {
      this.#taker.close(name, "", this.#base + end + 1);
      return;
    }
    this.#open.push(name);
    if (content === "text") return;
    this.#mode = content;
    this.#rowTag = less;
    this.#rowText = end + 1;
    this.#searched = end + 1;
    this.#json = newJson();
  }

  #close(name: string): void {
    if (this.#tooDeep > 0) {
      this.#tooDeep--;
      return;
    }
    // An end that nothing began is passed over; one of an element further out ends those within it.
    const begun = this.#open.lastIndexOf(name);
    if (begun !== this.#open.length - 1) this.#taker.crossed?.(name, this.#base + this.#at);
    if (begun < 0) return;
    const text = this.#text.join("");
    this.#text.length = 0;
    this.#textLength = 0;
    while (this.#open.length > begun) {
      const ended = this.#open.pop()!;
      this.#taker.close(ended, this.#open.length === begun ? text : "", this.#base + this.#at);
    }
  }

  /** A comment, CDATA, an instruction or a document type; false when it is not known yet which. */
  #special(less: number, instruction: boolean): boolean {
    const beginning = latin1(this.#buffer, less, Math.min(this.#length, less + 9));
    if (instruction) this.#passUntil("?>", less + 2);
    else if (beginning.startsWith("<!--")) this.#passUntil("-->", less + 4);
    else if (beginning === "<![CDATA[") return this.#cdata(less);
    else if (!this.#last && ("<!--".startsWith(beginning) || "<![CDATA[".startsWith(beginning))) return false;
    else this.#passUntil("]>", less + 2);
    return true;
  }

  #passUntil(terminator: string, from: number): void {
    this.#terminator = terminator;
    this.#mode = "passing";
    this.#at = Math.min(from, this.#length);
  }

  #cdata(less: number): boolean {
    const end = indexOf(this.#buffer, "]]>", less + 9, this.#length);
    if (end < 0) {
      if (this.#length - less < LONGEST_TEXT) return false;
      this.#passUntil("]]>", this.#length - 2);
      return true;
    }
    if (this.#textLength < LONGEST_TEXT) {
      this.#text.push(Buffer.from(this.#buffer.buffer, less + 9, end - less - 9).toString("utf8"));
      this.#textLength += end - less;
    }
    this.#at = end + 3;
    return true;
  }

  /** Passes over what ends with the terminator. A document type has brackets of its own, or none. */
  #pass(): void {
    const isType = this.#terminator === "]>";
    if (isType) {
      const greater = this.#buffer.indexOf(GREATER, this.#at);
      const bracket = this.#buffer.indexOf(OPENING, this.#at);
      if (greater >= 0 && greater < this.#length && (bracket < 0 || bracket > greater)) {
        this.#terminator = ">";
      } else if (bracket >= 0 && bracket < this.#length) this.#terminator = "]";
      else {
        this.#at = this.#length;
        return;
      }
    }
    const length = this.#terminator.length;
    const end = indexOf(this.#buffer, this.#terminator, this.#at, this.#length);
    if (end < 0) {
      this.#at = Math.max(this.#at, this.#length - length + 1);
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
    const text = Buffer.from(this.#buffer.buffer, from, Math.min(to - from, LONGEST_TEXT)).toString("utf8");
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

  // -- Rows, an element each ---------------------------------------------------------------------------------------

  #row(): void {
    const bytes = this.#buffer;
    for (let from = Math.max(this.#searched, this.#rowText); ; ) {
      const found = bytes.indexOf(LESS, from);
      const less = found < 0 || found >= this.#length ? this.#length : found;
      if (less - this.#rowText > this.#longest) {
        this.#loseRow(less);
        return;
      }
      if (less + 1 >= this.#length) {
        this.#searched = less;
        return;
      }
      const isInner = bytes[less + 1] === 33 || bytes[less + 1] === 63;
      const end = isInner ? innerEnd(bytes, less, this.#length) : 0;
      if (isInner && end === 0) {
        if (this.#length - this.#rowText > this.#longest) this.#loseRow(this.#length);
        else this.#searched = less;
        return;
      }
      if (isInner) {
        from = end;
        continue;
      }
      // The end of the row, or of what was none.
      const close = bytes.indexOf(GREATER, less);
      if (close < 0 || close >= this.#length) {
        if (!this.#last) {
          this.#searched = less;
          return;
        }
        this.#loseRow(this.#length);
        return;
      }
      const ends = bytes[less + 1] === SLASH;
      const start = this.#base + this.#rowTag;
      const to = ends ? close + 1 : less;
      this.#taker.row(this.#stretch(this.#rowText, less, start, this.#base + to));
      this.#mode = "markup";
      this.#at = to;
      if (ends) this.#close(nameIn(bytes, less + 2, close));
      return;
    }
  }

  /** The text as it stands, or with what is written otherwise in XML resolved. */
  #stretch(from: number, to: number, start: number, end: number): Stretch {
    const bytes = this.#buffer;
    for (let i = from; i < to; i++) {
      if (bytes[i] === AMPERSAND || bytes[i] === LESS)
        return resolved(bytes, from, to, this.#base, start, end);
    }
    return { bytes, from, to, base: this.#base, places: undefined, start, end };
  }

  /** What there is of a row that is none; what is left of it is passed over up to the next tag. */
  #loseRow(to: number): void {
    const most = Math.min(to, this.#rowText + this.#longest);
    this.#taker.lose({
      bytes: this.#buffer,
      from: this.#rowText,
      to: most,
      base: this.#base,
      places: undefined,
      start: this.#base + this.#rowTag,
      end: this.#base + most,
    });
    this.#mode = "markup";
    this.#at = most;
  }

  // -- Rows as JSON ------------------------------------------------------------------------------------------------

  /** `[[[index],[values]],...]`: a row is a list within the outermost. */
  #jsonText(): void {
    const bytes = this.#buffer;
    const json = this.#json;
    const length = this.#length;
    let at = this.#at;
    for (; at < length; at++) {
      const byte = bytes[at]!;
      if (byte === LESS) {
        const beginning = latin1(bytes, at, Math.min(length, at + 9));
        if (beginning === "<![CDATA[") {
          json.inCdata = true;
          at += 8;
          continue;
        }
        if (!this.#last && "<![CDATA[".startsWith(beginning)) break;
        this.#at = at;
        if (json.depth > 1) this.#loseJson(at);
        this.#mode = "markup";
        return;
      }
      if (json.escaped) {
        json.escaped = false;
        continue;
      }
      let sign = byte;
      if (byte === AMPERSAND) {
        const semicolon = bytes.subarray(at, Math.min(length, at + 8)).indexOf(59);
        if (semicolon < 0 && length - at < 8 && !this.#last) break;
        const point = semicolon < 0 ? undefined : pointOf(latin1(bytes, at + 1, at + semicolon));
        if (point !== undefined) {
          sign = point;
          if (sign === QUOTE || sign === BACKSLASH) at += semicolon;
        }
      }
      if (json.inText) {
        if (sign === BACKSLASH) json.escaped = true;
        else if (sign === QUOTE) json.inText = false;
      } else if (sign === QUOTE) json.inText = true;
      else if (byte === OPENING) {
        if (++json.depth === 2) json.start = at;
      } else if (byte === CLOSING) {
        if (json.inCdata) {
          const behind = latin1(bytes, at, Math.min(length, at + 3));
          if (behind === "]]>") {
            json.inCdata = false;
            at += 2;
            continue;
          }
          if (!this.#last && "]]>".startsWith(behind)) break;
        }
        if (json.depth > 0 && --json.depth === 1) {
          this.#at = at + 1;
          this.#taker.json(this.#stretch(json.start, at + 1, this.#base + json.start, this.#base + at + 1));
        }
      }
      if (json.depth > 1 && at - json.start > this.#longest) {
        this.#loseJson(at);
        return;
      }
    }
    this.#at = at;
  }

  /** A row that is too long or has no end: what there is of it is passed on, and the rest of the text passed over. */
  #loseJson(to: number): void {
    const { start } = this.#json;
    const most = Math.min(to, start + this.#longest);
    this.#taker.lose({
      bytes: this.#buffer,
      from: start,
      to: most,
      base: this.#base,
      places: undefined,
      start: this.#base + start,
      end: this.#base + most,
    });
    this.#json = newJson();
    this.#mode = "markup";
    this.#at = to;
  }

  // -- The buffer --------------------------------------------------------------------------------------------------

  #add(piece: Uint8Array): void {
    const needed = this.#length + piece.length;
    if (needed > this.#buffer.length) {
      const larger = new Uint8Array(2 * needed);
      larger.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = larger;
    }
    this.#buffer.set(piece, this.#length);
    this.#length = needed;
  }

  #drop(): void {
    const from = this.settled - this.#base;
    if (from === 0) return;
    this.#buffer.copyWithin(0, from, this.#length);
    this.#length -= from;
    this.#base += from;
    this.#at -= from;
    this.#rowTag -= from;
    this.#rowText -= from;
    this.#searched -= from;
    this.#json.start -= from;
  }
}

interface JsonState {
  depth: number;
  /** In the buffer: where the row begins. */
  start: number;
  inText: boolean;
  escaped: boolean;
  inCdata: boolean;
}

const newJson = (): JsonState => ({ depth: 0, start: 0, inText: false, escaped: false, inCdata: false });

const latin1 = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString("latin1");

function indexOf(bytes: Uint8Array, text: string, from: number, length: number): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, length).indexOf(text, from, "latin1");
}

/** The name of the tag whose name begins at `from`, without its prefix. */
function nameIn(bytes: Uint8Array, from: number, to: number): string {
  let start = from;
  let end = from;
  for (; end < to; end++) {
    const byte = bytes[end]!;
    if (byte <= 32 || byte === SLASH) break;
    if (byte === 58) start = end + 1;
  }
  return latin1(bytes, start, end);
}

/** Where text may be cut so that no entity is. */
function beforeEntity(bytes: Uint8Array, from: number, to: number): number {
  const tail = bytes.subarray(Math.max(from, to - 12), to);
  const ampersand = tail.lastIndexOf(AMPERSAND);
  return ampersand >= 0 && tail.indexOf(59, ampersand) < 0 ? to - tail.length + ampersand : to;
}

/** Behind a comment, CDATA or an instruction at `less`; 0 where it does not end. */
function innerEnd(bytes: Uint8Array, less: number, length: number): number {
  const beginning = latin1(bytes, less, Math.min(length, less + 9));
  const closing = beginning.startsWith("<?") ? "?>" : beginning === "<![CDATA[" ? "]]>" : "-->";
  const end = indexOf(bytes, closing, less + 2, length);
  return end < 0 ? 0 : end + closing.length;
}

/** Text with its entities and CDATA resolved and its comments left out. */
function resolved(
  bytes: Uint8Array,
  from: number,
  to: number,
  base: number,
  start: number,
  end: number,
): Stretch {
  const text: number[] = [];
  const places: number[] = [];
  const copy = (at: number, until: number): void => {
    for (let i = at; i < until; i++) {
      text.push(bytes[i]!);
      places.push(base + i);
    }
  };
  for (let at = from; at < to; ) {
    const byte = bytes[at]!;
    if (byte === LESS) {
      const behind = innerEnd(bytes, at, to) || to;
      if (latin1(bytes, at, Math.min(to, at + 9)) === "<![CDATA[") copy(at + 9, Math.max(at + 9, behind - 3));
      at = behind;
      continue;
    }
    const semicolon = byte === AMPERSAND ? bytes.subarray(at, Math.min(to, at + 12)).indexOf(59) : -1;
    const point = semicolon < 0 ? undefined : pointOf(latin1(bytes, at + 1, at + semicolon));
    if (point === undefined) {
      copy(at, at + 1);
      at++;
      continue;
    }
    for (const one of Buffer.from(String.fromCodePoint(point))) {
      text.push(one);
      places.push(base + at);
    }
    at += semicolon + 1;
  }
  return {
    bytes: Uint8Array.from(text),
    from: 0,
    to: text.length,
    base: 0,
    places: Float64Array.from(places),
    start,
    end,
  };
}
