/** What the service alone needs is not installed with witskit: which of it is missing, and the one command that brings it. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Failure } from "../../../failure/failure.js";
import { peerDependencies } from "../../../runtime/package.js";

/**
 * Throws Failure where one is missing that nothing works without, with the command that brings all: photos, second factors and single sign-on,
 * which need those of `whenUsed`, too.
 */
export function checkPackages(whenUsed: readonly string[]): void {
  const require = createRequire(import.meta.url);
  const missing = Object.entries(peerDependencies).filter(([name]) => !isThere(require, name));
  if (missing.every(([name]) => whenUsed.includes(name))) return;
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
