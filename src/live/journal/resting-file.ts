/**
 * Files of which many are written, each now and then: thousands of streams have two each, and a process may have a thousand open.
 * One that nobody uses is closed when others need room, and opened again when it is used. What was written to it is durable
 * before that, so that no failure of the disk goes unheard.
 */
import { readFileSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { systemCode } from "../../failure/failure.js";

/** Where the system does not say how many files a process may have open. */
const USUAL_LIMIT = 1024;
/** However few are left: those that are written at a time, and some. */
const LEAST = 16;

/** Those that are open, the one that was used longest ago first. */
const opened = new Set<RestingFile>();
/** Sockets, parts that are written and all else have the other half. */
let most = Math.max(Math.floor(limitOfProcess() / 2), LEAST);

function limitOfProcess(): number {
  try {
    const [, limit] = /^Max open files +(\d+)/m.exec(readFileSync("/proc/self/limits", "latin1")) ?? [];
    return limit === undefined ? USUAL_LIMIT : Number(limit);
  } catch {
    return USUAL_LIMIT;
  }
}

/** Whether the process, or the system, has as many files open as it may. That passes, and is no fault of a disk. */
export const isOutOfFiles = (error: unknown): boolean =>
  ["EMFILE", "ENFILE"].includes(systemCode(error) ?? "");

/** The limit was met all the same: from now on half as many stay open. */
export async function restMore(): Promise<void> {
  most = Math.max(Math.floor(Math.min(opened.size, most) / 2), LEAST);
  await makeRoom();
}

async function makeRoom(): Promise<void> {
  const idle = [...opened].filter((file) => file.idle);
  await Promise.all(idle.slice(0, Math.max(opened.size + 1 - most, 0)).map((file) => file.rest()));
}

export class RestingFile {
  readonly #path: string;
  #handle: Promise<FileHandle> | undefined;
  #resting: Promise<void> | undefined;
  #users = 0;
  #unsynced = false;
  /** What the disk said when it was put to rest: whoever asks for durability is to hear it. */
  #fault: unknown;

  static async open(path: string, flags: "w" | "w+" | "r+"): Promise<RestingFile> {
    const file = new RestingFile(path);
    await file.#open(flags);
    return file;
  }

  private constructor(path: string) {
    this.#path = path;
  }

  get idle(): boolean {
    return this.#users === 0 && this.#resting === undefined;
  }

  read(...[buffer, offset, length, position]: readonly [Uint8Array, number, number, number]) {
    return this.#use((handle) => handle.read(buffer, offset, length, position));
  }

  write(...[buffer, offset, length, position]: readonly [Uint8Array, number, number, number]) {
    this.#unsynced = true;
    return this.#use((handle) => handle.write(buffer, offset, length, position));
  }

  writev(pieces: readonly Uint8Array[], position: number) {
    this.#unsynced = true;
    return this.#use((handle) => handle.writev(pieces, position));
  }

  truncate(length: number): Promise<void> {
    this.#unsynced = true;
    return this.#use((handle) => handle.truncate(length));
  }

  async size(): Promise<number> {
    return (await this.#use((handle) => handle.stat())).size;
  }

  /** Throws what it throws to be put to rest, too. */
  async datasync(): Promise<void> {
    await this.#resting;
    if (this.#fault !== undefined) throw this.#fault;
    if (!this.#unsynced) return;
    await this.#use(async (handle) => {
      // What is written meanwhile is for the next time.
      this.#unsynced = false;
      try {
        await handle.datasync();
      } catch (error) {
        this.#unsynced = true;
        throw error;
      }
    });
  }

  /** Closes it until it is used again. Nobody uses it now. */
  rest(): Promise<void> {
    this.#resting ??= this.#rest().finally(() => {
      this.#resting = undefined;
    });
    return this.#resting;
  }

  async #rest(): Promise<void> {
    const handle = await this.#handle;
    if (handle === undefined) return;
    try {
      if (this.#unsynced) await handle.datasync();
      this.#unsynced = false;
    } catch (error) {
      this.#fault ??= error;
    }
    this.#handle = undefined;
    opened.delete(this);
    await handle.close();
  }

  async close(): Promise<void> {
    await this.#resting;
    opened.delete(this);
    const handle = await this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }

  async #use<Result>(work: (handle: FileHandle) => Promise<Result>): Promise<Result> {
    this.#users++;
    try {
      await this.#resting;
      if (this.#handle === undefined) await this.#open("r+");
      else {
        opened.delete(this);
        opened.add(this);
      }
      return await work(await this.#handle!);
    } finally {
      this.#users--;
    }
  }

  /** Several may need it at once, and one opens it. */
  async #open(flags: "w" | "w+" | "r+"): Promise<void> {
    const handle = this.#opening(flags);
    this.#handle = handle;
    try {
      await handle;
      opened.add(this);
    } catch (error) {
      this.#handle = undefined;
      opened.delete(this);
      throw error;
    }
  }

  async #opening(flags: "w" | "w+" | "r+"): Promise<FileHandle> {
    if (opened.size >= most) await makeRoom();
    try {
      return await open(this.#path, flags);
    } catch (error) {
      if (!isOutOfFiles(error)) throw error;
      await restMore();
      return open(this.#path, flags);
    }
  }
}
