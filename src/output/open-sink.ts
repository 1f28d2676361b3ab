/** From a format to what opens its sinks. Each format's code is loaded when it is asked for. */
import type { Format } from "./format.js";
import type { OpenPartedSink, ParquetOptions } from "./parquet.js";

/** Sinks of a run in one format; the options matter to Parquet alone. */
export async function sinksOf(format: Format, parquet: ParquetOptions): Promise<OpenPartedSink> {
  switch (format) {
    case "parquet":
      await (await import("../columns/parquet/compression.js")).loadCompression(parquet.compression);
      return (await import("./parquet.js")).parquetSinks(parquet);
    case "arrow":
      return (await import("./arrow.js")).openArrowFile;
    case "arrows":
      return (await import("./arrow.js")).openArrowStream;
    case "csv":
      return (await import("./csv.js")).openCsv;
    case "ndjson":
      return (await import("./ndjson.js")).openNdjson;
  }
}

/** Whether a table of the format may grow by columns while it is written. */
export const allowsLateColumns = (format: Format): boolean => format === "parquet";
