/**
 * Programs of the system that some tests want. Without one its tests are skipped, by name. `.ci/run` installs those that
 * `WITSKIT_EXPECTED` lists: there a test that would be skipped for want of one fails instead.
 */
import { accessSync, constants, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Debian has the server of each version of PostgreSQL in a folder of its own, the newest first here. */
const POSTGRES = "/usr/lib/postgresql";
/** Daemons are where people's own programs are not looked for. */
const BESIDE_PATH = ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin", ...versionsIn(POSTGRES)];
const expected = new Set((process.env["WITSKIT_EXPECTED"] ?? "").split(" ").filter((name) => name !== ""));

/** The path of the program, by the first of its names under which it is here; undefined where it is not. */
export function program(...names: readonly [string, ...string[]]): string | undefined {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), ...BESIDE_PATH];
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = paths.find(canBeRun);
  if (found === undefined && names.some((name) => expected.has(name)))
    throw new Error(`${names[0]} is expected here, and is in none of ${folders.join(", ")}`);
  return found;
}

function canBeRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** For the title of what is skipped: `a serial line (skipped: there is no socat)`. */
export const skipped = (what: string, found: string | undefined, name: string): string =>
  found === undefined ? `${what} (skipped: there is no ${name})` : what;

function versionsIn(folder: string): string[] {
  try {
    const versions = readdirSync(folder).sort((one, other) => Number(other) - Number(one));
    return versions.map((version) => join(folder, version, "bin"));
  } catch {
    return [];
  }
}
