/** What the project set out to reach, and what came of it in a run. A goal is met when it is met on every log. */
import { formatTable } from "../src/cli/page/table.js";
import { BARE, FIRST_RESULT, VERSION } from "./commands.mjs";
import { CONTENDERS } from "./contenders.mjs";
import { LARGE_COPY, ONE_WORKER, TWO_PROCESSES, TWO_WORKERS } from "./large-log.mjs";
import { ratio } from "./rounds.mjs";

/**
 * @typedef {object} Measured
 * @property {string} on A log, or nothing where there is but one.
 * @property {number} value
 *
 * @typedef {object} Goal
 * @property {string} what
 * @property {"at least" | "at most"} sense
 * @property {number} wanted
 * @property {keyof typeof UNITS} unit
 * @property {Measured[]} measured
 * @property {boolean} met
 *
 * @typedef {import("./rounds.mjs").Speed} Speed
 * @typedef {import("./report.mjs").LogResult} LogResult
 * @typedef {Awaited<ReturnType<typeof import("./large-log.mjs").raceLargeLog>>} LargeResult
 * @typedef {Awaited<ReturnType<typeof import("./commands.mjs").timeCommands>>} CommandTimes
 * @typedef {Awaited<ReturnType<typeof import("./live.mjs").raceLive>>} LiveResult
 */

/** Logs whose lines are nearly all as expected. */
const STEADY = ["rig", "volve-f9-metric"];

/** Digits behind the point. */
const UNITS = { x: 2, MB: 0, s: 3, "MB/s": 1, "calls/s": 0, "rows/s": 0, bytes: 0, "%": 2 };
/** A peak that differs by less between two sizes of logs is the same: that much it differs between two runs. */
const SAME_PEAK = 1.1;

/** The rate is kept by the sender's clock, and the last bytes take a moment. */
const NEARLY = 0.95;

/**
 * What was not measured has no goals.
 * @typedef {object} Results
 * @property {readonly LogResult[]} logs
 * @property {LargeResult | undefined} [large]
 * @property {CommandTimes | undefined} [commands]
 * @property {{ readonly median: number } | undefined} [calls]
 * @property {LiveResult | undefined} [live]
 * @property {readonly import("./witsml.mjs").WitsmlRun[] | undefined} [witsml]
 * @property {Awaited<ReturnType<typeof import("./analysis.mjs").timeAnalysis>> | undefined} [analysis]
 *
 * @param {Results} results
 * @returns {Goal[]}
 */
export function goalsOf({ logs, large, commands, calls, live, witsml, analysis }) {
  return [
    ...(logs.length === 0 ? [] : logGoals(logs)),
    ...(large === undefined ? [] : largeGoals(large)),
    ...(commands === undefined ? [] : commandGoals(commands)),
    ...(calls === undefined
      ? []
      : [atLeast(10_000, "calls/s", "decode() of a text with one frame", [{ on: "", value: calls.median }])]),
    ...(live === undefined ? [] : liveGoals(live)),
    ...(witsml === undefined ? [] : witsmlGoals(witsml)),
    ...(analysis === undefined ? [] : analysisGoals(analysis)),
  ];
}

/**
 * @param {NonNullable<Results["witsml"]>} runs
 * @returns {Goal[]}
 */
function witsmlGoals(runs) {
  const on = (/** @type {typeof runs[number]} */ { what, version, bytes }) =>
    `${version} ${what}, ${(bytes / 1e6).toFixed(0)} MB`;
  return [
    atLeast(
      50,
      "MB/s",
      "WITSML, a second of processor",
      runs.map((run) => ({ on: on(run), value: run.bytes / 1e6 / run.cpu })),
    ),
    atMost(
      200,
      "MB",
      "WITSML, memory at its peak",
      runs.map((run) => ({ on: on(run), value: run.peak / 1e6 })),
    ),
  ];
}

/**
 * @param {NonNullable<Results["analysis"]>} analysis
 * @returns {Goal[]}
 */
