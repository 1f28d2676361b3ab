/** The last moment of the files that new ones replace. */
import { join } from "node:path";
import { manifestsFirst, removeEmptyFolders, removeFiles } from "../dataset/folder.js";
import type { LazyManifest } from "../dataset/lazy-manifest.js";
import { MANIFEST_FOLDER, manifestPath } from "../dataset/manifest.js";
import { METADATA } from "../dataset/metadata.js";
import { replaceFiles } from "../dataset/replaced.js";
import type { OutputReport } from "../dataset/report.js";
import type { RunOptions } from "./run.js";

/**
 * Before the first new file has its name, and after it is on disk, the old ones go. The manifest that has them
 * goes first, or a run that is killed now would leave one that says all is there.
 */
export async function makeWay(
  { destination, convert, folders }: RunOptions,
  files: readonly Pick<OutputReport, "path">[],
  manifest: LazyManifest | undefined,
  stale: readonly string[],
): Promise<void> {
  const { path: folder } = destination;
  const kept = new Set(files.map(({ path }) => path));
  const gone = stale.filter((path) => !kept.has(path));
  if (stale.length > 0 && manifest !== undefined) {
    await folders.make(join(folder, MANIFEST_FOLDER));
    const own = manifestPath(folder, convert.shard);
    const written = new Set([own, join(folder, MANIFEST_FOLDER, METADATA)]);
    await replaceFiles(
      folder,
      gone.filter((path) => !written.has(path)),
      () => manifest.begin(),
    );
    return;
  }
  // A folder with parts and no manifest would be taken for somebody else's, were the run killed now.
  await manifest?.begin();
  await removeFiles(manifestsFirst(gone));
  await removeEmptyFolders(gone);
}
