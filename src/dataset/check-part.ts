/** Whether a part can be read: its two ends at once, its footer, or every page of it. */
import { closeSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { rowGroupsOf } from "../columns/parquet/read-columns.js";
import { requireWholeNow } from "../columns/parquet/summary.js";
import { systemCode } from "../failure/failure.js";
import { unreadable } from "../input/bytes/unreadable.js";
import type { BrokenParts } from "./broken-parts.js";
import { fileInfo } from "./file.js";
import { openPart, openPartNow } from "./leaving.js";

/** Between them an interrupt is heard. */
const FILES_AT_ONCE = 1000;

/**
 * Looks at the last bytes of files alone, which takes a few hundredths of a millisecond each: most damage is a file that was cut. Answers
 * the sizes of those that are whole, by their paths; text formats are passed over.
 */
export async function endsAreWhole(
  files: readonly string[],
  broken: BrokenParts,
): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  for (const [i, path] of files.entries()) {
    if (i % FILES_AT_ONCE === FILES_AT_ONCE - 1) await setImmediate();
    if (broken.has(path) || !path.endsWith(".parquet")) continue;
    try {
      sizes.set(path, wholeSize(path));
    } catch (error) {
      broken.add(path, error);
    }
  }
  return sizes;
}

/** Throws a Failure where a file cannot be read, or is not whole. */
function wholeSize(path: string): number {
  let descriptor: number | undefined;
  try {
    descriptor = openPartNow(path);
    return requireWholeNow(path, descriptor);
  } catch (error) {
    throw systemCode(error) === undefined ? error : unreadable(path, error);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Adds the files that cannot be read to those that are known to be broken. */
export async function brokenIn(
  files: readonly string[],
  broken: BrokenParts,
  depth: "footers" | "pages",
): Promise<void> {
  for (const path of files) {
    if (broken.has(path) || !path.endsWith(".parquet")) continue;
    try {
      if (depth === "footers") await fileInfo(path, "parquet");
      else await readWhole(path);
    } catch (error) {
      broken.add(path, error);
    }
  }
}

/** Reads every value of a part; answers its rows. Throws a Failure where it is damaged. */
export async function readWhole(path: string): Promise<number> {
  const { columns } = await fileInfo(path, "parquet");
  const handle = await openPart(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  try {
    let rows = 0;
    for await (const group of rowGroupsOf(path, handle)) {
      for (const { name } of columns) await group.column(name);
      rows += group.rows;
    }
    return rows;
  } finally {
    await handle.close();
  }
}
