/** Gathers batches of a table into fragments: where one ends is of no account for what becomes of its rows. */
import { firstValue } from "../../arrays/validity.js";
import type { ColumnData, TableBatch, VariableData } from "../../kernel/batch.js";
import { FRAGMENT_ROWS, type Fragment } from "../../kernel/fragment.js";
import type { ColumnPiece } from "../../kernel/gather-column.js";
import type { Column } from "../../wits/catalog/table.js";
import type { GatheredColumn, RowGroupEncoder } from "./row-group.js";
import { KeptRows, type Slabs } from "./slabs.js";

export interface FragmentOptions {
  /** A fragment ends before the row that would take what waits for it past this. */
  readonly buffer: number;
  /** Where the rows of lent batches are kept; without, batches are their receiver's and stay as they are. */
  readonly slabs?: Slabs | undefined;
}

interface Gathered extends GatheredColumn {
  readonly column: Column;
  readonly pieces: ColumnPiece[];
  rows: number;
}

/** Bytes of a value that waits; a text's own come on top. */
const WIDTH = { timestamp: 8, int64: 8, float64: 8, int32: 4, dictionary: 4, utf8: 4, binary: 4 } as const;

export class FragmentBuilder {
  readonly #encoder: RowGroupEncoder;
  readonly #buffer: number;

  #rows = 0;
  /** Bytes that one more row takes in the columns with a value so far, texts apart. */
  #width = 0;
  #textBytes = 0;
  /** The columns with a value, by name. */
  readonly #gathered = new Map<string, Gathered>();
  readonly #kept: KeptRows | undefined;

  constructor(encoder: RowGroupEncoder, { buffer, slabs }: FragmentOptions) {
    this.#encoder = encoder;
    this.#buffer = Math.min(buffer, encoder.capacity.textBytes);
    this.#kept = slabs && new KeptRows(slabs);
  }

  /** Takes rows [from, to) of a batch; returns the fragments that are full. Without slabs, the batch must not change afterwards. */
  push(batch: TableBatch, from = 0, to = batch.rows): Fragment[] {
    const full: Fragment[] = [];
    let start = from;
    while (start < to) {
      const end = this.#gather(batch, start, to);
      if (end < to || this.#rows === FRAGMENT_ROWS) full.push(this.#end());
      start = end;
    }
    return full;
  }

  /** The rows that are left, as the last fragment; undefined when there are none. */
  flush(): Fragment | undefined {
    return this.#rows > 0 ? this.#end() : undefined;
  }

  /** Adds rows from `start` on, as many of those before `to` as fit. Returns the row after the last one added. */
  #gather(batch: TableBatch, start: number, to: number): number {
    const columns = batch.columns
      .map((data) => ({ data, first: data.values === undefined ? to : firstValue(data.validity, start, to) }))
      .filter(({ first }) => first < to);
    const end = this.#fittingEnd(columns, start, Math.min(to, start + FRAGMENT_ROWS - this.#rows));
    for (const { data, first } of columns) {
      if (first < end) this.#add(data, start, end);
    }
    this.#rows += end - start;
    return end;
  }

  /** The greatest end up to `most` at which the fragment stays within its bytes; an empty one takes a row. */
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
    if (bytesAt(most) <= this.#buffer) return most;
    let fits = start;
    let passes = most;
    while (passes - fits > 1) {
      const middle = (fits + passes) >> 1;
      if (bytesAt(middle) <= this.#buffer) fits = middle;
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

  #end(): Fragment {
    for (const gathered of this.#gathered.values()) fill(gathered, this.#rows);
    const fragment = this.#encoder.gather([...this.#gathered.values()], this.#rows);
    this.#gathered.clear();
    this.#kept?.release();
    this.#rows = 0;
    this.#width = 0;
    this.#textBytes = 0;
    return fragment;
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
