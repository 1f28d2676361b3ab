/** The folder of a stream in the journal: the stream's name, written so that any file system takes it. */
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolders } from "../../durable/make-folders.js";
import { syncFolder } from "../../durable/sync-folder.js";
import { systemCode } from "../../failure/failure.js";

/** File systems take 255 bytes. */
const LONGEST = 200;
/** Beside the segments of a stream whose name is too long for its folder. */
const NAME_FILE = "stream.txt";

/** `rig-7/10.0.0.5` is `rig-7%2F10.0.0.5`. */
function folderOf(stream: string): string {
  const escaped = encodeURIComponent(stream)
    .replace(/[*'()!~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/^\./, "%2E");
  if (escaped.length <= LONGEST && escaped !== "") return escaped;
  const digest = createHash("sha256").update(stream).digest("hex").slice(0, 16);
  return `${escaped.slice(0, LONGEST).replace(/%.?$/, "")}~${digest}`;
}

/** The path of a stream's folder, which may not be there. */
export const streamFolder = (journal: string, stream: string): string => join(journal, folderOf(stream));

/** Makes the folder of a stream, and answers its path. */
export async function makeStreamFolder(journal: string, stream: string): Promise<string> {
  const name = folderOf(stream);
  const path = join(journal, name);
  await makeFolders(path);
  if (name.includes("~")) await writeFile(join(path, NAME_FILE), stream);
  // Also of one that is there: an attempt before may have made it, and had no file left to sync it with.
  await syncFolder(journal);
  return path;
}

/** The stream that a folder is of; undefined of one that a run was killed over, which holds nothing yet, and of somebody else's. */
export async function streamOf(journal: string, folder: string): Promise<string | undefined> {
  const stream = await nameIn(journal, folder);
  return stream !== undefined && folderOf(stream) === folder ? stream : undefined;
}

async function nameIn(journal: string, folder: string): Promise<string | undefined> {
  if (!folder.includes("~")) return decoded(folder);
  return readFile(join(journal, folder, NAME_FILE), "utf8").catch((error: unknown) => {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  });
}

/** Undefined of a name with a percent sign that was not written here. */
function decoded(folder: string): string | undefined {
  try {
    return decodeURIComponent(folder);
  } catch {
    return undefined;
  }
}
