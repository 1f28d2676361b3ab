/** The race on one log: every decoder and every writer that is at hand, and the proof that they did the same work. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { arrowDecoder } from "./arrow.mjs";
import { decode, decodeByReference, foundByKernel, newDecoder, requireSame } from "./decoders.mjs";
import { duckdbCopy, duckdbSql } from "./duckdb.mjs";
import { hyparquetWriter, parquetjsWriter, readTables } from "./javascript-writers.mjs";
import { decodeObviously } from "./obvious.mjs";
import { parquetWriter } from "./parquet.mjs";
import { parquetWasm } from "./parquet-wasm.mjs";
import { race } from "./rounds.mjs";

/**
 * @typedef {import("./inputs.mjs").Input} Input
 * @typedef {import("./rounds.mjs").Contender} Contender
 * @typedef {NonNullable<ReturnType<typeof import("./c-decoder.mjs").compileC>>} CompiledC
 */

/** The yardsticks that ratios are made with. */
export const YARDSTICK = "C decoder, cc -O3";
export const WRITER = "log to Parquet";
export const NATIVE_WRITER = "DuckDB COPY from memory";

/**
 * @param {Input} input
 * @param {{ folder: string, rounds: number, c: CompiledC | undefined }} options
 */
export async function raceLog(input, { folder, rounds, c }) {
  const { bytes, excerpt } = input;
  const found = foundByKernel(bytes, "simd");
  requireSame("the scalar kernel", foundByKernel(bytes, "scalar"), found);
  const compiled = await c?.start(input.path);
  if (compiled !== undefined) requireSame("the C decoder", compiled.found, found);

  const [simd, scalar] = [newDecoder("simd"), newDecoder("scalar")];
  const toArrow = arrowDecoder();
  const toParquet = parquetWriter(join(folder, "ours"));
  const files = toParquet(bytes);
  const copy = await duckdbCopy(join(folder, "duckdb"), files);
  const wasm = parquetWasm(bytes);
  const tables = await readTables(parquetWriter(join(folder, "excerpt"))(excerpt.bytes));
  const sql = await duckdbSql(join(folder, "sql"), excerpt.path);

  /** @type {(name: string, turn: Contender["turn"]) => Contender} */
  const whole = (name, turn) => ({ name, bytes: bytes.length, turn });
  /** @type {(name: string, turn: Contender["turn"]) => Contender} */
  const part = (name, turn) => ({ name, bytes: excerpt.bytes.length, turn });
  const speeds = await race(
    [
      ...(compiled === undefined ? [] : [whole(YARDSTICK, compiled.turn)]),
      whole("SIMD kernel", () => decode(simd, bytes, ignore)),
      whole("scalar kernel", () => decode(scalar, bytes, ignore)),
      part("split lines, JavaScript", () => void decodeObviously(excerpt.bytes)),
      part("reference, TypeScript", () => void decodeByReference(excerpt.bytes)),
      whole("log to Arrow", () => void toArrow(bytes)),
      whole(WRITER, () => void toParquet(bytes)),
      whole(NATIVE_WRITER, copy.turn),
      whole("parquet-wasm from memory", wasm.turn),
      part("hyparquet-writer from memory", hyparquetWriter(tables)),
      part("parquetjs from memory", parquetjsWriter(join(folder, "parquetjs"), tables)),
      part("DuckDB SQL on the log, 2 threads", sql.turn),
    ],
    rounds,
  );
  const sizes = {
    log: bytes.length,
    witskit: files.reduce((sum, { path }) => sum + statSync(path).size, 0),
    duckdb: copy.size(),
    "parquet-wasm": wasm.size(),
  };
  compiled?.stop();
  copy.stop();
  sql.stop();
  return { name: input.name, found, speeds, sizes };
}

const ignore = () => {};
