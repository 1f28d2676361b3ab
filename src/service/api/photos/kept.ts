/** The bytes of photos, as they came, in files that are named by their hash: synced and renamed before anybody is told that they are kept. */
import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { syncFolder } from "../../../durable/sync-folder.js";
import { unwritable } from "../../../durable/unwritable.js";
import { systemCode } from "../../../failure/failure.js";

const folderOf = (data: string, tenant: string): string => join(data, "photos", tenant);

export async function keepPhoto(
  data: string,
  { tenant, sha256, bytes }: { readonly tenant: string; readonly sha256: string; readonly bytes: Uint8Array },
): Promise<void> {
  const folder = folderOf(data, tenant);
  const path = join(folder, sha256);
  const fresh = join(folder, `.${randomUUID()}`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = await open(fresh, "wx", 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, path);
    await syncFolder(folder);
  } catch (error) {
    await rm(fresh, { force: true });
    throw unwritable(path, error);
  }
}

/** Undefined where they are not kept. */
export async function photoBytes(data: string, tenant: string, sha256: string): Promise<Buffer | undefined> {
  try {
    return await readFile(join(folderOf(data, tenant), sha256));
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
