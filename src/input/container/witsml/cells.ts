/**
 * Cells of a row as lines: a code and the text as it stands. Each line stands for the value and the delimiter behind it; the time of a row
 * becomes a date and a time of day.
 */
import type { Curve, LogHead } from "../../../witsml/read/log.js";
import type { Stretch } from "../../../witsml/read/taker.js";
import type { Columns } from "./columns.js";
import type { Lines } from "./lines.js";
import { isPlainUtc, timeIn } from "./time-text.js";

const LF = 10;
const BLANK = 32;
const QUESTION = 63;
const CAPITAL_N = 78;
const SMALL_N = 110;
const SMALL_A = 97;
const ZERO = 48;

/** `2016-09-29T00:11:38`: YYMMDD and hhmmss. */
const DATE_DIGITS = [2, 3, 5, 6, 8, 9] as const;
const TIME_DIGITS = [11, 12, 14, 15, 17, 18] as const;

/** Bytes of a date and the T behind it, and of the line of a date. */
export const DATE_WIDTH = 11;

/** How a column is written. */
interface Cell {
  /** Of the four digits; 0 where the column is no item. */
  readonly code: number;
  /** What is no value in it, where decoders would not see that. */
  readonly nullText: string | undefined;
  readonly isText: boolean;
}

/** What a column holds: the time of rows, nothing that is an item, values, or values of which some are the log's own null. */
export type CellKind = "time" | "none" | "value" | "nulled";

export const codeDigits = (code: number): Uint8Array =>
  Buffer.from(code.toString().padStart(4, "0"), "latin1");

export class Cells {
  readonly #lines: Lines;
  /** Null values that decoders know. */
  readonly #nulls: ReadonlySet<number>;
  #cells: readonly Cell[] = [];
  #curves: LogHead["curves"] = [];
  #kinds: readonly CellKind[] = [];
  /** Four bytes a column. */
  #digits = new Uint8Array(0);
  #time = -1;
  #date = new Uint8Array(4);
  #timeOfDay = new Uint8Array(4);
  #depth = new Uint8Array(0);
  #depthColumn = -1;
  /** Whether times say their zone, by the first of the source. */
  #zoned: boolean | undefined;

  constructor(lines: Lines, nulls: readonly (number | string)[]) {
    this.#lines = lines;
    this.#nulls = new Set(nulls.map(Number));
  }

