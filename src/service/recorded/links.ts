/** The links that streams record: whether a stream is at work, and how far each link has come, as its journal stands on disk. */
import { access, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { lockOf } from "../../dataset/lock.js";
import { firstOf, journalOf } from "../../live/journal/format.js";
import { streamOf } from "../../live/journal/stream-folder.js";
import { type AllowedDataset, isLive } from "./allowed.js";

export interface RecordedLink {
  readonly dataset: string;
  readonly link: string;
  /** Whether a stream writes into the dataset now. */
  readonly recording: boolean;
  /** Received so far, over all runs. */
  readonly bytes: number;
  /** Milliseconds since 1970; undefined before the first byte of what is in the journal. */
  readonly lastArrival: number | undefined;
}

/** None of a dataset that no stream records into. */
export async function linksOf(dataset: AllowedDataset): Promise<RecordedLink[]> {
  const { id, path } = dataset;
  if (!(await isLive(path))) return [];
  const recording = await access(lockOf(path)).then(
    () => true,
    () => false,
  );
  const journal = journalOf(path);
  const folders = await readdir(journal, { withFileTypes: true }).catch(() => []);
  const links: RecordedLink[] = [];
  for (const folder of folders) {
    const link = folder.isDirectory() ? await streamOf(journal, folder.name) : undefined;
    if (link === undefined) continue;
    links.push({ dataset: id, link, recording, ...(await progressOf(join(journal, folder.name))) });
  }
  return links.sort((one, other) => (one.link < other.link ? -1 : 1));
}

async function progressOf(folder: string): Promise<Pick<RecordedLink, "bytes" | "lastArrival">> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => firstOf(name) !== undefined).sort();
  let lastArrival: number | undefined;
  let bytes = 0;
  for (const name of names) {
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found === undefined) continue;
    bytes = Math.max(bytes, firstOf(name)! + found.size);
    // A segment that was just begun has no byte yet.
    if (found.size > 0) lastArrival = Math.max(lastArrival ?? 0, Math.floor(found.mtimeMs));
  }
  return { bytes, lastArrival };
}
