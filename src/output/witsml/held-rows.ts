/**
 * Rows of a log that wait until their document is full: what stands above them tells of all of them. They wait as columns, numbers as
 * numbers, and become text when it is known which curves have a value.
 */
import type { ColumnData, TableBatch, VariableData } from "../../kernel/batch.js";
import { presence } from "../../kernel/cells.js";
import { numberText } from "../../number-text.js";
import type { HeldCurve, RowNotation } from "../../witsml/log.js";
import { scaled } from "../../witsml/uom.js";
import { cellsIn } from "../cell.js";
import type { CurveColumn } from "./curves.js";

/** What stands for null in documents of 1.x besides an empty text: the first that is no value of the part. */
const NULLS = [-999.25, -9999.25, -99_999.25, -999_999.25];

/** Characters of rows that become bytes together. */
const GATHERED = 65_536;

interface HeldColumn {
  readonly curve: CurveColumn;
  /** Of numbers, NaN where there is none; made when the first value comes. */
  numbers: Float64Array | undefined;
  /** Of texts, times and integers that no float64 holds. */
  texts: (string | undefined)[] | undefined;
  readonly isNumber: boolean;
  values: number;
  /** Rows of the document that is being written. */
  first: number;
  last: number;
  lastNumber: number;
  lastText: string;
}

/** Rows that one document has. */
export interface Rendered {
  readonly chunks: readonly Uint8Array[];
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
    this.#columns = curves.map((curve) => ({
      curve,
      numbers: undefined,
      texts: undefined,
      isNumber: curve.column.type === "float64" || curve.column.type === "int32",
      values: 0,
      first: -1,
      last: -1,
      lastNumber: Number.NaN,
      lastText: "",
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
    const values = column.values as Exclude<ColumnData["values"], VariableData | BigInt64Array | undefined>;
    held.numbers ??= new Float64Array(this.#capacity).fill(Number.NaN);
    const { scale } = held.curve;
    const { numbers } = held;
    let place = this.#rows;
    for (const row of rows) {
      if (isThere(row)) {
        const value = scale === undefined ? values[row]! : scaled(values[row]!, scale);
        if (Number.isFinite(value)) {
          numbers[place] = value;
          held.values++;
        } else this.#note(`values of ${held.curve.curve.mnemonic} that are no finite number are left out`);
      }
      place++;
    }
  }

  #pushTexts(held: HeldColumn, column: ColumnData, rows: Int32Array): void {
    const cell = this.#cellOf(column);
    held.texts ??= new Array<string | undefined>(this.#capacity).fill(undefined);
    let place = this.#rows;
    for (const row of rows) {
      const text = cell(row);
      // An empty text is null in all versions that have one for it.
      if (text !== undefined && text.trim() !== "") {
        held.texts[place] = text;
        held.values++;
      }
      place++;
    }
  }

  /** The text of the rows from `from` on, as many as a document may have; `indexAt` is the text of a row's index. */
  render(from: number, indexAt: (row: number) => string): Rendered {
    const notation = this.#notation;
    const { open, afterIndex, none, close, between, most } = notation;
    const columns = this.#columns.filter(({ values }) => values > 0);
    for (const column of columns) column.first = column.last = -1;
    const delimiter = this.#delimiter(columns);
    const chunks: Uint8Array[] = [];
    const nullsSeen = new Set<number>();
    let [first, last, rows, empty, length] = [-1, -1, 0, 0, 0];
    let text = notation.begin;
    let row = from;
    for (; row < this.#rows; row++) {
      let line = `${rows === 0 ? "" : between}${open}${notation.index(indexAt(row))}${afterIndex}`;
      let separator = afterIndex === "" ? delimiter : "";
      let any = false;
      for (const column of columns) {
        const cell = this.#cellText(column, row, delimiter, nullsSeen);
        if (cell === undefined) line += separator + none;
        else {
          line += separator + cell;
          if (column.first === -1) column.first = row;
          column.last = row;
          any = true;
        }
        separator = delimiter;
      }
      if (!any) {
        empty++;
        continue;
      }
      if (length + line.length > most && rows > 0) break;
      line += close;
      length += line.length;
      text += line;
      if (first === -1) first = row;
      last = row;
      rows++;
      if (text.length > GATHERED) {
        chunks.push(Buffer.from(text));
        text = "";
      }
    }
    if (rows > 0) chunks.push(Buffer.from(text + notation.end));
    const nullValue = NULLS.find((value) => !nullsSeen.has(value));
    return {
      chunks,
      curves: columns.map(({ curve, first, last }) => ({
        curve: curve.curve,
        first: first === -1 ? undefined : indexAt(first),
        last: last === -1 ? undefined : indexAt(last),
      })),
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

  #cellText(column: HeldColumn, row: number, delimiter: string, nullsSeen: Set<number>): string | undefined {
    if (column.isNumber) {
      const value = column.numbers![row]!;
      if (value === column.lastNumber) return column.lastText;
      if (Number.isNaN(value)) return undefined;
      const text = numberText(value);
      if (NULLS.includes(value)) nullsSeen.add(value);
      // 0 and -0 are equal, and not the same text.
      else if (value !== 0) {
        column.lastNumber = value;
        column.lastText = text;
      }
      return text;
    }
    const text = column.texts![row];
    if (text === undefined) return undefined;
    if (column.curve.curve.type === "long") return text;
    if (NULLS.includes(Number(text))) nullsSeen.add(Number(text));
    return this.#notation.text(text, delimiter);
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
