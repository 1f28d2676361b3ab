/**
 * What is in a zip archive, and where. Of tens of thousands of members little is kept each, and an archive stays open while
 * its members are read one after the other: to open it for each of 70,000 took most of a minute.
 */
import { readSync, type Stats } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import {
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
  RandomAccessReader,
  validateFileName,
  type ZipFile,
} from "yauzl";
import { Failure } from "../../../failure/failure.js";
import { unreadable } from "../../bytes/unreadable.js";

/** A member, as the directory has it. */
export interface Stored {
  readonly method: number;
  readonly encrypted: boolean;
  /** Where its own header stands in the archive. */
  readonly at: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly crc32: number;
}

/** A member whose name no file in a folder could have. */
export interface Refusal {
  readonly name: string;
  readonly why: string;
}

export interface Archive {
  /** By their names; of two members of one name the second has a number behind it. Folders are left out. */
  readonly members: ReadonlyMap<string, Stored>;
  /** They are not among the others. */
  readonly refused: readonly Refusal[];
  /** Fills the start of `target` with the bytes at `position`, and answers how many. */
  read(target: Uint8Array, position: number): Promise<number>;
  /** The same at once, for few bytes. */
  readNow(target: Uint8Array, position: number): number;
  /** To be called once by whoever was given it. */
  close(): Promise<void>;
}

/** An archive that is open, and how many use it. */
interface Open {
  readonly key: string;
  readonly file: FileHandle;
  readonly content: Pick<Archive, "members" | "refused">;
  users: number;
  closing: NodeJS.Timeout | undefined;
}

/** The one that was asked for last. */
let last: { readonly key: string; readonly opened: Promise<Open> } | undefined;

/** Milliseconds for which an archive stays open that nobody uses: its next member may be asked for. */
const LINGER = 500;

/** `info` is of the file at `path`, as it is now. */
export async function openArchive(path: string, info: Stats): Promise<Archive> {
  const key = `${path}\n${info.ino}\n${info.size}\n${info.mtimeMs}`;
  if (last?.key !== key) last = { key, opened: readArchive(path, key) };
  const { opened } = last;
  const archive = await opened.catch((error: unknown) => {
    if (last?.opened === opened) last = undefined;
    throw error;
  });
  archive.users++;
  clearTimeout(archive.closing);
  return {
    ...archive.content,
    readNow: (target, position) => readSync(archive.file.fd, target, 0, target.length, position),
    read: async (target, position) => (await archive.file.read(target, 0, target.length, position)).bytesRead,
    async close() {
      archive.users--;
      if (archive.users > 0) return;
      if (last?.key !== archive.key) return archive.file.close();
      archive.closing = setTimeout(() => {
        if (last?.key === archive.key) last = undefined;
        archive.file.close().catch(() => {});
      }, LINGER).unref();
    },
  };
}

async function readArchive(path: string, key: string): Promise<Open> {
  const file = await open(path, "r").catch((error: unknown) => {
    throw unreadable(path, error);
  });
  try {
    const { size } = await file.stat();
    const zip = await fromRandomAccessReaderPromise(new Ahead(file), size, {
      lazyEntries: true,
      autoClose: false,
      validateEntrySizes: false,
      decodeStrings: false,
    });
    return { key, file, content: await contentOf(zip), users: 0, closing: undefined };
  } catch (error) {
    await file.close();
    throw damaged(path, error);
  }
}

async function contentOf(zip: ZipFile): Promise<Open["content"]> {
  const members = new Map<string, Stored>();
  const refused: Refusal[] = [];
  for await (const entry of zip.eachEntry()) {
    const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
    const named = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
    if (named.endsWith("/")) continue;
    if (validateFileName(named) !== null) {
      refused.push({ name: named, why: "its name leads out of the archive" });
      continue;
    }
    let name = named;
    for (let copy = 2; members.has(name); copy++) name = `${named} (${copy})`;
    members.set(name, {
      method: entry.compressionMethod,
      encrypted: entry.isEncrypted(),
      at: entry.relativeOffsetOfLocalHeader,
      compressedSize: entry.compressedSize,
      size: entry.uncompressedSize,
      crc32: entry.crc32,
    });
  }
  return { members, refused };
}

/** Bytes that are read at once of a directory, which is asked for in two small reads a member. */
const AHEAD = 1 << 18;

class Ahead extends RandomAccessReader {
  readonly #file: FileHandle;
  #bytes = Buffer.alloc(0);
  #at = 0;

  constructor(file: FileHandle) {
    super();
    this.#file = file;
  }

  override read(
    target: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    const given = this.#bytes.subarray(position - this.#at, position - this.#at + length);
    if (position >= this.#at && given.length === length) {
      given.copy(target, offset);
      // Callers go on from one read to the next within it, too deep for a stack.
      process.nextTick(callback, null, length);
      return;
    }
    const bytes = Buffer.allocUnsafe(Math.max(AHEAD, length));
    this.#file.read(bytes, 0, bytes.length, position).then(
      ({ bytesRead }) => {
        this.#bytes = bytes.subarray(0, bytesRead);
        this.#at = position;
        callback(null, this.#bytes.copy(target, offset, 0, length));
      },
      (error: Error) => callback(error),
    );
  }
}

function damaged(name: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new Failure(
    "input-damaged",
    `cannot read ${name}: its directory is damaged or missing (${reason}); copy the archive again from where it came, ` +
      "or take out what can be had with unzip",
    { cause: error, place: { file: name } },
  );
}
