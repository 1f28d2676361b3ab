/**
 * A dataset of this machine into a store: new parts first, what is in `_witskit` next, then the list of all, by which readers read; what it
 * does not name any more is removed last. Killed anywhere, the store has the state before or the new one, and the same command goes on: what
 * has come is not sent again.
 */
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { kindOf } from "../dataset/kind.js";
import { isLockName } from "../dataset/lock.js";
import { MANIFEST, MANIFEST_FOLDER } from "../dataset/manifest.js";
import { filesOfTables, namesIn } from "../dataset/part-files.js";
import { Failure } from "../failure/failure.js";
import { showFolderAs } from "../text/shown-places.js";
import { storeAddress } from "./address.js";
import { openCache, type StoreCache, whileHeld } from "./cache.js";
import { type Digest, digestOf } from "./digest.js";
import {
  idOf,
  isOfDataset,
  LIST_KEY,
  listed,
  listText,
  NOTHING_LISTED,
  type ObjectList,
  readList,
} from "./object-list.js";
import { place, pull } from "./pull.js";
import { openStore, type Store } from "./store.js";
import { asWriter } from "./writers.js";

/** What came of it. */
export interface Pushed {
  readonly shown: string;
  readonly objects: number;
  readonly sent: number;
  readonly bytes: number;
  readonly removed: number;
}

interface PushOptions {
  readonly force?: boolean | undefined;
  readonly signal: AbortSignal;
}

/** Makes what is at the address the dataset of this folder. Throws Failure("output") where another one is there, unless `force`. */
export async function pushDataset(
  folder: string,
  to: string,
  { force, signal }: PushOptions,
): Promise<Pushed> {
  const address = storeAddress(to);
  const files = await filesOf(folder);
  const store = await openStore(address, signal);
  const cache = await openCache(address);
  return whileHeld(cache, store.shown, (id) =>
    asWriter(store, id, async () => {
      const before = await readList(store);
      const known = new Set(before.objects.filter(hasRows).map(({ sha256 }) => sha256));
      const digests = await digestsOf(folder, files, signal);
      if (
        before.objects.length > 0 &&
        !force &&
        !digests.some((file) => hasRows(file) && known.has(file.sha256))
      )
        throw new Failure(
          "output-differs",
          `${store.shown} has a dataset that has nothing in common with ${folder}; name another prefix, or give --force to replace it`,
        );
      return send(store, folder, digests, before);
    }),
  );
}

/** What two datasets do not share by chance, as they do what tells of their columns. */
const hasRows = ({ path }: { readonly path: string }): boolean => !/^(_witskit|rejects)\//.test(path);

/**
 * Runs `write` on a copy of what is at the address, in the cache, and sends what it has become. A copy that was written to and not sent is
 * gone on with, as long as the store is as it was.
 */
export async function throughStaging<Result>(
  to: string,
  signal: AbortSignal,
  write: (folder: string) => Promise<Result>,
): Promise<{ readonly result: Result; readonly pushed: Pushed }> {
  const address = storeAddress(to);
  const store = await openStore(address, signal);
  const cache = await openCache(address);
  return whileHeld(cache, store.shown, (id) =>
    asWriter(store, id, async () => {
      const staging = join(cache.folder, "staging");
      showFolderAs(staging, store.shown);
      const states = join(cache.folder, "staging.txt");
      const before = await readList(store);
      const known = (await readFile(states, "utf8").catch(() => "")).split("\n");
      if (!known.includes(before.id)) {
        await rm(states, { force: true });
        await rm(staging, { recursive: true, force: true });
        if (before.id !== NOTHING_LISTED) await stage(store, cache, before, staging);
        await writeFile(states, `${before.id}\n`);
      }
      const result = await write(`${staging}/`);
      const digests = await digestsOf(staging, await filesOf(staging), signal);
      const pushed = await send(store, staging, digests, before, (next) =>
        writeFile(states, `${before.id}\n${next}\n`),
      );
      return { result, pushed };
    }),
  );
}

/** Parts are never written to, and may be links; what is in `_witskit` grows. */
async function stage(store: Store, cache: StoreCache, before: ObjectList, staging: string): Promise<void> {
  const { list, folder } = await pull(store, cache);
  if (list.id !== before.id) throw changed(store);
  const partial = `${staging}.partial`;
  await rm(partial, { recursive: true, force: true });
  for (const { path } of list.objects)
    await place(join(folder, path), join(partial, path), path.startsWith(`${MANIFEST_FOLDER}/`));
  await rename(partial, staging);
}

