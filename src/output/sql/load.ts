/**
 * The parts of a dataset into a database: each is a unit of the ledger, named by the checksum of its bytes and by what is made of
 * them. So a part that is there costs no more than reading its bytes, wherever the dataset lies by now and whatever its parts are called.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { Field } from "../../columns/field.js";
import { fieldOfColumn } from "../../columns/field.js";
import type { Page } from "../../columns/page.js";
import { type BrokenParts, countParts } from "../../dataset/broken-parts.js";
import { fileInfo } from "../../dataset/file.js";
import { readTable, type TableReader } from "../../dataset/read.js";
import { type Retelling, retold } from "../../dataset/retold.js";
import { type Selection, selectedPages } from "../../dataset/select.js";
import type { DatasetTable } from "../../dataset/tables.js";
import { fixedColumns, planOf } from "../../wits/catalog/layout.js";
import { catalogOf } from "../../wits/catalog/overlay.js";
import type { Loader } from "./loader.js";
import { LONG_FIELDS, longPages } from "./long-rows.js";
import { type SqlTable, sqlTable } from "./tables.js";

export interface PartsOptions extends Selection {
  readonly retelling?: Retelling | undefined;
  /** Tables of records as rows of values. */
  readonly long?: boolean | undefined;
  readonly broken?: BrokenParts | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onPart?: ((done: number, all: number) => void) | undefined;
}

/** A table of a dataset and the table of a database that it goes into. */
export interface LoadedTable {
  readonly table: SqlTable;
  readonly files: readonly string[];
  /** Of one of its files; an empty table has none. */
  read(file: string): Promise<AsyncIterable<Page>>;
}

export interface Loaded {
  /** Rows that are new, by the table of the database. */
  readonly rows: ReadonlyMap<string, number>;
  /** Rows that were there, with the same values. */
  readonly present: number;
  readonly parts: number;
  /** Parts that the ledger had. */
  readonly already: number;
  /** What is not as it was, by the reason, with the number of values. */
  readonly changed: ReadonlyMap<string, number>;
  /** The same of whole rows. */
  readonly changedRows: ReadonlyMap<string, number>;
  /** Of an analysis that has changed: rows that are there no more. */
  readonly gone?: number | undefined;
}

/** Reads the footers of all parts, and no row. `unmapped` and `rejects` are there without rows too, as in queries of a dataset. */
export async function tablesToLoad(
  tables: readonly DatasetTable[],
  options: PartsOptions,
): Promise<LoadedTable[]> {
  const found: LoadedTable[] = [];
  let utc = false;
  for (const table of tables) {
    const reader = await readTable(table, options.broken);
    const told =
      table.name === "log"
        ? ((await fileInfo(table.files[0]!, "parquet")).provenance?.table ?? "log")
        : table.name;
    const whole = wholeOf(reader, options.retelling);
    utc ||= whole.fields.some(({ name, utc }) => name === "timestamp" && utc);
    found.push(tableOf(told, table, reader.columns, whole, options));
  }
  const plan = planOf({ layout: "record" });
  for (const of of ["unmapped", "rejects"]) {
    if (options.long && of === "unmapped") continue;
    if (found.some(({ table }) => table.of === of)) continue;
    const fields = fixedColumns(plan, of).map((column) => fieldOfColumn(column, catalogOf(), utc));
    found.push({ table: sqlTable(of, MEANINGS[of] ?? "", fields), files: [], read: async () => none() });
  }
  return merged(found);
}

const MEANINGS: Readonly<Record<string, string>> = {
  unmapped: "values of items that are not in the catalog",
  rejects: "bytes that could not become a value",
};

async function* none(): AsyncGenerator<Page> {}

/** All columns, those without a value too: a table is the same whatever an input holds. */
const wholeOf = (reader: TableReader, retelling: Retelling = {}): TableReader =>
  retold({ ...reader, fields: reader.columns }, reader.name === "rejects" ? {} : retelling);

function tableOf(
  of: string,
  { name, meaning, files }: DatasetTable,
  columns: readonly Field[],
  whole: TableReader,
  options: PartsOptions,
): LoadedTable {
  const isLong = options.long === true && of !== "rejects" && of !== "long";
  const already = of === "unmapped";
  const fields = isLong && !already ? LONG_FIELDS(whole.fields) : whole.fields;
  return {
    table: isLong ? sqlTable("long", "a row a value", fields) : sqlTable(of, meaning, fields),
    files,
    async read(file) {
      const one = await readTable({ name, meaning, files: [file] }, options.broken);
      const own = wholeOf({ ...one, columns }, options.retelling);
      const pages = of === "rejects" ? own.pages(own.fields) : selectedPages(own, own.fields, options);
      return isLong && !already ? longPages(pages) : pages;
    },
  };
}

/** Several tables may go into one. */
function merged(tables: readonly LoadedTable[]): LoadedTable[] {
  const byName = new Map<string, LoadedTable>();
  for (const one of tables) {
    const before = byName.get(one.table.name);
    if (before === undefined) {
      byName.set(one.table.name, one);
      continue;
    }
    const mine = new Set(one.files);
    byName.set(one.table.name, {
      table: before.table,
      files: [...before.files, ...one.files],
      read: (file) => (mine.has(file) ? one.read(file) : before.read(file)),
    });
  }
  return [...byName.values()];
}

/** All parts that are not in the ledger, one after the other; tables are there already. */
export async function loadParts(
  loader: Loader,
  tables: readonly LoadedTable[],
  options: PartsOptions,
): Promise<Loaded> {
  const rows = new Map<string, number>();
  const changed = new Map<string, number>();
  const changedRows = new Map<string, number>();
  const all = countParts(tables);
  let [parts, already, present] = [0, 0, 0];
  for (const { table, files, read } of tables) {
    rows.set(table.name, 0);
    for (const file of files) {
      options.signal?.throwIfAborted();
      const name = await unitOf(file, table, options);
      const isThere = (await loader.loaded([name])).has(name);
      const written = isThere
        ? undefined
        : await loader.write({ name }, async function* () {
            for await (const page of await read(file)) {
              options.signal?.throwIfAborted();
              yield { table, page };
            }
          });
      parts++;
      if (written === undefined || written.already) already++;
      rows.set(table.name, rows.get(table.name)! + (written?.rows ?? 0));
      present += written?.present ?? 0;
      for (const [why, values] of written?.changed ?? []) changed.set(why, (changed.get(why) ?? 0) + values);
      for (const [why, left] of written?.changedRows ?? [])
        changedRows.set(why, (changedRows.get(why) ?? 0) + left);
      options.onPart?.(parts, all);
    }
  }
  return { rows, present, parts, already, changed, changedRows };
}

/** What a part is, and what is made of it: the same bytes make other rows where they are wanted in other units. */
async function unitOf(
  file: string,
  { name }: SqlTable,
  { retelling = {}, from, until, long }: PartsOptions,
): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  const { units, to, timezone } = retelling;
  const made = [units, to, timezone?.name, from, until, long && "long"];
  hash.update(made.some((one) => one !== undefined) ? JSON.stringify(made) : "");
  return `part ${name} ${hash.digest("hex").slice(0, 40)}`;
}
