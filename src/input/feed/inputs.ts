/** The inputs of a run: their sources, and readers for those that must be read twice. */
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unwritable } from "../../durable/unwritable.js";
import { Failure, isFailure } from "../../failure/failure.js";
import { abortable } from "../bytes/abortable.js";
import type { ByteReader, Source } from "../bytes/source.js";
import { findSources } from "../source/find.js";
import { type LeftOut, LeftOutCounts } from "../source/left-out.js";
import { keptAt } from "../source/once.js";
import { type OpenOptions, type OpenSource, openBytes, openSource, shownName } from "../source/open.js";

/** An input that gave no source, and why. */
export interface LostInput {
  readonly name: string;
  readonly failure: Failure;
}

export interface FoundSources {
  readonly sources: Source[];
  readonly lost: readonly LostInput[];
  /** What lies among them and is no log. */
  readonly leftOut: LeftOut;
}

/** The sources of all inputs that have some, in order; one that is missing does not stop the others. */
export async function sourcesOf(inputs: readonly string[]): Promise<FoundSources> {
  const lost: LostInput[] = [];
  const leftOut = new LeftOutCounts();
  const sources = await findSources(inputs, {
    onLost: (name, failure) => lost.push({ name, failure }),
    onLeftOut: (path, why) => leftOut.add(path, why),
  });
  return { sources, lost, leftOut };
}

/** Begins work and waits for it, or throws the signal's reason as soon as it is aborted: a pipe may stay silent for ever. */
export async function unlessAborted<Value>(
  signal: AbortSignal | undefined,
  work: () => Promise<Value>,
): Promise<Value> {
  if (signal === undefined) return work();
  signal.throwIfAborted();
  return abortable(signal, work());
}

/** Closes a reader. A read that was given up on may never end, and is not waited for. */
export async function closeReader(reader: ByteReader, signal: AbortSignal | undefined): Promise<void> {
  const closed = reader.close();
  if (signal?.aborted) closed.catch(() => {});
  else await closed;
}

/** Opens sources as often as they are asked for: those that give their bytes only once are kept in a temporary file. */
export class Rereadable {
  readonly #options: OpenOptions;
  readonly #spools = new Map<string, Promise<Spool>>();
  #folder: string | undefined;

  constructor(options: OpenOptions) {
    this.#options = options;
  }

  async open(source: Source, signal: AbortSignal | undefined): Promise<OpenSource> {
    if (source.size !== undefined || keptAt(source.name) !== undefined)
      return unlessAborted(signal, () => openSource(source, this.#options));
    let spool = this.#spools.get(source.name);
    if (spool === undefined) {
      spool = this.#spool(source, signal);
      this.#spools.set(source.name, spool);
    }
    const { path, fault } = await spool;
    const reader = await openSource({ name: source.name, path }, this.#options);
    return {
      ...reader,
      async read(target) {
        const length = await reader.read(target);
        if (length === 0 && fault !== undefined) throw fault;
        return length;
      },
      get arrival() {
        return reader.arrival;
      },
      get remark() {
        return reader.remark;
      },
      close: () => reader.close(),
    };
  }

  async remove(): Promise<void> {
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }

  async #spool(source: Source, signal: AbortSignal | undefined): Promise<Spool> {
    const reader = await unlessAborted(signal, () => openBytes(source.name));
    try {
      const path = await this.#nextPath();
      return { path, fault: await copy(source.name, reader, path, signal) };
    } finally {
      await closeReader(reader, signal);
    }
  }

  async #nextPath(): Promise<string> {
    try {
      this.#folder ??= await mkdtemp(join(tmpdir(), "witskit-"));
    } catch (error) {
      throw unwritable(tmpdir(), error);
    }
    return join(this.#folder, `${this.#spools.size}`);
  }
}

interface Spool {
  readonly path: string;
  /** What ended the source before its end. */
  readonly fault: Failure | undefined;
}

/** Copies a reader to a new file, up to its end or its fault, which is the answer. */
async function copy(
  name: string,
  reader: ByteReader,
  path: string,
  signal: AbortSignal | undefined,
): Promise<Failure | undefined> {
  const file = await open(path, "wx", 0o600);
  const buffer = new Uint8Array(1 << 20);
  try {
    for (;;) {
      const length = await unlessAborted(signal, () => reader.read(buffer));
      if (length === 0) return undefined;
      await file.appendFile(buffer.subarray(0, length)).catch((error: unknown) => {
        const { code, message, place } = unwritable(path, error);
        throw new Failure(
          code,
          `cannot keep ${shownName(name)} for a second reading, which finds its columns: ${message}. ` +
            "TMPDIR names the folder for that; Parquet needs no second reading",
          { cause: error, place },
        );
      });
    }
  } catch (error) {
    if (isFailure(error, "input")) return error;
    throw error;
  } finally {
    await file.close();
  }
}
