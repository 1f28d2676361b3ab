/**
 * Hundreds of megabytes of log through the whole command, from the start of its process to its end, with the dataset synced
 * to disk: one worker against two, two against two processes, DuckDB's writer beside them, and the memory it takes.
 */
import { closeSync, openSync, readdirSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { generateLog } from "../src/samples/shapes/generator.js";
import { duckdbCopy, scanTimes } from "./duckdb.mjs";
import { runMain } from "./process.mjs";
import { race } from "./rounds.mjs";

export const ONE_WORKER = "witskit convert, 1 worker";
export const TWO_WORKERS = "witskit convert, 2 workers";
export const TWO_PROCESSES = "witskit convert, 2 processes of 1 worker, half of the log each";
export const LARGE_COPY = "DuckDB COPY from memory, 1 thread";

/**
 * @param {{ folder: string, megabytes: number, peaksAt: readonly number[], rounds: number }} options `peaksAt`: megabytes
 *   of the logs whose conversion is looked at for its memory.
 */
export async function raceLargeLog({ folder, megabytes, peaksAt, rounds }) {
  const log = join(folder, "large.wits");
  const bytes = writeLog(log, megabytes);
  const dataset = join(folder, "large");
  await convert(log, dataset, 1);
  const size = sizeOf(dataset);
  const copy = await duckdbCopy(join(folder, "large-duckdb"), tablesOf(dataset));

  /** @param {number} workers */
  const turn = (workers) => async () => {
    rmSync(dataset, { recursive: true, force: true });
    const start = performance.now();
    await convert(log, dataset, workers);
    return performance.now() - start;
  };
  const halves = [join(folder, "first-half.wits"), join(folder, "second-half.wits")];
  const halfBytes = halves.reduce((sum, half) => sum + writeLog(half, megabytes / 2), 0);
  const twoProcesses = async () => {
    for (const half of halves) rmSync(`${half}.dataset/`, { recursive: true, force: true });
    const start = performance.now();
    await Promise.all(halves.map((half) => convert(half, `${half}.dataset/`, 1)));
    return performance.now() - start;
  };
  const speeds = await race(
    [
      { name: ONE_WORKER, bytes, turn: turn(1) },
      { name: TWO_WORKERS, bytes, turn: turn(2) },
      { name: TWO_PROCESSES, bytes: halfBytes, turn: twoProcesses },
      { name: LARGE_COPY, bytes, turn: copy.turn },
    ],
    rounds,
    1,
  );
  const sizes = { log: bytes, witskit: size, duckdb: copy.size() };
  copy.stop();
  const ours = tablesOf(dataset).map(({ path }) => path);
  const [witskit = Number.NaN, duckdb = Number.NaN] = await scanTimes([ours, copy.files], rounds);
  const scans = { witskit, duckdb };
  /** @type {{ log: number, peak: number }[]} */
  const memory = [];
  for (const each of peaksAt) {
    const length = writeLog(log, each);
    rmSync(dataset, { recursive: true, force: true });
    memory.push({ log: length, peak: await convert(log, dataset, 2) });
  }
  return { speeds, sizes, scans, memory };
}

/**
 * Returns the most bytes of memory that the process had at a time.
 * @param {string} log
 * @param {string} dataset
 * @param {number} workers
 */
const convert = async (log, dataset, workers) =>
  (await runMain(["convert", log, "-o", dataset, "--workers", String(workers), "-q"])).peak;

/**
 * Returns the bytes of the file.
 * @param {string} path
 * @param {number} megabytes
 */
export function writeLog(path, megabytes) {
  const file = openSync(path, "w");
  for (const chunk of generateLog({ bytes: megabytes * 1_000_000, seed: 7 })) writeSync(file, chunk);
  closeSync(file);
  return statSync(path).size;
}

/** @param {string} dataset */
const parquetFiles = (dataset) =>
  readdirSync(dataset, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".parquet"));

/** @param {string} dataset */
const sizeOf = (dataset) =>
  parquetFiles(dataset).reduce((sum, path) => sum + statSync(join(dataset, path)).size, 0);

/** @param {string} dataset */
const tablesOf = (dataset) =>
  readdirSync(dataset)
    .filter((name) => !name.startsWith("_"))
    .map((name) => ({ name, path: join(dataset, name, "*.parquet") }));
