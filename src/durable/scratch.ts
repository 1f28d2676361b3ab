/** Bytes that are written once and read in their order, all or a stretch: in memory while they are few, in a file of their own beyond that. */
import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unwritable } from "./unwritable.js";

/** Bytes that stay in memory. */
const IN_MEMORY = 8 << 20;
const READ_AT_ONCE = 1 << 20;
/** Of each stretch of many. */
const STRETCH_AT_ONCE = 1 << 16;

export class Scratch {
  #waiting: Uint8Array[] = [];
  #bytes = 0;
  /** Bytes in the file. */
  #stands = 0;
  #file: { readonly folder: string; readonly path: string; readonly handle: FileHandle } | undefined;

  /** The bytes belong to the scratch from then on. */
  async write(bytes: Uint8Array): Promise<void> {
    this.#waiting.push(bytes);
    this.#bytes += bytes.length;
    if (this.#bytes >= IN_MEMORY) await this.#toFile();
  }

  /** All that was written. Nothing may be written afterwards. */
  async *read(): AsyncGenerator<Uint8Array> {
    yield* this.#stored(0, Number.POSITIVE_INFINITY, READ_AT_ONCE);
    yield* this.#waiting;
  }

  /** Puts all of it into the file; answers how many bytes there are. */
  async flush(): Promise<number> {
    await this.#toFile();
    return this.#stands;
  }

  /** The bytes from `from` to `to`, which were flushed; many stretches may be read side by side. */
  stretch(from: number, to: number): AsyncGenerator<Uint8Array> {
    return this.#stored(from, to, STRETCH_AT_ONCE);
  }

  async *#stored(from: number, to: number, most: number): AsyncGenerator<Uint8Array> {
    if (this.#file === undefined) return;
    const { handle, path } = this.#file;
    try {
      for (let at = from; at < to; ) {
        const length = Math.min(most, to - at);
        const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, at);
        if (bytesRead === 0) break;
        at += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    } catch (error) {
      throw unwritable(path, error);
    }
  }

  /** Forgets all of it. May be called again. */
  async remove(): Promise<void> {
    this.#waiting = [];
    const file = this.#file;
    this.#file = undefined;
    if (file === undefined) return;
    await file.handle.close();
    await rm(file.folder, { recursive: true, force: true });
  }

  async #toFile(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#bytes = 0;
    this.#file ??= await openFile();
    const { handle, path } = this.#file;
    try {
      for (const bytes of waiting) {
        for (let at = 0; at < bytes.length; ) {
          at += (await handle.write(bytes, at, bytes.length - at)).bytesWritten;
        }
        this.#stands += bytes.length;
      }
    } catch (error) {
      throw unwritable(path, error);
    }
  }
}

async function openFile() {
  try {
    const folder = await mkdtemp(join(tmpdir(), "witskit-"));
    const path = join(folder, "rows");
    return { folder, path, handle: await open(path, "wx+") };
  } catch (error) {
    throw unwritable(tmpdir(), error);
  }
}
