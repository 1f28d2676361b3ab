/** The folder of a dataset: whether it may be written to, what an earlier run left in it, and its way back. */
import { readdir, rm, rmdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { makeFolders } from "../durable/make-folders.js";
import { unwritable } from "../durable/unwritable.js";
import { Failure, systemCode } from "../failure/failure.js";
import { isLockName } from "./lock.js";
import { MANIFEST_FOLDER } from "./manifest.js";
import { partFormats } from "./part-format.js";
import { ANALYSIS_FOLDER } from "./tables.js";

const OWN_FOLDER = /^(record=\d\d|unmapped|rejects|frame|long|analysis|_witskit)$/;
const OWN_FILE = new RegExp(`\\.(${partFormats.join("|")}|json)$`);
const PARTITION = /^day=/;
/** What a run that was killed leaves behind. */
const LEFTOVER = /^\.(?!left\.).+\.partial$/;
/** What a stream keeps beside the manifest. */
const OF_STREAM = /[/\\](journal|raw)[/\\]$/;
/** A part that has left the dataset: `leaving.ts`. */
const LEFT = /^\.left\..+\.partial$/;

/**
 * The files of an earlier run, which this one replaces; with `live`, what a stream keeps is passed over, and what was found of the dataset. Throws when there is anything that may not be replaced. What
 * a killed run has left half-written is nobody's, and is removed at once.
 */
export async function filesToReplace(
  folder: string,
  force: boolean,
  { keepPartial = false, live = false }: { keepPartial?: boolean; live?: boolean } = {},
): Promise<string[]> {
  const files: string[] = [];
  const leftovers: string[] = [];
  let stranger: string | undefined;
  for (const entry of await entriesOf(folder)) {
    if (!entry.isDirectory() || !OWN_FOLDER.test(entry.name)) {
      stranger ??= entry.name;
      continue;
    }
    if (live && entry.name === ANALYSIS_FOLDER) continue;
    for (const path of await filesBelow(folder, entry.name)) {
      const isOwnState = entry.name === MANIFEST_FOLDER || entry.name === ANALYSIS_FOLDER;
      if (isOwnState && (isLockName(basename(path)) || (live && OF_STREAM.test(path)))) continue;
      if (LEFTOVER.test(basename(path))) leftovers.push(join(folder, path));
      else if (OWN_FILE.test(path) || LEFT.test(basename(path))) files.push(join(folder, path));
      else stranger ??= path;
    }
  }
  if (!force && (stranger !== undefined || files.length > 0)) throw notEmpty(folder);
  if (stranger !== undefined) throw notOurs(folder, stranger);
  if (keepPartial) return files;
  await removeFiles(leftovers);
  await removeEmptyFolders(leftovers);
  return files;
}

/** What is in a table's folder and its partitions, or in those of the tables of an analysis, by paths within the dataset. A strange folder stands for itself. */
async function filesBelow(folder: string, table: string): Promise<string[]> {
  const paths: string[] = [];
  for (const entry of await entriesOf(join(folder, table))) {
    const path = join(table, entry.name);
    if (!entry.isDirectory() || !(table === ANALYSIS_FOLDER || PARTITION.test(entry.name))) {
      paths.push(entry.isFile() ? path : `${path}/`);
      continue;
    }
    for (const file of await entriesOf(join(folder, path))) {
      paths.push(file.isFile() ? join(path, file.name) : `${join(path, file.name)}/`);
    }
  }
  return paths;
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (systemCode(error) === "ENOENT") return [];
    throw unwritable(folder, error);
  }
}

const notEmpty = (folder: string): Failure =>
  new Failure(
    "output-exists",
    `cannot write ${folder}: the folder is not empty; give --force to replace what witskit made in it, or name another`,
    { place: { file: folder } },
  );

const notOurs = (folder: string, name: string): Failure =>
  new Failure(
    "output-foreign",
    `cannot write ${folder}: ${name} in it was not made by witskit, which replaces only what it made; ` +
      "move it away, or name another folder",
    { place: { file: `${folder}/${name}` } },
  );

/** In the order in which they are to go: a manifest would say that all is there until the last of the others is gone. */
export const manifestsFirst = (files: readonly string[]): string[] => [
  ...files.filter(isManifest),
  ...files.filter((file) => !isManifest(file)),
];

const isManifest = (file: string): boolean =>
  file.endsWith(".ndjson") && basename(dirname(file)) === "_witskit";

export async function removeFiles(files: readonly string[]): Promise<void> {
  for (const file of files) {
    await rm(file, { force: true }).catch((error: unknown) => {
      throw unwritable(file, error);
    });
  }
}

/** The tables that an earlier run had and this one has not: their folders, where nothing is left in them. */
export async function removeEmptyFolders(files: readonly string[]): Promise<void> {
  const folders = new Set(files.map((file) => dirname(file)));
  for (const folder of folders) await rmdir(folder).catch(leaveIt);
  for (const folder of folders)
    if (PARTITION.test(basename(folder)) || basename(dirname(folder)) === ANALYSIS_FOLDER)
      await rmdir(dirname(folder)).catch(leaveIt);
}

/** Folders that a run makes, so that a run that fails can take them away again. */
export class MadeFolders {
  /** Innermost last. */
  readonly #made: string[] = [];

  async make(folder: string): Promise<void> {
    try {
      this.#made.push(...(await makeFolders(folder)));
    } catch (error) {
      throw unwritable(folder, error);
    }
  }

  /** Those that are empty, but for one to keep: files in them are somebody else's by now. */
  async remove(keep?: string): Promise<void> {
    for (const folder of this.#made.reverse()) {
      if (keep === undefined || folder !== resolve(keep)) await rmdir(folder).catch(leaveIt);
    }
  }
}

const leaveIt = (): void => {};
