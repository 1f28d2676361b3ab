/** The inputs of a run as its manifest names them: by what tells that one is another or has grown. */
import { createHash, type Hash } from "node:crypto";
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { systemCode } from "../failure.js";
import type { Source } from "../input/bytes/source.js";

export interface ManifestInput {
  readonly name: string;
  readonly bytes: number;
  /** SHA-256 of the size, the first and the last 64 KiB: enough to tell that a log is another or has grown. */
  readonly digest: string;
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
    for (const [i, { name, size: bytes = 0 }] of this.#sources.entries()) {
      const digest = this.#others.get(i) ?? this.#digests.toString("hex", i * DIGEST, (i + 1) * DIGEST);
      yield { name, bytes, digest };
    }
  }

  #take(index: number): void {
    const { name, size = 0, sidecar, digest } = this.#sources[index]!;
    if (digest !== undefined) {
      this.#others.set(index, digest);
      return;
    }
    const hash = createHash("sha256").update(`${size}\n`);
    try {
      addEnds(hash, name, size);
      if (sidecar !== undefined) addEnds(hash, sidecar, statSync(sidecar).size);
      hash.digest().copy(this.#digests, index * DIGEST);
    } catch (error) {
      // A source that cannot be read is an input too: when it can be, it has changed.
      if (systemCode(error) === undefined) throw error;
      this.#others.set(index, "");
    }
  }
}

const ENDS = 65_536;

/** Of 100,000 small files, buffers of their own and calls that wait took half of the memory and of the time. */
const ends = new Uint8Array(ENDS);

/** Adds the first and the last 64 KiB of a file. */
function addEnds(hash: Hash, path: string, bytes: number): void {
  const file = openSync(path, "r");
  try {
    for (const at of new Set([0, Math.max(0, bytes - ENDS)])) {
      hash.update(ends.subarray(0, readSync(file, ends, 0, ENDS, at)));
    }
  } finally {
    closeSync(file);
  }
}
