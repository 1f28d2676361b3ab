/** Batches of a table to row groups, for whoever decodes and encodes in the same thread. */

import type { TableBatch } from "../../kernel/batch.js";
import type { Fragment } from "../../kernel/fragment.js";
import type { Column } from "../../wits/catalog/table.js";
import { FragmentBuilder } from "./fragment-builder.js";
import type { EncodedRowGroup, RowGroupEncoder } from "./row-group.js";
import { RowGroupCuts } from "./row-group-cuts.js";
import type { Slabs } from "./slabs.js";

/** Limits of a table's row groups, and of its rows that wait for one. */
export interface RowGroupSize {
  /** Rows of a full row group. */
  readonly rows: number;
  /** A row group ends before the row that would take its values past this, as they are before they are encoded. */
  readonly bytes: number;
  /** Bytes of rows that wait as they are before they become a fragment; no text may be longer. */
  readonly buffer: number;
}

export interface RowGroupOptions extends Partial<RowGroupSize> {
  /** Columns that every row group holds, in this order, with or without a value. */
  readonly columns: readonly Column[];
  /** The order of all other columns, which a row group holds when it has a value of them. Default `byCode`. */
  readonly compare?: (a: Column, b: Column) => number;
  /** Where the rows of lent batches are kept; without, batches are their receiver's and stay as they are. */
  readonly slabs?: Slabs;
}

/** What DuckDB has, whose threads take a row group each. */
export const ROW_GROUP_ROWS = 122_880;
export const ROW_GROUP_BYTES = 64 << 20;
export const ROW_GROUP_BUFFER = 24 << 20;

/** What the encoder must be made for, so that any row group of these limits fits. */
export function rowGroupCapacity({ rows, buffer }: Partial<RowGroupSize> = {}) {
  return { rows: rows ?? ROW_GROUP_ROWS, textBytes: buffer ?? ROW_GROUP_BUFFER };
}

export class RowGroupBuilder {
  readonly #encoder: RowGroupEncoder;
  readonly #options: RowGroupOptions;
  readonly #fragments: FragmentBuilder;
  readonly #cuts: RowGroupCuts;

  constructor(encoder: RowGroupEncoder, options: RowGroupOptions) {
    const { rows = ROW_GROUP_ROWS, bytes = ROW_GROUP_BYTES, buffer = ROW_GROUP_BUFFER, slabs } = options;
    if (rows > encoder.capacity.rows) {
      throw new RangeError(
        `row groups of ${rows} rows, but the encoder was made for ${encoder.capacity.rows}`,
      );
    }
    this.#encoder = encoder;
    this.#options = options;
    this.#fragments = new FragmentBuilder(encoder, { buffer, slabs });
    this.#cuts = new RowGroupCuts({ rows, bytes, textBytes: encoder.capacity.textBytes });
  }

  /** Takes rows [from, to) of a batch; returns the row groups that are full. Without slabs, the batch must not change afterwards. */
  push(batch: TableBatch, from = 0, to = batch.rows): EncodedRowGroup[] {
    return this.#fragments.push(batch, from, to).flatMap((fragment) => this.#take(fragment));
  }

  /** The rows that are left, as the last row groups. */
  flush(): EncodedRowGroup[] {
    const fragment = this.#fragments.flush();
    const full = fragment === undefined ? [] : this.#take(fragment);
    const last = this.#cuts.flush();
    return last === undefined ? full : [...full, this.#encode(last)];
  }

  #take(fragment: Fragment): EncodedRowGroup[] {
    return this.#cuts.push(fragment).map((cuts) => this.#encode(cuts));
  }

  #encode(cuts: Parameters<RowGroupEncoder["encode"]>[1]): EncodedRowGroup {
    return this.#encoder.encode(this.#options.columns, cuts, this.#options.compare);
  }
}
