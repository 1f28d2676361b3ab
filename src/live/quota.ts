/**
 * How much of the disk a stream may take: the dataset, its journal, and raw segments that are kept. When it is used up,
 * raw segments that are in the dataset go first, the oldest before the others, and those that a target did not get last; then
 * nothing is written until there is room again, and senders are held up. What was received is never thrown away.
 */
import { readdir, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { Failure } from "../failure/failure.js";
import { removeSegment } from "./journal/segment.js";

export class Quota {
  readonly #folder: string;
  readonly #kept: readonly string[];
  readonly #limit: number;
  #used = 0;
  #short = false;
  /** Bytes for which there was no room. */
  #wanted = 0;
  #lifted = false;

  /** `kept` is where converted segments lie, within the folder, in the order in which they can go. */
  constructor(folder: string, kept: readonly string[], limit: number) {
    this.#folder = folder;
    this.#kept = kept;
    this.#limit = limit;
  }

  /** There was no room for what was to be written. */
  get short(): boolean {
    return this.#short;
  }

  /** Takes room for bytes that are to be written; throws where there is none. */
  take(bytes: number): void {
    if (this.#used + bytes > this.#limit && !this.#lifted) {
      this.#short = true;
      this.#wanted = bytes;
      throw new Failure(
        "disk-full",
        `the quota of ${this.#limit.toLocaleString("en-US")} bytes for ${this.#folder} is used up: nothing is read until files ` +
          "there are gone, or the stream is started again with a larger --quota",
      );
    }
    this.#short = false;
    this.#wanted = 0;
    this.#used += bytes;
  }

  /** What has been received already is written at the end all the same: it is no more than waits in memory. */
  lift(): void {
    this.#lifted = true;
  }

  /** Counts what is there, and removes kept segments where that is too much. */
  async measure(): Promise<void> {
    const files = await filesBelow(this.#folder);
    this.#used = files.reduce((sum, { size }) => sum + size, 0);
    if (!this.#short && this.#used < this.#limit) return;
    for (const place of this.#kept) {
      const kept = files.filter(({ path }) => path.startsWith(`${place}${sep}`) && path.endsWith(".wits"));
      for (const { path, size } of kept.sort((a, b) => a.changed - b.changed)) {
        // Room for the next rotation, or each piece would wait for a segment to go.
        if (this.#used + this.#wanted < this.#limit * 0.9) return;
        await removeSegment(path);
        this.#used -= size;
      }
    }
  }
}

interface FoundFile {
  readonly path: string;
  readonly size: number;
  readonly changed: number;
}

/** Files that go while they are counted count for nothing. */
async function filesBelow(folder: string): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const info = await stat(path).catch(() => undefined);
    if (info !== undefined) found.push({ path, size: info.size, changed: info.mtimeMs });
  }
  return found;
}
