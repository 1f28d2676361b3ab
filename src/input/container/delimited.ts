/**
 * Frames whose lines have a comma, a semicolon or a bar between code and value, or behind each value: each becomes a blank where
 * it stands, and no byte moves.
 */
import type { Container } from "./container.js";
import { escapedIn } from "./escaped.js";
import { hexLineIn } from "./hex-lines.js";
import { isJoined } from "./joined.js";
import { isCode, isLedByNumber } from "./line-start.js";
import type { Output } from "./output.js";
import { candidate } from "./prefixed.js";
import { isMarker } from "./side.js";
import { endOfLine, type UnitReader } from "./units.js";

const BLANK = 32;
const COMMA = 44;
const isSpace = (byte: number | undefined): boolean => byte === BLANK || byte === 9 || byte === 0;
const isLineEnd = (byte: number | undefined): boolean => byte === 10 || byte === 13;
const isDelimiter = (byte: number | undefined): boolean => byte === COMMA || byte === 59 || byte === 124;

/** Where the delimiters of frames stand. */
export interface Delimiters {
  readonly behindCode: boolean;
  readonly behindValue: boolean;
}

/** Lines of items that are looked at. */
const ENOUGH = 4;

/**
 * Looks at the lines from that of a `&&` on: all items have a delimiter in the same place, or the frames are plain, "none".
 * Undefined when more is needed.
 */
export function delimitersIn(head: Uint8Array, from: number, last: boolean): Delimiters | "none" | undefined {
  let behindCode = true;
  let behindValue = true;
  /** With a decimal comma `0113,5` is a half: it is a delimiter where something else stands behind it. */
  let certain = false;
  let items = 0;
  // Of the lines that may still come, the next may be plain: however many of them are at hand, the answer is one.
  let isOver = last;
  for (let at = from; at < head.length; ) {
    const end = endOfLine(head, at, last);
    if (end === undefined) return undefined;
    const line = trimmed(head.subarray(at, end));
    at = end;
    if (isMarker(line, 0)) {
      if (items > 1 && line[0] !== 38) {
        isOver = true;
        break;
      }
      if (items > 0 || line.subarray(2).every((byte) => isSpace(byte) || isDelimiter(byte))) continue;
    }
    const item = isMarker(line, 0) ? trimmed(line.subarray(2)) : line;
    if (!isCode(item, 0)) continue;
    const value = spaceEnd(item, 4);
    const isFirst = isDelimiter(item[value]);
    behindCode &&= isFirst;
    behindValue &&= isDelimiter(item.at(-1));
    if (!behindCode && !behindValue) return "none";
    certain ||= !isFirst || item[value] !== COMMA || !isDecimals(item, value + 1) || isDateOrTime(item);
    items++;
    if (items >= ENOUGH) {
      isOver = true;
      break;
    }
  }
  if (!isOver) return undefined;
  if (items === 0) return "none";
  return certain || behindValue ? { behindCode: behindCode && certain, behindValue } : "none";
}

function trimmed(line: Uint8Array): Uint8Array {
  let [from, to] = [0, line.length];
  while (to > from && (isLineEnd(line[to - 1]) || isSpace(line[to - 1]))) to--;
  while (from < to && isSpace(line[from])) from++;
  return line.subarray(from, to);
}

function spaceEnd(line: Uint8Array, from: number): number {
  let at = from;
  while (isSpace(line[at])) at++;
  return at;
}

const isDecimals = (line: Uint8Array, from: number): boolean =>
  line.subarray(from).every((byte) => (byte >= 48 && byte <= 57) || isSpace(byte) || isDelimiter(byte));

/** Items 05 and 06, which are whole. */
const isDateOrTime = (line: Uint8Array): boolean => line[2] === 48 && (line[3] === 53 || line[3] === 54);

export class Delimited implements UnitReader {
  readonly #delimiters: Delimiters;

  constructor(delimiters: Delimiters) {
    this.#delimiters = delimiters;
  }

  endOf(bytes: Uint8Array, _from: number, searched: number, last: boolean): number | undefined {
    return endOfLine(bytes, searched, last);
  }

  read(line: Uint8Array, at: number, output: Output): boolean {
    let start = spaceEnd(line, 0);
    if (isMarker(line, start)) start = spaceEnd(line, start + 2);
    const blanks: number[] = [];
    if (isCode(line, start)) {
      const first = spaceEnd(line, start + 4);
      if (this.#delimiters.behindCode && isDelimiter(line[first])) blanks.push(first);
    }
    const isLine = isCode(line, start) || line.subarray(start).every((byte) => isSeparating(byte));
    if (isLine && (this.#delimiters.behindValue || !isCode(line, start))) {
      let end = line.length;
      while (end > start && isSeparating(line[end - 1])) end--;
      for (let i = Math.max(end, (blanks[0] ?? -1) + 1); i < line.length; i++) {
        if (isDelimiter(line[i])) blanks.push(i);
      }
    }
    let from = 0;
    for (const place of blanks) {
      output.copy(line.subarray(from, place), at + from);
      output.put(BLANK, at + place);
      from = place + 1;
    }
    output.copy(line.subarray(from), at + from);
    return true;
  }
}

const isSeparating = (byte: number | undefined): boolean =>
  isSpace(byte) || isLineEnd(byte) || isDelimiter(byte);

export const delimited: Container = {
  words: "commas, semicolons or bars behind codes or values",
  cuts: "frame",
  recognise({ bytes, start, head, from, last, said }) {
    if (!isMarker(bytes, start) || isLedByNumber(bytes)) return undefined;
    // Asked alone, it leaves to others what shows them.
    if (said && showsAnother(bytes, start)) return undefined;
    const delimiters = delimitersIn(head, from, last);
    if (delimiters === undefined) return "more";
    return delimiters === "none" ? undefined : { reader: () => new Delimited(delimiters) };
  },
};

const showsAnother = (line: Uint8Array, start: number): boolean =>
  isJoined(line.subarray(start)) ||
  escapedIn(line) !== undefined ||
  hexLineIn(line) !== undefined ||
  candidate(line) !== undefined;
