/**
 * One frame a line, its lines joined by commas, semicolons or tabs, in quotes as a whole, item by item, or not at all.
 * A separator is one only where an item or a marker follows, so that texts may hold it too.
 */
import { itemByCode } from "../../wits/catalog/catalog.js";
import { type Code, recordOf } from "../../wits/catalog/code.js";
import type { Container } from "./container.js";
import { hexStyleOf } from "./dump.js";
import { isCode, isLedByNumber } from "./line-start.js";
import type { Output } from "./output.js";
import { endOfLine, type UnitReader } from "./units.js";

const COMMA = 44;
const SEMICOLON = 59;
const TAB = 9;
const QUOTE = 34;
const APOSTROPHE = 39;
const BACKSLASH = 92;
const AMPERSAND = 38;
const BANG = 33;
const POINT = 46;

const isBlank = (byte: number | undefined): boolean => byte === 32 || byte === TAB || byte === 0;
const isQuote = (byte: number | undefined): boolean => byte === QUOTE || byte === APOSTROPHE;
const isSeparator = (byte: number | undefined): boolean =>
  byte === COMMA || byte === SEMICOLON || byte === TAB;
const isLineEnd = (byte: number | undefined): boolean => byte === 10 || byte === 13;

const isMarker = (bytes: Uint8Array, at: number): boolean =>
  (bytes[at] === AMPERSAND || bytes[at] === BANG) && bytes[at + 1] === bytes[at];

/** A part of a line: a marker, or an item with what it says. */
interface Part {
  readonly start: number;
  end: number;
}

/** How a line is joined; undefined when it is not. */
interface Joint {
  readonly parts: readonly Part[];
  readonly quote: number | undefined;
}

export class Joined implements UnitReader {
  endOf(bytes: Uint8Array, _from: number, searched: number, last: boolean): number | undefined {
    return endOfLine(bytes, searched, last);
  }

  read(bytes: Uint8Array, at: number, output: Output): boolean {
    const joint = jointOf(bytes);
    if (joint === undefined) return false;
    const { parts, quote } = joint;
    const has = (marker: number) =>
      parts.some(({ start }) => isMarker(bytes, start) && bytes[start] === marker);
    const [opens, closes] = [has(AMPERSAND), has(BANG)];
    const unmarked = !opens && !closes;
    if (unmarked && !areItems(bytes, parts)) return false;
    if (unmarked) output.open(at, at + parts[0]!.start);
    for (const [i, { start, end }] of parts.entries()) {
      if (i === parts.length - 1 && isCut(bytes, start)) {
        // No line end makes a whole value of it, and no `!!` a whole frame.
        writePart(bytes, start, bytes.length, quote, at, output);
        return true;
      }
      writePart(bytes, start, end, quote, at, output);
      // For what parts it from the next, or for its quote or the line end behind the last; nothing parts a `!!` that is glued.
      if (parts[i + 1]?.start !== end) output.endLine(at + end, at + bytes.length);
    }
    if (unmarked) output.close(at + bytes.length);
    return true;
  }
}

/** Whether the source ends within the item at `start`, the last of its line: what follows may be quotes, or digits of its value. */
const isCut = (line: Uint8Array, start: number): boolean =>
  !isMarker(line, start) && !isLineEnd(line[line.length - 1]);

export const joined: Container = {
  words: "a frame a line, its items joined by commas",
  cuts: "line",
  recognise: ({ bytes, start }) =>
    isLedByNumber(bytes) || hexStyleOf(bytes) !== undefined || !isJoined(bytes.subarray(start))
      ? undefined
      : { reader: () => new Joined() },
  reader: () => new Joined(),
};

/**
 * Whether a line can be nothing but a joined frame. Without a marker in it, a row of a table of numbers may look like one:
 * `2971.93` begins as a code does, and so do `20240501` and `1999`. Then all that stands between separators must be an item, none
 * begin with a point or be a date, and most be items that there are, of one record.
 */
export function isJoined(line: Uint8Array): boolean {
  const joint = jointOf(line);
  if (joint === undefined) return false;
  const { parts } = joint;
  if (parts.some(({ start }) => isMarker(line, start))) return true;
  const isWhole = (start: number, end: number): boolean =>
    isCode(line, start) && line[start + 4] !== POINT && !line.subarray(start, end).some(isSeparator);
  return (
    parts.every(({ start, end }) => isWhole(start, end)) &&
    areItems(line, parts) &&
    areKnown(codesOf(line, parts))
  );
}

/** Year, month and day in a row, and maybe the time. */
const DATE = /^(?:19[7-9]\d|20\d\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{4}|\d{6})?$/;

/** Whether parts without a marker may be items, and are no columns of a table. */
function areItems(line: Uint8Array, parts: readonly Part[]): boolean {
  const texts = parts.map((part) => textOf(line, part));
  // `0108,3650`: a code and its value in two columns.
  if (texts.length === 2 && texts[0]!.length === 4) return false;
  // The head of a table may name its columns by their codes.
  if (texts.every((text) => text.length === 4)) return false;
  return !texts.some((text) => DATE.test(text)) && new Set(codesOf(line, parts)).size === parts.length;
}

