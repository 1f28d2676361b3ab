/**
 * The tables of an analysis, from the folder of a dataset into a database. Of each source the ledger has how many rows are there, and a checksum of
 * them: where the first rows of the folder are those, as of a stream that goes on, only what is behind them is written; where they are others,
 * since the log was analysed anew, those that are there go in the transaction in which the others come. Sources of the dataset of which nothing is
 * found any more lose their rows too; those that it has not keep theirs.
 */
import { createHash, type Hash } from "node:crypto";
import { stat } from "node:fs/promises";
import { columnOf, type Page, picked, type Values } from "../../columns/page.js";
import type { BrokenParts } from "../../dataset/broken-parts.js";
import { readTable } from "../../dataset/read.js";
import type { AnalysisFiles } from "../../dataset/tables.js";
import { analysisOf, analysisTable, PLACE } from "./analysis-tables.js";
import type { Loader, Refound, Written } from "./loader.js";
import type { SqlTable } from "./tables.js";

export interface FoundTable extends AnalysisFiles {
  readonly table: SqlTable;
}

/** Reads the footers of all files, and no row. A table of which a file cannot be read is left out, and `broken` has the file. */
export async function foundTables(
  tables: readonly AnalysisFiles[],
  broken?: BrokenParts,
): Promise<FoundTable[]> {
  const found: FoundTable[] = [];
  for (const { name, files } of tables) {
    const unread = broken?.size;
    const table = await described(name, files, broken);
    if (broken?.size === unread) found.push({ name, files, table });
  }
  return found;
}

async function described(name: string, files: readonly string[], broken?: BrokenParts): Promise<SqlTable> {
  return analysisTable(name, await readTable({ name, meaning: name, files }, broken));
}

export interface FoundLoaded extends Pick<Written, "rows" | "present" | "changed"> {
  /** Rows that were there and are no more. */
  readonly gone: number;
  readonly changedRows: ReadonlyMap<string, number>;
  readonly remarks: readonly string[];
}

/** What the files of a table have of a source. */
interface Extent {
  readonly hash: Hash;
  rows: number;
  /** Before the first file that is new. */
  before: number;
  /** The checksums of as many rows as were asked for. */
  sum: string | undefined;
}

interface Told {
  /** Name, size and time of each file whose rows are told. */
  readonly files: readonly string[];
  readonly extents: ReadonlyMap<string, Extent>;
}

/** Goes on with files that came since, when it is asked again: a stream has more and more of them. */
export class AnalysisLoading {
  readonly #told = new Map<string, Told>();
  /** Columns that the database has, by table. */
  readonly #columns = new Map<string, Set<string>>();

  /** `ensured`: tables that the database has by now. */
  constructor(ensured: readonly SqlTable[] = []) {
    for (const { name, columns } of ensured)
      this.#columns.set(name, new Set(columns.map(({ name }) => name)));
  }

