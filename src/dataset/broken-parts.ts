/**
 * The parts of a dataset that can be read. One that cannot, of a hundred, does not keep the others from being read: it is named, and
 * whoever asked hears that it is missing.
 */
import { Failure } from "../failure/failure.js";
import type { DatasetTable } from "./tables.js";

/** Parts that could not be read, each with a sentence, as they turn up. */
export class BrokenParts {
  readonly #reasons = new Map<string, Failure>();

  /** Answers whether it is the first time. Throws what is no fault of the part. */
  add(path: string, error: unknown): void {
    if (!(error instanceof Failure) || error.kind !== "input") throw error;
    if (!this.#reasons.has(path)) this.#reasons.set(path, error);
  }

  /** Whether the part of that path is one of them. */
  has(path: string): boolean {
    return this.#reasons.has(path);
  }

  get size(): number {
    return this.#reasons.size;
  }

  get failures(): readonly Failure[] {
    return [...this.#reasons.values()];
  }
}

/** The tables without the parts that are broken; one that has no part left is left out. */
export const soundTables = (tables: readonly DatasetTable[], broken: BrokenParts): DatasetTable[] =>
  tables
    .map((table) => ({ ...table, files: table.files.filter((path) => !broken.has(path)) }))
    .filter(({ files }) => files.length > 0);

export const countParts = (tables: readonly Pick<DatasetTable, "files">[]): number =>
  tables.reduce((sum, { files }) => sum + files.length, 0);
