/** The names of parts: which table, and which unit of the run. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { systemCode } from "../failure/failure.js";
import { MANIFEST_FOLDER } from "./manifest.js";

/** A part, or what a run that was killed has left of one. */
const PART =
  /^(record=\d\d|unmapped|rejects|frame|long)([/\\]day=[^/\\]+)?[/\\]\.?part-(\d{5,})(?:_\d+)?\.parquet(\.partial)?$/;

export interface NamedPart {
  /** Within the dataset, with the system's slashes. */
  readonly path: string;
  readonly table: string;
  readonly unit: number;
  /** A file that has not got its name. */
  readonly partial: boolean;
}

/** By a path within the dataset; undefined of what is no part. */
export function partNamed(path: string): NamedPart | undefined {
  const [, table, , unit, partial] = PART.exec(path) ?? [];
  if (table === undefined || unit === undefined) return undefined;
  return { path, table, unit: Number(unit), partial: partial !== undefined };
}

/** The parts of a dataset, in the order of their names. */
export async function namedPartsIn(dataset: string): Promise<NamedPart[]> {
  const parts: NamedPart[] = [];
  for (const table of await foldersIn(dataset)) {
    for (const path of (await readdir(join(dataset, table), { recursive: true })).sort()) {
      const part = partNamed(join(table, path));
      if (part !== undefined) parts.push(part);
    }
  }
  return parts;
}

async function foldersIn(dataset: string): Promise<string[]> {
  const entries = await readdir(dataset, { withFileTypes: true }).catch((error: unknown) => {
    if (systemCode(error) === "ENOENT") return [];
    throw error;
  });
  return entries
    .flatMap((entry) => (entry.isDirectory() && entry.name !== MANIFEST_FOLDER ? [entry.name] : []))
    .sort();
}
