/** Which backups are in a folder of them, and what each has. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { systemCode } from "../../../failure/failure.js";
import { type BackupList, LIST } from "./backup.js";

export interface KeptBackup {
  readonly name: string;
  /** Milliseconds since 1970: what it has is of then. */
  readonly at: number;
  readonly files: number;
  readonly bytes: number;
}

/** The newest first. What has no list, or one of something else, is no backup. */
export async function keptBackups(folder: string): Promise<KeptBackup[]> {
  const found: KeptBackup[] = [];
  for (const name of await namesIn(folder)) {
    const list = await listIn(join(folder, name));
    if (list === undefined) continue;
    const bytes = list.files.reduce((sum, one) => sum + one.bytes, 0);
    found.push({ name, at: list.at, files: list.files.length, bytes });
  }
  return found.sort((a, b) => b.at - a.at);
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    // The first one makes it.
    if (systemCode(error) === "ENOENT") return [];
    throw error;
  }
}

async function listIn(folder: string): Promise<BackupList | undefined> {
  try {
    const list = JSON.parse(await readFile(join(folder, LIST), "utf8")) as BackupList;
    return list.format === "witskit backup" ? list : undefined;
  } catch {
    // Another file, or one that is not ours to read.
    return undefined;
  }
}
