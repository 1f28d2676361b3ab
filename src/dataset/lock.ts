/** One writer at a time: whoever adds to a dataset, whether from files or from links, holds its lock. */
import { join } from "node:path";
import { type FolderLock, lockFolder } from "../durable/folder-lock.js";
import { MANIFEST_FOLDER, type Shard } from "./manifest.js";

/** The file that says which process writes to a dataset; each shard of a run has its own. */
export const lockOf = (dataset: string, shard?: Shard): string =>
  join(
    dataset,
    MANIFEST_FOLDER,
    shard === undefined ? "stream.lock" : `shard-${shard.index}-of-${shard.count}.lock`,
  );

/** Whether a name in `_witskit` is that of a lock, or of one that is being taken. */
export const isLockName = (name: string): boolean => /^(stream|shard-\d+-of-\d+)\.lock/.test(name);

/** Throws Failure("output") when another run holds it. Its `_witskit` must be there. */
export const lockDataset = (dataset: string, shard?: Shard): Promise<FolderLock> =>
  lockFolder(lockOf(dataset, shard), dataset);
