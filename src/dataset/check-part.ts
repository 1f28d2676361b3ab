/** Whether a part can be read: its two ends at once, its footer, or every page of it. */
import { rowGroupsOf } from "../columns/parquet/read-columns.js";
import { requireWhole } from "../columns/parquet/summary.js";
import { unreadable } from "../input/bytes/unreadable.js";
import type { BrokenParts } from "./broken-parts.js";
import { fileInfo } from "./file.js";
import { withFile } from "./kind.js";
import { openPart } from "./leaving.js";

/** Looks at the last bytes of files alone, which takes a few hundredths of a millisecond each: most damage is a file that was cut. */
export async function endsAreWhole(files: readonly string[], broken: BrokenParts): Promise<void> {
  for (const path of files) {
    if (broken.has(path) || !path.endsWith(".parquet")) continue;
    try {
      await withFile(path, (handle) => requireWhole(path, handle));
    } catch (error) {
      broken.add(path, error);
    }
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
