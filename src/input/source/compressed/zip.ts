/**
 * Zip archives: each member is a source of its own, named by the archive's path, a slash and its own. Only the directory,
 * which stands at the end of the archive, says what is in it; so an archive has to be a file.
 */
import type { Stats } from "node:fs";
import { stat } from "node:fs/promises";
import { crc32, inflateRawSync } from "node:zlib";
import { Failure } from "../../../failure/failure.js";
import { readerOf } from "../../bytes/memory.js";
import type { ByteReader } from "../../bytes/source.js";
import { unreadable } from "../../bytes/unreadable.js";
import { type Decompressor, decompressed } from "./decompress.js";
import { inflateRaw } from "./gzip.js";
import type { Archive, Refusal, Stored } from "./zip-directory.js";
import type { OneStream } from "./zlib.js";

/** A name that may be that of a member, or of an archive. */
const ARCHIVE = /\.zip(?=\/|$)/gi;
const STORED = 0;
const DEFLATED = 8;

/** The library that reads directories is loaded when there is one. */
async function openArchive(path: string): Promise<Archive> {
  const info = await infoOf(path);
  if (info instanceof Error) throw unreadable(path, info);
  return (await import("./zip-directory.js")).openArchive(path, info);
}

/** What was found of an archive, and when: to ask again for each of 70,000 members took a third of the time. */
let asked: { readonly path: string; readonly at: number; readonly info: Stats | Error } | undefined;

/** Milliseconds for which an answer holds. */
const HOLDS = 250;

async function infoOf(path: string): Promise<Stats | Error> {
  const now = performance.now();
  if (asked?.path === path && now - asked.at < HOLDS) return asked.info;
  const info = await stat(path).catch((error: Error) => error);
  asked = { path, at: now, info };
  return info;
}

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
    const info = await infoOf(archive);
    if (!(info instanceof Error) && info.isFile()) return { archive, member: name.slice(archive.length + 1) };
  }
  return undefined;
}

/** What is in an archive, folders aside. */
export async function membersOf(
  path: string,
): Promise<{ readonly members: readonly Member[]; readonly refused: readonly Refusal[] }> {
  const archive = await openArchive(path);
  const members = [...archive.members].map(([name, { compressedSize, size, crc32 }]) => ({
    name: `${path}/${name}`,
    compressedSize,
    digest: `${crc32.toString(16).padStart(8, "0")}-${size}`,
  }));
  await archive.close();
  return { members, refused: archive.refused };
}

/** Reads a member, decompressed, and checks what it has given against the checksum that the archive has of it. */
export async function openMember(
  { archive: path, member }: { readonly archive: string; readonly member: string },
  maxExpansion: number,
): Promise<ByteReader> {
  const name = `${path}/${member}`;
  const archive = await openArchive(path);
  try {
    const stored = archive.members.get(member);
    if (stored === undefined)
      throw new Failure(
        "input-missing",
        `cannot read ${name}: ${path} has no such member; unzip -l lists what it has`,
        { place: { file: name } },
      );
    if (stored.encrypted)
      throw new Failure(
        "input-refused",
        `cannot read ${name}: it is encrypted; unpack it with its password first`,
        { place: { file: name } },
      );
    if (stored.method !== STORED && stored.method !== DEFLATED)
      throw new Failure(
        "input-refused",
        `cannot read ${name}: it is compressed by method ${stored.method} of zip, which few programs know; unpack it first`,
        { place: { file: name } },
      );
    const small = smallMember(archive, stored, name);
    if (small !== undefined) {
      await archive.close();
      return checked(readerOf(small), stored, name);
    }
    const bytes = storedBytes(archive, stored, await dataAt(archive, stored, name), name);
    if (stored.method === STORED) return checked(bytes, stored, name);
    return checked(decompressed(name, bytes, deflatedData(), maxExpansion), stored, name);
  } catch (error) {
    await archive.close();
    throw error;
  }
}

/** A member's own header, before its data: bytes that each has, and where the lengths of two fields behind them stand. */
const HEADER = 30;
const SIGNATURE = 0x04034b50;
const NAME_LENGTH = 26;
const EXTRA_LENGTH = 28;
/** Room for these two fields, as they are in most archives. */
const USUAL_FIELDS = 512;

/** Members up to these sizes are read and unpacked in one go: of tens of thousands, streams take most of the time. */
const SMALL_STORED = 1 << 18;
const SMALL = 4 << 20;

/** Undefined when it is not small, or not as it should be: then its streams tell what is wrong, and give what can be had. */
function smallMember(
  archive: Archive,
  { at, method, compressedSize, size }: Stored,
  name: string,
): Uint8Array | undefined {
  if (compressedSize > SMALL_STORED || size > SMALL) return undefined;
  const bytes = Buffer.allocUnsafe(HEADER + USUAL_FIELDS + compressedSize);
  let length: number;
  try {
    length = archive.readNow(bytes, at);
  } catch (error) {
    throw unreadable(name, error);
  }
  const from = length < HEADER ? length : dataBehind(bytes);
  const data = bytes.subarray(from, Math.min(length, from + compressedSize));
  if (data.length < compressedSize) return undefined;
  if (method === STORED) return data;
  try {
    return inflateRawSync(data, { chunkSize: Math.max(64, size), maxOutputLength: Math.max(1, size) });
  } catch {
    return undefined;
  }
}

const dataBehind = (header: Buffer): number =>
  HEADER + header.readUInt16LE(NAME_LENGTH) + header.readUInt16LE(EXTRA_LENGTH);

async function dataAt(archive: Archive, { at }: Stored, name: string): Promise<number> {
  const header = Buffer.alloc(HEADER);
  const length = await archive.read(header, at).catch((error: unknown) => {
    throw unreadable(name, error);
  });
  if (length < HEADER || header.readUInt32LE(0) !== SIGNATURE)
    throw new Failure(
      "input-damaged",
      `cannot read ${name}: it is not where the directory of its archive says; copy the archive again from where it came`,
      { place: { file: name } },
    );
  return at + dataBehind(header);
}

/** The member's bytes as they stand in the archive. */
function storedBytes(archive: Archive, { compressedSize }: Stored, from: number, name: string): ByteReader {
  let given = 0;
  return {
    async read(target) {
      const wanted = target.subarray(0, compressedSize - given);
      if (wanted.length === 0) return 0;
      const length = await archive.read(wanted, from + given).catch((error: unknown) => {
        throw unreadable(name, error);
      });
      given += length;
      return length;
    },
    close: () => archive.close(),
  };
}

/** Deflated data without anything around it. */
function deflatedData(): Decompressor {
  let stream: OneStream | undefined;
  let ended = false;
  return {
    format: "zip",
    async push(piece, deliver) {
      stream ??= inflateRaw(deliver);
      if (!ended) ended = (await stream.push(piece)) !== undefined;
    },
    async finish(deliver) {
      stream ??= inflateRaw(deliver);
      if (!ended) await stream.finish();
    },
  };
}

function checked(reader: ByteReader, { crc32: expected, size }: Stored, name: string): ByteReader {
  let checksum = 0;
  let given = 0;
  return {
    async read(target) {
      const length = await reader.read(target);
      given += length;
      checksum = crc32(target.subarray(0, length), checksum);
      if (length === 0 && (given !== size || checksum !== expected))
        throw new Failure(
          "input-damaged",
          `${name} is damaged: its ${given.toLocaleString("en-US")} bytes are not those that the archive has a checksum of. ` +
            "What was read of it may be wrong, and is kept; copy the archive again from where it came",
          { place: { file: name } },
        );
      return length;
    },
    close: () => reader.close(),
  };
}
