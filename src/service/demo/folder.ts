/**
 * The folder of a demo: made beside its place and put there whole, with a file that says whose it is. What has no such file is somebody's
 * own, and no demo is written there.
 */
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { makeFolders } from "../../durable/make-folders.js";
import { unwritable } from "../../durable/unwritable.js";
import { Failure, systemCode } from "../../failure/failure.js";

const MARK = "demo.json";

/** What is kept of a demo. */
export interface DemoMark {
  /** The day it tells up to. */
  readonly today: string;
  /** Of all its accounts. */
  readonly password: string;
}

/** The demo that is there; undefined where there is nothing. Throws a `Failure` for a folder of something else. */
export async function demoIn(folder: string): Promise<DemoMark | undefined> {
  const entries = await entriesOf(folder);
  if (entries.length === 0) return undefined;
  try {
    return JSON.parse(await readFile(join(folder, MARK), "utf8")) as DemoMark;
  } catch (error) {
    if (systemCode(error) !== "ENOENT") throw error;
    throw new Failure(
      "output-foreign",
      `${folder} has ${entries[0]} in it and is no folder of a demo: what is there stays as it is; name another with --data`,
      { cause: error },
    );
  }
}

/** Fills a new one; what was begun and not ended is nowhere. */
export async function makeDemoFolder(
  folder: string,
  fill: (fresh: string) => Promise<DemoMark>,
): Promise<DemoMark> {
  const fresh = `${resolve(folder)}.new`;
  try {
    await onDisk(fresh, async () => {
      await rm(fresh, { recursive: true, force: true });
      await makeFolders(fresh);
    });
    const mark = await fill(fresh);
    await onDisk(folder, async () => {
      await writeFile(join(fresh, MARK), `${JSON.stringify(mark, undefined, 2)}\n`, { mode: 0o600 });
      // One that is there is empty.
      await rename(fresh, folder);
    });
    return mark;
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw error;
  }
}

async function onDisk(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw unwritable(path, error);
  }
}

async function entriesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (systemCode(error) === "ENOENT") return [];
    throw unwritable(folder, error);
  }
}
