/**
 * What every sink promises, whether it makes files, fills a database or feeds a broker: `begin` a table, `write` its rows,
 * `commit`, or `abort`. Until the commit nothing is to be seen; after it all is durable, and the receipt says what.
 */

import type { RowIndex } from "../columns/rising.js";
import type { Output } from "../durable/output.js";
import type { TableBatch } from "../kernel/batch.js";
import type { Table } from "../wits/catalog/table.js";
import type { ParquetOptions } from "./parquet/options.js";
import type { WitsOptions } from "./wits/options.js";
import type { WitsmlOptions } from "./witsml/options.js";

/** A table that goes into a sink. */
export interface SinkTable {
  /** Its columns; those that turn up later come behind them, where the format `grows`. */
  readonly table: Table;
  /** Short enough for the name of a file or a sheet: `r01`, `unmapped`. */
  readonly name: string;
  /** In words: `General Time-Based`. */
  readonly title: string;
  /** Rows are of this well alone; undefined where they may be of several, or no well is named. */
  readonly well?: string | undefined;
  /** The column that its rows go by, where it is not the usual one of an index. */
  readonly index?: string | undefined;
  /** Columns of texts that are JSON documents, and stand in JSON as what they are. */
  readonly json?: ReadonlySet<string> | undefined;
}

export interface Sink {
  /** Throws a Failure where the sink has no place for such a table. Tables may be open side by side. */
  begin(table: SinkTable): Promise<TableSink>;
  /** Makes all of it durable, and nothing of it seen. `commit` does so too; apart from it, many sinks commit together. */
  prepare(): Promise<void>;
  /** Shows what was written. */
  commit(): Promise<Receipt>;
  /** Leaves nothing behind, unless it was committed. May be called at any time, after a failure too, and again. */
  abort(): Promise<void>;
  readonly health: Health;
}

export interface TableSink {
  /** Rows of the table, in order. The batch's buffers belong to the caller again when this is done: that is the back-pressure. */
  write(batch: TableBatch): Promise<void> | void;
}

/** The same counters of every sink: `received = durable + waiting + leftOut`. */
export interface Health {
  readonly received: number;
  readonly durable: number;
  /** Taken, and not durable yet. */
  readonly waiting: number;
  /** What the sink has no place for, such as a row without an index. */
  readonly leftOut: number;
}

/** What is durable. */
export interface Receipt {
  /** Files by their names, and the bytes of each. */
  readonly outputs: readonly { readonly name: string; readonly bytes: number }[];
  readonly tables: readonly TableReceipt[];
}

export interface TableReceipt {
  readonly table: SinkTable;
  /** Rows that were written, and no others. */
  readonly rows: number;
  /** Rows that were not, by the reason, a sentence's end: `are not deeper than the row before`. */
  readonly leftOut: ReadonlyMap<string, number>;
  /** What else is not as it came, in words. */
  readonly notes: readonly string[];
}

/** Which output is wanted: one of a table, `further` beyond its first; one of all tables; or a file of a folder. */
export type OutputOf =
  | { readonly table: SinkTable; readonly further: number }
  | { readonly file: string }
  | "all";

/** What a sink is told. Formats take what concerns them. */
export interface SinkOptions {
  /** Opens an output. The sink finishes and commits it. */
  open(of: OutputOf): Promise<Output>;
  /** The zone the rig's clock was read in, when it was told: timestamps are UTC then. Otherwise they have no zone. */
  readonly timezone?: string | undefined;
  /**
   * The `witskit` metadata of a table, one JSON document: asked for when the table begins, for formats whose metadata comes
   * first, and again when all is known. Text formats have no place for it.
   */
  describe?(table: Table): string;
  /** Bytes of an output, where a table may go on in a further one. */
  readonly partSize?: number | undefined;
  /** Heads with units, and no cell that a spreadsheet would run: for people, and not for programs. */
  readonly forPeople?: boolean | undefined;
  readonly parquet?: ParquetOptions | undefined;
  /** What the rows of a log file go by. */
  readonly index?: RowIndex | undefined;
  /** What a log file says of the well. */
  readonly header?: LogHeader | undefined;
  /** Which WITSML, and whose. */
  readonly witsml?: WitsmlOptions | undefined;
  /** How frames are written. */
  readonly wits?: WitsOptions | undefined;
}

/** What makes sinks of a format. */
export type OpenSink = (options: SinkOptions) => Promise<Sink>;

/** The well section of a log file, as far as rows do not tell it. */
export interface LogHeader {
  readonly company?: string | undefined;
  readonly field?: string | undefined;
  readonly serviceCompany?: string | undefined;
  /** Default: the day of the first row. */
  readonly date?: string | undefined;
}
