/**
 * What of a store is on this machine: objects by their content, each state of the dataset that was read as a folder of links to them, and
 * the copy that is written to before it is sent. All of it can be removed at any time when nothing runs; it is fetched again.
 */
import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { lockFolder } from "../durable/folder-lock.js";
import { makeFolders } from "../durable/make-folders.js";
import { unwritable } from "../durable/unwritable.js";
import { storeAccess } from "./access.js";
import type { StoreAddress } from "./address.js";
import { cacheSize, keepWithin } from "./cache-room.js";

export interface StoreCache {
  /** Of all datasets. */
  readonly root: string;
  readonly folder: string;
  /** Objects, by the names of their content. */
  readonly objects: string;
}

/** Milliseconds after which what nobody has used is removed: other states of the same dataset, and other datasets. */
const STATE_KEPT = 24 * 60 * 60_000;
const DATASET_KEPT = 7 * 24 * 60 * 60_000;

const cacheRoot = (): string =>
  process.env["WITS_S3_CACHE"] ||
  join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "witskit", "s3");

export async function openCache({ bucket, prefix }: StoreAddress): Promise<StoreCache> {
  const place = `${storeAccess(bucket).endpoint}/${prefix}`;
  const root = cacheRoot();
  // What is no size is said before anything is fetched.
  cacheSize();
  const folder = join(root, createHash("sha256").update(place).digest("hex").slice(0, 24));
  const objects = join(folder, "objects");
  try {
    await makeFolders(objects);
    await writeFile(join(folder, "place.txt"), `${place}\n`);
  } catch (error) {
    throw unwritable(folder, error);
  }
  await sweepDatasets(root, folder);
  return { root, folder, objects };
}

async function sweepDatasets(root: string, own: string): Promise<void> {
  for (const name of await readdir(root).catch((): string[] => [])) {
    const folder = join(root, name);
    if (folder === own || !/^[0-9a-f]{24}$/.test(name)) continue;
    if (await isOlder(join(folder, "place.txt"), DATASET_KEPT))
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Removes states that nobody has used for a while, and objects of none of those that are left; where something came, others too that there is no room for. */
export async function sweepStates(
  { root, folder, objects }: StoreCache,
  current: string,
  grown: boolean,
): Promise<void> {
  const now = new Date();
  await utimes(join(folder, current), now, now).catch(() => undefined);
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (name.startsWith("state-") && name !== current && (await isOlder(path, STATE_KEPT)))
      await rm(path, { recursive: true, force: true });
  }
  for (const name of await readdir(objects)) {
    const path = join(objects, name);
    const found = await stat(path).catch(() => undefined);
    if (found?.nlink === 1 && Date.now() - found.ctimeMs > STATE_KEPT) await rm(path, { force: true });
  }
  if (grown) await keepWithin(root, cacheSize());
}

const isOlder = async (path: string, milliseconds: number): Promise<boolean> =>
  Date.now() - ((await stat(path).catch(() => undefined))?.mtimeMs ?? Date.now()) > milliseconds;

/** Runs `write` while no other process of this machine does for the same dataset; with the name under which this cache writes. */
export async function whileHeld<Result>(
  { folder }: StoreCache,
  shown: string,
  write: (id: string) => Promise<Result>,
): Promise<Result> {
  const lock = await lockFolder(join(folder, "writer.lock"), shown);
  try {
    const path = join(folder, "writer.txt");
    let id = (await readFile(path, "utf8").catch(() => "")).trim();
    if (!/^[0-9a-f-]{36}$/.test(id)) {
      id = randomUUID();
      await writeFile(path, `${id}\n`);
    }
    return await write(id);
  } finally {
    await lock.release();
  }
}
