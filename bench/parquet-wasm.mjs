/** parquet-wasm as a peer: it writes the Arrow table of a log, already in its own memory, to Parquet in memory. */
import { Compression, Table, WriterPropertiesBuilder, writeParquet } from "parquet-wasm/node";
import { arrowDecoder, ipcStream } from "./arrow.mjs";

/** @param {Uint8Array} bytes */
export function parquetWasm(bytes) {
  const streams = [...arrowDecoder()(bytes).values()].map(ipcStream);
  let size = 0;
  return {
    /** Writes all tables. Returns the milliseconds of the writing alone. */
    turn() {
      let milliseconds = 0;
      size = 0;
      for (const stream of streams) {
        // Writing consumes the table.
        const table = Table.fromIPCStream(stream);
        const properties = new WriterPropertiesBuilder().setCompression(Compression.SNAPPY).build();
        const start = performance.now();
        const file = writeParquet(table, properties);
        milliseconds += performance.now() - start;
        size += file.length;
      }
      return milliseconds;
    },
    /** Bytes of the last turn's files. */
    size: () => size,
  };
}
