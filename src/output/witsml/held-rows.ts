/**
 * Rows of a log that wait until their document is full: what stands above them tells of all of them. They wait as columns, numbers as
 * numbers, and become text when it is known which curves have a value.
 */
import type { ColumnData, TableBatch, VariableData } from "../../kernel/batch.js";
import { presence } from "../../kernel/cells.js";
import type { ColumnType } from "../../wits/catalog/table.js";
import type { HeldCurve, RowNotation } from "../../witsml/log.js";
import { scaled } from "../../witsml/uom.js";
import { cellsIn } from "../cell.js";
import type { CurveColumn } from "./curves.js";
import { RowBytes, type RowIndexBytes } from "./row-bytes.js";

const NUMBERS: ReadonlySet<ColumnType> = new Set(["float64", "int32", "int64"]);

interface HeldColumn {
  readonly curve: CurveColumn;
  /** Of numbers, NaN where there is none; made when the first value comes. */
  numbers: Float64Array | undefined;
  /** Of texts and times; and integers that no float64 holds, where their number is Infinity. */
  texts: (string | undefined)[] | undefined;
  readonly isNumber: boolean;
  values: number;
}

/** The index of a row, as it stands in a head and among the rows. */
export interface RowIndexText extends RowIndexBytes {
  text(row: number): string;
}

/** Rows that one document has. */
export interface Rendered {
  /** They hold until the next ones are rendered. */
  readonly bytes: Uint8Array;
  readonly curves: readonly HeldCurve[];
  /** Places among those held. */
  readonly first: number;
  readonly last: number;
  readonly rows: number;
  /** Without a value but their index: they are not there. */
  readonly empty: number;
  readonly delimiter: string;
  readonly nullValue: string;
  /** The row at which the next document begins. */
  readonly end: number;
}

export class HeldRows {
  readonly #notation: RowNotation;
  readonly #columns: readonly HeldColumn[];
  readonly #cellOf = cellsIn({ text: (value) => value, plain: (value) => value, largeInteger: String }, true);
  readonly #capacity: number;
  readonly #note: (text: string) => void;
  readonly #bytes: RowBytes;
  #rows = 0;

