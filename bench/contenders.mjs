/** Who races, by what name, and in which colour of the chart; in the order of tables. */

/**
 * @typedef {object} Entry
 * @property {string} name
 * @property {"columns" | "parquet"} makes What comes out.
 * @property {string} colour Blue is ours.
 */

/** @satisfies {Record<string, Entry>} */
export const CONTENDERS = {
  c: { name: "C decoder, cc -O3", makes: "columns", colour: "#e07b00" },
  simd: { name: "SIMD kernel", makes: "columns", colour: "#0a58ca" },
  scalar: { name: "scalar kernel", makes: "columns", colour: "#5b9bf0" },
  arrow: { name: "log to Arrow", makes: "columns", colour: "#a9cdf8" },
  obvious: { name: "split lines, JavaScript", makes: "columns", colour: "#8d99a8" },
  reference: { name: "reference, TypeScript", makes: "columns", colour: "#b9c2cc" },
  parquet: { name: "log to Parquet", makes: "parquet", colour: "#0a58ca" },
  duckdbCopy: { name: "DuckDB COPY from memory", makes: "parquet", colour: "#e07b00" },
  parquetWasm: { name: "parquet-wasm from memory", makes: "parquet", colour: "#b5484f" },
  hyparquet: { name: "hyparquet-writer from memory", makes: "parquet", colour: "#3f8f63" },
  parquetjs: { name: "parquetjs from memory", makes: "parquet", colour: "#8d99a8" },
  duckdbSql: { name: "DuckDB SQL on the log, 2 threads", makes: "parquet", colour: "#c9a227" },
};
