/** A folder that may be one of logs, or a dataset. */
import type { OpenDataset } from "../../bulk/open.js";

/** Of a dataset, its parts, and of a stream's what is in its journal; undefined where the folder is one of logs. */
export async function openFolder(
  path: string,
  noJournal: boolean | undefined,
  signal: AbortSignal,
): Promise<OpenDataset | undefined> {
  const live = await import("../../live/open-dataset.js");
  return live.openFolder(path, { noJournal, signal });
}
