/** What lies at a path, by its first bytes and never by its name: info takes logs, and the files that witskit makes. */
import { type FileHandle, stat } from "node:fs/promises";
import { systemCode } from "../failure/failure.js";
import { unreadable } from "../input/bytes/unreadable.js";
import { STDIN } from "../runtime/standard-input.js";
import { openPart } from "./leaving.js";

export type Kind = "folder" | "parquet" | "arrow" | "arrows" | "log";

/** What is nothing of ours may be a log; what is not there, a glob of logs. */
export async function kindOf(path: string): Promise<Kind> {
  if (path === STDIN) return "log";
  const info = await stat(path).catch((error: unknown) => {
    if (systemCode(error) === "ENOENT") return undefined;
    throw unreadable(path, error);
  });
  if (info?.isDirectory()) return "folder";
  return info?.isFile() ? kindOfFile(path) : "log";
}

export const kindOfFile = (path: string): Promise<Exclude<Kind, "folder">> =>
  withFile(path, async (handle) => {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(8), 0, 8, 0);
    const head = Buffer.from(buffer.subarray(0, bytesRead)).toString("latin1");
    if (head.startsWith("PAR1")) return "parquet";
    if (head.startsWith("ARROW1")) return "arrow";
    // The mark of an encapsulated message, then the length of its metadata, in a stream the schema's.
    return head.startsWith("\xff\xff\xff\xff") ? "arrows" : "log";
  });

export async function withFile<Result>(
  path: string,
  use: (handle: FileHandle) => Promise<Result>,
): Promise<Result> {
  let handle: FileHandle | undefined;
  try {
    handle = await openPart(path);
    return await use(handle);
  } catch (error) {
    throw systemCode(error) === undefined ? error : unreadable(path, error);
  } finally {
    await handle?.close();
  }
}

/** The same for what comes piece by piece; the file is closed when the last was taken, or no more are. */
export async function* withOpen<Piece>(
  path: string,
  use: (handle: FileHandle) => AsyncGenerator<Piece>,
): AsyncGenerator<Piece> {
  let handle: FileHandle | undefined;
  try {
    handle = await openPart(path);
    yield* use(handle);
  } catch (error) {
    throw systemCode(error) === undefined ? error : unreadable(path, error);
  } finally {
    await handle?.close();
  }
}
