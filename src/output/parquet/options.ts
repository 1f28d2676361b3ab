/** What a Parquet file is told besides its rows. */
import type { Compression } from "../../columns/parquet/compression.js";
import { ROW_GROUP_BYTES, ROW_GROUP_ROWS } from "../../columns/parquet/row-group-builder.js";

export interface ParquetOptions {
  readonly compression: Compression;
  /** Limits of a row group: rows, and buffered bytes of each table that is open at the same time. */
  readonly rowGroup: { readonly rows: number; readonly bytes: number };
}

export const usualParquet: ParquetOptions = {
  compression: "snappy",
  rowGroup: { rows: ROW_GROUP_ROWS, bytes: ROW_GROUP_BYTES },
};
