/** What a user waits for and pays for: start-up, time to a first result, memory of a conversion. Whole processes. */
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { race } from "./rounds.mjs";

const MAIN = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const PEAK = new URL("peak.mjs", import.meta.url).href;

/**
 * Seconds of commands, by name: median, least and most of rounds in turn.
 * @param {{ folder: string, smallLog: string, rounds: number }} options
 */
export async function timeCommands({ folder, smallLog, rounds }) {
  const out = join(folder, "small");
  /** @type {[name: string, args: string[]][]} */
  const commands = [
    ["node -e 0", ["-e", "0"]],
    ["witskit --version", [MAIN, "--version"]],
    ["convert 1 MB", [MAIN, "convert", smallLog, "-o", out, "--force", "-q"]],
  ];
  const speeds = await race(
    commands.map(([name, args]) => ({
      name,
      bytes: 1000,
      turn: async () => {
        await run(args);
      },
    })),
    rounds,
  );
  // A speed of 1000 bytes a turn is turns a millisecond.
  return speeds.map(({ name, median, least, most }) => ({
    name,
    seconds: 0.001 / median,
    least: 0.001 / most,
    most: 0.001 / least,
  }));
}

/**
 * Most memory that the conversion of a log has at a time, in bytes.
 * @param {string} folder
 * @param {string} log
 */
export async function peakMemory(folder, log) {
  const out = join(folder, "peak");
  const kibibytes = await run(["--import", PEAK, MAIN, "convert", log, "-o", out, "--force", "-q"]);
  rmSync(out, { recursive: true, force: true });
  return Number(kibibytes) * 1024;
}

/**
 * Runs Node to its end. Returns what was written to descriptor 3; throws with what it said when it fails.
 * @param {string[]} args
 * @returns {Promise<string>}
 */
function run(args) {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe", "pipe"] });
  let errors = "";
  let told = "";
  child.stderr?.on("data", (chunk) => {
    errors += chunk;
  });
  child.stdio[3]?.on("data", (chunk) => {
    told += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(told);
      else reject(new Error(`node ${args.join(" ")} failed: ${errors.trim()}`));
    });
  });
}
