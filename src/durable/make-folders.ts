/**
 * Makes a folder and those above it that are missing. `mkdir` of Node with `recursive` spins for ever where a file system says
 * of a folder that is there that it is not, as /proc does.
 */
import { mkdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { Failure, systemCode } from "../failure/failure.js";

/** Answers those that were missing, the outermost first. Throws what the system says. */
export async function makeFolders(folder: string): Promise<readonly string[]> {
  const path = resolve(folder);
  try {
    await mkdir(path);
    return [path];
  } catch (error) {
    const code = systemCode(error);
    if (code === "EEXIST" && (await isFolder(path))) return [];
    const above = dirname(path);
    if (code !== "ENOENT" || above === path) throw error;
    const made = (await isFolder(above)) ? [] : await makeFolders(above);
    return [...made, ...(await makeInside(above, folder))];
  }
}

/** Another process may have made `above` since it was missed: only a folder that is there and still takes none is one that refuses. */
async function makeInside(above: string, folder: string): Promise<readonly string[]> {
  try {
    await mkdir(folder);
    return [resolve(folder)];
  } catch (error) {
    if (systemCode(error) === "EEXIST" && (await isFolder(folder))) return [];
    if (systemCode(error) === "ENOENT" && (await isFolder(above))) throw refused(folder, above, error);
    throw error;
  }
}

const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() ?? false;

const refused = (folder: string, above: string, cause: unknown): Failure =>
  new Failure(
    "output-unwritable",
    `cannot write ${folder}: the file system of ${above} lets nobody make a folder there; name another`,
    { cause, place: { file: folder } },
  );
