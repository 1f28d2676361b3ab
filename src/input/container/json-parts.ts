/**
 * Parts a source into the values that are read one by one: the lines, where each holds a value, or the members of the list
 * that the whole source is, or values that go over several lines. The first value tells which.
 */
import { endOfLine } from "./units.js";
import { skipSpace, valueIn } from "./value.js";

const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN = 123;
const CLOSE = 125;
const COMMA = 44;
const BACKSLASH = 92;

const isLineEnd = (byte: number | undefined): boolean => byte === 10 || byte === 13;
const isQuote = (byte: number | undefined): boolean => byte === 34 || byte === 39;

/** Follows brackets and strings from the start of a value to its end, in as many steps as its bytes come in. */
class Balance {
  #at = 0;
  #depth = 0;
  #quote: number | undefined;
  #ended = false;

  /** Behind the bracket that closes the value at `start`; undefined when it has not come. */
  endOf(bytes: Uint8Array, start: number): number | undefined {
    if (this.#ended) return start + this.#at;
    let at = start + this.#at;
    for (; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (this.#quote !== undefined) {
        if (byte === BACKSLASH) {
          if (at + 1 >= bytes.length) break;
          at++;
        } else if (byte === this.#quote) this.#quote = undefined;
      } else if (isQuote(byte)) this.#quote = byte;
      else if (byte === OPEN || byte === OPEN_LIST) this.#depth++;
      else if ((byte === CLOSE || byte === CLOSE_LIST) && --this.#depth <= 0) {
        this.#ended = true;
        this.#at = at + 1 - start;
        return at + 1;
      }
    }
    this.#at = at - start;
    return undefined;
  }
}

/** Bytes of a first line after which it is taken for a document in one line. */
const LONG_LINE = 65_536;

export class JsonParts {
  #lines: boolean | undefined;
  /** Within the list that the whole source is. */
  #inList = false;
  #balance = new Balance();

  endOf(bytes: Uint8Array, from: number, last: boolean): number | undefined {
    if (this.#lines === undefined) {
      let first = from;
      while (bytes[first] === 32 || bytes[first] === 9) first++;
      // What stands before the first value are lines.
      if (bytes[first] !== OPEN && bytes[first] !== OPEN_LIST) return endOfLine(bytes, from, last);
      const line = endOfLine(bytes, first, last);
      const end = new Balance().endOf(bytes.subarray(0, line ?? bytes.length), first);
      if (end !== undefined) this.#lines = true;
      else if (line !== undefined || bytes.length - first > LONG_LINE) this.#lines = false;
      else return undefined;
    }
    if (this.#lines) return endOfLine(bytes, from, last);
    const end = this.#partEnd(bytes, from, last);
    if (end !== undefined) this.#balance = new Balance();
    return end;
  }

  /** What was sought has no end: it is sought anew behind it. */
  passOver(): void {
    this.#balance = new Balance();
  }

  #partEnd(bytes: Uint8Array, from: number, last: boolean): number | undefined {
    const start = skipSpace(bytes, from);
    if (start >= bytes.length) return last ? bytes.length : undefined;
    const byte = bytes[start];
    if (this.#inList) {
      if (byte === CLOSE_LIST) {
        const end = blankRest(bytes, start + 1, last);
        if (end !== undefined) this.#inList = false;
        return end;
      }
      if (byte === COMMA) return start + 1;
    } else if (byte === OPEN_LIST) {
      const isList = this.#opensList(bytes, start, last);
      if (isList === undefined) return undefined;
      this.#inList = isList;
      if (isList) return start + 1;
    }
    if (byte !== OPEN && byte !== OPEN_LIST) return endOfLine(bytes, start, last);
    const end = this.#balance.endOf(bytes, start);
    if (end === undefined) return last ? bytes.length : undefined;
    return blankRest(bytes, end, last);
  }

  /** Whether the list at `start` has frames for members, and is none itself; undefined when that is not to be seen yet. */
  #opensList(bytes: Uint8Array, start: number, last: boolean): boolean | undefined {
    const first = skipSpace(bytes, start + 1);
    if (first >= bytes.length) return last ? true : undefined;
    if (bytes[first] === OPEN_LIST) return true;
    if (bytes[first] !== OPEN) return false;
    const end = new Balance().endOf(bytes, first);
    if (end === undefined) return last ? true : undefined;
    const member = valueIn(bytes.subarray(first, end));
    // A pair of a code and its value is a part of a frame: nothing in it is another object or list.
    return !(
      member?.kind === "entries" &&
      member.entries.length <= MOST_OF_PAIR &&
      member.entries.every(([, { kind }]) => kind === "text" || kind === "word") &&
      isPair(bytes.subarray(first, end))
    );
  }
}

const MOST_OF_PAIR = 8;

/** Whether the flat object has a key for codes, and one for values. */
function isPair(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).toString("latin1");
  return /["'](?:code|id|identifier|item)["']/i.test(text) && /["'](?:value|val|v|data)["']/i.test(text);
}

/** Behind the comma, the blanks and the line end at `from`, as far as they are there. */
function blankRest(bytes: Uint8Array, from: number, last: boolean): number | undefined {
  let at = from;
  while (bytes[at] === 32 || bytes[at] === 9) at++;
  if (bytes[at] === COMMA) at++;
  while (bytes[at] === 32 || bytes[at] === 9) at++;
  if (at >= bytes.length) return last ? at : undefined;
  return isLineEnd(bytes[at]) ? endOfLine(bytes, at, last) : at;
}

/** Whether a bracket stands at `at`, or a comma, and nothing but blanks behind it. */
export function isBracketAlone(bytes: Uint8Array, at: number): boolean {
  const byte = bytes[at];
  if (byte !== OPEN_LIST && byte !== CLOSE_LIST && byte !== COMMA) return false;
  const rest = skipSpace(bytes, at + 1);
  return rest === bytes.length || (bytes[rest] === COMMA && skipSpace(bytes, rest + 1) === bytes.length);
}
