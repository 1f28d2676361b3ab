/**
 * Rows of the tables of a live run, as parts beside those of its dataset: what was found since the last part becomes one whenever some
 * time has passed, and at the end. A run goes on behind the parts of those before it.
 */
import { basename } from "node:path";
import type { Finished } from "../../analysis/table.js";
import type { AnalysisReceiver } from "../../bulk/analysis/analyze.js";
import { AnalysisFiles, folderPaths } from "../../bulk/analysis/files.js";
import type { Meanings } from "../../bulk/analysis/meanings.js";
import { lockAnalysis } from "../../dataset/analysis-lock.js";
import { analysisTablesIn } from "../../dataset/tables.js";
import type { FolderLock } from "../../durable/folder-lock.js";

export interface LiveTablesOptions {
  /** Of the dataset. */
  readonly folder: string;
  /** Milliseconds between two parts. */
  readonly every: number;
  /** Says what stands in the way of writing; undefined: nothing does any more. */
  readonly onTrouble?: ((trouble: string | undefined) => void) | undefined;
}

export class LiveTables implements AnalysisReceiver {
  readonly #options: LiveTablesOptions;
  readonly #lock: FolderLock;
  #files: AnalysisFiles;
  #part: number;
  #written = performance.now();
  #rows = 0;
  #troubled = false;

  /** Throws a Failure where another run writes tables there. */
  static async open(options: LiveTablesOptions): Promise<LiveTables> {
    const lock = await lockAnalysis(options.folder);
    return new LiveTables(options, lock, await nextPart(options.folder));
  }

  private constructor(options: LiveTablesOptions, lock: FolderLock, part: number) {
    this.#options = options;
    this.#lock = lock;
    this.#part = part;
    this.#files = this.#begun();
  }

  readonly finished: Finished = (table, row) => {
    this.#rows++;
    this.#files.finished(table, row);
  };

  async settled(meanings: Meanings): Promise<void> {
    if (performance.now() - this.#written < this.#options.every) return;
    await this.#write(meanings);
  }

  /** The last part. */
  async end(meanings: Meanings): Promise<void> {
    await this.#write(meanings);
    await this.#lock.release();
  }

  async #write(meanings: Meanings): Promise<void> {
    this.#written = performance.now();
    if (this.#rows === 0) return;
    const files = this.#files;
    this.#rows = 0;
    this.#part++;
    this.#files = this.#begun();
    try {
      await files.commit(meanings);
      if (this.#troubled) this.#options.onTrouble?.(undefined);
      this.#troubled = false;
    } catch (error) {
      await files.abort();
      this.#troubled = true;
      const why = error instanceof Error ? error.message : String(error);
      this.#options.onTrouble?.(
        `rows of the analysis could not be written: ${why}. The recording goes on; \`witskit analyze\` of the dataset finds them again`,
      );
    }
  }

  #begun(): AnalysisFiles {
    const { folder } = this.#options;
    return new AnalysisFiles({
      format: "parquet",
      onlyWithRows: true,
      pathOf: folderPaths(folder, ".parquet", this.#part),
    });
  }
}

/** The number after the last part of any table. */
async function nextPart(folder: string): Promise<number> {
  const files = (await analysisTablesIn(folder)).flatMap((table) => table.files);
  const parts = files.map((path) => Number(/^part-(\d+)\./.exec(basename(path))?.[1] ?? -1));
  return parts.reduce((next, part) => Math.max(next, part + 1), 0);
}
