/**
 * Parts that have left a dataset, since others stand for them. The line of the manifest comes first; then the files move out of
 * the tables, where programs that know no manifest would read their rows twice, to a place where somebody who has opened the
 * dataset before still finds them. The next run that writes takes away what has been there for some minutes.
 */
import { existsSync, openSync } from "node:fs";
import { type FileHandle, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { syncFolder } from "../durable/sync-folder.js";
import { unwritable } from "../durable/unwritable.js";
import { systemCode } from "../failure/failure.js";
import { removeEmptyFolders } from "./folder.js";
import { MANIFEST_FOLDER } from "./manifest.js";
import type { ManifestContent } from "./manifest-file.js";
import { namedPartsIn } from "./part-name.js";

/** Milliseconds for which whoever has opened a dataset finds the parts that it had then. */
const GRACE = 10 * 60_000;

/** A part's path, in the dataset's folder, its table and perhaps its partition. */
const PLACED = /^(.*?)[/\\]?((?:record=\d\d|unmapped|rejects|frame|long)(?:[/\\]day=[^/\\]+)?[/\\][^/\\]+)$/;
const LEFT = /^\.left\..+\.partial$/;

/** Where a part is found once it has left; undefined of what is no part's path. */
export function leftPlace(path: string): string | undefined {
  const [, dataset, part] = PLACED.exec(path) ?? [];
  if (dataset === undefined || part === undefined) return undefined;
  // Like what a killed run has left, so that no pattern of anybody's matches it and `--force` takes it away.
  return join(dataset || ".", MANIFEST_FOLDER, `.left.${part.replace(/[/\\]/g, ".")}.partial`);
}

/** Opens a part to be read, wherever it is by now. Throws what the system says of the path. */
export async function openPart(path: string): Promise<FileHandle> {
  try {
    return await open(path);
  } catch (error) {
    const left = systemCode(error) === "ENOENT" ? leftPlace(path) : undefined;
    const handle = left && (await open(left).catch(() => undefined));
    if (!handle) throw error;
    return handle;
  }
}

/** The same without waiting; the descriptor is to be closed. */
export function openPartNow(path: string): number {
  try {
    return openSync(path, "r");
  } catch (error) {
    const left = systemCode(error) === "ENOENT" ? leftPlace(path) : undefined;
    if (left === undefined || !existsSync(left)) throw error;
    return openSync(left, "r");
  }
}

/** The paths of these parts as they can be opened now. */
export async function partsAsTheyAre(paths: readonly string[]): Promise<readonly string[]> {
  const there = (path: string): Promise<boolean> =>
    stat(path).then(
      () => true,
      () => false,
    );
  return Promise.all(
    paths.map(async (path) => {
      const left = (await there(path)) ? undefined : leftPlace(path);
      return left !== undefined && (await there(left)) ? left : path;
    }),
  );
}

/**
 * Moves the parts of units away that the manifest does not have any more, and removes what moved earlier. Whoever writes to a
 * dataset begins so, for a run that was killed may not have come to it: nobody else may write then.
 */
export async function leaveParts(
  dataset: string,
  { unread }: Pick<ManifestContent, "unread">,
  now = Date.now(),
): Promise<void> {
  if (unread.size > 0) {
    const gone: string[] = [];
    for (const { path, unit } of await namedPartsIn(dataset)) {
      if (!unread.has(unit)) continue;
      const from = join(dataset, path);
      await rename(from, leftPlace(from)!).catch((error: unknown) => {
        if (systemCode(error) !== "ENOENT") throw unwritable(from, error);
      });
      gone.push(from);
    }
    await removeEmptyFolders(gone);
    for (const folder of new Set(gone.map((path) => path.slice(0, path.lastIndexOf(sep)))))
      await syncFolder(folder).catch(() => undefined);
  }
  await sweepLeft(dataset, now);
}

/** Removes what has left for some minutes. */
export async function sweepLeft(dataset: string, now = Date.now()): Promise<void> {
  const folder = join(dataset, MANIFEST_FOLDER);
  const names = await readdir(folder).catch((): string[] => []);
  for (const name of names.filter((name) => LEFT.test(name))) {
    const path = join(folder, name);
    // When it was moved here.
    const since = (await stat(path).catch(() => undefined))?.ctimeMs ?? 0;
    if (now - since < GRACE) continue;
    await rm(path, { force: true }).catch((error: unknown) => {
      throw unwritable(path, error);
    });
  }
}
