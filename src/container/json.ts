/**
 * Frames as JSON, an object or a list a line, or all of them in one list; and as Python writes its lists. What matters
 * is found wherever it stands: an object whose keys are codes, a list of objects with a code and a value, a list of
 * item lines, or the text of a whole frame; and beside it when it arrived.
 */

import { isBracketAlone, JsonParts } from "./json-parts.js";
import { momentIn, type ToOutput } from "./moment.js";
import type { Output } from "./output.js";
import { writeText } from "./text.js";
import type { UnitReader } from "./units.js";
import {
  type Entries,
  type List,
  outerEnd,
  skipSpace,
  type Text,
  type Value,
  valueIn,
  type Word,
} from "./value.js";

const ARRIVALS = new Set([
  "received_at",
  "receivedat",
  "received",
  "timestamp",
  "@timestamp",
  "time",
  "ts",
  "arrived_at",
  "arrivedat",
  "arrival",
]); // prettier-ignore
const CODES = new Set(["code", "id", "identifier", "item"]);
const VALUES = new Set(["value", "val", "v", "data"]);
/** How deep a frame is looked for. */
const DEEPEST = 4;

/** Bytes of a unit. */
class Bytes {
  constructor(readonly bytes: Uint8Array) {}

  text({ start, end }: { readonly start: number; readonly end: number }): string {
    return Buffer.from(this.bytes.buffer, this.bytes.byteOffset + start, end - start).toString("latin1");
  }
}

/** A unit that begins at byte `at` of the input, and is to be written. */
class Unit extends Bytes {
  constructor(
    bytes: Uint8Array,
    readonly at: number,
    readonly output: Output,
  ) {
    super(bytes);
  }
}

/** What a frame was sent as. */
type Frame =
  | { readonly kind: "codes"; readonly value: Entries }
  | { readonly kind: "pairs" | "lines"; readonly value: List }
  | { readonly kind: "text"; readonly value: Text };

export class Json implements UnitReader {
  readonly #toOutput: ToOutput;
  readonly #parts = new JsonParts();

  constructor(toOutput: ToOutput) {
    this.#toOutput = toOutput;
  }

  endOf(bytes: Uint8Array, from: number, _searched: number, last: boolean): number | undefined {
    return this.#parts.endOf(bytes, from, last);
  }

  read(bytes: Uint8Array, at: number, output: Output): boolean {
    const first = skipSpace(bytes, 0);
    if (isBracketAlone(bytes, first)) return true;
    if (bytes[first] !== 123 && bytes[first] !== 91) return false;
    const value = valueIn(bytes);
    if (value === undefined) return false;
    return this.#read(new Unit(bytes, at, output), value, 0, bytes.length);
  }

  /** Reads what stands in [from, to) of the unit. */
  #read(unit: Unit, value: Value, from: number, to: number): boolean {
    const frame = frameIn(unit, value, 0);
    if (frame === undefined) {
      const list = framesIn(unit, value, 0);
      return list !== undefined && this.#readAll(unit, list, from, to);
    }
    unit.output.arrive(value.kind === "entries" ? this.#arrivalIn(unit, value) : undefined);
    writeFrame(unit, frame, from, to);
    return true;
  }

  /** A list of frames; what is none among them is passed on. */
  #readAll(unit: Unit, { items }: List, from: number, to: number): boolean {
    for (const [i, item] of items.entries()) {
      const next = items[i + 1];
      const end = next === undefined ? to : startOf(next);
      if (this.#read(unit, item, i === 0 ? from : startOf(item), end)) continue;
      unit.output.arrive(undefined);
      writeRest(unit, startOf(item), outerEnd(item));
    }
    return true;
  }

  #arrivalIn(unit: Unit, { entries }: Entries): number | undefined {
    for (const [key, value] of entries) {
      if (value.kind !== "text" && value.kind !== "word") continue;
      if (!ARRIVALS.has(unit.text(key).toLowerCase())) continue;
      const moment = momentIn(unit.text(value), this.#toOutput);
      if (moment !== undefined) return moment;
    }
    return undefined;
  }
}

const startOf = (value: Value): number => (value.kind === "text" ? value.start - 1 : value.start);

// -- Finding ---------------------------------------------------------------------------------------------------

