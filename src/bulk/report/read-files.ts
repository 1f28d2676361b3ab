/** Files that a report was made from, each with its hash: who has the same files can make the same report. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { ANALYSIS_FOLDER } from "../../dataset/tables.js";
import type { ReadFile } from "../../report/document/quality.js";
import { STDIN } from "../../runtime/standard-input.js";
import { shownPlaces } from "../../text/shown-places.js";

/** Of a folder all files in it, by their names; of standard input there is nothing to read again. */
export async function readFiles(
  paths: readonly string[],
  role: ReadFile["role"],
  signal?: AbortSignal,
): Promise<ReadFile[]> {
  const files: ReadFile[] = [];
  for (const path of paths) {
    if (path === STDIN) continue;
    for (const name of await filesIn(path)) files.push(await hashed(name, role, signal));
  }
  return files;
}

async function filesIn(path: string): Promise<readonly string[]> {
  const told = await stat(path);
  if (told.isFile()) return [path];
  if (!told.isDirectory()) return [];
  const names = (await readdir(path)).sort();
  // An analysis that was written beside a dataset is made of it, and changes with the version.
  const own = names.filter((name) => name !== ANALYSIS_FOLDER && !name.startsWith("."));
  const found: string[] = [];
  for (const name of own) {
    const inner = join(path, name);
    found.push(...(await filesIn(inner).catch(() => [])));
  }
  return found;
}

async function hashed(
  name: string,
  role: ReadFile["role"],
  signal: AbortSignal | undefined,
): Promise<ReadFile> {
  const hash = createHash("sha256");
  let bytes = 0;
  const source = createReadStream(name, { highWaterMark: 1 << 20 });
  source.on("data", (piece) => {
    bytes += piece.length;
  });
  await pipeline(source, hash, { signal });
  return { name: shownPlaces(name), bytes, sha256: hash.digest("hex"), role };
}
