/** What the service alone needs is not installed with witskit: which of it is missing, and the one command that brings it. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Failure } from "../../../failure.js";
import { peerDependencies } from "../../../package.js";

/** Throws Failure with the command that installs what is missing. `without` are those that are asked for when they are used. */
export function checkPackages(without: readonly string[]): void {
  const require = createRequire(import.meta.url);
  const missing = Object.entries(peerDependencies).filter(
    ([name]) => !without.includes(name) && !isThere(require, name),
  );
  if (missing.length === 0) return;
  const names = missing.map(([name, range]) => `${name}@${range.replace(/^\^/, "")}`).join(" ");
  throw new Failure(
    "library-missing",
    `the service needs ${missing.length === 1 ? "a library" : `${missing.length} libraries`} that witskit does not bring: run npm install ${names}`,
  );
}

/** Some export modules alone, which `require` does not load but finds by their folder. */
function isThere(require: NodeJS.Require, name: string): boolean {
  const paths = require.resolve.paths(name) ?? [];
  return paths.some((folder) => existsSync(join(folder, name, "package.json")));
}
