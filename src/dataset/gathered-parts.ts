/**
 * The parts of units that a stream's manifest has gathered into one, `_witskit/gathered.ndjson`: a line for each time that it did,
 * `{"files":[...]}`, as units list theirs. A stream never reads it, so that a year of minutes costs its start nothing; who asks the
 * dataset does, to know what is in a part without opening it. What is missing here is asked of the parts themselves.
 */
import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeWhole } from "../durable/write-whole.js";
import { type Compacted, readCompacted } from "./compacted.js";
import { MANIFEST_FOLDER, type ManifestFile } from "./manifest.js";

const GATHERED = "gathered.ndjson";

const pathIn = (dataset: string): string => join(dataset, MANIFEST_FOLDER, GATHERED);

/** Without checksums: a part that is made again may have other bytes, and no line here is renewed by that. */
const lineOf = (files: readonly ManifestFile[]): string =>
  `${JSON.stringify({ files: files.map(({ crc32: _, ...file }) => file) })}\n`;

/** Adds the files of units that are about to be gathered. Those that a compaction has taken since are left out from then on. */
export async function addGathered(dataset: string, files: readonly ManifestFile[]): Promise<void> {
  const { content: compacted } = await readCompacted(dataset);
  // Behind a line that a crash has cut, this one begins anew.
  if (compacted.isEmpty) return appendFile(pathIn(dataset), `\n${lineOf(files)}`);
  const all = [...(await gatheredParts(dataset)), ...files];
  await writeWhole(pathIn(dataset), linesOf(all, compacted));
}

/** Files of a line. */
const IN_LINE = 1000;

function* linesOf(files: readonly ManifestFile[], compacted: Compacted): Generator<string> {
  const left = files.filter(({ path }) => compacted.reads(path));
  for (let from = 0; from < left.length; from += IN_LINE) yield lineOf(left.slice(from, from + IN_LINE));
}

/** All that are there, in the order in which they came. */
export async function gatheredParts(dataset: string): Promise<readonly ManifestFile[]> {
  const text = await readFile(pathIn(dataset), "utf8").catch(() => "");
  // A line that a crash has cut, or that somebody has spoiled, costs a look at its parts, and nothing else.
  return text.split("\n").flatMap((line) => filesIn(line) ?? []);
}

function filesIn(line: string): readonly ManifestFile[] | undefined {
  try {
    const { files } = JSON.parse(line) as { readonly files?: unknown };
    return Array.isArray(files) ? (files as ManifestFile[]) : undefined;
  } catch {
    return undefined;
  }
}