function analysisGoals({ log, dataset }) {
  /** @param {typeof log} taken @param {string} from */
  const what = ({ rows }, from) =>
    `states and connections of ${(rows / 1e6).toFixed(1)} million rows, from ${from}`;
  const memory = (/** @type {typeof log} */ taken, /** @type {string} */ from) =>
    atMost(400, "MB", `${what(taken, from)}, memory at its peak`, [{ on: "", value: taken.peak / 1e6 }]);
  return [
    atLeast(2_000_000, "rows/s", `${what(log, "the log")}, a second of processor`, [
      { on: "", value: log.rows / log.seconds },
    ]),
    memory(log, "the log"),
    memory(dataset, "a dataset"),
  ];
}

/**
 * The figure for a dataset has no goal: it is that of who reads Parquet.
 * @param {NonNullable<Results["analysis"]>} analysis
 */
export const analysisLine = ({ log, dataset }) =>
  `states and connections, million rows in a second of processor: ${millionsASecond(log)} from the log, ${millionsASecond(dataset)} from a dataset`;

const millionsASecond = (/** @type {{ rows: number, seconds: number }} */ { rows, seconds }) =>
  (rows / seconds / 1e6).toFixed(2);

/**
 * @param {readonly LogResult[]} logs
 */
function logGoals(logs) {
  const { c, simd, parquet, duckdbCopy, duckdbSql } = CONTENDERS;
  /** @param {{ name: string }} ours @param {{ name: string }} theirs */
  const onLogs = (ours, theirs) =>
    logs.flatMap(({ name, speeds }) => quotient(name, speeds, ours.name, theirs.name));
  return [
    atLeast(1, "x", "log to columns, one core, over the C decoder", onLogs(simd, c)),
    atLeast(
      1.25,
      "x",
      `the same on ${STEADY.join(" and ")}`,
      onLogs(simd, c).filter(({ on }) => STEADY.includes(on)),
    ),
    atLeast(1.5, "x", "log to Parquet, one core, over DuckDB COPY", onLogs(parquet, duckdbCopy)),
    atMost(
      1,
      "x",
      "its files over those of DuckDB",
      logs.map(({ name, sizes }) => ({ on: name, value: sizes.witskit / sizes.duckdb })),
    ),
    atLeast(40, "x", "log to Parquet, one core, over DuckDB SQL on the log", onLogs(parquet, duckdbSql)),
  ];
}

/** @param {LargeResult} large */
function largeGoals(large) {
  const largeSize = `${(large.sizes.log / 1e6).toFixed(0)} MB of log`;
  return [
    atLeast(
      1.4,
      "x",
      `the whole command, one worker, over DuckDB COPY, ${largeSize}`,
      quotient("", large.speeds, ONE_WORKER, LARGE_COPY),
    ),
    atMost(0.85, "x", "its dataset over the files of DuckDB, bytes", [
      { on: "", value: large.sizes.witskit / large.sizes.duckdb },
    ]),
    atMost(1, "x", "its dataset over the files of DuckDB, read by DuckDB", [
      { on: "", value: large.scans.witskit / large.scans.duckdb },
    ]),
    atLeast(
      0.95,
      "x",
      `two workers over two processes of one worker and half of the log each, ${largeSize}`,
      quotient("", large.speeds, TWO_WORKERS, TWO_PROCESSES),
    ),
    ...memoryGoals(large.memory),
  ];
}

/** @param {LiveResult} live */
function liveGoals({ many, one, converted }) {
  const links = `${many.links} links`;
  /** @param {number} value */
  const measured = (value) => [{ on: "", value }];
  return [
    atLeast(
      (NEARLY * many.wanted) / 1e6,
      "MB/s",
      `${links} together`,
      measured(many.bytes / 1e6 / many.seconds),
    ),
    atMost(0, "bytes", `${links}, lost`, measured(many.bytes - many.kept.bytes)),
    atMost(200, "MB", `${links}, memory at its peak`, measured(many.peak / 1e6)),
    atMost(1.5, "x", `${links}, processor time over that of convert`, measured(many.cpu / converted.cpu)),
    atMost(90, "MB", "one link at a frame a second, memory", measured(one.memory / 1e6)),
    atMost(1, "%", "one link at a frame a second, of a core", measured(100 * one.share)),
  ];
}

