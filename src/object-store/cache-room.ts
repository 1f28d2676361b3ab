/**
 * Keeps the cache within a size, `WITS_S3_CACHE_SIZE`: what was used longest ago goes first, states of datasets before whole ones. What was used
 * within the last hour stays, whatever it takes, for somebody may be reading it, and so does what is being written. A file counts once, however
 * many states link to it.
 */
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { lockFolder } from "../durable/folder-lock.js";
import { Failure } from "../failure/failure.js";
import { sizeIn } from "../text/byte-size.js";

/** Milliseconds for which what was used stays. */
const IN_USE = 60 * 60_000;
const MOST = "50GiB";

/** Bytes. Throws Failure("usage") for what is no size. */
export function cacheSize(environment: Readonly<Record<string, string | undefined>> = process.env): number {
  try {
    return sizeIn(environment["WITS_S3_CACHE_SIZE"] || MOST);
  } catch (error) {
    throw new Failure("bad-config", `WITS_S3_CACHE_SIZE: ${(error as Error).message}`);
  }
}

/** Of datasets below `root`. What another process takes away meanwhile is gone all the same. */
export async function keepWithin(root: string, most: number, now = Date.now()): Promise<void> {
  const datasets = (await namesIn(root))
    .filter((name) => /^[0-9a-f]{24}$/.test(name))
    .map((name) => join(root, name));
  if ((await sizeOf(datasets)) <= most) return;
  const states = (await Promise.all(datasets.map(statesOf))).flat();
  const whole = datasets.map((dataset) => ({
    path: join(dataset, "place.txt"),
    remove: () => removeDataset(dataset),
  }));
  for (const { remove } of [...(await unusedFirst(states, now)), ...(await unusedFirst(whole, now))]) {
    await remove();
    if ((await sizeOf(datasets)) <= most) return;
  }
}

interface Kept {
  /** Whose time says when it was used last. */
  readonly path: string;
  remove(): Promise<void>;
}

/** Those that nobody has used within the hour. */
async function unusedFirst(all: readonly Kept[], now: number): Promise<Kept[]> {
  const used = new Map<Kept, number>();
  for (const one of all) {
    const found = await stat(one.path).catch(() => undefined);
    if (found !== undefined && now - found.mtimeMs > IN_USE) used.set(one, found.mtimeMs);
  }
  return [...used].sort(([, one], [, other]) => one - other).map(([one]) => one);
}

async function statesOf(dataset: string): Promise<Kept[]> {
  const names = (await namesIn(dataset)).filter((name) => /^state-[0-9a-f-]+$/.test(name));
  return names.map((name) => {
    const path = join(dataset, name);
    return { path, remove: () => removeState(path, join(dataset, "objects")) };
  });
}

/** And the objects that it alone linked to. */
async function removeState(path: string, objects: string): Promise<void> {
  const own = new Set((await filesBelow(path)).map(({ inode }) => inode));
  await rm(path, { recursive: true, force: true });
  for (const name of await namesIn(objects)) {
    const object = join(objects, name);
    const found = await stat(object, { bigint: true }).catch(() => undefined);
    if (found?.nlink === 1n && own.has(found.ino)) await rm(object, { force: true });
  }
}

/** Unless somebody writes to it. */
async function removeDataset(dataset: string): Promise<void> {
  const lock = await lockFolder(join(dataset, "writer.lock"), dataset).catch(() => undefined);
  if (lock === undefined) return;
  await rm(dataset, { recursive: true, force: true }).catch(() => undefined);
  await lock.release();
}

async function sizeOf(folders: readonly string[]): Promise<number> {
  const files = (await Promise.all(folders.map(filesBelow))).flat();
  const once = new Map(files.map(({ inode, bytes }) => [inode, bytes]));
  return [...once.values()].reduce((sum, bytes) => sum + bytes, 0);
}

async function filesBelow(folder: string): Promise<{ readonly inode: bigint; readonly bytes: number }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const found: { inode: bigint; bytes: number }[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const told = await stat(join(entry.parentPath, entry.name), { bigint: true }).catch(() => undefined);
    if (told !== undefined) found.push({ inode: told.ino, bytes: Number(told.size) });
  }
  return found;
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
