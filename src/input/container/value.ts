/**
 * A value of JSON, or of Python's way of writing the same, with the place of each part: JSON.parse tells none. Strings
 * may stand in either quotes, and words such as None or NaN are values.
 */

export interface Text {
  readonly kind: "text";
  /** Of its characters, without the quotes. */
  readonly start: number;
  readonly end: number;
}

/** A number, or a word: true, null, NaN. */
export interface Word {
  readonly kind: "word";
  readonly start: number;
  readonly end: number;
}

export interface List {
  readonly kind: "list";
  readonly start: number;
  readonly end: number;
  readonly items: readonly Value[];
}

export interface Entries {
  readonly kind: "entries";
  readonly start: number;
  readonly end: number;
  readonly entries: readonly (readonly [key: Text | Word, value: Value])[];
}

export type Value = Text | Word | List | Entries;

const DEEPEST = 32;

const QUOTE = 34;
const APOSTROPHE = 39;
const BACKSLASH = 92;

const isSpace = (byte: number | undefined): boolean =>
  byte === 32 || byte === 10 || byte === 13 || byte === 9;

const isWordByte = (byte: number): boolean =>
  (byte >= 48 && byte <= 57) ||
  (byte >= 65 && byte <= 90) ||
  (byte >= 97 && byte <= 122) ||
  byte === 43 ||
  byte === 45 ||
  byte === 46 ||
  byte === 95;

export function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isSpace(bytes[at])) at++;
  return at;
}

/** The one value that the bytes hold, blanks and a comma behind it aside; undefined when they hold anything else. */
export function valueIn(bytes: Uint8Array): Value | undefined {
  const value = new Scanner(bytes).value(skipSpace(bytes, 0), 0);
  if (value === undefined) return undefined;
  let at = skipSpace(bytes, outerEnd(value));
  if (bytes[at] === 44) at = skipSpace(bytes, at + 1);
  return at === bytes.length ? value : undefined;
}

/** Behind the value, its closing quote included. */
export const outerEnd = (value: Value): number => (value.kind === "text" ? value.end + 1 : value.end);

class Scanner {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  value(at: number, depth: number): Value | undefined {
    const byte = this.#bytes[at];
    if (byte === undefined || depth > DEEPEST) return undefined;
    if (byte === QUOTE || byte === APOSTROPHE) return this.#text(at);
    if (byte === 91) return this.#list(at, depth);
    if (byte === 123) return this.#entries(at, depth);
    return this.#word(at);
  }

  #text(at: number): Text | undefined {
    const bytes = this.#bytes;
    const quote = bytes[at];
    for (let end = at + 1; end < bytes.length; end++) {
      if (bytes[end] === BACKSLASH) end++;
      else if (bytes[end] === quote) return { kind: "text", start: at + 1, end };
    }
    return undefined;
  }

  #word(at: number): Word | Text | undefined {
    const bytes = this.#bytes;
    let end = at;
    while (end < bytes.length && isWordByte(bytes[end]!)) end++;
    if (end === at) return undefined;
    // Python's b'...' and u'...'
    if (end === at + 1 && (bytes[end] === QUOTE || bytes[end] === APOSTROPHE)) return this.#text(end);
    return { kind: "word", start: at, end };
  }

  #list(at: number, depth: number): List | undefined {
    const items: Value[] = [];
    for (let next = skipSpace(this.#bytes, at + 1); ; ) {
      if (this.#bytes[next] === 93) return { kind: "list", start: at, end: next + 1, items };
      const item = this.value(next, depth + 1);
      if (item === undefined) return undefined;
      items.push(item);
      const behind = this.#separated(outerEnd(item), 93);
      if (behind === undefined) return undefined;
      next = behind;
    }
  }

  #entries(at: number, depth: number): Entries | undefined {
    const entries: [Text | Word, Value][] = [];
    for (let next = skipSpace(this.#bytes, at + 1); ; ) {
      if (this.#bytes[next] === 125) return { kind: "entries", start: at, end: next + 1, entries };
      const key = this.value(next, depth + 1);
      if (key?.kind !== "text" && key?.kind !== "word") return undefined;
      const colon = skipSpace(this.#bytes, outerEnd(key));
      if (this.#bytes[colon] !== 58) return undefined;
      const value = this.value(skipSpace(this.#bytes, colon + 1), depth + 1);
      if (value === undefined) return undefined;
      entries.push([key, value]);
      const behind = this.#separated(outerEnd(value), 125);
      if (behind === undefined) return undefined;
      next = behind;
    }
  }

  /** Behind the comma that parts two members, or at the bracket that closes them. */
  #separated(from: number, closing: number): number | undefined {
    const at = skipSpace(this.#bytes, from);
    if (this.#bytes[at] === closing) return at;
    return this.#bytes[at] === 44 ? skipSpace(this.#bytes, at + 1) : undefined;
  }
}
