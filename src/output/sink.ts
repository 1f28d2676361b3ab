/**
 * What every sink shares: it takes the batches of one table, in order, and turns them into the bytes of one output.
 * A sink writes and finishes its output; to commit it is the caller's part, who may have others to commit beside it.
 */

import type { Output } from "../durable/output.js";
import type { TableBatch } from "../kernel/batch.js";
import type { Table } from "../wits/catalog/table.js";

export interface SinkOptions {
  /** The zone the rig's clock was read in, when it was told: timestamps are UTC then. Otherwise they have no zone. */
  readonly timezone?: string | undefined;
  /** The `witskit` metadata as far as it is known before the first row, for formats whose metadata comes first. */
  readonly witskit?: string | undefined;
}

export interface Ending {
  /** The `witskit` metadata, one JSON document, with the counts that are known only now. Text formats have no place for it. */
  readonly witskit: string;
}

export interface Sink {
  /**
   * Whether the table may grow by columns at its end from batch to batch; rows before are null in them. Where it
   * may not, every batch has the columns of the table that the sink was opened with.
   */
  readonly lateColumns: boolean;
  /** The batch's buffers belong to the caller again when this is done. */
  write(batch: TableBatch): Promise<void> | void;
  /** Writes what is left and finishes the output: all of it is on disk then, under its temporary name. */
  close(ending: Ending): Promise<void>;
  /** Leaves nothing behind. May be called at any time, after a failure too. */
  abort(): Promise<void>;
}

export type OpenSink = (output: Output, table: Table, options?: SinkOptions) => Promise<Sink>;
