/** A dataset of a store as a folder of this machine: one state of it, whole. What is here already is not fetched again. */

import { createHash, randomUUID } from "node:crypto";
import { copyFile, link, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { MANIFEST_FOLDER } from "../dataset/manifest.js";
import { makeFolders } from "../durable/make-folders.js";
import { unwritable } from "../durable/unwritable.js";
import { Failure, systemCode } from "../failure/failure.js";
import { showFolderAs } from "../text/shown-places.js";
import { storeAddress } from "./address.js";
import { openCache, type StoreCache, sweepStates } from "./cache.js";
import { type ListedObject, NOTHING_LISTED, type ObjectList, readList } from "./object-list.js";
import { openStore, type Store } from "./store.js";

/** How often a reader begins again that was overtaken by writers. */
const ATTEMPTS = 5;

/** Which of these tables will be read, by their names in a dataset: `record=01`. */
export type TablesAsked = (tables: readonly string[]) => readonly string[];

const ALL: TablesAsked = (tables) => tables;

/** The folder of the dataset at that address, with those tables, to be read and never written to. */
export async function localDataset(
  text: string,
  signal: AbortSignal,
  asked: TablesAsked = ALL,
): Promise<string> {
  const address = storeAddress(text);
  const store = await openStore(address, signal);
  const cache = await openCache(address);
  const { list, folder } = await pull(store, cache, asked);
  showFolderAs(folder, store.shown);
  if (list.id !== NOTHING_LISTED) return folder;
  // Without a bucket there is no list either, and that is another thing to mend.
  if (!list.isThere) await store.list();
  throw list.isThere
    ? new Failure("nothing-there", `${store.shown} has nothing yet: its first upload has not ended`)
    : new Failure(
        "input-missing",
        `there is no dataset at ${store.shown}; one comes there by \`witskit convert INPUT -o\` or \`witskit push DATASET\``,
        { place: { file: store.shown } },
      );
}

export async function pull(
  store: Store,
  cache: StoreCache,
  asked: TablesAsked = ALL,
): Promise<{ readonly list: ObjectList; readonly folder: string }> {
  let before: ObjectList | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const list = await readList(store);
    const whole = `state-${list.id}`;
    const { objects, part } = askedOf(list, asked);
    const name = part === "" || (await isThere(join(cache.folder, whole))) ? whole : `${whole}-${part}`;
    const folder = join(cache.folder, name);
    if (list.id === NOTHING_LISTED) return { list, folder };
    const isHere = await isThere(folder);
    const missing = isHere ? undefined : await gather(store, cache, objects, folder);
    if (missing === undefined) {
      await sweepStates(cache, name, !isHere);
      return { list, folder };
    }
    if (list.id === before?.id)
      throw new Failure(
        "dataset-broken",
        `${store.shown}${missing} is not there as it was written; push the dataset again, or convert its logs with --force`,
        { place: { file: `${store.shown}${missing}` } },
      );
    before = list;
  }
  throw new Failure("input-changed", `${store.shown} changed ${ATTEMPTS} times while it was read; try again`);
}

/** What is to be here, and what a folder with no more than that is called by; empty where it is all. What tells of the dataset belongs to each. */
function askedOf(
  { objects }: ObjectList,
  asked: TablesAsked,
): { readonly objects: readonly ListedObject[]; readonly part: string } {
  const tableOf = ({ path }: ListedObject): string => path.slice(0, path.indexOf("/"));
  const tables = new Set(objects.map(tableOf).filter((table) => table !== MANIFEST_FOLDER));
  const wanted = new Set(asked([...tables].sort()));
  if (wanted.size === tables.size) return { objects, part: "" };
  return {
    objects: objects.filter((object) => !tables.has(tableOf(object)) || wanted.has(tableOf(object))),
    part: createHash("sha256")
      .update([...wanted].sort().join())
      .digest("hex")
      .slice(0, 8),
  };
}

/** Answers the key of an object that is not there as the list has it. */
async function gather(
  store: Store,
  { objects }: StoreCache,
  wanted: readonly ListedObject[],
  folder: string,
): Promise<string | undefined> {
  const partial = `${folder}.${randomUUID()}.partial`;
  try {
    for (const { key, path, size, sha256 } of wanted) {
      const object = join(objects, sha256);
      if (!(await isThere(object)) && !(await store.fetch(key, object, { size, sha256 }))) return key;
      await place(object, join(partial, path));
    }
    await rename(partial, folder).catch(async (error: unknown) => {
      // Another reader was here first, with the same.
      if (!(await isThere(folder))) throw unwritable(folder, error);
    });
    return undefined;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** A file of that content under another name; `own` where it may be written to. */
export async function place(from: string, to: string, own = false): Promise<void> {
  try {
    await makeFolders(dirname(to));
    if (!own) {
      try {
        await link(from, to);
        return;
      } catch (error) {
        // File systems without links, and full ones, get a copy.
        if (systemCode(error) === "ENOENT") throw error;
      }
    }
    await copyFile(from, to);
  } catch (error) {
    throw unwritable(to, error);
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
