/** The parts of a stream's dataset that its manifest has: those of a unit that is being made are in the journal still. */
import { relative } from "node:path";
import { partNamed } from "../dataset/part-name.js";
import type { DatasetTable } from "../dataset/tables.js";

/** `next` is the number of the unit that comes next. */
export const partsOf = (folder: string, tables: readonly DatasetTable[], next: number): DatasetTable[] =>
  tables
    .map((table) => ({
      ...table,
      files: table.files.filter((path) => (partNamed(relative(folder, path))?.unit ?? 0) < next),
    }))
    .filter(({ files }) => files.length > 0);
