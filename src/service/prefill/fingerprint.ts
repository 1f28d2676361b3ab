/**
 * What a proposal was made from, as a hash: of the same data comes the same one. Of a log these are its bytes, of a dataset its manifest,
 * which tells of every part, and beside it how far the journal of a stream has come.
 */
import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { MANIFEST, MANIFEST_FOLDER } from "../../dataset/manifest.js";
import { systemCode } from "../../failure/failure.js";

/** In hexadecimal. Throws what reading throws. */
export async function fingerprintOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  if (!(await stat(path)).isDirectory()) await pipeline(createReadStream(path), hash, { end: false });
  else {
    const own = join(path, MANIFEST_FOLDER);
    const isTold = await pipeline(createReadStream(join(own, MANIFEST)), hash, { end: false }).then(
      () => true,
      absent(false),
    );
    await files(join(own, "journal"), hash);
    // Parts that nobody wrote a manifest of.
    if (!isTold) await files(path, hash);
  }
  return hash.digest("hex");
}

/** Names and sizes: what stands in them only grows. */
async function files(folder: string, hash: Hash, within = ""): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(absent([]));
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const [path, name] = [join(folder, entry.name), `${within}${entry.name}`];
    if (entry.isDirectory()) await files(path, hash, `${name}/`);
    else {
      const size = await stat(path).then((info) => info.size, absent(undefined));
      if (size !== undefined) hash.update(`${name} ${size}\n`);
    }
  }
}

/** In place of what is not there, or has gone between one look and the next. */
const absent =
  <Value>(value: Value) =>
  (error: unknown): Value => {
    if (systemCode(error) === "ENOENT") return value;
    throw error;
  };
