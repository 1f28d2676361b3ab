/** A step of a script: says what it does, what came of it and how long it took. The first that fails ends the script. */
import { spawn, spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Runs `work`, which returns what came of it in a few words.
 * @param {string} name
 * @param {() => string | Promise<string>} work
 */
export async function step(name, work) {
  const start = performance.now();
  const outcome = await work();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${name.padEnd(8)} ${outcome}, ${seconds} s`);
}

/**
 * Says what a step is at, when it takes long enough for someone to wonder.
 * @param {string} name
 * @param {string} what
 */
export const say = (name, what) => console.log(`${name.padEnd(8)} ${what} ...`);

/**
 * Runs a script of an installed package, or one of ours, with this Node. Ends the process when it fails.
 * @param {string} name
 * @param {string} script Path from the root.
 * @param {string[]} args
 * @param {{ quiet?: boolean }} [options] `quiet` shows what it prints only when it fails.
 */
export function runNode(name, script, args, { quiet = false } = {}) {
  runCommand(name, process.execPath, [script, ...args], quiet);
}

/**
 * @param {string} name
 * @param {string} command
 * @param {string[]} args
 * @param {boolean} quiet
 */
export function runCommand(name, command, args, quiet) {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: "utf8",
    stdio: quiet ? ["ignore", "pipe", "pipe"] : "inherit",
    // npm is a shell script on Windows when it is not called through its own path.
    shell: process.platform === "win32" && command === "npm",
  });
  if (status === 0) return;
  if (quiet) process.stderr.write(`${stdout ?? ""}${stderr ?? ""}`);
  console.error(`${name} failed${error === undefined ? "" : `: ${error.message}`}`);
  process.exit(status ?? 1);
}

/**
 * Runs a script of an installed package while others run. What it printed is shown when it fails, and the process ended, with all that run beside it.
 * @param {string} name
 * @param {string} script Path from the root.
 * @param {string[]} args
 */
export async function runNodeBeside(name, script, args) {
  const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  const end = () => child.kill();
  process.once("exit", end);
  /** @type {Promise<number>} */
  const ended = new Promise((resolve, reject) => {
    child.once("error", reject).once("close", (code) => resolve(code ?? 1));
  });
  const [printed, complained, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  process.off("exit", end);
  if (code === 0) return;
  process.stderr.write(printed + complained);
  console.error(`${name} failed`);
  process.exit(code);
}

/**
 * Whether a module is the script that Node was started with.
 * @param {string} url
 */
export const isMain = (url) => realpathSync(process.argv[1] ?? "") === fileURLToPath(url);
