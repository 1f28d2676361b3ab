/**
 * A segment of a stream's journal that grows: bytes of one connection as they came, and beside them a sidecar that says
 * when. All writes are to a place, so that what failed for want of space is simply done again.
 */
import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { syncFolder } from "../../durable/sync-folder.js";
import { unwritable } from "../../durable/unwritable.js";
import { Failure } from "../../failure/failure.js";
import { sidecarOf } from "../../input/bytes/sidecar.js";
import type { ReadAt } from "../../input/container/last-cut.js";
import { type ArrivedChunk, chunkIn, chunkLine, segmentName } from "./format.js";
import { isOutOfFiles, RestingFile } from "./resting-file.js";

/**
 * Milliseconds of arrivals that share a line of the sidecar, and the time of the first of them. A serial line that is
 * never silent has a chunk every few milliseconds, and a line for each would outweigh the bytes.
 */
export const ARRIVAL_RESOLUTION = 20;

/** Arrivals share a line where their time is the same. */
export const AS_TOLD = 1;

/** A segment that is whole. */
export interface StoredSegment {
  readonly path: string;
  readonly stream: string;
  /** The place of its first byte in the stream. */
  readonly first: number;
  readonly size: number;
  /** Why nobody knows its size, which is 0 then: only a later run can read it. */
  readonly broken?: Failure | undefined;
}

/** The last chunks, kept for the bytes behind a cut. */
const RECENT = 4096;

export class Segment {
  readonly path: string;
  /** The place of its first byte in the stream. */
  readonly first: number;
  readonly connection: number;
  readonly #data: RestingFile;
  readonly #sidecar: RestingFile;
  #size = 0;
  /** A write has failed, and bytes of it may stand behind the noted size. */
  #untidy = false;
  /** Not in the sidecar yet. */
  #waiting: ArrivedChunk[] = [];
  #recent: ArrivedChunk[] = [];
  #sidecarSize = 0;
  #flushed: Promise<void> = Promise.resolve();
  /** Its names are durable too. */
  #named = false;
  /** Syncs that go on. */
  #busy: Promise<unknown> = Promise.resolve();
  #closed = false;

  /** Replaces a segment of that name, of which nothing was kept. */
  static async create(folder: string, first: number, connection: number): Promise<Segment> {
    const path = join(folder, segmentName(first));
    const data = await RestingFile.open(path, "w+");
    try {
      return new Segment(path, first, connection, data, await RestingFile.open(sidecarOf(path), "w"));
    } catch (error) {
      await data.close();
      await rm(path, { force: true });
      throw error;
    }
  }

  /** Goes on with one that an earlier run has left, of which the sidecar is complete. */
  static async reopen({ path, first, size }: StoredSegment, connection: number): Promise<Segment> {
    const data = await RestingFile.open(path, "r+");
    try {
      const sidecar = await RestingFile.open(sidecarOf(path), "r+");
      try {
        const segment = new Segment(path, first, connection, data, sidecar);
        segment.#size = size;
        segment.#sidecarSize = await sidecar.size();
        segment.#recent = await chunksIn(sidecarOf(path));
        return segment;
      } catch (error) {
        await sidecar.close();
        throw error;
      }
    } catch (error) {
      await data.close();
      throw error;
    }
  }

  private constructor(
    path: string,
    first: number,
    connection: number,
    data: RestingFile,
    sidecar: RestingFile,
  ) {
    this.path = path;
    this.first = first;
    this.connection = connection;
    this.#data = data;
    this.#sidecar = sidecar;
  }

  /** Bytes written. */
  get size(): number {
    return this.#size;
  }