async function send(
  store: Store,
  folder: string,
  files: readonly (Digest & { readonly path: string })[],
  before: ObjectList,
  noteNext: (id: string) => Promise<void> = async () => {},
): Promise<Pushed> {
  const there = new Map((await store.list()).map((object) => [object.key, object]));
  const base = before.isThere ? before : await begin(store, [...there.keys()]);
  const objects = listed(files, base);
  const isKnown = new Set(base.objects.map(({ key, sha256 }) => `${key} ${sha256}`));
  const missing = objects.filter(({ key, size, sha256, etag }) => {
    const found = there.get(key);
    if (found?.size !== size) return true;
    return !isKnown.has(`${key} ${sha256}`) && found.etag !== etag;
  });
  for (const { path, key, size } of partsFirst(missing)) await store.send(key, join(folder, path), size);
  const text = listText(objects);
  const isNew = idOf(text) !== base.id;
  if (isNew) {
    await noteNext(idOf(text));
    // A machine that has slept was taken for dead.
    if ((await readList(store)).id !== base.id) throw changed(store);
    if (!(await store.put(LIST_KEY, text, { etag: base.etag }))) throw changed(store);
  }
  const named = new Set(objects.map(({ key }) => key));
  const left = [...there.keys()].filter((key) => isOfDataset(key) && !named.has(key));
  await store.remove(left);
  return {
    shown: store.shown,
    objects: objects.length,
    sent: missing.length,
    bytes: missing.reduce((sum, { size }) => sum + size, 0),
    removed: left.length,
  };
}

/** A list of nothing, so that what a killed upload leaves is known to be ours. */
async function begin(store: Store, keys: readonly string[]): Promise<ObjectList> {
  const foreign = keys.find((key) => !key.startsWith("_witskit/writers/"));
  if (foreign !== undefined)
    throw new Failure(
      "output-foreign",
      `cannot write to ${store.shown}: ${foreign} is there, which no witskit has put; name another prefix, or remove what is there`,
      { place: { file: `${store.shown}${foreign}` } },
    );
  if (!(await store.put(LIST_KEY, listText([]), { etag: undefined }))) throw changed(store);
  return readList(store);
}

const changed = ({ shown }: Store): Failure =>
  new Failure("output-taken", `another run has written to ${shown} meanwhile; run the same command again`);

const partsFirst = <File extends { readonly path: string }>(files: readonly File[]): File[] => {
  const isPart = ({ path }: File): boolean => !path.startsWith(`${MANIFEST_FOLDER}/`);
  return [...files.filter(isPart), ...files.filter((file) => !isPart(file))];
};

async function digestsOf(
  folder: string,
  files: readonly string[],
  signal: AbortSignal,
): Promise<(Digest & { readonly path: string })[]> {
  const digests: (Digest & { readonly path: string })[] = [];
  for (const path of files) {
    signal.throwIfAborted();
    digests.push({ path, ...(await digestOf(join(folder, path))) });
  }
  return digests;
}

/** The files of a dataset that are whole, by paths in it. */
async function filesOf(folder: string): Promise<string[]> {
  if ((await kindOf(folder)) !== "folder")
    throw new Failure(
      "not-for-this-command",
      `${folder} is a file; what goes into an object store is a dataset, a folder that convert has made`,
    );
  const isWhole = (path: string): boolean => !path.split("/").some((name) => name.startsWith("."));
  const parts = (await filesOfTables(folder)).filter(isWhole);
  const kept = (await namesIn(join(folder, MANIFEST_FOLDER))).filter(
    (name) => isWhole(name) && !isLockName(name),
  );
  if (!kept.includes(MANIFEST))
    throw new Failure(
      "input-unsuited",
      `${folder} is no dataset that is whole: it has no ${MANIFEST_FOLDER}/${MANIFEST}`,
      {
        place: { file: folder },
      },
    );
  const live = (await readdir(join(folder, MANIFEST_FOLDER), { withFileTypes: true })).find((entry) =>
    entry.isDirectory(),
  );
  if (live !== undefined)
    throw new Failure(
      "not-for-this-command",
      `${folder} is the folder of a stream, which has rows in its ${live.name} that are in no part yet; convert its logs into a dataset, and push that`,
    );
  return [...parts, ...kept.map((name) => `${MANIFEST_FOLDER}/${name}`)];
}
