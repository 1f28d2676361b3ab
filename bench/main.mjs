/**
 * Measures witskit beside its peers on this machine, in one run: decoding, writing Parquet, file sizes, whole conversions
 * with one worker and two, memory, commands, live links, WITSML; and says which of the project's goals that meets. Prints tables, writes
 * `results/latest.json` and `results/latest.svg`. What it can be told: see `options.mjs`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateWhole } from "../src/samples/shapes/generator.js";
import { timeAnalysis } from "./analysis.mjs";
import { compileC, FLAGS } from "./c-decoder.mjs";
import { speedChart } from "./chart.mjs";
import { timeCommands } from "./commands.mjs";
import { raceDecodeCalls } from "./decode-calls.mjs";
import { analysisLine, goalsOf, goalTable } from "./goals.mjs";
import { inputs } from "./inputs.mjs";
import { raceLargeLog } from "./large-log.mjs";
import { raceLive } from "./live.mjs";
import { benchOptions, PARTS } from "./options.mjs";
import { raceLog } from "./race-log.mjs";
import {
  commandTable,
  largeLegend,
  largeTable,
  legend,
  liveTable,
  memoryTable,
  sizeTable,
  speedTable,
  witsmlTable,
} from "./report.mjs";
import { runWitsml } from "./witsml.mjs";

const { quick, positionals } = benchOptions(process.argv.slice(2));
const SIZES = quick
  ? { megabytes: 8, excerptBytes: 1_000_000, rounds: 5 }
  : { megabytes: 32, excerptBytes: 4_000_000, rounds: 9 };
const LARGE = quick
  ? { megabytes: 256, peaksAt: [256], rounds: 3 }
  : { megabytes: 1024, peaksAt: [256, 1024], rounds: 5 };

const LIVE = {
  links: 256,
  rate: 100_000_000,
  seconds: quick ? 5 : 20,
  quietSeconds: quick ? 10 : 30,
  frames: quick ? 200 : 1000,
};
const YEAR = quick ? { rows: 2_000_000, datasetRows: 500_000 } : { rows: 31_536_000, datasetRows: 2_592_000 };
/** Megabytes of log of which WITSML is made. */
const WITSML = quick ? [64, 256] : [256, 1024];
const logsAsked = positionals.filter((name) => !PARTS.includes(name));
/** Without names, all is measured; else what is named. */
const asked = (/** @type {string} */ part) => positionals.length === 0 || positionals.includes(part);

const results = fileURLToPath(new URL("results", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "witskit-bench-"));
try {
  await main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function main() {
  const c = compileC(folder);
  const machine = {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    compiler: c === undefined ? "none" : `${c.compiler}, ${FLAGS.join(" ")}`,
  };
  console.log(`\n${machine.cpu}, ${machine.cores} cores, ${machine.platform}, Node ${machine.node}`);
  console.log(
    c === undefined ? "No C compiler (cc): the C decoder is left out" : `C compiler: ${machine.compiler}`,
  );

  const logs = positionals.length === 0 || logsAsked.length > 0 ? await measureLogs(c) : [];
  const large = await measured("large", () => raceLargeLog({ folder, ...LARGE }));
  const commands = await measured("commands", () => {
    const smallLog = join(folder, "small.wits");
    writeFileSync(smallLog, generateWhole({ bytes: 1_000_000, seed: 7 }).bytes);
    return timeCommands({ folder, smallLog, rounds: SIZES.rounds });
  });
  const calls = await measured("calls", () => raceDecodeCalls({ rounds: SIZES.rounds }));
  const live = await measured("live", () => raceLive({ folder, ...LIVE }));
  const witsml = await measured("witsml", () => runWitsml({ folder, sizes: WITSML }));
  const analysis = await measured("analysis", () => timeAnalysis({ folder, ...YEAR }));
  const goals = goalsOf({ logs, large, commands, calls, live, witsml, analysis });

  if (logs.length > 0) print(speedTable(logs), legend(SIZES.rounds), sizeTable(logs));
  if (large !== undefined)
    print(largeTable(large), largeLegend(LARGE.rounds, large.scans), memoryTable(large.memory));
  if (commands !== undefined) print(commandTable(commands));
  if (live !== undefined) print(liveTable(live));
  if (witsml !== undefined) print(witsmlTable(witsml));
  if (analysis !== undefined) print(analysisLine(analysis));
  print(goalTable(goals));

  mkdirSync(results, { recursive: true });
  const date = new Date().toISOString();
  const result = {
    date,
    quick: quick ?? false,
    machine,
    goals,
    logs,
    large,
    commands,
    calls,
    live,
    witsml,
    analysis,
  };
  writeFileSync(join(results, "latest.json"), `${JSON.stringify(result, null, 2)}\n`);
  const where = `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, ${date.slice(0, 10)}`;
  if (logs.length > 0) writeFileSync(join(results, "latest.svg"), speedChart(logs, where));
  console.log(`\nbench/results/latest.json ${logs.length > 0 ? "and latest.svg are" : "is"} written`);
}

/** @param {ReturnType<typeof compileC>} c */
async function measureLogs(c) {
  const logs = [];
  for (const input of inputs({ folder, ...SIZES, only: logsAsked })) {
    process.stderr.write(`${input.name}, ${(input.bytes.length / 1e6).toFixed(1)} MB ...\n`);
    logs.push(await raceLog(input, { folder, rounds: SIZES.rounds, c }));
  }
  if (logs.length === 0) throw new Error(`no log is called ${logsAsked.join(" or ")}`);
  return logs;
}

/** @param {string[]} blocks */
function print(...blocks) {
  for (const block of blocks) console.log(`\n${block}`);
}

/**
 * What was measured until now is worth its report: undefined, and a word on it, when this cannot be measured.
 * @template Result
 * @param {string} what
 * @param {() => Promise<Result>} measure
 */
async function measured(what, measure) {
  if (!asked(what)) return undefined;
  process.stderr.write(`${what} ...\n`);
  try {
    return await measure();
  } catch (error) {
    console.error(`${what} left out: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}
