/**
 * Frames as JSON, an object or a list a line, or all of them in one list; and as Python writes its lists. What matters
 * is found wherever it stands: an object whose keys are codes, a list of objects with a code and a value, a list of
 * item lines, or the text of a whole frame; and beside it when it arrived.
 */

import { momentIn, type ToOutput } from "../bytes/moment.js";
import { isBracketAlone, JsonParts } from "./json-parts.js";
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

  passOver(): void {
    this.#parts.passOver();
  }

  read(bytes: Uint8Array, at: number, output: Output): boolean {
    const first = skipSpace(bytes, 0);
    if (isBracketAlone(bytes, first)) return true;
    if (bytes[first] !== 123 && bytes[first] !== 91) return false;
    const value = valueIn(bytes);
    if (value === undefined) return false;
    const read = this.#read(new Unit(bytes, at, output), value, 0, bytes.length);
    output.tell(undefined);
    return read;
  }

  /** Reads what stands in [from, to) of the unit. */
  #read(unit: Unit, value: Value, from: number, to: number): boolean {
    const frame = frameIn(unit, value, 0);
    if (frame === undefined) {
      const list = framesIn(unit, value, 0);
      return list !== undefined && this.#readAll(unit, list, from, to);
    }
    unit.output.tell(value.kind === "entries" ? this.#arrivalIn(unit, value) : undefined);
    writeFrame(unit, frame, from, to);
    return true;
  }

  /** A list of frames; what is none among them is passed on. */
  #readAll(unit: Unit, { items }: List, from: number, to: number): boolean {
    for (const [i, item] of items.entries()) {
      const next = items[i + 1];
      const end = next === undefined ? to : startOf(next);
      if (this.#read(unit, item, i === 0 ? from : startOf(item), end)) continue;
      unit.output.tell(undefined);
      writeLine(unit, { place: startOf(item), end: outerEnd(item) });
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
  const lines =
    kind === "codes"
      ? value.entries.flatMap(([key, item]) => lineOfEntry(unit, key, item) ?? [])
      : value.items.map((item) => lineOfItem(unit, item));
  const has = (marker: string) =>
    kind === "lines" && value.items.some((item) => startsWith(unit, item, marker));
  const opens = has("&&");
  if (!opens) output.open(at + from, at + (lines[0]?.place ?? startOf(value)));
  for (const line of lines) writeLine(unit, line);
  if (!opens && !has("!!")) output.close(at + to);
}

const startsWith = (unit: Unit, item: Value, marker: string): boolean =>
  item.kind === "text" && unit.text(item).slice(0, 16).trimStart().startsWith(marker);

/** A line of a frame: a code with its value, a line as it was sent, or what is neither and says so. */
interface Line {
  /** Its first byte, as far as no other one stands for that. */
  readonly place: number;
  readonly end: number;
  readonly digits?: string;
  readonly value?: Value;
}

/** `"0108": "650.4"`. Beside codes the moment of arrival is no item; any other key makes a line that is none. */
function lineOfEntry(unit: Unit, key: Text | Word, value: Value): Line | undefined {
  const digits = codeOf(unit, key);
  const end = outerEnd(value);
  // Three digits stand with the quote before them, or whatever is there, for four.
  if (digits !== undefined) return { place: key.end - digits.length, end, digits, value };
  return ARRIVALS.has(unit.text(key).toLowerCase()) ? undefined : { place: startOf(key), end };
}

/** `{"code": "0108", "value": "650.4"}`, or the line itself. */
function lineOfItem(unit: Unit, item: Value): Line {
  const end = outerEnd(item);
  if (item.kind === "text") return { place: item.start, end, value: item };
  if (item.kind !== "entries") return { place: startOf(item), end };
  const code = item.entries.find(([key, value]) => isCodeEntry(unit, key, value))?.[1] as
    | Text
    | Word
    | undefined;
  const value = item.entries.find(([key]) => VALUES.has(unit.text(key).toLowerCase()))?.[1];
  if (code === undefined || value === undefined) return { place: item.start, end };
  const digits = codeOf(unit, code)!;
  // What comes first in the source has the earlier place: a code behind its value takes up that of the bracket and the key.
  const place = code.start < startOf(value) ? code.end - digits.length : item.start;
  return { place, end: outerEnd(value), digits, value };
}

function writeLine(unit: Unit, { place, end, digits, value }: Line): void {
  const { at, output, bytes } = unit;
  const start = Math.max(at + place, output.free);
  if (value === undefined || (digits !== undefined && start + digits.length > at + value.start)) {
    writeAsIs(unit, start - at, end);
    output.endLine(at + end, at + bytes.length);
    return;
  }
  for (let i = 0; i < (digits?.length ?? 0); i++) output.put(digits!.charCodeAt(i), start + i);
  if (value.kind === "text") writeText(bytes, value.start, value.end, at, output);
  else if (value.kind !== "word") writeAsIs(unit, value.start, value.end);
  else if (!isNothing(unit, value)) output.copy(bytes.subarray(value.start, value.end), at + value.start);
  // For the quote, or whatever follows the value.
  output.endLine(at + value.end, at + bytes.length);
}

const isNothing = (unit: Unit, value: Word): boolean => /^(null|None)$/.test(unit.text(value));

/** Its line ends become blanks. */
function writeAsIs({ at, output, bytes }: Unit, from: number, to: number): void {
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