  /** Of bytes that are written. */
  readonly read: ReadAt = async (from, length) => {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; ) {
      const { bytesRead } = await this.#data.read(bytes, at, length - at, from + at);
      if (bytesRead === 0) throw new Error(`${this.path} is shorter than what was written to it`);
      at += bytesRead;
    }
    return bytes;
  };

  /**
   * Writes bytes and notes their arrivals, which add up to them. Done again as a whole when it fails. Arrivals that somebody has put
   * together already are noted as they are told.
   */
  async append(
    pieces: readonly Uint8Array[],
    arrivals: readonly Pick<ArrivedChunk, "at" | "size">[],
    resolution = ARRIVAL_RESOLUTION,
  ): Promise<void> {
    let at = this.#size;
    this.#untidy = true;
    for (let left = pieces; left.length > 0; ) {
      const { bytesWritten } = await this.#data.writev(left, at);
      at += bytesWritten;
      left = behind(left, bytesWritten);
    }
    this.#untidy = false;
    for (const { at: time, size } of arrivals) {
      this.#note(time, size, resolution);
      this.#size += size;
    }
  }

  #note(at: number, size: number, resolution: number): void {
    const last = this.#waiting.at(-1);
    if (last !== undefined && at >= last.at && at - last.at < resolution) {
      last.size += size;
      return;
    }
    const chunk = { at, offset: this.#size, size };
    this.#waiting.push(chunk);
    this.#recent.push(chunk);
    if (this.#recent.length > 2 * RECENT) this.#recent = this.#recent.slice(-RECENT);
  }

  /** Makes what is written durable, and answers how many bytes that are. Throws a SyncFailure where it may not be. */
  sync(): Promise<number> {
    if (this.#closed) return Promise.resolve(this.#size);
    const synced = this.#sync();
    this.#busy = Promise.allSettled([this.#busy, synced]);
    return synced;
  }

  async #sync(): Promise<number> {
    const size = this.#size;
    await this.#flush();
    try {
      await Promise.all([this.#data.datasync(), this.#sidecar.datasync()]);
      if (!this.#named) await syncFolder(dirname(this.path));
      this.#named = true;
    } catch (error) {
      // What is written is there still, and can be made durable later.
      if (isOutOfFiles(error)) throw error;
      throw new SyncFailure(unsyncable(this.path, error));
    }
    return size;
  }

  /** Writes the lines of the sidecar, in turn with any other flush. */
  #flush(): Promise<void> {
    const flushed = this.#flushed
      .catch(() => undefined)
      .then(async () => {
        const waiting = this.#waiting;
        if (waiting.length === 0) return;
        // What arrives from now on has lines of its own.
        this.#waiting = [];
        const bytes = Buffer.from(waiting.map((chunk) => `${chunkLine(chunk)}\n`).join(""));
        try {
          for (let at = 0; at < bytes.length; ) {
            const { bytesWritten } = await this.#sidecar.write(
              bytes,
              at,
              bytes.length - at,
              this.#sidecarSize + at,
            );
            at += bytesWritten;
          }
        } catch (error) {
          this.#waiting = [...waiting, ...this.#waiting];
          throw error;
        }
        this.#sidecarSize += bytes.length;
      });
    this.#flushed = flushed;
    return flushed;
  }

  /** The bytes from `cut` on, moved to a segment of their own, which is durable before they are gone from here. */
  async moveTail(folder: string, cut: number): Promise<Segment> {
    const tail = await Segment.create(folder, this.first + cut, this.connection);
    try {
      const bytes = await this.read(cut, this.#size - cut);
      await tail.append([bytes], this.#chunksFrom(cut), AS_TOLD);
      await tail.sync();
    } catch (error) {
      await tail.remove();
      throw error;
    }
    await this.#data.truncate(cut);
    this.#size = cut;
    this.#untidy = false;
    return tail;
  }

  /** The arrivals of the bytes from `cut` on. */
  #chunksFrom(cut: number): Pick<ArrivedChunk, "at" | "size">[] {
    const size = this.#size - cut;
    const chunks = this.#recent
      .filter((chunk) => chunk.offset + chunk.size > cut)
      .map(({ at, offset, size }) => ({ at, size: offset + size - Math.max(offset, cut) }));
    const known = chunks.reduce((sum, chunk) => sum + chunk.size, 0);
    // So far back that it is forgotten: the first that is known arrived no earlier.
    if (known < size) chunks.unshift({ at: chunks[0]?.at ?? Date.now(), size: size - known });
    return chunks;
  }

  /** Syncs and closes. What a failed write has left behind the end is written anew elsewhere, and goes. */
  async close(): Promise<void> {
    if (this.#untidy) await this.#data.truncate(this.#size);
    this.#untidy = false;
    await this.sync();
    this.#closed = true;
    // Somebody else may be syncing, by files that are open.
    await this.#busy;
    await Promise.all([this.#data.close(), this.#sidecar.close()]);
  }

  async remove(): Promise<void> {
    await Promise.all([this.#data.close(), this.#sidecar.close()]);
    await removeSegment(this.path);
  }
}

/** The last chunks that a sidecar tells of. */
async function chunksIn(sidecar: string): Promise<ArrivedChunk[]> {
  let chunks: ArrivedChunk[] = [];
  for await (const line of createInterface({ input: createReadStream(sidecar) })) {
    const chunk = chunkIn(line);
    if (chunk === undefined) continue;
    chunks.push(chunk);
    if (chunks.length > 2 * RECENT) chunks = chunks.slice(-RECENT);
  }
  return chunks;
}

/** What was written may not be durable, and cannot be written again: it is no longer in memory. */
export class SyncFailure extends Error {
  override readonly cause: Failure;

  constructor(cause: Failure) {
    super(cause.message);
    this.cause = cause;
  }
}

function unsyncable(path: string, error: unknown): Failure {
  const { code, message, place } = unwritable(path, error);
  return new Failure(
    code,
    `${message}. The last bytes that were written there may be lost; start again when the disk is ` +
      "sound, and what is there is taken up",
    { cause: error, place },
  );
}

export async function removeSegment(path: string): Promise<void> {
  await rm(path, { force: true });
  await rm(sidecarOf(path), { force: true });
}

/** What of the pieces is left behind the first `length` bytes. */
function behind(pieces: readonly Uint8Array[], length: number): readonly Uint8Array[] {
  let left = length;
  for (const [i, piece] of pieces.entries()) {
    if (left < piece.length) return [piece.subarray(left), ...pieces.slice(i + 1)];
    left -= piece.length;
  }
  return [];
}
