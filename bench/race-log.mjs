/** The race on one log: every decoder and every writer that is at hand, and the proof that they did the same work. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { arrowDecoder } from "./arrow.mjs";
import { CONTENDERS } from "./contenders.mjs";
import { decodeByReference, decodeInPlace, foundByKernel, newDecoder, requireSame } from "./decoders.mjs";
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

  /** @type {(entry: { name: string }, turn: Contender["turn"]) => Contender} */
  const whole = ({ name }, turn) => ({ name, bytes: bytes.length, turn });
  /** @type {(entry: { name: string }, turn: Contender["turn"]) => Contender} */
  const part = ({ name }, turn) => ({ name, bytes: excerpt.bytes.length, turn });
  const speeds = await race(
    [
      ...(compiled === undefined ? [] : [whole(CONTENDERS.c, compiled.turn)]),
      whole(CONTENDERS.simd, () => decodeInPlace(simd, bytes, ignore)),
      whole(CONTENDERS.scalar, () => decodeInPlace(scalar, bytes, ignore)),
      whole(CONTENDERS.arrow, () => void toArrow(bytes)),
      part(CONTENDERS.obvious, () => void decodeObviously(excerpt.bytes)),
      part(CONTENDERS.reference, () => void decodeByReference(excerpt.bytes)),
      whole(CONTENDERS.parquet, () => void toParquet(bytes)),
      whole(CONTENDERS.duckdbCopy, copy.turn),
      whole(CONTENDERS.parquetWasm, wasm.turn),
      part(CONTENDERS.hyparquet, hyparquetWriter(tables)),
      part(CONTENDERS.parquetjs, parquetjsWriter(join(folder, "parquetjs"), tables)),
      part(CONTENDERS.duckdbSql, sql.turn),
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
