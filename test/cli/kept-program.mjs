/**
 * The built program, asked for one command line after another: what it is made of is loaded once. Run with its path; command lines come
 * as messages, and so do their exit codes.
 */
import { pathToFileURL } from "node:url";

const binary = process.argv[2] ?? "";
const program = pathToFileURL(binary).href;
let count = 0;

// Each run listens once.
process.stdout.setMaxListeners(0);
process.stderr.setMaxListeners(0);

process.on("message", async (/** @type {{ cwd: string, words: string[] }} */ { cwd, words }) => {
  process.chdir(cwd);
  process.argv = [process.execPath, binary, ...words];
  process.exitCode = undefined;
  // The module is the program: whoever imports it under another name runs it again.
  await import(`${program}?${count++}`);
  process.send?.(process.exitCode ?? 0);
});
