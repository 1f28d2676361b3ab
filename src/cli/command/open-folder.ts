/** A folder that may be one of logs, or a dataset. */
import type { OpenDataset } from "../../bulk/open.js";

/** Of a dataset, its parts, and of a stream's what is in its journal; undefined where the folder is one of logs. */
export async function openFolder(
  path: string,
  noJournal: boolean | undefined,
  signal: AbortSignal,
): Promise<OpenDataset | undefined> {
  const [{ tablesIn }, { openAny }, { readHead }] = await Promise.all([
    import("../../dataset/tables.js"),
    import("../../live/open-dataset.js"),
    import("../../dataset/manifest-file.js"),
  ]);
  const isDataset = (await tablesIn(path)).length > 0 || (await readHead(path).catch(() => undefined))?.live;
  return isDataset ? openAny(path, { noJournal, signal }) : undefined;
}
