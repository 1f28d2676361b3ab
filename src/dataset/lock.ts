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

/** Whether a name in `_witskit`, or beside the tables of an analysis, is that of a lock, or of one that is being taken. */
export const isLockName = (name: string): boolean =>
  /^(stream|compact|analysis|shard-\d+-of-\d+)\.lock/.test(name);

/**
 * Held while parts are put together, beside whoever adds to the dataset; and by who makes units anew, whose rows may not go into a large
 * part meanwhile. Throws Failure("output") when another run holds it.
 */
export const lockParts = (dataset: string): Promise<FolderLock> =>
  lockFolder(join(dataset, MANIFEST_FOLDER, "compact.lock"), dataset);

/** Throws Failure("output") when another run holds it. Its `_witskit` must be there. */
export const lockDataset = (dataset: string, shard?: Shard): Promise<FolderLock> =>
  lockFolder(lockOf(dataset, shard), dataset);
