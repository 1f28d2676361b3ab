/**
 * What is known of the parts of a dataset without opening them, by the lines that list them: rows and times. Of ten thousand parts
 * the footers take ten seconds. It holds for a part that has the size that it was written with; of another one, and of those that were
 * written before lines had rows, nothing is known.
 */
import { join, resolve } from "node:path";
import { readCompacted } from "./compacted.js";
import { gatheredParts } from "./gathered-parts.js";
import type { ManifestFile } from "./manifest.js";
import { listedFiles } from "./manifest-file.js";

export interface KnownPart extends ManifestFile {
  readonly rows: number;
}

/** A part's path: the dataset, the table's folder, perhaps that of a day, the file. */
const PART = /^(.+)[/\\](?:record=\d\d|unmapped|rejects|frame|long)(?:[/\\]day=[^/\\]+)?[/\\][^/\\]+$/;

export class KnownParts {
  /** By their paths, from the root of the file system. */
  readonly #parts = new Map<string, KnownPart>();

  /** Of the datasets in which these files lie. */
  static async of(files: readonly string[]): Promise<KnownParts> {
    const known = new KnownParts();
    for (const dataset of new Set(files.flatMap((file) => PART.exec(resolve(file))?.[1] ?? [])))
      await known.#addAll(dataset);
    return known;
  }

  private constructor() {}

  /** Of a file that has so many bytes. */
  at(path: string, bytes: number): KnownPart | undefined {
    const part = this.#parts.get(resolve(path));
    return part?.bytes === bytes ? part : undefined;
  }

  async #addAll(dataset: string): Promise<void> {
    for (const file of await gatheredParts(dataset)) this.#add(dataset, file);
    for await (const file of listedFiles(dataset)) this.#add(dataset, file);
    for (const file of (await readCompacted(dataset)).content.large.values()) this.#add(dataset, file);
  }

  #add(dataset: string, file: ManifestFile): void {
    const { rows } = file;
    const path = join(dataset, file.path);
    // Where a part is listed again without them, another has been made in its place.
    if (rows === undefined) this.#parts.delete(path);
    else this.#parts.set(path, { ...file, rows });
  }
}
