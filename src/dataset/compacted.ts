/**
 * Which parts of a dataset large ones stand for, `_witskit/compacted.ndjson`: a line for each step of a compaction, which counts as a whole
 * or not at all. It is a file of its own, for who writes to the manifest, a stream for months, goes on beside.
 *
 * A step is of one folder, a table's or that of a partition. The parts there of some units have left, and so may have large parts of earlier
 * steps; their rows are in the large parts that come, `part-FIRST-LAST`, named after the units. So names stay in the order of rows, no
 * unit has such a part, and one is read only where a line has it.
 */
import { type FileHandle, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { syncFolder } from "../durable/sync-folder.js";
import { unwritable } from "../durable/unwritable.js";
import { Failure, systemCode } from "../failure/failure.js";
import { MANIFEST_FOLDER, type ManifestFile } from "./manifest.js";

export const COMPACTED = "compacted.ndjson";

/** A step. */
export interface Compaction {
  /** Within the dataset, with forward slashes: `record=01`, `record=01/day=2016-09-29`. */
  readonly folder: string;
  /** Units whose parts there have left: from, up to and with. */
  readonly units: readonly (readonly [number, number])[];
  /** Paths of large parts that have left. */
  readonly left: readonly string[];
  /** What has come. */
  readonly files: readonly ManifestFile[];
}

/** A large part's name, and the units that it is named after. */
const LARGE = /(?:^|[/\\])\.?part-(\d{5,})-(\d{5,})(?:-\d+)?(?:_\d+)?\.parquet(\.partial)?$/;
const SMALL = /(?:^|[/\\])part-(\d{5,})(?:_\d+)?\.parquet$/;

export interface LargeName {
  readonly first: number;
  readonly last: number;
  readonly partial: boolean;
}

/** Undefined of what is none. */
export function largeNamed(path: string): LargeName | undefined {
  const [, first, last, partial] = LARGE.exec(path) ?? [];
  if (first === undefined || last === undefined) return undefined;
  return { first: Number(first), last: Number(last), partial: partial !== undefined };
}

/** What steps say together of the parts of a dataset. */
export class Compacted {
  /** Large parts that are to be read, by their paths. */
  readonly large = new Map<string, ManifestFile>();
  steps = 0;
  /** Units that have no part in a folder any more. */
  readonly #gone = new Map<string, Set<number>>();

  add({ folder, units, left, files }: Compaction): void {
    this.steps++;
    const gone = this.#gone.get(folder) ?? new Set();
    this.#gone.set(folder, gone);
    for (const [from, to] of units) for (let unit = from; unit <= to; unit++) gone.add(unit);
    for (const path of left) this.large.delete(path);
    for (const file of files) this.large.set(file.path, file);
  }

  get isEmpty(): boolean {
    return this.#gone.size === 0;
  }

  /** Whether a part of that unit has left. */
  takes(unit: number): boolean {
    return [...this.#gone.values()].some((gone) => gone.has(unit));
  }

  /** Whether a part is to be read, by its path in the dataset with forward slashes. */
  reads(path: string): boolean {
    if (largeNamed(path) !== undefined) return this.large.has(path);
    const unit = SMALL.exec(path)?.[1];
    if (unit === undefined) return true;
    return this.#gone.get(path.slice(0, path.lastIndexOf("/")))?.has(Number(unit)) !== true;
  }
}

export interface CompactedFile {
  readonly content: Compacted;
  /** Bytes of the lines that are whole. */
  readonly length: number;
}

/** Reads the steps of a dataset, none where there is no file. Throws a Failure where a line is none. */
export async function readCompacted(folder: string): Promise<CompactedFile> {
  const path = join(folder, MANIFEST_FOLDER, COMPACTED);
  const content = new Compacted();
  const text = await readFile(path).catch((error: unknown) => {
    if (systemCode(error) === "ENOENT" || systemCode(error) === "ENOTDIR") return Buffer.alloc(0);
    throw unwritable(path, error);
  });
  // What a crash has left of a line at the end does not count.
  const length = text.lastIndexOf(10) + 1;
  for (const line of text.toString("utf8", 0, length).split("\n")) {
    if (line === "") continue;
    try {
      content.add(JSON.parse(line) as Compaction);
    } catch (error) {
      throw new Failure(
        "manifest-unreadable",
        `cannot read ${path}: ${(error as Error).message}; it says which parts others stand for, and without it rows would be there ` +
          "twice. Take it from a copy, or convert the logs again with --force",
        { cause: error, place: { file: path } },
      );
    }
  }
  return { content, length };
}

/** The file that a compaction appends to; its lock is held. */
export class CompactedWriter {
  readonly #path: string;
  readonly #file: FileHandle;
  #end: number;

  private constructor(path: string, file: FileHandle, end: number) {
    this.#path = path;
    this.#file = file;
    this.#end = end;
  }

  static async open(folder: string, length: number): Promise<CompactedWriter> {
    const path = join(folder, MANIFEST_FOLDER, COMPACTED);
    try {
      const file = await open(path, length === 0 ? "w" : "r+");
      await file.truncate(length);
      await syncFolder(join(folder, MANIFEST_FOLDER));
      return new CompactedWriter(path, file, length);
    } catch (error) {
      throw unwritable(path, error);
    }
  }

  /** From here on the step holds. */
  async add(step: Compaction): Promise<void> {
    const bytes = Buffer.from(`${JSON.stringify(step)}\n`);
    try {
      let at = 0;
      while (at < bytes.length)
        at += (await this.#file.write(bytes, at, bytes.length - at, this.#end + at)).bytesWritten;
      await this.#file.sync();
      this.#end += bytes.length;
    } catch (error) {
      await this.#file.truncate(this.#end).catch(() => undefined);
      throw unwritable(this.#path, error);
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
