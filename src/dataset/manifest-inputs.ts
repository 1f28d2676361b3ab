/** The inputs of a run as its manifest names them: by what tells that one is another or has grown. */
import { createHash, type Hash } from "node:crypto";
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { systemCode } from "../failure/failure.js";
import type { Source } from "../input/bytes/source.js";
import type { Clock } from "../kernel/decoder.js";

export interface ManifestInput {
  /** As the column `source` has it. */
  readonly name: string;
  readonly bytes: number;
  /** SHA-256 of the size, the first and the last 64 KiB: enough to tell that a log is another or has grown. */
  readonly digest: string;
  /** When it was written to last: as long as size and time stand, it is not read again. */
  readonly modified?: number;
  /** Where it was found, when that is not its name: it was renamed since. */
  readonly path?: string;
  /** Of what had been converted in part: the bytes that the run has of it, where they are not all. */
  readonly from?: number;
  readonly to?: number;
  /** The clock of the bytes before. */
  readonly clock?: Clock;
}

/** Bytes of a digest. */
const DIGEST = 32;

/** Between them an interrupt is heard. */
const SOURCES_AT_ONCE = 1000;

/** Of a million sources, their digests stand side by side: as objects with texts they would take six times as much. */
export class ManifestInputs implements Iterable<ManifestInput> {
  readonly #sources: readonly Source[];
  readonly #digests: Buffer;
  /** Of members of archives, and of sources that cannot be read. */
  readonly #others = new Map<number, string>();

  static async of(sources: readonly Source[]): Promise<ManifestInputs> {
    const inputs = new ManifestInputs(sources);
    for (const i of sources.keys()) {
      inputs.#take(i);
      if ((i + 1) % SOURCES_AT_ONCE === 0) await setImmediate();
    }
    return inputs;
  }

  private constructor(sources: readonly Source[]) {
    this.#sources = sources;
    this.#digests = Buffer.alloc(sources.length * DIGEST);
  }

  *[Symbol.iterator](): Generator<ManifestInput> {
    for (const [i, { name, size: bytes = 0, modified }] of this.#sources.entries()) {
      const digest = this.#others.get(i) ?? this.#digests.toString("hex", i * DIGEST, (i + 1) * DIGEST);
      yield { name, bytes, digest, ...(modified !== undefined && { modified }) };
    }
  }

  #take(index: number): void {
    const digest = digestOf(this.#sources[index]!);
    if (typeof digest === "string") this.#others.set(index, digest);
    else digest.copy(this.#digests, index * DIGEST);
  }
}

/** Tells a source from another, by its first bytes alone where that many are told. Empty of one that cannot be read. */
export function digestText(source: Source, bytes?: number): string {
  const digest = digestOf(source, bytes);
  return typeof digest === "string" ? digest : digest.toString("hex");
}

function digestOf(source: Source, bytes?: number): Buffer | string {
  const { name, path = name, size = 0, sidecar, digest } = source;
  if (digest !== undefined) return digest;
  const length = bytes ?? size;
  const hash = createHash("sha256").update(`${length}\n`);
  try {
    addEnds(hash, path, length);
    if (sidecar !== undefined && bytes === undefined) addEnds(hash, sidecar, statSync(sidecar).size);
    return hash.digest();
  } catch (error) {
    // A source that cannot be read is an input too: when it can be, it has changed.
    if (systemCode(error) === undefined) throw error;
    return "";
  }
}

const ENDS = 65_536;

/** Of 100,000 small files, buffers of their own and calls that wait took half of the memory and of the time. */
const ends = new Uint8Array(ENDS);

/** Adds the first and the last 64 KiB of the first `bytes` of a file. */
function addEnds(hash: Hash, path: string, bytes: number): void {
  const file = openSync(path, "r");
  try {
    for (const at of new Set([0, Math.max(0, bytes - ENDS)])) {
      hash.update(ends.subarray(0, readSync(file, ends, 0, Math.min(ENDS, bytes - at), at)));
    }
  } finally {
    closeSync(file);
  }
}