/** @param {LargeResult["memory"]} memory */
function memoryGoals(memory) {
  const [least, most] = [memory[0], memory.at(-1)];
  const peaks = memory.map(({ log, peak }) => ({
    on: `${(log / 1e6).toFixed(0)} MB`,
    value: peak / 1e6,
  }));
  const peak = atMost(400, "MB", "memory at its peak, two workers", peaks);
  if (least === undefined || most === undefined || least === most) return [peak];
  const growth = [{ on: "", value: most.peak / least.peak }];
  return [
    peak,
    atMost(SAME_PEAK, "x", `that of ${peaks.at(-1)?.on} of log over that of ${peaks[0]?.on}`, growth),
  ];
}

/** @param {CommandTimes} commands */
function commandGoals(commands) {
  /** @param {string} name */
  const named = (name) => commands.filter((command) => command.name === name);
  return [
    atMost(
      1.5,
      "x",
      `${VERSION} over ${BARE}, time`,
      named(VERSION).map(({ overBare }) => ({ on: "", value: overBare })),
    ),
    atMost(
      3.5,
      "x",
      `${FIRST_RESULT}, first result, over ${BARE}, time`,
      named(FIRST_RESULT).map(({ overBare }) => ({ on: "", value: overBare })),
    ),
  ];
}

/**
 * None when one of the two did not race.
 * @param {string} on
 * @param {readonly Speed[]} speeds
 * @param {string} ours
 * @param {string} theirs
 * @returns {Measured[]}
 */
function quotient(on, speeds, ours, theirs) {
  const [one, other] = [ours, theirs].map((name) => speeds.find((speed) => speed.name === name));
  return one === undefined || other === undefined ? [] : [{ on, value: ratio(one, other) }];
}

/** @typedef {[wanted: number, unit: Goal["unit"], what: string, measured: Measured[]]} Wish */

/** @type {(...wish: Wish) => Goal} */
const atLeast = (wanted, unit, what, measured) => ({
  what,
  sense: "at least",
  wanted,
  unit,
  measured,
  met: measured.length > 0 && measured.every(({ value }) => value >= wanted),
});

/** @type {(...wish: Wish) => Goal} */
const atMost = (wanted, unit, what, measured) => ({
  what,
  sense: "at most",
  wanted,
  unit,
  measured,
  met: measured.length > 0 && measured.every(({ value }) => value <= wanted),
});

/** @param {readonly Goal[]} goals */
export function goalTable(goals) {
  return formatTable(goals.map(goalCells), { head: ["goal", "wanted", "measured", ""] });
}

/** @param {Goal} goal */
export function goalCells({ what, sense, wanted, unit, measured, met }) {
  const shown = (/** @type {Measured} */ { on, value }) =>
    `${value.toFixed(UNITS[unit])}${on === "" ? "" : ` (${on})`}`;
  const sorted = [...measured].sort((a, b) => a.value - b.value);
  const [least, most] = [sorted[0], sorted.at(-1)];
  const range =
    least === undefined || most === undefined
      ? "not measured"
      : least === most
        ? shown(least)
        : `${shown(least)} to ${shown(most)}`;
  const missed = measured.filter(({ value }) => (sense === "at least" ? value < wanted : value > wanted));
  const outcome =
    measured.length === 0
      ? ""
      : met
        ? "met"
        : measured.length === 1
          ? "missed"
          : `missed on ${missed.length} of ${measured.length}`;
  return [what, `${sense} ${wanted} ${unit}`, range, outcome];
}
