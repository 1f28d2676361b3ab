/** What a Parquet file is told besides its rows. */
import type { Compression } from "../../columns/parquet/compression.js";
import {
  ROW_GROUP_BUFFER,
  ROW_GROUP_BYTES,
  ROW_GROUP_ROWS,
  type RowGroupSize,
} from "../../columns/parquet/row-group-builder.js";

export interface ParquetOptions {
  readonly compression: Compression;
  /** Of each table that is open at the same time. */
  readonly rowGroup: RowGroupSize;
}

export const usualParquet: ParquetOptions = {
  compression: "snappy",
  rowGroup: { rows: ROW_GROUP_ROWS, bytes: ROW_GROUP_BYTES, buffer: ROW_GROUP_BUFFER },
};