  /** Rows that come have these columns. */
  begin({ curves, index }: LogHead, { codes, time, date, depth }: Columns): void {
    this.#curves = curves;
    this.#cells = curves.map(({ type, nullValue }, column) => {
      const isText = type === "text" || type === "time";
      const number = Number(nullValue);
      const known = !isText && (nullValue === undefined || this.#nulls.has(number));
      return { code: codes[column]!, nullText: known ? undefined : nullValue, isText };
    });
    this.#digits = new Uint8Array(4 * curves.length);
    for (const [column, code] of codes.entries()) this.#digits.set(codeDigits(code), 4 * column);
    this.#kinds = this.#cells.map(({ code, nullText }, column) => {
      if (column === time) return "time";
      return code === 0 ? "none" : nullText === undefined ? "value" : "nulled";
    });
    this.#time = time ?? -1;
    this.#depth = Uint8Array.from(codeDigits(depth));
    this.#depthColumn = depth === 0 ? -1 : (index ?? -1);
    this.dated(date);
  }

  /** Times that come have this code of a date. */
  dated(date: number): void {
    this.#date = Uint8Array.from(codeDigits(date));
    this.#timeOfDay = Uint8Array.from(codeDigits(date + 1));
  }

  get columns(): number {
    return this.#cells.length;
  }

  /** That of a column; undefined beyond the last. */
  curve(column: number): Curve | undefined {
    return this.#curves[column];
  }

  /** What each column holds. */
  get kinds(): readonly CellKind[] {
    return this.#kinds;
  }

  /** That of the depth that is an index; -1 where there is none. */
  get depthColumn(): number {
    return this.#depthColumn;
  }

  /** Puts the four digits of a column's code. */
  putCode(column: number, at: number): void {
    const out = this.#lines.bytes;
    const digits = this.#digits;
    const first = 4 * column;
    out[at] = digits[first]!;
    out[at + 1] = digits[first + 1]!;
    out[at + 2] = digits[first + 2]!;
    out[at + 3] = digits[first + 3]!;
  }

  /** Puts the line of a depth, which stands at [begun, end), behind itself, as that of the hole; answers where it ends. */
  putDepth(out: Uint8Array, begun: number, end: number): number {
    let to = putDigits(out, end, this.#depth);
    for (let i = begun + 4; i < end; i++) out[to++] = out[i]!;
    return to;
  }

  /** Whether nothing but a number or a text stands in it. */
  isPlain(column: number): boolean {
    return column < this.#cells.length && column !== this.#time;
  }

  /** The value from `from` on, up to the delimiter, which is answered; written as it is looked for. */
  plain(
    bytes: Uint8Array,
    from: number,
    to: number,
    column: number,
    base: number,
    delimiter: number,
  ): number {
    const lines = this.#lines;
    const out = lines.bytes;
    const begun = lines.length;
    const first = begun + 4;
    let at = from;
    while (at < to && bytes[at]! <= BLANK && bytes[at] !== delimiter) at++;
    let length = first;
    for (; at < to; at++) {
      const byte = bytes[at]!;
      if (byte === delimiter) break;
      out[length++] = Math.max(byte, BLANK);
    }
    while (length > first && out[length - 1] === BLANK) length--;
    if (length === first) return at;
    const { code, nullText } = this.#cells[column]!;
    if (code === 0) return at;
    lines.digits(this.#digits, 4 * column);
    const sign = out[first];
    // NaN, or what the log says is no value.
    if (
      (sign === CAPITAL_N || sign === SMALL_N || nullText !== undefined) &&
      this.isNull(column, first, length)
    )
      length = first;
    lines.length = length;
    lines.endLine(begun, base + from, at - from + (at < to ? 1 : 0));
    if (column === this.#depthColumn) lines.again(begun, this.#depth);
    return at;
  }

  /** A cell anywhere: the time, one beyond the columns, one with places of its own. */
  cell(row: Stretch, from: number, to: number, column: number): void {
    const { bytes } = row;
    let start = from;
    let end = to;
    while (start < end && bytes[start]! <= BLANK) start++;
    while (end > start && bytes[end - 1]! <= BLANK) end--;
    if (start === end) return;
    const width = to - from + 1;
    if (column === this.#time) this.moment(row, start, end, width);
    else if (column >= this.#cells.length) this.foreign(row, start, end, width);
    else if (this.#cells[column]!.code !== 0) {
      const lines = this.#lines;
      const begun = lines.length;
      lines.digits(this.#digits, 4 * column);
      const first = lines.length;
      copyText(lines, bytes, start, end);
      if (this.isNull(column, first, lines.length)) lines.length = first;
      lines.endLine(begun, placeOf(row, start), widthOf(row, start, end, width));
      if (column === this.#depthColumn) lines.again(begun, this.#depth);
    }
  }

  /** A value that its column cannot hold, as it stands. */
  refuse(row: Stretch, from: number, to: number, column: number): void {
    if (this.#kinds[column] !== "none") this.foreign(row, from, to, to - from + 1);
  }

  /** A value that no column is for: a line without a code, which is rejected. */
  foreign(row: Stretch, from: number, to: number, width: number): void {
    const lines = this.#lines;
    const begun = lines.length;
    lines.bytes[lines.length++] = QUESTION;
    copyText(lines, row.bytes, from, to);
    lines.endLine(begun, placeOf(row, from), widthOf(row, from, to, width));
  }

  /** The date and the time of a row. */
  moment(row: Stretch, from: number, to: number, width: number): void {
    const { bytes } = row;
    const lines = this.#lines;
    const place = placeOf(row, from);
    const wide = widthOf(row, from, to, width);
    if (this.#plainMoment(bytes, from, to, place, wide)) return;
    // Of the two lines, the first stands for the date and the T behind it.
    const half = Math.min(DATE_WIDTH, wide);
    const dateBegun = lines.length;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString("latin1");
    const time = timeIn(text);
    if (time !== undefined) this.#zoned ??= time.zoned;
    if (time === undefined || time.zoned !== this.#zoned) {
      lines.digits(this.#timeOfDay);
      // Not as a time of day that it is not: a sign that no time has.
      lines.text(Buffer.from(`${text.replace(/\p{Cc}/gu, " ")}?`, "latin1"));
      lines.endLine(dateBegun, place, wide);
      return;
    }
    lines.digits(this.#date);
    lines.text(Buffer.from(time.date));
    lines.endLine(dateBegun, place, half);
    const timeBegun = lines.length;
    lines.digits(this.#timeOfDay);
    lines.text(Buffer.from(time.time));
    lines.endLine(timeBegun, place + half, wide - half);
  }

  #plainMoment(bytes: Uint8Array, from: number, to: number, place: number, wide: number): boolean {
    const lines = this.#lines;
    const begun = lines.length;
    const end = this.putMoment(lines.bytes, begun, bytes, from, to);
    if (end === 0) return false;
    const half = Math.min(DATE_WIDTH, wide);
    lines.place(DATE_WIDTH, place, half, true);
    lines.place(end - begun - DATE_WIDTH, place + half, wide - half, true);
    lines.length = end;
    return true;
  }

  /** Puts the two lines of a time that is spelled in the usual way; answers where they end, or 0 of another one. */
  putMoment(out: Uint8Array, begun: number, bytes: Uint8Array, from: number, to: number): number {
    if (this.#zoned === false || !isPlainUtc(bytes, from, to)) return 0;
    this.#zoned = true;
    let end = putDigits(out, begun, this.#date);
    for (let i = 0; i < DATE_DIGITS.length; i++) out[end++] = bytes[from + DATE_DIGITS[i]!]!;
    out[end++] = LF;
    end = putDigits(out, end, this.#timeOfDay);
    for (let i = 0; i < TIME_DIGITS.length; i++) out[end++] = bytes[from + TIME_DIGITS[i]!]!;
    let last = to - 1;
    while (last > from + 20 && bytes[last - 1] === ZERO) last--;
    if (last > from + 20) for (let i = from + 19; i < last; i++) out[end++] = bytes[i]!;
    out[end++] = LF;
    return end;
  }

  /** Whether the value of a column that stands in bytes [from, to) of the lines is none. */
  isNull(column: number, from: number, to: number): boolean {
    const { nullText, isText } = this.#cells[column]!;
    const out = this.#lines.bytes;
    if (!isText && to - from === 3 && (out[from]! | 32) === SMALL_N && (out[from + 1]! | 32) === SMALL_A)
      return true;
    if (nullText === undefined) return false;
    const text = Buffer.from(out.buffer, from, to - from).toString("utf8");
    return text === nullText || (!isText && text.trim() !== "" && Number(text) === Number(nullText));
  }
}

function putDigits(out: Uint8Array, at: number, digits: Uint8Array): number {
  for (let i = 0; i < 4; i++) out[at + i] = digits[i]!;
  return at + 4;
}

/** A text in one line: what is no sign is a blank. */
function copyText(lines: Lines, bytes: Uint8Array, from: number, to: number): void {
  const out = lines.bytes;
  let length = lines.length;
  for (let i = from; i < to; i++) out[length++] = Math.max(bytes[i]!, BLANK);
  lines.length = length;
}

/** Where a cell stands. */
const placeOf = ({ base, places, from, end }: Stretch, start: number): number =>
  places === undefined ? base + start : (places[start - from] ?? end);

/** The bytes that are its own, of which `width` are in the row. */
function widthOf({ base, places, from, end }: Stretch, start: number, to: number, width: number): number {
  if (places === undefined) return Math.min(width, end - base - start);
  const first = places[start - from] ?? end;
  const last = places[to - from] ?? (places[to - 1 - from] ?? first) + 1;
  return first === last || places[0] === places.at(-1) ? Math.max(0, end - first) : last - first;
}

/** A cell of a row whose bytes stood otherwise in the document: all of it at one place. */
export const standing = (cell: Uint8Array, place: number, end: number): Stretch => ({
  bytes: cell,
  from: 0,
  to: cell.length,
  base: 0,
  places: new Float64Array(cell.length).fill(place),
  start: place,
  end,
});
