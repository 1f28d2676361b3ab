/** What a dataset has: its tables with their columns, rows and times, as its manifest and the newest part of each table tell; no row is read for it. */
import { stat } from "node:fs/promises";
import { KnownParts } from "../../dataset/known-parts.js";
import { readTable } from "../../dataset/read.js";
import { type DatasetTable, tablesIn } from "../../dataset/tables.js";
import { timesOf } from "../../dataset/within.js";
import { formatCode } from "../../wits/catalog/code.js";
import type { AllowedDataset } from "./allowed.js";
import { isLive } from "./allowed.js";

export interface DescribedTable {
  /** As it is asked for: `01`, `unmapped`. */
  readonly record: string;
  readonly meaning: string;
  /** Undefined where the manifest does not tell it of all parts. */
  readonly rows: number | undefined;
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    readonly meaning: string;
    readonly unit: string | undefined;
    readonly code: string | undefined;
  }[];
}

export interface Described {
  readonly id: string;
  /** A stream records into it. */
  readonly live: boolean;
  /** Of the rig's clock, where it is told; times are instants then. */
  readonly timezone: string | undefined;
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly tables: readonly DescribedTable[];
}

export async function described({ id, path }: AllowedDataset): Promise<Described> {
  const tables = await tablesIn(path);
  const times = await timesOf(tables);
  const found = await Promise.all(tables.map(describedTable));
  return {
    id,
    live: await isLive(path),
    timezone: found.find(({ timezone }) => timezone !== undefined)?.timezone,
    first: times?.first,
    last: times?.last,
    tables: found.map(({ table }) => table),
  };
}

async function describedTable(
  table: DatasetTable,
): Promise<{ readonly table: DescribedTable; readonly timezone: string | undefined }> {
  const { columns, timezone } = await readTable({ ...table, files: table.files.slice(-1) });
  return {
    timezone,
    table: {
      record: table.name.replace("record=", ""),
      meaning: table.meaning,
      rows: await rowsOf(table.files),
      columns: columns.map(({ name, type, meaning, unit, code }) => ({
        name,
        type,
        meaning,
        unit,
        code: code === undefined ? undefined : formatCode(code),
      })),
    },
  };
}

async function rowsOf(files: readonly string[]): Promise<number | undefined> {
  const known = await KnownParts.of(files);
  let rows = 0;
  for (const file of files) {
    const bytes = await stat(file).then(
      ({ size }) => size,
      () => -1,
    );
    const part = known.at(file, bytes);
    if (part === undefined) return undefined;
    rows += part.rows;
  }
  return rows;
}