  constructor(
    curves: readonly CurveColumn[],
    notation: RowNotation,
    capacity: number,
    note: (text: string) => void,
  ) {
    this.#notation = notation;
    this.#capacity = capacity;
    this.#note = note;
    this.#bytes = new RowBytes(notation);
    this.#columns = curves.map((curve) => ({
      curve,
      numbers: undefined,
      texts: undefined,
      isNumber: NUMBERS.has(curve.column.type),
      values: 0,
    }));
  }

  get rows(): number {
    return this.#rows;
  }

  get isFull(): boolean {
    return this.#rows === this.#capacity;
  }

  /** Rows of a batch, no more than there is room for. */
  push({ columns }: TableBatch, rows: Int32Array): void {
    const data = new Map(columns.map((one) => [one.column.name, one]));
    for (const held of this.#columns) {
      const column = data.get(held.curve.column.name);
      if (column?.values === undefined) continue;
      if (held.isNumber) this.#pushNumbers(held, column, rows);
      else this.#pushTexts(held, column, rows);
    }
    this.#rows += rows.length;
  }

  #pushNumbers(held: HeldColumn, column: ColumnData, rows: Int32Array): void {
    const isThere = presence(column);
    const values = column.values as Exclude<ColumnData["values"], VariableData | undefined>;
    held.numbers ??= new Float64Array(this.#capacity).fill(Number.NaN);
    if (values instanceof BigInt64Array) {
      this.#pushIntegers(held, values, isThere, rows);
      return;
    }
    const { scale } = held.curve;
    const { numbers } = held;
    let place = this.#rows;
    for (let i = 0; i < rows.length; i++, place++) {
      const row = rows[i]!;
      if (isThere(row)) {
        const value = scale === undefined ? values[row]! : scaled(values[row]!, scale);
        if (Number.isFinite(value)) {
          numbers[place] = value;
          held.values++;
        } else this.#note(`values of ${held.curve.curve.mnemonic} that are no finite number are left out`);
      }
    }
  }

  #pushIntegers(
    held: HeldColumn,
    values: BigInt64Array,
    isThere: (row: number) => boolean,
    rows: Int32Array,
  ): void {
    const numbers = held.numbers!;
    const { scale } = held.curve;
    let place = this.#rows;
    for (let i = 0; i < rows.length; i++, place++) {
      const row = rows[i]!;
      if (isThere(row)) {
        const value = Number(values[row]);
        held.values++;
        if (Number.isSafeInteger(value)) numbers[place] = scale === undefined ? value : scaled(value, scale);
        else {
          numbers[place] = Number.POSITIVE_INFINITY;
          held.texts ??= new Array<string | undefined>(this.#capacity).fill(undefined);
          held.texts[place] = String(values[row]);
        }
      }
    }
  }

  #pushTexts(held: HeldColumn, column: ColumnData, rows: Int32Array): void {
    const cell = this.#cellOf(column);
    held.texts ??= new Array<string | undefined>(this.#capacity).fill(undefined);
    let place = this.#rows;
    for (let i = 0; i < rows.length; i++, place++) {
      const row = rows[i]!;
      const text = cell(row);
      // An empty text is null in all versions that have one for it.
      if (text !== undefined && text.trim() !== "") {
        held.texts[place] = text;
        held.values++;
      }
    }
  }

  /** The rows from `from` on, as many as a document may have. */
  render(from: number, index: RowIndexText): Rendered {
    const columns = this.#columns.filter(({ values }) => values > 0);
    const delimiter = this.#delimiter(columns);
    const bytes = this.#bytes;
    bytes.begin(columns, delimiter, index);
    let [first, last, rows, empty] = [-1, -1, 0, 0];
    let row = from;
    for (; row < this.#rows; row++) {
      const done = bytes.row(row, index);
      if (done === "full") break;
      if (done === "empty") {
        empty++;
        continue;
      }
      if (first === -1) first = row;
      last = row;
      rows++;
    }
    const nullValue = bytes.nullValue;
    return {
      bytes: bytes.end(),
      curves: columns.map((column) => heldCurve(column, first, last, index)),
      first,
      last,
      rows,
      empty,
      delimiter,
      nullValue: nullValue === undefined ? "" : String(nullValue),
      end: row,
    };
  }

  clear(): void {
    for (const column of this.#columns) {
      column.numbers?.fill(Number.NaN, 0, this.#rows);
      column.texts?.fill(undefined, 0, this.#rows);
      column.values = 0;
    }
    this.#rows = 0;
  }

  /** The first that no text of the rows holds; a comma where all occur, and then texts are written without it. */
  #delimiter(columns: readonly HeldColumn[]): string {
    const { delimiters } = this.#notation;
    const texts = columns.flatMap(({ texts, curve }) => (curve.curve.type === "string" ? [texts!] : []));
    const holds = (delimiter: string): boolean =>
      texts.some((list) => list.some((text) => text?.includes(delimiter)));
    if (texts.length === 0) return ",";
    const found = delimiters.find((delimiter) => !holds(delimiter));
    if (found !== undefined) return found;
    if (delimiters.length > 0 && this.#notation.isPlain)
      this.#note("a comma in a text stands between values in this version, and is written as a semicolon");
    return ",";
  }
}

/** The rows from `first` to `last` in which the column has its first and its last value. */
function heldCurve(column: HeldColumn, first: number, last: number, index: RowIndexText): HeldCurve {
  const { curve } = column.curve;
  let [from, to] = [first, last];
  while (from >= 0 && from <= last && !hasValueAt(column, from)) from++;
  if (from < 0 || from > last) return { curve, first: undefined, last: undefined };
  while (!hasValueAt(column, to)) to--;
  return { curve, first: index.text(from), last: index.text(to) };
}

const hasValueAt = ({ numbers, texts }: HeldColumn, row: number): boolean =>
  numbers === undefined ? texts?.[row] !== undefined : !Number.isNaN(numbers[row]);
