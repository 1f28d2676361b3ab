/**
 * Rows of a table on their way into a row group: each column without its nulls, as a dictionary of its own and indices into it
 * where that is shorter. Plain data over one buffer, which can wait and cross threads; a row group is made of any number of
 * fragments, and comes out the same whatever its rows were cut into.
 */
import type { Column } from "../wits/catalog/table.js";

export interface Fragment {
  readonly rows: number;
  /** Owns its buffer. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Those with a value. */
  readonly columns: readonly ColumnFragment[];
}

/** Places count from the start of the fragment's bytes. */
export interface ColumnFragment {
  readonly column: Column;
  /** Rows with a value. */
  readonly valid: number;
  /** Bytes of the values one behind the other, PLAIN as Parquet has them: a text stands behind its length. */
  readonly plainBytes: number;
  /** A bit a row, the least significant first; undefined where every row has a value. */
  readonly validityAt: number | undefined;
  /** The values, or the entries of their dictionary in the order in which they first occur; PLAIN. */
  readonly valuesAt: number;
  readonly valuesLength: number;
  /** Of the dictionary; 0 where there is none. */
  readonly entries: number;
  readonly indicesAt: number;
  /** Bytes of an index; 0 where there is one entry, which every index would name. */
  readonly indexWidth: 0 | 1 | 2;
}

/** Rows `from` to `to` of a fragment. */
export interface FragmentCut {
  readonly fragment: Fragment;
  readonly from: number;
  readonly to: number;
}

/** Most rows of a fragment: any dictionary of them has an index for each. */
export const FRAGMENT_ROWS = 65_535;
