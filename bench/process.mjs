/** Commands as processes of their own. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const MAIN = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));

const USAGE = new URL("usage.mjs", import.meta.url).href;

/**
 * Runs the program to its end. Returns the most bytes of memory that it had at a time, and its seconds of processor.
 * @param {string[]} args
 * @returns {Promise<{ peak: number, cpu: number }>}
 */
export const runMain = async (args) => JSON.parse(await runNode(["--import", USAGE, MAIN, ...args]));

/**
 * Runs Node to its end. Returns what was written to descriptor 3; throws with what it said when it fails.
 * @param {string[]} args
 * @returns {Promise<string>}
 */
export function runNode(args) {
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
