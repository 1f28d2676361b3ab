/**
 * Stops with a sentence on a Node that is too old. Imported first by each script: those are kept to syntax and built-in
 * modules that Node 16 has, so that it is this sentence that the user meets.
 */
import { readFileSync } from "node:fs";

const { engines } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const [, major = 0, minor = 0] = /(\d+)\.(\d+)/.exec(engines.node) ?? [];
const [ourMajor = 0, ourMinor = 0] = process.versions.node.split(".").map(Number);

if (ourMajor < Number(major) || (ourMajor === Number(major) && ourMinor < Number(minor))) {
  console.error(
    `witskit needs Node ${major}.${minor} or later, and this is Node ${process.versions.node}. ` +
      "Install a later one from https://nodejs.org, or with your version manager, and try again.",
  );
  process.exit(1);
}