  /** `covered`: the sources that were analysed, asked for where the database has rows of others than the files. */
  async load(
    loader: Loader,
    { name, files }: AnalysisFiles,
    covered: () => Promise<Iterable<string>>,
    signal?: AbortSignal,
  ): Promise<FoundLoaded> {
    const { told, fresh } = await this.#fresh(name, files);
    if (fresh.length === 0) return NOTHING;
    let table = await described(name, fresh);
    await this.#ensure(loader, table);
    const known = await loader.positions(unitsOf(table));
    const extents = await this.#extents(table, fresh, known, signal);
    const refound = new Map<string, Refound>();
    let [present, gone] = [0, 0];
    for (const [source, { rows, sum, hash }] of extents) {
      const unit = unitOf(table, source);
      const before = positionIn(known.get(unit));
      const from = before !== undefined && sum === before.sum ? before.rows : 0;
      present += from;
      if (before !== undefined && from === before.rows && from === rows) continue;
      gone += (before?.rows ?? 0) - from;
      const position = `${rows} ${sumOf(hash)}`;
      refound.set(source, { unit, source, known: known.get(unit), position, from, rows });
    }
    const isTold = loader.promise !== "overwrites";
    for (const left of await leftOut(table, isTold ? known : undefined, extents, covered)) {
      gone += positionIn(left.known)?.rows ?? 0;
      refound.set(left.source, left);
    }
    // What is read anew begins where the files before it end, unless rows of those are wanted too.
    const isBehind = [...refound].every(([source, { from }]) => from >= (extents.get(source)?.before ?? 0));
    const wanted = isBehind ? fresh : files;
    const counts = new Map<string, number>();
    if (isBehind) for (const [source, { before }] of extents) counts.set(source, before);
    else if (fresh.length < files.length) {
      table = await described(name, files);
      await this.#ensure(loader, table);
    }
    // Until it is written, nothing is told.
    this.#told.delete(name);
    const done =
      refound.size === 0
        ? undefined
        : await loader.replace(table, [...refound.values()], () =>
            placedRows(table, wanted, refound, new Map(counts), signal),
          );
    this.#told.set(name, { files: told, extents });
    return {
      rows: done?.rows ?? 0,
      present,
      gone,
      changed: done?.changed ?? new Map(),
      changedRows: done?.changedRows ?? new Map(),
      remarks: done?.remarks ?? [],
    };
  }

  /** The files that are new; all of them where one of those before is another one by now. */
  async #fresh(
    name: string,
    files: readonly string[],
  ): Promise<{ readonly told: readonly string[]; readonly fresh: readonly string[] }> {
    const told: string[] = [];
    for (const path of files) {
      const { size, mtimeMs } = await stat(path);
      told.push(`${path} ${size} ${mtimeMs}`);
    }
    const before = this.#told.get(name)?.files ?? [];
    if (before.every((file, i) => file === told[i])) return { told, fresh: files.slice(before.length) };
    this.#told.delete(name);
    return { told, fresh: files };
  }

  async #ensure(loader: Loader, table: SqlTable): Promise<void> {
    const known = this.#columns.get(table.name);
    if (known !== undefined && table.columns.every(({ name }) => known.has(name))) return;
    await loader.ensure([table]);
    const columns = table.columns.map(({ name }) => name);
    this.#columns.set(table.name, new Set([...(known ?? []), ...columns]));
  }

  /** Reads the rows of these files behind those that were told before. */
  async #extents(
    table: SqlTable,
    fresh: readonly string[],
    known: ReadonlyMap<string, string>,
    signal: AbortSignal | undefined,
  ): Promise<Map<string, Extent>> {
    const extents = new Map<string, Extent>();
    for (const [source, { hash, rows }] of this.#told.get(analysisOf(table.of)!)?.extents ?? [])
      extents.set(source, { hash: hash.copy(), rows, before: rows, sum: undefined });
    const asked = (source: string): number | undefined => positionIn(known.get(unitOf(table, source)))?.rows;
    for (const [source, extent] of extents)
      if (extent.rows === asked(source)) extent.sum = sumOf(extent.hash);
    const wantedRows = new Map<string, number | undefined>();
    for await (const page of pagesOf(table, fresh)) {
      signal?.throwIfAborted();
      const textOf = rowTexts(page);
      const sources = columnOf(page, "source");
      for (let row = 0; row < page.rows; row++) {
        const source = String(sources?.[row] ?? "");
        let extent = extents.get(source);
        if (extent === undefined) {
          extent = { hash: createHash("sha256"), rows: 0, before: 0, sum: undefined };
          extents.set(source, extent);
        }
        if (!wantedRows.has(source)) wantedRows.set(source, asked(source));
        extent.hash.update(textOf(row));
        if (++extent.rows === wantedRows.get(source)) extent.sum = sumOf(extent.hash);
      }
    }
    return extents;
  }
}

const NOTHING: FoundLoaded = {
  ...{ rows: 0, present: 0, gone: 0 },
  changed: new Map(),
  changedRows: new Map(),
  remarks: [],
};

