/**
 * Files of an earlier run that this one replaces. They are listed before the manifest that names them goes, and taken away
 * after it: whoever goes on after a kill in between knows by the list what is nobody's any more.
 */
import { readFile, rm } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { syncFolder } from "../durable/sync-folder.js";
import { unwritable } from "../durable/unwritable.js";
import { writeWhole } from "../durable/write-whole.js";
import { systemCode } from "../failure/failure.js";
import { removeEmptyFolders, removeFiles } from "./folder.js";
import { MANIFEST_FOLDER } from "./manifest.js";

const listPath = (folder: string): string => join(folder, MANIFEST_FOLDER, "replaced.json");

/** Takes files away that an earlier run has made, by their paths; `begin` puts the new manifest in the place of the one that has them. */
export async function replaceFiles(
  folder: string,
  files: readonly string[],
  begin: () => Promise<void>,
): Promise<void> {
  const paths = files.map((file) => relative(folder, file).split(sep).join("/"));
  const inside = paths.filter((path) => !path.startsWith("../"));
  if (inside.length > 0) await writeWhole(listPath(folder), `${JSON.stringify(inside)}\n`);
  await begin();
  await removeReplaced(folder, new Set());
  await removeFiles(files.filter((_, i) => paths[i]!.startsWith("../")));
}

/** Takes away what is listed, but for what the manifest has by now, and then the list. */
export async function removeReplaced(folder: string, kept: ReadonlySet<string>): Promise<void> {
  const path = listPath(folder);
  const files = await replacedIn(path);
  if (files === undefined) return;
  const gone = files.filter((file) => !kept.has(file)).map((file) => join(folder, file));
  await removeFiles(gone);
  await removeEmptyFolders(gone);
  try {
    await rm(path, { force: true });
    await syncFolder(join(folder, MANIFEST_FOLDER));
  } catch (error) {
    throw unwritable(path, error);
  }
}

/** Undefined when there is no list. */
async function replacedIn(path: string): Promise<readonly string[] | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as string[];
  } catch (error) {
    if (systemCode(error) === "ENOENT" || systemCode(error) === "ENOTDIR") return undefined;
    throw unwritable(path, error);
  }
}