function frameIn(unit: Bytes, value: Value, depth: number): Frame | undefined {
  if (depth > DEEPEST) return undefined;
  if (value.kind === "entries") {
    if (value.entries.some(([key]) => codeOf(unit, key) !== undefined)) return { kind: "codes", value };
    for (const [, inner] of value.entries) {
      const found = frameIn(unit, inner, depth + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (value.kind === "list") {
    if (value.items.some((item) => item.kind === "entries" && isPair(unit, item)))
      return { kind: "pairs", value };
    if (value.items.some((item) => isLine(unit, item))) return { kind: "lines", value };
    return undefined;
  }
  return value.kind === "text" && /^\s{0,9}&&/.test(unit.text(value).slice(0, 12))
    ? { kind: "text", value }
    : undefined;
}

/** The list of frames that a value is or holds. */
function framesIn(unit: Bytes, value: Value, depth: number): List | undefined {
  if (depth > DEEPEST) return undefined;
  if (value.kind === "list")
    return value.items.some((item) => frameIn(unit, item, 0) !== undefined) ? value : undefined;
  if (value.kind !== "entries") return undefined;
  for (const [, inner] of value.entries) {
    const found = framesIn(unit, inner, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The digits of a code: four, or three that have lost their zero. */
function codeOf(unit: Bytes, key: Text | Word): string | undefined {
  if (key.end - key.start < 3 || key.end - key.start > 4) return undefined;
  const digits = unit.text(key).padStart(4, "0");
  return /^(?!00)\d\d(?!00)\d\d$/.test(digits) ? digits : undefined;
}

const isPair = (unit: Bytes, { entries }: Entries): boolean =>
  entries.some(([key, value]) => isCodeEntry(unit, key, value));

const isCodeEntry = (unit: Bytes, key: Text | Word, value: Value): value is Text | Word =>
  (value.kind === "text" || value.kind === "word") &&
  CODES.has(unit.text(key).toLowerCase()) &&
  codeOf(unit, value) !== undefined;

const isLine = (unit: Bytes, item: Value): boolean =>
  item.kind === "text" && /^\s{0,9}(&&|!!|(?!00)\d\d(?!00)\d\d)/.test(unit.text(item).slice(0, 16));

// -- Writing ---------------------------------------------------------------------------------------------------

function writeFrame(unit: Unit, { kind, value }: Frame, from: number, to: number): void {
  const { at, output } = unit;
  if (kind === "text") {
    writeLines(unit, value);
    return;
  }
  const own = kind === "lines" && value.items.some((item) => startsWith(unit, item, "&&"));
  if (!own) output.open(at + from, at + startOf(value) + 2);
  if (kind === "codes") for (const [key, item] of value.entries) writeEntry(unit, key, item);
  else for (const item of value.items) writeItem(unit, item);
  const closed = own || (kind === "lines" && value.items.some((item) => startsWith(unit, item, "!!")));
  if (!closed) output.close(at + to);
}

const startsWith = (unit: Unit, item: Value, marker: string): boolean =>
  item.kind === "text" && unit.text(item).slice(0, 16).trimStart().startsWith(marker);

/** `"0108": "650.4"`. Beside codes the moment of arrival is no item; any other key makes a line that says so. */
function writeEntry(unit: Unit, key: Text | Word, value: Value): void {
  const digits = codeOf(unit, key);
  if (digits === undefined && ARRIVALS.has(unit.text(key).toLowerCase())) return;
  if (digits === undefined) writeRest(unit, startOf(key), outerEnd(value));
  else writeCoded(unit, digits, key, value);
}

/** `{"code": "0108", "value": "650.4"}`, or the line itself. */
function writeItem(unit: Unit, item: Value): void {
  if (item.kind === "text") {
    writeText(unit.bytes, item.start, item.end, unit.at, unit.output);
    endLine(unit, item);
    return;
  }
  if (item.kind === "entries") {
    const coded = item.entries.find(([key, value]) => isCodeEntry(unit, key, value));
    const valued = item.entries.find(([key]) => VALUES.has(unit.text(key).toLowerCase()));
    if (coded !== undefined && valued !== undefined) {
      const [, code] = coded as [Text, Text | Word];
      const [key, value] = valued;
      // What comes first in the source has the earlier place: a code behind its value takes up that of the value's key.
      const place = code.start < startOf(value) ? code : { ...key, start: item.start, end: item.start };
      writeCoded(unit, codeOf(unit, code)!, place, value);
      return;
    }
  }
  writeRest(unit, startOf(item), outerEnd(item));
}

function writeCoded(unit: Unit, digits: string, place: Text | Word, value: Value): void {
  const { at, output } = unit;
  const start = Math.max(at + place.end - digits.length, output.free);
  for (let i = 0; i < digits.length; i++) output.put(digits.charCodeAt(i), start + i);
  if (value.kind === "text") writeText(unit.bytes, value.start, value.end, at, output);
  else if (value.kind !== "word") writeRestOfLine(unit, value.start, value.end);
  else if (!isNothing(unit, value))
    output.copy(unit.bytes.subarray(value.start, value.end), at + value.start);
  endLine(unit, value);
}

const isNothing = (unit: Unit, value: Word): boolean => /^(null|None)$/.test(unit.text(value));

/** The line end for an item, which stands for the quote or what else follows its value. */
function endLine({ at, output, bytes }: Unit, value: Value): void {
  output.endLine(at + value.end, at + bytes.length);
}

/** What is no item, as a line of its own. */
function writeRest(unit: Unit, from: number, to: number): void {
  writeRestOfLine(unit, from, to);
  unit.output.endLine(unit.at + to, unit.at + unit.bytes.length);
}

/** Its line ends become blanks. */
function writeRestOfLine({ at, output, bytes }: Unit, from: number, to: number): void {
  for (let i = from; i < to; i++) output.put(bytes[i] === 10 || bytes[i] === 13 ? 32 : bytes[i]!, at + i);
}

/** The text of a whole frame, whose escaped line ends are those of its lines. */
function writeLines({ bytes, at, output }: Unit, { start, end }: Text): void {
  let from = start;
  for (let i = start; i < end; i++) {
    if (bytes[i] !== 92) continue;
    const letter = bytes[i + 1];
    if (letter === 110 || letter === 114) {
      writeText(bytes, from, i, at, output);
      output.put(letter === 110 ? 10 : 13, at + i, 2);
      from = i + 2;
    }
    i++;
  }
  writeText(bytes, from, end, at, output);
  output.endLine(at + end, at + end + 1);
}

/** Whether a value is a frame, or a list of some. */
export function isFrame(bytes: Uint8Array, value: Value): boolean {
  const read = new Bytes(bytes);
  return frameIn(read, value, 0) !== undefined || framesIn(read, value, 0) !== undefined;
}
