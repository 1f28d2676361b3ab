/** Rows of a table on their way from the task that decoded them to a file. */
import type { Fragment, FragmentCut } from "../kernel/fragment.js";
import type { Column } from "../wits/catalog/table.js";

/** What a task has made of a table: rows that become row groups together with those of other tasks. */
export interface TableFragments {
  /** The table's name, and behind it the partition's: `record=01`, `record=01/day=2016-09-29`. */
  readonly table: string;
  /** All columns that turned up. */
  readonly columns: readonly Column[];
  readonly fragments: readonly Fragment[];
}

/** Rows of a table that are to be a row group. */
export interface RowGroupJob {
  readonly table: string;
  readonly cuts: readonly FragmentCut[];
}
