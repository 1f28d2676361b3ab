/** A name is as durable as the folder that holds it, whatever was done to the file. */
import { open } from "node:fs/promises";

/** Makes the names in a folder durable. Windows cannot sync a folder, and has no need to. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
