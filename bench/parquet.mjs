/** A log to Parquet files, one a table: decoded, encoded, compressed with snappy and written, in one thread. */
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { RowGroupEncoder } from "../src/columns/parquet/row-group.js";
import { rowGroupCapacity } from "../src/columns/parquet/row-group-builder.js";
import { Slabs } from "../src/columns/parquet/slabs.js";
import { ParquetFileWriter } from "../test/columns/parquet/file-writer.js";
import { decodeInPlace, newDecoder } from "./decoders.mjs";

const FOOTER = { metadata: [], version: "0", utc: false };

/** @param {string} folder */
export function parquetWriter(folder) {
  mkdirSync(folder, { recursive: true });
  const decoder = newDecoder();
  const slabs = new Slabs();
  const encoder = new RowGroupEncoder({ capacity: rowGroupCapacity(), compression: "snappy" });
  /**
   * Returns the files, by table, and their bytes.
   * @param {Uint8Array} bytes
   */
  return (bytes) => {
    /** @type {Map<string, { path: string, file: number, writer: ParquetFileWriter }>} */
    const open = new Map();
    decodeInPlace(decoder, bytes, (batch) => {
      let table = open.get(batch.table.name);
      if (table === undefined) {
        const path = join(folder, `${batch.table.name.replace("=", "-")}.parquet`);
        const file = openSync(path, "w");
        const sink = { write: (/** @type {Uint8Array} */ page) => void writeSync(file, page) };
        table = {
          path,
          file,
          writer: new ParquetFileWriter(sink, encoder, { columns: batch.table.columns, slabs }),
        };
        open.set(batch.table.name, table);
      }
      table.writer.write(batch);
    });
    return [...open].map(([name, { path, file, writer }]) => {
      const summary = writer.close(FOOTER);
      closeSync(file);
      return { name, path, ...summary };
    });
  };
}
