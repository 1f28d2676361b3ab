/**
 * A packed file as a link: gzip, zstd, or a member of a zip archive, unpacked on the way. Its places are those of the
 * unpacked bytes, so that a later run goes on behind what this one has read.
 */
import { type FileHandle, open } from "node:fs/promises";
import { Failure } from "../../../failure/failure.js";
import { arrivalNow } from "../../bytes/arrival-clock.js";
import { type FilePlace, KnownFile } from "../../bytes/file-place.js";
import type { ByteReader } from "../../bytes/source.js";
import { compressionOf } from "../../source/compressed/compression.js";
import { isArchiveName, memberNamed } from "../../source/compressed/zip.js";
import { notALog } from "../../source/no-log.js";
import { openSource } from "../../source/open.js";
import type { Chunk, Connection } from "./transport.js";

const PIECE = 65_536;
/** Bytes that tell what a file is: a tar archive shows latest. */
const HEAD = 512;

/**
 * Whether a file has to be unpacked to be read. Throws a `Failure` for what has no log as it stands; what cannot be opened, and
 * what is no file, is left to whoever opens it.
 */
export async function isPacked(path: string): Promise<boolean> {
  if ((await memberNamed(path)) !== undefined) return true;
  const head = await headOf(path);
  if (head === undefined) return false;
  if (isArchiveName(path) && head[0] === 0x50) {
    throw new Failure(
      "input-unsuited",
      `${path} is an archive, and a link is one log: name a member of it, as file://${path}/NAME, or read all of them ` +
        "with witskit convert",
      { place: { file: path } },
    );
  }
  if (compressionOf(head) !== "plain") return true;
  const strange = notALog(head);
  if (strange !== undefined)
    throw new Failure("not-a-log", `${path} is not a WITS log: ${strange}`, { place: { file: path } });
  return false;
}

async function headOf(path: string): Promise<Uint8Array | undefined> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, "r");
    if (!(await file.stat()).isFile()) return undefined;
    const head = new Uint8Array(HEAD);
    const { bytesRead } = await file.read(head, 0, HEAD, 0);
    return head.subarray(0, bytesRead);
  } catch {
    return undefined;
  } finally {
    await file?.close();
  }
}

export interface PackedEvents {
  /** Told of the place behind what was read. */
  onPlace(place: FilePlace): void;
  onRemark(remark: string): void;
}

/** `last` is the place behind what an earlier run has read. */
export async function openPacked(
  path: string,
  last: FilePlace | undefined,
  { onPlace, onRemark }: PackedEvents,
): Promise<Connection> {
  const file = await KnownFile.open((await memberNamed(path))?.archive ?? path);
  let reader: ByteReader;
  let offset = 0;
  try {
    reader = await openSource({ name: path }, { input: "plain" });
    const isSame = last !== undefined && last.path === path && (await file.is(last));
    if (isSame) offset = await skip(reader, last.offset);
    else if (last !== undefined)
      onRemark(`${path} is read from its start: it is another file than the one that had been read before`);
  } catch (error) {
    await file.handle.close();
    throw error;
  }
  let joined = offset > 0;
  let closed = false;
  return {
    peer: path,
    lost: 0,
    async next(): Promise<Chunk | undefined> {
      if (closed) return undefined;
      const piece = new Uint8Array(PIECE);
      const length = await reader.read(piece);
      if (length === 0) {
        if (reader.remark !== undefined) onRemark(`${path}: ${reader.remark}`);
        return undefined;
      }
      const place = { ...(await file.place(offset, path)), joined };
      offset += length;
      joined = true;
      onPlace({ ...place, offset });
      return { bytes: piece.subarray(0, length), arrival: arrivalNow(), place };
    },
    async close() {
      if (closed) return;
      closed = true;
      await reader.close();
      await file.handle.close();
    },
  };
}

/** Reads past bytes, and answers how many there were. */
async function skip(reader: ByteReader, bytes: number): Promise<number> {
  const piece = new Uint8Array(PIECE);
  let skipped = 0;
  while (skipped < bytes) {
    const length = await reader.read(piece.subarray(0, Math.min(PIECE, bytes - skipped)));
    if (length === 0) break;
    skipped += length;
  }
  return skipped;
}
