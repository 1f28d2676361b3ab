/**
 * One writer at a time for the tables of an analysis, of a dataset or in a folder of their own: a stream that looks at what arrives holds
 * them for as long as it runs, `analyze` while it makes them. Who adds rows to the dataset has another lock, and goes on beside it.
 */
import { join } from "node:path";
import { type FolderLock, lockFolder } from "../durable/folder-lock.js";
import { MadeFolders } from "./folder.js";
import { ANALYSIS_FOLDER } from "./tables.js";

/** Throws Failure("output") when another run holds it. Makes the folder, and takes it away where nothing came into it. */
export async function lockAnalysis(output: string): Promise<FolderLock> {
  const folder = join(output, ANALYSIS_FOLDER);
  const made = new MadeFolders();
  await made.make(folder);
  const lock = await lockFolder(join(folder, "analysis.lock"), folder).catch(async (error: unknown) => {
    await made.remove();
    throw error;
  });
  return {
    async release() {
      await lock.release();
      await made.remove();
    },
  };
}
