/** The results as text for a terminal. */
import { formatTable } from "../src/cli/page/table.js";
import { CONTENDERS } from "./contenders.mjs";
import { LARGE_COPY, ONE_WORKER } from "./large-log.mjs";
import { ratio } from "./rounds.mjs";

/** @typedef {Awaited<ReturnType<typeof import("./race-log.mjs").raceLog>>} LogResult */
/** @typedef {import("./goals.mjs").LargeResult} LargeResult */

const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);
export const shownSpeed = (/** @type {number} */ value) => value.toFixed(value < 100 ? 1 : 0);

/**
 * A line a contender and log. Decoders are measured by the C decoder, writers by DuckDB's.
 * @param {readonly LogResult[]} results
 */
export function speedTable(results) {
  const rows = results.flatMap(({ name, speeds }) => {
    const yardstick = speeds.find((one) => one.name === CONTENDERS.c.name);
    const writer = speeds.find((one) => one.name === CONTENDERS.duckdbCopy.name);
    const firstWriter = speeds.findIndex((one) => one.name === CONTENDERS.parquet.name);
    return speeds.map((one, i) => [
      i === 0 ? name : "",
      one.name,
      shownSpeed(one.median),
      `${shownSpeed(one.least)}-${shownSpeed(one.most)}`,
      yardstick === undefined || i >= firstWriter ? "" : ratio(one, yardstick).toFixed(2),
      writer === undefined || i < firstWriter ? "" : ratio(one, writer).toFixed(2),
    ]);
  });
  return formatTable(rows, {
    head: ["log", "contender", "MB/s", "least-most", "x C", "x DuckDB"],
    align: ["left", "left", "right", "right", "right", "right"],
  });
}

/**
 * What the figures are, and where the terms are not equal.
 * @param {number} rounds
 */
export const legend = (rounds) =>
  `MB/s of log text: median, least and most of ${rounds} rounds in which all took turns, on one core where nothing else is
said. Ratios are medians of those within rounds. The terms are not equal:
- The kernels copy the log in; the C decoder has it at hand, reads no dates, leaves texts in the log, and only counts rejects.
- "log to" starts from the text in memory; writers "from memory" start from finished columns, in their own memory.
- "log to Parquet", DuckDB and parquetjs write files, which none of them syncs; the other writers write to memory.
- The JavaScript contenders and DuckDB SQL have the first frames of each log, not all of it.
- DuckDB SQL knows no texts, times, offsets and rejects.`;

/** @param {readonly LogResult[]} results */
export function sizeTable(results) {
  const rows = results.map(({ name, sizes }) => [
    name,
    megabytes(sizes.log),
    megabytes(sizes.witskit),
    megabytes(sizes.duckdb),
    megabytes(sizes["parquet-wasm"]),
  ]);
  return formatTable(rows, {
    head: ["MB of Parquet, snappy", "log", "witskit", "DuckDB", "parquet-wasm"],
    align: ["left", "right", "right", "right", "right"],
  });
}

/** @param {LargeResult} large */
export function largeTable({ speeds, sizes }) {
  const one = speeds.find(({ name }) => name === ONE_WORKER);
  const copy = speeds.find(({ name }) => name === LARGE_COPY);
  const rows = speeds.map((speed) => [
    speed.name,
    shownSpeed(speed.median),
    `${shownSpeed(speed.least)}-${shownSpeed(speed.most)}`,
    one === undefined ? "" : ratio(speed, one).toFixed(2),
    copy === undefined ? "" : ratio(speed, copy).toFixed(2),
    megabytes(speed === copy ? sizes.duckdb : sizes.witskit),
  ]);
  return formatTable(rows, {
    head: [
      `${(sizes.log / 1e6).toFixed(0)} MB of log`,
      "MB/s",
      "least-most",
      "x 1 worker",
      "x DuckDB",
      "MB made",
    ],
    align: ["left", "right", "right", "right", "right", "right"],
  });
}

/** @param {number} rounds @param {LargeResult["scans"]} scans */
export const largeLegend = (rounds, { witskit, duckdb }) =>
  `DuckDB reads every value of the dataset in ${witskit.toFixed(0)} ms, and of its own files in ${duckdb.toFixed(0)}.
${rounds} rounds. witskit: whole processes, from start to end, that read the log from a file and sync a dataset to disk.
DuckDB: COPY alone, in a process that runs, of the same columns in its memory, to files that it does not sync.`;

/** @param {LargeResult["memory"]} memory */
export function memoryTable(memory) {
  const rows = memory.map(({ log, peak }) => [(log / 1e6).toFixed(0), (peak / 1e6).toFixed(0)]);
  return formatTable(rows, {
    head: ["MB of log, 2 workers", "MB of memory at the peak of the process"],
    align: ["right", "right"],
  });
}

/** @param {import("./goals.mjs").CommandTimes} times */
export function commandTable(times) {
  const milliseconds = (/** @type {number} */ seconds) => (seconds * 1000).toFixed(0);
  const rows = times.map(({ name, seconds, least, most }) => [
    name,
    milliseconds(seconds),
    `${milliseconds(least)}-${milliseconds(most)}`,
  ]);
  return formatTable(rows, { head: ["command", "ms", "least-most"], align: ["left", "right", "right"] });
}

/** @param {readonly import("./witsml.mjs").WitsmlRun[]} runs */
export function witsmlTable(runs) {
  const rows = runs.map(({ what, version, bytes, seconds, cpu, peak }) => [
    version,
    what,
    (bytes / 1e6).toFixed(0),
    shownSpeed(bytes / 1e6 / seconds),
    shownSpeed(bytes / 1e6 / cpu),
    (peak / 1e6).toFixed(0),
  ]);
  return formatTable(rows, {
    head: ["WITSML", "", "MB", "MB/s", "MB a second of processor", "MB of memory at the peak"],
    align: ["left", "left", "right", "right", "right", "right"],
  });
}

/** @param {import("./goals.mjs").LiveResult} live */
export function liveTable({ many, one, latency }) {
  const rows = [
    [`${many.links} links together`, "MB/s received", shownSpeed(many.bytes / 1e6 / many.seconds)],
    ["", "bytes sent and not in the dataset", (many.bytes - many.kept.bytes).toLocaleString("en-US")],
    ["", "frames sent and not in the dataset", (many.frames - many.kept.frames).toLocaleString("en-US")],
    ["", "MB of memory at the peak of the process", (many.peak / 1e6).toFixed(0)],
    [
      "",
      `seconds of processor for ${(many.bytes / 1e6).toFixed(0)} MB, their conversion included`,
      many.cpu.toFixed(1),
    ],
    ["one link, a frame a second", "MB of memory", (one.memory / 1e6).toFixed(0)],
    ["", "MB of memory at the peak of the process", (one.peak / 1e6).toFixed(0)],
    ["", "% of a core", (100 * one.share).toFixed(2)],
    [
      `${latency.frames} frames, one by one`,
      "ms from a frame's last byte to its row, median",
      latency.median.toFixed(2),
    ],
    ["", "99th percentile", latency.percentile99.toFixed(2)],
    ["", "most", latency.most.toFixed(2)],
  ];
  return formatTable(rows, { head: ["witskit stream", "", ""], align: ["left", "left", "right"] });
}
