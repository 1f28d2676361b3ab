/**
 * Chunks of a link on a line each, as monitors and scripts log them: a time and a direction, and then what arrived, its control
 * characters written out, in quotes or not: `10:11:12 [RX] - &&<CR><LF>0108...`, `recv b'&&\r\n0108...'`. Where line feeds are not
 * written out, the log's own line ends are those of the link.
 */

import { momentIn, type ToOutput } from "../bytes/moment.js";
import { Chunks } from "./chunks.js";
import type { Container, HeadLine, Lead, Recognised } from "./container.js";
import { Counted, headAt } from "./counted.js";
import { hexStyleOf } from "./dump.js";
import { isCode } from "./line-start.js";
import type { Output } from "./output.js";
import { isBlank, LONGEST, type Prefix, prefixEnd, run, type Shape, shapeOf } from "./prefix.js";
import { isMarker, sideOf } from "./side.js";
import { backslash, endsSign, type Notation, notationAt } from "./signs.js";
import { countedSide } from "./talker.js";
import { endOfLine, type UnitReader } from "./units.js";

const AMPERSAND = 38;
const BACKSLASH = 92;
const LF = 10;

/** How the lines of a log are written. */
export interface Writing {
  readonly notation: Notation;
  /** What arrived stands in quotes, or behind `b` and in quotes. */
  readonly quoted: boolean;
  /** The line ends of the log are those of the link. */
  readonly ownLines: boolean;
}

export interface EscapedShape extends Writing {
  readonly shape: Shape;
}

const isQuote = (byte: number | undefined): boolean => byte === 34 || byte === 39;
const isLineEnd = (byte: number | undefined): boolean => byte === 10 || byte === 13;
const isLetter = (byte = 0): boolean => (byte | 32) >= 97 && (byte | 32) <= 122;
/** Of Python's `b'...'`, `u'...'`, `rb'...'`. */
const isQuoteLetter = (byte = 0): boolean => "bBuUrR".includes(String.fromCharCode(byte));

/** Before the line end of the log. */
function textEnd(line: Uint8Array): number {
  let end = line.length;
  while (end > 0 && isLineEnd(line[end - 1])) end--;
  return end;
}

/** How a line is written that has a `&&` at the start of what arrived; undefined when nothing is written out on it. */
export function escapedIn(line: Uint8Array): EscapedShape | undefined {
  const end = textEnd(line);
  const to = Math.min(end, LONGEST);
  for (let at = 0; at + 1 < to; at++) {
    if (line[at] !== AMPERSAND || line[at + 1] !== AMPERSAND) continue;
    const quote = isQuote(line[at - 1]) ? line[at - 1] : undefined;
    const after = run(line, at + 2, end, isBlank);
    const start = quote === undefined ? at : beforeQuote(line, at - 1);
    const writing = writingAt(line, after, end, quote);
    if (writing === undefined) return undefined;
    // Behind other text of the link: what stands before it is more than a prefix.
    const { notation } = writing;
    if (endsSign(line, at, notation) || (at > 1 && isMarker(line, at - 2))) return undefined;
    return { ...writing, shape: shapeOf(line, start) };
  }
  return undefined;
}

/** Where Python's letters begin that stand before the quote at `at`. */
function beforeQuote(line: Uint8Array, at: number): number {
  let start = at;
  while (start > 0 && at - start < 2 && isQuoteLetter(line[start - 1])) start--;
  return start < at && isLetter(line[start - 1]) ? at : start;
}

function writingAt(
  line: Uint8Array,
  from: number,
  end: number,
  quote: number | undefined,
): Writing | undefined {
  const notation = notationAt(line, from, end);
  const quoted = quote !== undefined;
  if (notation === undefined) {
    // `b'&&'`, its line end taken off before it was logged.
    return quoted && line[from] === quote && isOver(line, from + 1, end)
      ? { notation: backslash, quoted, ownLines: true }
      : undefined;
  }
  let feeds = false;
  let at = from;
  for (
    let sign = notation.signAt(line, at, end);
    sign !== undefined && isLineEnd(sign.byte);
    sign = notation.signAt(line, at, end)
  ) {
    feeds ||= sign.byte === LF;
    at = sign.end;
  }
  return { notation, quoted, ownLines: !feeds && !quoted && isOver(line, at, end) };
}

/** Nothing but blanks and closing brackets, or the sign by which `cat -A` shows a line feed. */
function isOver(line: Uint8Array, from: number, end: number): boolean {
  const at = run(line, from, end, (byte) => isBlank(byte) || byte === 41 || byte === 44);
  return at === end || (line[at] === 36 && at + 1 === end);
}

/** Whether what arrived is surely text of a link: a line end is written out in it, or it is a line that goes on. */
export function isEscaped(line: Uint8Array, { shape, notation, quoted, ownLines }: EscapedShape): boolean {
  if (!ownLines) return true;
  const start = prefixEnd(line, shape);
  if (start === undefined) return false;
  const from = quoted ? openingQuote(line, start) : start;
  if (from === undefined) return false;
  const at = quoted ? from + 1 : from;
  const hasEnd = quoted || notationAt(line, lastSign(line, notation), line.length) !== undefined;
  return hasEnd && (isMarker(line, at) || isCode(line, at));
}

