/**
 * Zip archives: each member is a source of its own, named by the archive's path, a slash and its own. Only the directory,
 * which stands at the end of the archive, says what is in it; so an archive has to be a file.
 */
import { stat } from "node:fs/promises";
import { createInflateRaw } from "node:zlib";
import type { Entry, ZipFile } from "yauzl";
import { Failure } from "../../../failure.js";
import { readerOfChunks } from "../../bytes/chunks.js";
import type { ByteReader } from "../../bytes/source.js";
import { unreadable } from "../../bytes/unreadable.js";
import { Checksum } from "./checksum.js";
import { decompressed } from "./decompress.js";
import { type ZlibStream, zlibDecompressor } from "./zlib.js";

/** A name that may be that of a member, or of an archive. */
const ARCHIVE = /\.zip(?=\/|$)/gi;
const CHUNK = 65_536;
const STORED = 0;
const DEFLATED = 8;

export const isArchiveName = (name: string): boolean => /\.zip$/i.test(name);

export interface Member {
  /** With the archive's path. */
  readonly name: string;
  readonly compressedSize: number;
  /** Tells it from another one of its name. */
  readonly digest: string;
}

/** The archive and the member that a name stands for; undefined when it is that of a file. */
export async function memberNamed(name: string): Promise<{ archive: string; member: string } | undefined> {
  for (const { index } of name.matchAll(ARCHIVE)) {
    const archive = name.slice(0, index + 4);
    if (archive.length === name.length) return undefined;
    const info = await stat(archive).catch(() => undefined);
    if (info?.isFile()) return { archive, member: name.slice(archive.length + 1) };
  }
  return undefined;
}

/** What is in an archive, folders aside. Of two members of one name the second has a number behind it. */
export async function membersOf(archive: string): Promise<readonly Member[]> {
  return [...(await directoryOf(archive))].map(([name, entry]) => ({
    name: `${archive}/${name}`,
    compressedSize: entry.compressedSize,
    digest: `${entry.crc32.toString(16).padStart(8, "0")}-${entry.uncompressedSize}`,
  }));
}

interface Directory {
  readonly key: string;
  readonly entries: ReadonlyMap<string, Entry>;
}

/** The last one that was read: its members are opened one after the other. */
let known: Directory | undefined;

async function directoryOf(archive: string): Promise<ReadonlyMap<string, Entry>> {
  const info = await stat(archive).catch((error: unknown) => {
    throw unreadable(archive, error);
  });
  const key = `${archive}\n${info.size}\n${info.mtimeMs}`;
  if (known?.key === key) return known.entries;
  const file = await openArchive(archive);
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of file.eachEntry()) {
      if (entry.fileName.endsWith("/")) continue;
      let name = entry.fileName;
      for (let copy = 2; entries.has(name); copy++) name = `${entry.fileName} (${copy})`;
      entries.set(name, entry);
    }
  } catch (error) {
    throw damaged(archive, error);
  } finally {
    file.close();
  }
  known = { key, entries };
  return entries;
}

async function openArchive(archive: string): Promise<ZipFile> {
  const { openPromise } = await import("yauzl");
  try {
    return await openPromise(archive, { lazyEntries: true, autoClose: false });
  } catch (error) {
    throw damaged(archive, error);
  }
}

function damaged(archive: string, error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  return new Failure(
    "input",
    `cannot read ${archive}: its directory is damaged or missing (${reason}); copy the archive again from where it came, ` +
      "or take out what can be had with unzip",
    { cause: error },
  );
}

/** Reads a member, decompressed, and checks what it has given against the checksum that the archive has of it. */
export async function openMember(
  { archive, member }: { readonly archive: string; readonly member: string },
  maxExpansion: number,
): Promise<ByteReader> {
  const name = `${archive}/${member}`;
  const entry = (await directoryOf(archive)).get(member);
  if (entry === undefined)
    throw new Failure(
      "input",
      `cannot read ${name}: ${archive} has no such member; unzip -l lists what it has`,
    );
  if (entry.isEncrypted())
    throw new Failure("input", `cannot read ${name}: it is encrypted; unpack it with its password first`);
  const { compressionMethod } = entry;
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED)
    throw new Failure(
      "input",
      `cannot read ${name}: it is compressed by method ${compressionMethod} of zip, which few programs know; unpack it first`,
    );
  const file = await openArchive(archive);
  const bytes = await storedBytes(file, entry, name);
  if (compressionMethod === STORED) return checked(bytes, entry, name);
  const inflater = zlibDecompressor(
    "zip",
    () => createInflateRaw({ chunkSize: CHUNK }) as unknown as ZlibStream,
  );
  return checked(decompressed(name, bytes, inflater, maxExpansion), entry, name);
}

/** The member's bytes as they stand in the archive. */
async function storedBytes(file: ZipFile, entry: Entry, name: string): Promise<ByteReader> {
  const options = entry.compressionMethod === DEFLATED ? { decompress: false } : {};
  const stream = await file.openReadStreamPromise(entry, options).catch((error: unknown) => {
    file.close();
    throw damaged(name, error);
  });
  return readerOfChunks(stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>, {
    failure: (error) => damaged(name, error),
    close: () => {
      stream.destroy();
      file.close();
    },
  });
}

function checked(reader: ByteReader, { crc32, uncompressedSize }: Entry, name: string): ByteReader {
  const checksum = new Checksum();
  let given = 0;
  return {
    async read(target) {
      const length = await reader.read(target);
      given += length;
      checksum.add(target.subarray(0, length));
      if (length === 0 && (given !== uncompressedSize || checksum.value !== crc32))
        throw new Failure(
          "input",
          `${name} is damaged: its ${given.toLocaleString("en-US")} bytes are not those that the archive has a checksum of. ` +
            "What came before was read; copy the archive again from where it came",
        );
      return length;
    },
    close: () => reader.close(),
  };
}