const unitsOf = ({ of }: SqlTable): string => `${of} `;
/** Names of sources may be longer than those of units. */
const unitOf = (table: SqlTable, source: string): string =>
  `${unitsOf(table)}${createHash("sha256").update(source).digest("hex").slice(0, 40)}`;

const sumOf = (hash: Hash): string => hash.copy().digest("hex").slice(0, 40);

function positionIn(text: string | undefined): { readonly rows: number; readonly sum: string } | undefined {
  const [, rows, sum] = /^(\d+) ([\da-f]+)$/.exec(text ?? "") ?? [];
  return rows === undefined || sum === undefined ? undefined : { rows: Number(rows), sum };
}

/**
 * Sources of the dataset that the database has rows of, and the files have none of; where it does not know what it has (`known` is undefined), all
 * that the files have none of.
 */
async function leftOut(
  table: SqlTable,
  known: ReadonlyMap<string, string> | undefined,
  extents: ReadonlyMap<string, Extent>,
  covered: () => Promise<Iterable<string>>,
): Promise<Refound[]> {
  const own = new Set([...extents.keys()].map((source) => unitOf(table, source)));
  const left =
    known &&
    new Map([...known].filter(([unit, position]) => !own.has(unit) && positionIn(position)?.rows !== 0));
  if (left?.size === 0) return [];
  const position = `0 ${sumOf(createHash("sha256"))}`;
  const found: Refound[] = [];
  for (const source of new Set(await covered())) {
    const unit = unitOf(table, source);
    if (left === undefined ? !own.has(unit) : left.has(unit))
      found.push({ unit, source, known: left?.get(unit), position, from: 0, rows: 0 });
  }
  return found;
}

async function* pagesOf({ name, meaning }: SqlTable, files: readonly string[]): AsyncGenerator<Page> {
  if (files.length === 0) return;
  const reader = await readTable({ name, meaning, files });
  yield* reader.pages(reader.columns);
}

/** The text of a row: its values by the names of their columns, whatever other columns there are without one. */
function rowTexts({ fields, values }: Page): (row: number) => string {
  const columns = fields.flatMap(({ name }, i) => {
    const own = values[i];
    return own === undefined ? [] : [{ key: JSON.stringify(name), own }];
  });
  return (row) => {
    let text = "";
    for (const { key, own } of columns) {
      const value = own[row];
      if (value === undefined || Number.isNaN(value)) continue;
      text += `${key}:${typeof value === "number" ? value : JSON.stringify(value)}\n`;
    }
    return `${text}\n`;
  };
}

/** The rows that come, each with its place. */
async function* placedRows(
  table: SqlTable,
  files: readonly string[],
  refound: ReadonlyMap<string, Refound>,
  counts: Map<string, number>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Page> {
  const names = new Set(table.columns.map(({ name }) => name));
  for await (const { rows, fields, values } of pagesOf(table, files)) {
    signal?.throwIfAborted();
    const sources = values[fields.findIndex(({ name }) => name === "source")];
    const kept: number[] = [];
    const places: number[] = [];
    const own: string[] = [];
    for (let row = 0; row < rows; row++) {
      const source = String(sources?.[row] ?? "");
      const place = counts.get(source) ?? 0;
      counts.set(source, place + 1);
      const wanted = refound.get(source);
      if (wanted === undefined || place < wanted.from) continue;
      kept.push(row);
      places.push(place);
      own.push(source);
    }
    if (kept.length === 0) continue;
    const shown = fields.flatMap((field, i) => (names.has(field.name) ? [{ field, i }] : []));
    const place = { ...fields[0]!, name: PLACE, type: "integer" as const };
    yield {
      rows: kept.length,
      fields: [...shown.map(({ field }) => field), place],
      values: [
        ...shown.map(({ field, i }): Values | undefined =>
          field.name === "source" ? own : picked(values[i], kept),
        ),
        Float64Array.from(places),
      ],
    };
  }
}
