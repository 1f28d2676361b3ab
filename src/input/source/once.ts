/**
 * What gives its bytes only once, standard input or a pipe, and is looked into before it is read: nothing of it is lost. A WITSML document is read
 * twice, for what its curves are and for its rows, so one that comes so is kept in a temporary file until the run, or the process, ends.
 */
import { rmSync, statSync } from "node:fs";
import { mkdtemp, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unwritable } from "../../durable/unwritable.js";
import { Failure } from "../../failure/failure.js";
import { STDIN } from "../../runtime/standard-input.js";
import { abortable } from "../bytes/abortable.js";
import { openFile } from "../bytes/file.js";
import type { ByteReader } from "../bytes/source.js";
import { openStdin } from "./stdin.js";

/** Whether what stands there is no file: a pipe that is opened to look into it has nothing left for its rows. */
export function givesOnce(path: string): boolean {
  if (path === STDIN) return true;
  try {
    // A member of an archive, or nothing, is told when it is opened for its rows.
    return statSync(path, { throwIfNoEntry: false })?.isFile() === false;
  } catch {
    return false;
  }
}

/** What a shell makes of `<(...)`. */
const SUBSTITUTED = /^\/(?:dev|proc\/self)\/fd\/\d+$/;

/**
 * Whether a source is looked into before its turn has come, being one of so many. Who writes several named pipes may write one after the
 * other, and waits until the first is read.
 */
export const mayLookInto = (name: string, sources: number): boolean =>
  sources === 1 || name === STDIN || SUBSTITUTED.test(name);

/** Readers of those that were looked into, by name: they give what was seen once more. */
const begun = new Map<string, ByteReader>();
/** Temporary folders of those that are kept, by name. */
const kept = new Map<string, string>();

const FILE = "document";

/** Where the bytes of a source are that is kept; undefined of all others. */
export function keptAt(name: string): string | undefined {
  const folder = kept.get(name);
  return folder === undefined ? undefined : join(folder, FILE);
}

/** Removes what is kept of a source. */
export function forget(name: string): void {
  const folder = kept.get(name);
  kept.delete(name);
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}

process.once("exit", () => {
  for (const name of kept.keys()) forget(name);
});

/** The bytes as they come, those that a look has seen among them; of a file of at least `size` bytes, when that is known. */
export async function openOnce(name: string, size?: number): Promise<ByteReader> {
  const reader = begun.get(name);
  if (reader === undefined) return name === STDIN ? openStdin() : openFile(name, 0, size);
  begun.delete(name);
  return reader;
}

/** Bytes that are read at a time: of what comes slowly, as it comes. */
const LOOK = 4096;
const PIECE = 1 << 18;

/** A reader of what gives its bytes once, which is read until it is known what it is. */
export class Look implements ByteReader {
  readonly #name: string;
  readonly #reader: ByteReader;
  #seen: Uint8Array[] | undefined = [];

  constructor(name: string, reader: ByteReader) {
    this.#name = name;
    this.#reader = reader;
  }

  async read(target: Uint8Array): Promise<number> {
    if (this.#seen === undefined) return this.#reader.read(target);
    const length = await this.#reader.read(target.subarray(0, LOOK));
    this.#seen.push(target.slice(0, length));
    return length;
  }

  close(): Promise<void> {
    return this.#reader.close();
  }

  /** Who looked reads on. */
  goOn(): void {
    this.#seen = undefined;
  }

  /** Who opens it next reads it from its beginning. */
  giveBack(): void {
    begun.set(this.#name, this.#again());
  }

  /** All of it becomes a file, which `keptAt` tells. Throws a `Failure` where it cannot be written. */
  async keep(signal: AbortSignal | undefined): Promise<void> {
    const reader = this.#again();
    const unkept = (path: string, error: unknown): Failure => {
      const { code, message, place } = unwritable(path, error);
      const name = this.#name === STDIN ? "standard input" : this.#name;
      return new Failure(
        code,
        `cannot keep ${name}, a WITSML document, for a second reading: ${message}. ` +
          "TMPDIR names the folder for that; a document that is a file is read where it is",
        { cause: error, place },
      );
    };
    const folder = await mkdtemp(join(tmpdir(), "witskit-")).catch((error: unknown) => {
      throw unkept(tmpdir(), error);
    });
    kept.set(this.#name, folder);
    try {
      const path = join(folder, FILE);
      const file = await open(path, "wx", 0o600);
      const piece = new Uint8Array(PIECE);
      try {
        for (;;) {
          const read = reader.read(piece);
          const length = await (signal === undefined ? read : abortable(signal, read));
          if (length === 0) break;
          await file.appendFile(piece.subarray(0, length)).catch((error: unknown) => {
            throw unkept(path, error);
          });
        }
      } finally {
        await file.close();
      }
      await reader.close();
    } catch (error) {
      forget(this.#name);
      // A read that was given up on may never end.
      reader.close().catch(() => {});
      throw error;
    }
  }

  /** What was seen, and what follows it. */
  #again(): ByteReader {
    const seen = this.#seen ?? [];
    this.#seen = undefined;
    const reader = this.#reader;
    return {
      async read(target) {
        const [first] = seen;
        if (first === undefined) return reader.read(target);
        const length = Math.min(first.length, target.length);
        target.set(first.subarray(0, length));
        if (length === first.length) seen.shift();
        else seen[0] = first.subarray(length);
        return length;
      },
      close: () => reader.close(),
    };
  }
}
