/** All files in the tables of a dataset, hidden ones too. */
import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { systemCode } from "../failure/failure.js";

const TABLE = /^(record=\d\d|unmapped|rejects|frame|long)$/;

/** Their paths in the dataset, with forward slashes, in order. */
export async function filesOfTables(dataset: string): Promise<string[]> {
  const paths: string[] = [];
  for (const table of (await namesIn(dataset)).filter((name) => TABLE.test(name))) {
    const folder = join(dataset, table);
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      paths.push(relative(dataset, join(entry.parentPath, entry.name)).split(sep).join("/"));
    }
  }
  return paths.sort();
}

/** None of a folder that is not there. */
export const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: unknown) => {
    if (systemCode(error) === "ENOENT" || systemCode(error) === "ENOTDIR") return [];
    throw error;
  });
