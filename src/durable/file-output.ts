/**
 * A file that appears whole or not at all. It grows beside its place, as `.NAME.partial`, is synced, and gets its
 * name in one step; a run that is killed leaves at most the partial file, which the next run to the same name replaces.
 */
import { type FileHandle, link, open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { crc32 } from "node:zlib";
import { Failure, systemCode } from "../failure/failure.js";
import { BrokenPipe } from "./broken-pipe.js";
import type { Output, OutputOptions } from "./output.js";
import { syncFolder } from "./sync-folder.js";
import { unwritable } from "./unwritable.js";
import { writeBuffer } from "./write-buffer.js";

export async function openFileOutput(name: string, { force = false }: OutputOptions = {}): Promise<Output> {
  try {
    const there = await statOrMissing(name);
    if (there?.isDirectory()) throw unwritable(name, "EISDIR");
    if (there !== undefined && !there.isFile()) return deviceOutput(name, await open(name, "w"));
    if (there !== undefined && !force) throw unwritable(name, "EEXIST");
    // A symbolic link stays one: what it points to is replaced.
    return await placedOutput(name, there === undefined ? name : await realpath(name), force);
  } catch (error) {
    throw unwritable(name, error);
  }
}

async function statOrMissing(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

async function placedOutput(name: string, path: string, force: boolean): Promise<Output> {
  const folder = dirname(path);
  const partial = join(folder, `.${basename(path)}.partial`);
  await rm(partial, { force: true });
  const handle = await open(partial, "wx");
  const { ino } = await handle.stat();
  const sync = syncing(handle);
  const { write, flush } = writerTo(handle, name, (bytes) => {
    checksum = crc32(bytes, checksum);
    sync.wrote(bytes.length);
  });
  let checksum = 0;
  let state: "open" | "finished" | "committed" | "aborted" = "open";
  // The handle stays open up to the commit: until then the system gives its inode to no other file.
  const isOurs = async () => (await statOrMissing(partial))?.ino === ino;
  return {
    name,
    get crc32() {
      return checksum;
    },
    write,
    async finish() {
      if (state !== "open") return;
      await flush();
      try {
        await sync.finish();
      } catch (error) {
        throw unwritable(name, error);
      }
      state = "finished";
    },
    async commit() {
      try {
        if (!(await isOurs())) throw takenOver(name, partial);
        await handle.close();
        if (force) await rename(partial, path);
        else await renameToNew(partial, path);
        state = "committed";
        await syncFolder(folder);
      } catch (error) {
        throw unwritable(name, error);
      }
    },
    async abort() {
      if (state === "committed" || state === "aborted") return;
      state = "aborted";
      const ours = await isOurs();
      await handle.close().catch(ignoreAfterFailure);
      if (ours) await rm(partial, { force: true });
    },
  };
}

const takenOver = (name: string, partial: string) =>
  new Failure(
    "output-taken",
    `cannot write ${name}: its temporary file ${partial} was taken away, most likely by another run to the same name; ` +
      "try again when that has ended",
  );

/** Renames, but never over a file: one that has appeared since the output was opened is kept. */
async function renameToNew(from: string, to: string): Promise<void> {
  try {
    // Unlike a rename, a hard link is refused where a name is taken, in one step.
    await link(from, to);
  } catch (error) {
    // FAT and some network file systems have no hard links; a moment between check and rename is left there.
    if (systemCode(error) === "EEXIST") throw error;
    if ((await statOrMissing(to)) !== undefined) throw unwritable(to, "EEXIST");
    await rename(from, to);
    return;
  }
  await rm(from);
}

/** A named pipe or a device cannot be replaced, only written to. */
function deviceOutput(name: string, handle: FileHandle): Output {
  const { write, flush } = writerTo(handle, name);
  let open = true;
  const close = async () => {
    if (open) await handle.close();
    open = false;
  };
  return {
    name,
    write,
    async finish() {
      await flush();
      await close();
    },
    async commit() {},
    abort: close,
  };
}

/** Bytes that are handed to the disk while the next ones come, so that little is left to wait for at the end. */
const SYNCED_TOGETHER = 16 << 20;

/** Syncs what has been written of a file, now and then beside the writing, and at the end. */
function syncing(handle: FileHandle) {
  let unsynced = 0;
  let running: Promise<void> | undefined;
  // The system tells a handle only once that its bytes are lost.
  let failure: { readonly error: unknown } | undefined;
  return {
    wrote(bytes: number): void {
      unsynced += bytes;
      if (unsynced < SYNCED_TOGETHER || running !== undefined) return;
      unsynced = 0;
      running = handle
        .datasync()
        .catch((error: unknown) => {
          failure ??= { error };
        })
        .finally(() => {
          running = undefined;
        });
    },
    async finish(): Promise<void> {
      await running;
      if (failure !== undefined) throw failure.error;
      await handle.sync();
    },
  };
}

const writerTo = (handle: FileHandle, name: string, wrote?: (bytes: Uint8Array) => void) =>
  writeBuffer(async (bytes) => {
    try {
      for (let at = 0; at < bytes.length; ) {
        at += (await handle.write(bytes, at, bytes.length - at)).bytesWritten;
      }
      wrote?.(bytes);
    } catch (error) {
      throw systemCode(error) === "EPIPE" ? new BrokenPipe({ cause: error }) : unwritable(name, error);
    }
  });

/** The failure that made the caller abort is the one to report. */
const ignoreAfterFailure = () => {};
