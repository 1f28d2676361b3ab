/**
 * Rows of a log as bytes, in one buffer for one document after the other. No number and no row becomes a string: of 163 MB of rows the strings
 * took 1.9 s, and the collector half as long again to take them away. Four of five values are what they were in the row before, and stand
 * in stretches: such a stretch is copied from there, whole.
 */
import { grownTo } from "../../arrays/growing.js";
import type { RowNotation } from "../../witsml/log.js";
import { LONGEST_NUMBER, putAscii, putNumber } from "../number-bytes.js";

/** A column that has values. */
export interface Cells {
  /** NaN where there is none, Infinity where the text tells an integer that no float64 holds; undefined of texts. */
  readonly numbers: Float64Array | undefined;
  readonly texts: readonly (string | undefined)[] | undefined;
}

export interface RowIndexBytes {
  /** The longest, and the bytes around it. */
  readonly longest: number;
  /** Puts the index of a row; answers where it ends. */
  put(bytes: Uint8Array, at: number, row: number): number;
}

/** What stands for null in documents of 1.x besides an empty text: the first that is no value of the part. */
export const NULLS = [-999.25, -9999.25, -99_999.25, -999_999.25];
const GREATEST_NULL = NULLS[0]!;

/** Shorter stretches are copied byte by byte: a call takes as long as some thirty of them. */
const CALL = 32;

const bytesOf = (text: string): Uint8Array => Buffer.from(text);

export class RowBytes {
  readonly #notation: RowNotation;
  readonly #parts: Readonly<
    Record<"begin" | "open" | "afterIndex" | "none" | "close" | "between" | "end", Uint8Array>
  >;
  #bytes = new Uint8Array(1 << 16);
  #at = 0;
  #delimiter = ",";
  #columns: readonly Cells[] = [];
  /** Where the cell of each column stands in the row that was written last, its delimiter with it; behind them where that row's cells end. */
  #starts = new Int32Array(1);
  /** The row whose cells stand there; -1 where there is none. */
  #before = -1;
  #rows = 0;
  /** What a row takes but for its texts. */
  #reserve = 0;
  #written = 0;
  #nulls = new Set<number>();

  constructor(notation: RowNotation) {
    this.#notation = notation;
    const { begin, open, afterIndex, none, close, between, end } = notation;
    this.#parts = {
      begin: bytesOf(begin),
      open: bytesOf(open),
      afterIndex: bytesOf(afterIndex),
      none: bytesOf(none),
      close: bytesOf(close),
      between: bytesOf(between),
      end: bytesOf(end),
    };
  }

  /** Rows that come are those of another document. */
  begin(columns: readonly Cells[], delimiter: string, index: RowIndexBytes): void {
    const { begin, open, afterIndex, none, close, between, end } = this.#parts;
    this.#columns = columns;
    this.#delimiter = delimiter;
    this.#starts = new Int32Array(columns.length + 1);
    this.#before = -1;
    this.#rows = 0;
    this.#written = 0;
    this.#nulls = new Set();
    const around =
      open.length + afterIndex.length + close.length + between.length + end.length + index.longest;
    this.#reserve = around + columns.length * (1 + Math.max(LONGEST_NUMBER, none.length));
    this.#at = put(this.#bytes, 0, begin);
  }

  /** Writes a row. `empty`: it has no value, and is not written; `full`: no more than that many bytes may be in a document, and it is not either. */
  row(row: number, index: RowIndexBytes): "written" | "empty" | "full" {
    const { open, afterIndex, close, between } = this.#parts;
    const start = this.#at;
    this.#room(start, this.#reserve);
    let at = this.#rows === 0 ? start : put(this.#bytes, start, between);
    at = index.put(this.#bytes, put(this.#bytes, at, open), row);
    at = put(this.#bytes, at, afterIndex);
    const end = this.#cells(at, row);
    if (end < 0) {
      // What stood in the row before is known no more.
      this.#before = -1;
      return "empty";
    }
    const length = end + close.length - start;
    if (this.#written + length > this.#notation.most && this.#rows > 0) return "full";
    this.#at = put(this.#bytes, end, close);
    this.#written += length;
    this.#before = row;
    this.#rows++;
    return "written";
  }

  /** All of the document; it holds until the next one begins. */
  end(): Uint8Array {
    return this.#bytes.subarray(0, put(this.#bytes, this.#at, this.#parts.end));
  }

  /** What no value of the document is. */
  get nullValue(): number | undefined {
    return NULLS.find((value) => !this.#nulls.has(value));
  }

  /** Puts a row's cells; answers where they end, or less than nothing where none has a value. */
  #cells(from: number, row: number): number {
    const columns = this.#columns;
    const before = this.#before;
    const starts = this.#starts;
    const none = this.#parts.none;
    const delimiter = this.#delimiter.charCodeAt(0);
    // Behind an index that is put apart no delimiter stands.
    const first = this.#parts.afterIndex.length > 0 ? 0 : -1;
    let at = from;
    let any = false;
    /** The first column of those that are what they were; -1 where the one before is not. */
    let same = -1;
    for (let i = 0; i < columns.length; i++) {
      const { numbers, texts } = columns[i]!;
      const value = numbers === undefined ? Number.NaN : numbers[row]!;
      if (!any) any = !Number.isNaN(value) || texts?.[row] !== undefined;
      if (before >= 0) {
        const old = numbers === undefined ? Number.NaN : numbers[before]!;
        // 0 and -0 are equal, and not the same text.
        if (Object.is(value, old) && (texts === undefined || texts[row] === texts[before])) {
          if (same < 0) same = i;
          continue;
        }
        if (same >= 0) {
          at = this.#again(same, i, at);
          same = -1;
        }
      }
      starts[i] = at;
      if (i !== first) this.#bytes[at++] = delimiter;
      let end = at;
      if (!Number.isNaN(value) && value !== Number.POSITIVE_INFINITY) {
        end = putNumber(this.#bytes, at, value);
        if (value <= GREATEST_NULL && NULLS.includes(value)) this.#nulls.add(value);
      } else if (texts !== undefined) end = this.#putText(at, texts[row], numbers !== undefined);
      at = end === at ? put(this.#bytes, at, none) : end;
    }
    if (same >= 0) at = this.#again(same, columns.length, at);
    if (!any) return -1;
    starts[columns.length] = at;
    return at;
  }

  /** Puts the cells of the columns `first` to `end` as they stand in the row before. */
  #again(first: number, end: number, at: number): number {
    const starts = this.#starts;
    const bytes = this.#bytes;
    const from = starts[first]!;
    const length = starts[end]! - from;
    if (length < CALL) for (let i = 0; i < length; i++) bytes[at + i] = bytes[from + i]!;
    else bytes.copyWithin(at, from, from + length);
    const shift = at - from;
    for (let i = first; i < end; i++) starts[i]! += shift;
    return at + length;
  }

  #putText(at: number, text: string | undefined, isInteger: boolean): number {
    if (text === undefined) return at;
    if (isInteger) return putAscii(this.#bytes, at, text);
    if (NULLS.includes(Number(text))) this.#nulls.add(Number(text));
    const shown = this.#notation.text(text, this.#delimiter);
    this.#room(at, 3 * shown.length + this.#reserve);
    return at + Buffer.from(this.#bytes.buffer, at).write(shown);
  }

  #room(at: number, more: number): void {
    this.#bytes = grownTo(this.#bytes, at, at + more);
  }
}

function put(bytes: Uint8Array, at: number, text: Uint8Array): number {
  for (let i = 0; i < text.length; i++) bytes[at + i] = text[i]!;
  return at + text.length;
}
