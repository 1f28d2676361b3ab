/** Bytes that are written once and read once, in their order: in memory while they are few, in a file of their own beyond that. */
import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unwritable } from "./unwritable.js";

/** Bytes that stay in memory. */
const IN_MEMORY = 8 << 20;
const READ_AT_ONCE = 1 << 20;

export class Scratch {
  #waiting: Uint8Array[] = [];
  #bytes = 0;
  #file: { readonly folder: string; readonly path: string; readonly handle: FileHandle } | undefined;

  /** The bytes belong to the scratch from then on. */
  async write(bytes: Uint8Array): Promise<void> {
    this.#waiting.push(bytes);
    this.#bytes += bytes.length;
    if (this.#bytes >= IN_MEMORY) await this.#toFile();
  }

  /** All that was written. Nothing may be written afterwards. */
  async *read(): AsyncGenerator<Uint8Array> {
    if (this.#file !== undefined) {
      const { handle, path } = this.#file;
      try {
        for (let at = 0; ; ) {
          const { bytesRead, buffer } = await handle.read(
            Buffer.allocUnsafe(READ_AT_ONCE),
            0,
            READ_AT_ONCE,
            at,
          );
          if (bytesRead === 0) break;
          at += bytesRead;
          yield buffer.subarray(0, bytesRead);
        }
      } catch (error) {
        throw unwritable(path, error);
      }
    }
    yield* this.#waiting;
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
