/**
 * Lines with something before them that a terminal's logger put there: a time, a direction, a port. What it is, is found
 * in the head of the source, by what its lines have before `&&`, `!!` or a code; a line has it where digits, letters and
 * arrows stand in the same places, however many they are.
 */

import { momentIn, type ToOutput } from "../bytes/moment.js";
import { isCode } from "./joined.js";
import type { Output } from "./output.js";
import { endOfLine, type UnitReader } from "./units.js";

const AMPERSAND = 38;
const BANG = 33;
/** Longest text before a line. */
const LONGEST = 160;

/** What stands in a prefix: a run of digits, letters, blanks or arrows, or a character as it is. */
type Token = "digits" | "letters" | "blanks" | "arrow" | number;

/** Whose lines they are that come with a word or an arrow of their own. */
type Side = "ours" | "theirs" | undefined;

export interface Prefix {
  readonly tokens: readonly Token[];
  /** The lines that our own side sent are those with the data, since there are no others. */
  readonly oursToo: boolean;
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;
const isLetter = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122));
const isBlank = (byte: number | undefined): boolean => byte === 32 || byte === 9;
const isArrow = (byte: number | undefined): boolean => byte === 60 || byte === 62;
const isMarker = (bytes: Uint8Array, at: number): boolean =>
  (bytes[at] === AMPERSAND || bytes[at] === BANG) && bytes[at + 1] === bytes[at];

function run(bytes: Uint8Array, from: number, to: number, is: (byte: number | undefined) => boolean): number {
  let at = from;
  while (at < to && is(bytes[at])) at++;
  return at;
}

/** The token at `at` and where it ends. */
function tokenAt(bytes: Uint8Array, at: number, to: number): [Token, number] {
  const byte = bytes[at]!;
  if (isDigit(byte)) return ["digits", run(bytes, at, to, isDigit)];
  if (isLetter(byte)) return ["letters", run(bytes, at, to, isLetter)];
  if (isBlank(byte)) return ["blanks", run(bytes, at, to, isBlank)];
  const dashes = run(bytes, at, to, (one) => one === 45 || one === 61 || isArrow(one));
  if (isArrow(byte) || (dashes > at + 1 && isArrow(bytes[dashes - 1]))) return ["arrow", dashes];
  return [byte, at + 1];
}

function tokensIn(bytes: Uint8Array, to: number): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < to; ) {
    const [token, end] = tokenAt(bytes, at, to);
    tokens.push(token);
    at = end;
  }
  return tokens;
}

/** Where the prefix ends on a line; undefined when the line does not begin with it. */
export function prefixEnd(line: Uint8Array, tokens: readonly Token[]): number | undefined {
  const to = Math.min(line.length, LONGEST);
  let at = 0;
  for (const wanted of tokens) {
    if (at >= to) return undefined;
    const [token, end] = tokenAt(line, at, to);
    if (token !== wanted) return undefined;
    at = end;
  }
  return at;
}

/** Whether a line goes on with a marker or a code from `at` on. */
export const goesOn = (line: Uint8Array, at: number): boolean => isMarker(line, at) || isCode(line, at);

/** What may be the prefix of a line: all before a `&&` with nothing behind it but an item. */
export function candidate(line: Uint8Array): readonly Token[] | undefined {
  const to = Math.min(line.length, LONGEST);
  for (let at = 1; at + 1 < to; at++) {
    if (line[at] !== AMPERSAND || line[at + 1] !== AMPERSAND) continue;
    const next = run(line, at + 2, line.length, isBlank);
    const ends = next === line.length || line[next] === 10 || line[next] === 13;
    if (!ends && !isCode(line, next)) return undefined;
    return run(line, 0, at, isBlank) === at ? undefined : tokensIn(line, at);
  }
  return undefined;
}

const OURS = /^(tx|send|sent|sending|out|output|write|written|wrote|transmit|request|w)$/i;
const THEIRS = /^(rx|recv|received|receive|receiving|in|input|read|response|r)$/i;

/** Whose the line is, by the words and arrows of its prefix. */
export function sideOf(line: Uint8Array, end: number): Side {
  for (let at = 0; at < end; ) {
    const [token, next] = tokenAt(line, at, end);
    if (token === "letters" || token === "arrow") {
      const text = Buffer.from(line.buffer, line.byteOffset + at, next - at).toString("latin1");
      if (OURS.test(text) || /^[-=]*>{2,}$|^[-=]+>$/.test(text)) return "ours";
      if (THEIRS.test(text) || /^<+[-=]*$/.test(text)) return "theirs";
    }
    at = next;
  }
  return undefined;
}

export class Prefixed implements UnitReader {
  readonly #prefix: Prefix;
  readonly #toOutput: ToOutput;

  constructor(prefix: Prefix, toOutput: ToOutput) {
    this.#prefix = prefix;
    this.#toOutput = toOutput;
  }

  endOf(bytes: Uint8Array, _from: number, searched: number, last: boolean): number | undefined {
    return endOfLine(bytes, searched, last);
  }

  read(line: Uint8Array, at: number, output: Output): boolean {
    const end = prefixEnd(line, this.#prefix.tokens);
    if (end === undefined) return false;
    if (!this.#prefix.oursToo && sideOf(line, end) === "ours") {
      writeHarmless(line, at, output);
      return true;
    }
    // Only a frame that opens has a time, so that reads are not cut at every line.
    if (hasFrameStart(line, end)) {
      const text = Buffer.from(line.buffer, line.byteOffset, end).toString("latin1");
      const moment = momentIn(text, this.#toOutput);
      if (moment !== undefined) output.tell(moment);
    }
    output.copy(line.subarray(end), at + end);
    return true;
  }
}

function hasFrameStart(line: Uint8Array, from: number): boolean {
  const at = line.indexOf(AMPERSAND, from);
  return at >= 0 && line[at + 1] === AMPERSAND;
}

/** A line that is kept apart opens and ends no frame: of two `&` or `!` one is written. */
function writeHarmless(line: Uint8Array, at: number, output: Output): void {
  let from = 0;
  for (let i = 0; i + 1 < line.length; i++) {
    if (!isMarker(line, i)) continue;
    output.copy(line.subarray(from, i), at + from);
    from = i + 1;
  }
  output.copy(line.subarray(from), at + from);
}