const textOf = (line: Uint8Array, { start, end }: Part): string =>
  Buffer.from(line.buffer, line.byteOffset + start, end - start).toString("latin1");

const codesOf = (line: Uint8Array, parts: readonly Part[]): Code[] =>
  parts.map(({ start }) => Number(textOf(line, { start, end: start + 4 })));

/** Most are items of the catalog, and most of the record of the first. */
function areKnown(codes: readonly Code[]): boolean {
  const known = codes.filter((code) => itemByCode(code) !== undefined);
  const first = recordOf(codes[0]!);
  const together = codes.filter((code) => recordOf(code) === first);
  return known.length * 2 > codes.length && together.length * 2 >= codes.length;
}

function jointOf(bytes: Uint8Array): Joint | undefined {
  let end = bytes.length;
  while (end > 0 && (isLineEnd(bytes[end - 1]) || isBlank(bytes[end - 1]))) end--;
  const first = skip(bytes, 0, end);
  if (!isMarker(bytes, first) && !isCode(bytes, first)) return undefined;
  const quote = first > 0 && isQuote(bytes[first - 1]) ? bytes[first - 1] : undefined;
  let last = beforeBlanks(bytes, end);
  if (quote !== undefined && bytes[last - 1] === quote) last = beforeBlanks(bytes, last - 1);
  const parts: Part[] = [];
  const isEnd = ({ start }: Part): boolean => bytes[start] === BANG && isMarker(bytes, start);
  let separator: number | undefined;
  let items = 0;
  for (let start = first; start < last; ) {
    if (isMarker(bytes, start)) {
      parts.push({ start, end: start + 2 });
      start = skip(bytes, start + 2, last);
      if (isSeparator(bytes[parts.at(-1)!.end])) separator ??= bytes[parts.at(-1)!.end];
      continue;
    }
    if (isCode(bytes, start)) items++;
    const found = partEnd(bytes, start, last, separator);
    separator ??= found.separator;
    parts.push({ start, end: found.end });
    start = found.next;
  }
  // A frame begins a line, or behind another one: before that stands no item, and what looks like one is a number.
  const opensBehindItem = parts.some(
    ({ start }, i) => i > 0 && bytes[start] === AMPERSAND && isMarker(bytes, start) && !isEnd(parts[i - 1]!),
  );
  const isJoined = items >= 1 && parts.length >= 2 && (separator ?? quote) !== undefined && !opensBehindItem;
  return isJoined ? { parts, quote } : undefined;
}

/** Before blanks and separators. */
function beforeBlanks(bytes: Uint8Array, to: number): number {
  let at = to;
  while (at > 0 && (isSeparator(bytes[at - 1]) || isBlank(bytes[at - 1]))) at--;
  return at;
}

/** Past blanks, quotes and separators. */
function skip(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && (isBlank(bytes[at]) || isQuote(bytes[at]) || isSeparator(bytes[at]))) at++;
  return at;
}

/** Where the item at `start` ends, and the next part begins. The first separator of a line is that of all its parts. */
function partEnd(
  bytes: Uint8Array,
  start: number,
  to: number,
  known: number | undefined,
): { end: number; next: number; separator: number | undefined } {
  for (let at = start + 4; at < to; at++) {
    const byte = bytes[at];
    if (byte === BANG && endsFrame(bytes, at, to)) return { end: at, next: at, separator: undefined };
    if (known === undefined ? !isSeparator(byte) : byte !== known) continue;
    // Right behind the code a tab parts it from its value.
    if (byte === TAB && at === start + 4) continue;
    let next = at + 1;
    while (next < to && (isBlank(bytes[next]) || isQuote(bytes[next]))) next++;
    if (!isMarker(bytes, next) && !isCode(bytes, next)) continue;
    let end = at;
    if (end > start + 4 && isQuote(bytes[end - 1]) && bytes[end - 1] === bytes[next - 1]) end--;
    return { end, next, separator: byte };
  }
  return { end: to, next: to, separator: undefined };
}

/** Whether `!!` stands at `at` right behind a value, with nothing behind it but the next frame. */
function endsFrame(bytes: Uint8Array, at: number, to: number): boolean {
  if (bytes[at + 1] !== BANG || at + 1 >= to) return false;
  const next = skip(bytes, at + 2, to);
  return next >= to || (bytes[next] === AMPERSAND && bytes[next + 1] === AMPERSAND);
}

/** Writes a part's bytes. Within quotes a doubled quote, or one behind a backslash, is a quote. */
function writePart(
  bytes: Uint8Array,
  start: number,
  end: number,
  quote: number | undefined,
  at: number,
  output: Output,
): void {
  let run = start;
  for (let i = start; quote !== undefined && i + 1 < end; i++) {
    const escaped = bytes[i + 1] === quote && (bytes[i] === quote || bytes[i] === BACKSLASH);
    if (!escaped) continue;
    output.copy(bytes.subarray(run, i), at + run);
    output.put(quote, at + i, 2);
    run = i + 2;
    i++;
  }
  output.copy(bytes.subarray(run, end), at + run);
}
