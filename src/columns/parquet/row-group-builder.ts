/**
 * Gathers batches into row groups. Where a row group ends, which columns it holds and in what order depends on
 * the rows alone, never on how they were cut into batches: so do the bytes of the file.
 */

import type { ColumnData, TableBatch, VariableData } from "../../kernel/batch.js";
import type { ColumnPiece } from "../../kernel/encoder.js";
import { firstValue } from "../../validity.js";
import type { Column } from "../../wits/catalog/table.js";
import type { EncodedRowGroup, RowGroupColumn, RowGroupEncoder } from "./row-group.js";
import { KeptRows, type Slabs } from "./slabs.js";

export interface RowGroupOptions {
  /** Columns that every row group holds, in this order, with or without a value. */
  readonly columns: readonly Column[];
  /** The order of all other columns, which a row group holds when it has a value of them. Default `byCode`. */
  readonly compare?: (a: Column, b: Column) => number;
  /** Rows of a full row group. Default 65,536. */
  readonly rows?: number;
  /** A row group ends before the row that would take its buffered columns past this. Default 24 MiB. */
  readonly bytes?: number;
  /** Where the rows of lent batches are kept; without, batches are their receiver's and stay as they are. */
  readonly slabs?: Slabs;
}

export const ROW_GROUP_ROWS = 65_536;
export const ROW_GROUP_BYTES = 24 << 20;

/** What the encoder must be made for, so that any row group of these limits fits. */
export function rowGroupCapacity(options: Pick<RowGroupOptions, "rows" | "bytes"> = {}) {
  return { rows: options.rows ?? ROW_GROUP_ROWS, textBytes: options.bytes ?? ROW_GROUP_BYTES };
}

/** Columns of ours by name, then items by code. */
export function byCode(a: Column, b: Column): number {
  const order = (a.code ?? -1) - (b.code ?? -1);
  if (order !== 0) return order;
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

interface Gathered extends RowGroupColumn {
  readonly column: Column;
  readonly pieces: ColumnPiece[];
  rows: number;
}

/** Buffered bytes of a value; a text's own come on top. */
const WIDTH = { timestamp: 8, int64: 8, float64: 8, int32: 4, dictionary: 4, utf8: 4, binary: 4 } as const;

export class RowGroupBuilder {
  readonly #encoder: RowGroupEncoder;
  readonly #columns: readonly Column[];
  readonly #compare: (a: Column, b: Column) => number;
  readonly #rowLimit: number;
  readonly #byteLimit: number;

  #rows = 0;
  /** Bytes that one more row takes in the columns with a value so far, texts apart. */
  #width = 0;
  #textBytes = 0;
  /** The columns with a value in this row group, by name. */
  readonly #gathered = new Map<string, Gathered>();
  readonly #kept: KeptRows | undefined;

  constructor(encoder: RowGroupEncoder, options: RowGroupOptions) {
    this.#encoder = encoder;
    this.#columns = options.columns;
    this.#compare = options.compare ?? byCode;
    this.#kept = options.slabs && new KeptRows(options.slabs);
    ({ rows: this.#rowLimit, textBytes: this.#byteLimit } = rowGroupCapacity(options));
    if (this.#rowLimit > encoder.capacity.rows) {
      throw new RangeError(
        `row groups of ${this.#rowLimit} rows, but the encoder was made for ${encoder.capacity.rows}`,
      );
    }
  }

  /** Takes rows [from, to) of a batch; returns the row groups that are full. Without slabs, the batch must not change afterwards. */
  push(batch: TableBatch, from = 0, to = batch.rows): EncodedRowGroup[] {
    const full: EncodedRowGroup[] = [];
    let start = from;
    while (start < to) {
      const end = this.#gather(batch, start, to);
      if (end < to || this.#rows === this.#rowLimit) full.push(this.#encode());
      start = end;
    }
    return full;
  }

  /** The rows that are left, as the last row group; undefined when there are none. */
  flush(): EncodedRowGroup | undefined {
    return this.#rows > 0 ? this.#encode() : undefined;
  }

  /** Adds rows from `start` on, as many of those before `to` as fit. Returns the row after the last one added. */
  #gather(batch: TableBatch, start: number, to: number): number {
    const columns = batch.columns
      .map((data) => ({ data, first: data.values === undefined ? to : firstValue(data.validity, start, to) }))
      .filter(({ first }) => first < to);
    const end = this.#fittingEnd(columns, start, Math.min(to, start + this.#rowLimit - this.#rows));
    for (const { data, first } of columns) {
      if (first < end) this.#add(data, start, end);
    }
    this.#rows += end - start;
    return end;
  }

  /** The greatest end up to `most` at which the row group stays within its bytes; an empty one takes a row. */
  #fittingEnd(columns: readonly { data: ColumnData; first: number }[], start: number, most: number): number {
    const bytesAt = (end: number): number => {
      let width = this.#width;
      let textBytes = this.#textBytes;
      for (const { data, first } of columns) {
        if (first >= end) continue;
        if (!this.#gathered.has(data.column.name)) width += WIDTH[data.column.type];
        textBytes += textLength(data, start, end);
      }
      return (this.#rows + end - start) * width + textBytes;
    };
    if (bytesAt(most) <= this.#byteLimit) return most;
    let fits = start;
    let passes = most;
    while (passes - fits > 1) {
      const middle = (fits + passes) >> 1;
      if (bytesAt(middle) <= this.#byteLimit) fits = middle;
      else passes = middle;
    }
    return fits === start && this.#rows === 0 ? start + 1 : fits;
  }

  #add(data: ColumnData, start: number, end: number): void {
    const { column } = data;
    let gathered = this.#gathered.get(column.name);
    if (gathered === undefined) {
      gathered = { column, pieces: [], rows: 0 };
      this.#gathered.set(column.name, gathered);
      this.#width += WIDTH[column.type];
    } else if (gathered.column.type !== column.type) {
      throw new TypeError(`column ${column.name} is ${gathered.column.type}, then ${column.type}`);
    }
    fill(gathered, this.#rows);
    gathered.pieces.push(this.#kept?.keep(data, start, end) ?? { data, start, end });
    gathered.rows += end - start;
    this.#textBytes += textLength(data, start, end);
  }

  #encode(): EncodedRowGroup {
    const fixed = new Set(this.#columns.map(({ name }) => name));
    const others = [...this.#gathered.values()]
      .filter(({ column }) => !fixed.has(column.name))
      .sort((a, b) => this.#compare(a.column, b.column));
    for (const gathered of this.#gathered.values()) fill(gathered, this.#rows);
    const columns = this.#columns.map((column) => ({
      column,
      pieces: this.#gathered.get(column.name)?.pieces ?? [],
    }));
    const group = this.#encoder.encode([...columns, ...others], this.#rows);
    this.#gathered.clear();
    this.#kept?.release();
    this.#rows = 0;
    this.#width = 0;
    this.#textBytes = 0;
    return group;
  }
}

/** Makes up for the rows without a value before `rows`. */
function fill(gathered: Gathered, rows: number): void {
  if (gathered.rows < rows) gathered.pieces.push({ data: undefined, start: 0, end: rows - gathered.rows });
  gathered.rows = rows;
}

function textLength(data: ColumnData, start: number, end: number): number {
  if (data.column.type !== "utf8" && data.column.type !== "binary") return 0;
  const { offsets } = data.values as VariableData;
  return offsets[end]! - offsets[start]!;
}
