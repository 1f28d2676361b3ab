/** The results as text for a terminal. */
import { formatTable } from "../dist/cli/table.js";
import { NATIVE_WRITER, WRITER, YARDSTICK } from "./race-log.mjs";
import { ratio } from "./rounds.mjs";

/** @typedef {Awaited<ReturnType<typeof import("./race-log.mjs").raceLog>>} LogResult */

const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);
const speed = (/** @type {number} */ value) => value.toFixed(value < 100 ? 1 : 0);

/**
 * A line a contender and log. Decoders are measured by the C decoder, writers by DuckDB's.
 * @param {readonly LogResult[]} results
 */
export function speedTable(results) {
  const rows = results.flatMap(({ name, speeds }) => {
    const yardstick = speeds.find((one) => one.name === YARDSTICK);
    const writer = speeds.find((one) => one.name === NATIVE_WRITER);
    const firstWriter = speeds.findIndex((one) => one.name === WRITER);
    return speeds.map((one, i) => [
      i === 0 ? name : "",
      one.name,
      speed(one.median),
      `${speed(one.least)}-${speed(one.most)}`,
      yardstick === undefined ? "" : ratio(one, yardstick).toFixed(2),
      writer === undefined || i < firstWriter ? "" : ratio(one, writer).toFixed(2),
    ]);
  });
  return formatTable(rows, {
    head: ["log", "contender", "MB/s", "least-most", "x C", "x DuckDB"],
    align: ["left", "left", "right", "right", "right", "right"],
  });
}

/**
 * What the figures are, for those who doubt them.
 * @param {number} rounds
 */
export const legend = (rounds) =>
  `MB/s of log text: median, least and most of ${rounds} rounds in which all took turns, on one core where nothing else is
said. Ratios are medians of those within rounds. The kernels copy the log in and finished columns out; the C decoder
does neither. Writers "from memory" start from finished columns, "log to" from the text.`;

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

/** @param {Awaited<ReturnType<typeof import("./commands.mjs").timeCommands>>} times */
export function commandTable(times) {
  const milliseconds = (/** @type {number} */ seconds) => (seconds * 1000).toFixed(0);
  const rows = times.map(({ name, seconds, least, most }) => [
    name,
    milliseconds(seconds),
    `${milliseconds(least)}-${milliseconds(most)}`,
  ]);
  return formatTable(rows, { head: ["command", "ms", "least-most"], align: ["left", "right", "right"] });
}
