/**
 * Measures witskit beside its peers on this machine, in one run: decoding, writing Parquet, file sizes, commands, memory.
 * Prints tables, writes `results/latest.json` and `results/latest.svg`.
 *
 *   npm run bench                 all logs, 32 MB each
 *   npm run bench -- --quick      8 MB each, fewer rounds: under two minutes
 *   npm run bench -- rig noisy    these logs alone
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { generateWhole } from "../dist/samples/generator.js";
import { compileC, FLAGS } from "./c-decoder.mjs";
import { speedChart } from "./chart.mjs";
import { peakMemory, timeCommands } from "./commands.mjs";
import { inputs } from "./inputs.mjs";
import { raceLog } from "./race-log.mjs";
import { commandTable, legend, sizeTable, speedTable } from "./report.mjs";

const { values, positionals } = parseArgs({
  options: { quick: { type: "boolean" } },
  allowPositionals: true,
});
const SIZES = values.quick
  ? { megabytes: 8, excerptBytes: 1_000_000, rounds: 5 }
  : { megabytes: 32, excerptBytes: 4_000_000, rounds: 9 };

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

  const logs = [];
  for (const input of inputs({ folder, ...SIZES, only: positionals })) {
    process.stderr.write(`${input.name}, ${(input.bytes.length / 1e6).toFixed(1)} MB ...\n`);
    logs.push(await raceLog(input, { folder, rounds: SIZES.rounds, c }));
  }
  if (logs.length === 0) throw new Error(`no log is called ${positionals.join(" or ")}`);
  const commands = await measureCommands();

  console.log(`\n${speedTable(logs)}\n\n${legend(SIZES.rounds)}\n\n${sizeTable(logs)}`);
  if (commands !== undefined) {
    console.log(`\n${commandTable(commands.times)}\n`);
    console.log(
      `Memory of a conversion at its peak: ${(commands.peak.bytes / 1e6).toFixed(0)} MB, ${commands.peak.log}`,
    );
  }
  mkdirSync(results, { recursive: true });
  const result = { date: new Date().toISOString(), quick: values.quick ?? false, machine, logs, commands };
  writeFileSync(join(results, "latest.json"), `${JSON.stringify(result, null, 2)}\n`);
  if (logs[0] !== undefined) writeFileSync(join(results, "latest.svg"), speedChart(logs[0]));
  console.log("\nbench/results/latest.json and latest.svg are written");
}

async function measureCommands() {
  const log = (/** @type {number} */ megabytes) => {
    const path = join(folder, `commands-${megabytes}.wits`);
    writeFileSync(path, generateWhole({ bytes: megabytes * 1_000_000, seed: 7 }).bytes);
    return path;
  };
  try {
    const times = await timeCommands({ folder, smallLog: log(1), rounds: SIZES.rounds });
    const bytes = await peakMemory(folder, log(SIZES.megabytes));
    return { times, peak: { bytes, log: `${SIZES.megabytes} MB of log` } };
  } catch (error) {
    // What was measured until now is worth its report.
    console.error(`The commands are left out: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}
