/** A small file that is there as a whole or not at all, and durable when this is done. */
import { open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { syncFolder } from "./sync-folder.js";
import { unwritable } from "./unwritable.js";

/** Writes the pieces of a text in the place of what is there. Answers the length in bytes. */
export async function writeWhole(path: string, text: string | Iterable<string>): Promise<number> {
  const partial = join(dirname(path), `.${basename(path)}.partial`);
  try {
    const file = await open(partial, "w");
    let length: number;
    try {
      for (const piece of typeof text === "string" ? [text] : text) await file.appendFile(piece);
      await file.sync();
      length = (await file.stat()).size;
    } finally {
      await file.close();
    }
    await rename(partial, path);
    await syncFolder(dirname(path));
    return length;
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw unwritable(path, error);
  }
}
