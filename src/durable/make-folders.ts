/**
 * Makes a folder and those above it that are missing. `mkdir` of Node with `recursive` spins for ever where a file system says
 * of a folder that is there that it is not, as /proc does.
 */
import { mkdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { Failure, systemCode } from "../failure.js";

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
    if (await isFolder(above)) throw refused(folder, above, error);
    const made = await makeFolders(above);
    return [...made, ...(await makeFolders(path))];
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