function lastSign(line: Uint8Array, notation: Notation): number {
  const end = textEnd(line);
  for (let at = Math.max(0, end - 8); at < end; at++) if (notation.signAt(line, at, end)) return at;
  return end;
}

/** The quote at `at`, or behind Python's letters there. */
function openingQuote(line: Uint8Array, at: number): number | undefined {
  const from = run(line, at, Math.min(line.length, at + 2), isQuoteLetter);
  return isQuote(line[from]) ? from : undefined;
}

export class Escaped implements UnitReader {
  readonly #prefix: Prefix;
  readonly #writing: Writing;
  readonly #toOutput: ToOutput;
  readonly #chunks = new Chunks();

  constructor(prefix: Prefix, writing: Writing, toOutput: ToOutput) {
    this.#prefix = prefix;
    this.#writing = writing;
    this.#toOutput = toOutput;
  }

  endOf(bytes: Uint8Array, _from: number, searched: number, last: boolean): number | undefined {
    return endOfLine(bytes, searched, last);
  }

  read(line: Uint8Array, at: number, output: Output): boolean {
    const text = this.#textOf(line);
    if (text === undefined) {
      this.#chunks.foreign(line, at, output);
      return true;
    }
    const { prefix, from, to } = text;
    if (!this.#prefix.oursToo && sideOf(line, prefix) === "ours") {
      this.#chunks.apart(line, at, output);
      return true;
    }
    // Only a frame that opens has a time, so that reads are not cut at every line.
    if (line.subarray(from, to).includes(AMPERSAND)) {
      const before = Buffer.from(line.buffer, line.byteOffset, prefix).toString("latin1");
      const moment = momentIn(before, this.#toOutput);
      if (moment !== undefined) output.tell(moment);
    }
    this.#write(line, from, to, at, output);
    if (this.#writing.ownLines) this.#chunks.copy(line.subarray(textEnd(line)), at + textEnd(line), output);
    return true;
  }

  /** Where the prefix ends, and what arrived stands; undefined for a line of another kind. */
  #textOf(line: Uint8Array): { prefix: number; from: number; to: number } | undefined {
    const prefix = prefixEnd(line, this.#prefix);
    if (prefix === undefined) return undefined;
    const end = textEnd(line);
    const { quoted, ownLines } = this.#writing;
    if (!quoted) {
      const isShownEnd = ownLines && line[end - 1] === 36;
      return { prefix, from: prefix, to: isShownEnd ? end - 1 : end };
    }
    const quote = openingQuote(line, prefix);
    if (quote === undefined) return undefined;
    for (let at = quote + 1; at < end; at++) {
      if (line[at] === BACKSLASH) at++;
      else if (line[at] === line[quote]) return { prefix, from: quote + 1, to: at };
    }
    return undefined;
  }

  #write(line: Uint8Array, from: number, to: number, at: number, output: Output): void {
    let run = from;
    for (let next = from; next < to; ) {
      const sign = this.#writing.notation.signAt(line, next, to);
      if (sign === undefined) {
        next++;
        continue;
      }
      this.#chunks.copy(line.subarray(run, next), at + run, output);
      this.#chunks.put(sign.byte, at + next, sign.end - next, output);
      next = sign.end;
      run = next;
    }
    this.#chunks.copy(line.subarray(run, to), at + run, output);
  }
}

export const escaped: Container = {
  words: "its control characters written out",
  cuts: "nowhere",
  recognise: (line) => countedIn(line) ?? leadIn(line.bytes),
};

/** Chunks with a head of their own, by `socat -v`. */
function countedIn({ bytes, head, from, to, last }: HeadLine): Recognised | "more" | undefined {
  if (headAt(bytes, 0) === undefined || isDumped(head, to, last)) return undefined;
  const arrow = countedSide(head, from, last);
  return arrow === undefined ? "more" : { reader: (toUtc) => new Counted(arrow, toUtc) };
}

/** Whether the line behind the head of a chunk is one of a dump. */
function isDumped(head: Uint8Array, from: number, last: boolean): boolean {
  const end = endOfLine(head, from, last);
  const isIndented = isBlank(head[from]) || head[from] === 0;
  return isIndented && end !== undefined && hexStyleOf(head.subarray(from, end), true) !== undefined;
}

function leadIn(line: Uint8Array): Lead | undefined {
  const shown = escapedIn(line);
  if (shown === undefined) return undefined;
  const { shape, ...writing } = shown;
  return {
    shape,
    found: (oursToo) => ({ reader: (toUtc) => new Escaped({ ...shape, oursToo }, writing, toUtc) }),
    shows: (another) => isEscaped(another, shown),
    sure: !writing.ownLines,
  };
}
