/**
 * Rows of a dataset into sinks: tables are parted by well where the format or the output's name asks for it, made fewer where
 * that is wanted, and each goes to the output that is its own. All outputs appear together, or none.
 */

import { readdir } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import type { RowIndex } from "../../columns/rising.js";
import { dictionaryJson } from "../../dataset/provenance.js";
import type { TableReader } from "../../dataset/read.js";
import { type BinnedTable, binned, withSteps } from "../../dataset/resample/resampled.js";
import type { Resampling } from "../../dataset/resample/resampling.js";
import type { Selection } from "../../dataset/select.js";
import { pagesByWell, pagesWithin, UNNAMED, type Wells, wellsOf, wellText } from "../../dataset/wells.js";
import { makeFolders } from "../../durable/make-folders.js";
import { openOutput } from "../../durable/open-output.js";
import { allOf } from "../../durable/output.js";
import { unwritable } from "../../durable/unwritable.js";
import { Failure } from "../../failure/failure.js";
import { maskedUrl } from "../../text/secrets.js";
import type { Timezone } from "../../wits/catalog/timezone.js";
import { batchOf, columnOf } from "../batches.js";
import type { NamedFormat } from "../formats.js";
import type { LogHeader, Sink, SinkTable, TableReceipt, TableSink } from "../sink.js";
import type { WitsmlTold } from "../witsml/options.js";
import { FileNames, isFolder, partsWells, pathOf, prefixOf, type Target } from "./paths.js";

export interface ExportOptions extends Selection {
  readonly output: string;
  readonly format: NamedFormat;
  readonly force?: boolean | undefined;
  /** Rows of this well alone. */
  readonly well?: string | undefined;
  /** What rows of a log file go by. */
  readonly index: RowIndex;
  /** A row for each step of time or depth. */
  readonly resampling?: Resampling | undefined;
  /** Of the rig's clock, where the times are in UTC. */
  readonly timezone?: Timezone | undefined;
  readonly header?: LogHeader | undefined;
  readonly witsml?: WitsmlTold | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Exported {
  /** What was written, in order: paths, or what stands for them. */
  readonly written: readonly string[];
  readonly tables: readonly ExportedTable[];
  /** What nobody asked for and everybody should know, each a sentence. */
  readonly remarks: readonly string[];
}

export interface ExportedTable {
  /** Where its rows are. */
  readonly path: string;
  readonly receipt: TableReceipt;
  /** Rows of the dataset that are within what was asked for. */
  readonly rows: number;
  /** Rows of those that belong to no step, by the reason. */
  readonly leftOut: ReadonlyMap<string, number>;
}

/** Throws a Failure where an output cannot hold what it would have to. */
export async function exportTables(all: readonly TableReader[], asked: ExportOptions): Promise<Exported> {
  const { resampling } = asked;
  const { tables: readers, others } =
    resampling === undefined ? { tables: all, others: [] } : withSteps(resampling, all);
  const parted: Parted[] = [];
  for (const reader of readers) parted.push({ reader, wells: await wellsOf(reader, asked) });
  const known = new Set(parted.flatMap(({ wells }) => [...wells.rows.keys()]));
  // What no row names is called what it is told to be.
  const isNamed = asked.format.namesWells === true && known.size === 0;
  const options = isNamed ? { ...asked, well: undefined } : asked;
  const { well } = options;
  if (well !== undefined && !known.has(well)) throw noWell(well, known);
  const files = new FileNames(well === undefined ? known : [well], wellText);
  const tables: Tables = parted.flatMap((table) => wellsWanted(table, options));
  if (tables.length === 0) throw new Failure("nothing-there", `no record that was asked for is of ${well}`);
  const outputs = new Outputs(options, files);
  refuseCrowds(tables, outputs);
  refuseTooMany(tables, options);
  const remarks = [
    ...parted
      .filter(({ wells }) => well !== undefined && !wells.rows.has(well))
      .map(({ reader }) => `${shortName(reader)} has no row of ${well}`),
    ...others.map(
      (reader) => `${shortName(reader)} is left out: no row of it tells its step, ${resampling!.text}`,
    ),
  ];
  try {
    for (const table of parted) await new TableRun(table, options, outputs).run(tables);
    return { ...(await outputs.commit()), remarks: [...remarks, ...outputs.notes] };
  } catch (error) {
    await outputs.abort();
    throw error;
  }
}

interface Parted {
  readonly reader: TableReader;
  readonly wells: Wells;
}

interface Wanted {
  readonly reader: TableReader;
  /** Undefined where wells are not told apart. */
  readonly well: string | undefined;
  readonly rows: number;
}
type Tables = readonly Wanted[];

const shortName = ({ name }: TableReader): string => name.replace("record=", "r");

function wellsWanted({ reader, wells: { rows: wells } }: Parted, options: ExportOptions): Wanted[] {
  const { well: asked, format } = options;
  if (asked !== undefined) return wells.has(asked) ? [{ reader, well: asked, rows: wells.get(asked)! }] : [];
  const apart = format.oneWell === true || partsWells(options);
  if (!apart || wells.size === 0) return [{ reader, well: undefined, rows: reader.rows }];
  return [...wells].map(([well, rows]) => ({ reader, well, rows }));
}

function noWell(well: string, known: ReadonlySet<string>): Failure {
  const names = [...known].filter((name) => name !== UNNAMED);
  return new Failure(
    "nothing-there",
    `there is no well ${well} here; there ${names.length === 0 ? "is no well name at all" : `are ${names.join(", ")}`}`,
  );
}

/** An output holds one table, and a log file one well: what would have to share one is told, with the ways out. */
function refuseCrowds(tables: Tables, outputs: Outputs): void {
  const { format, output } = outputs.options;
  const { holds, endings } = format;
  if (holds !== "table") return;
  const byPath = new Map<string, Wanted[]>();
  for (const table of tables) {
    const path = outputs.pathOf(shortName(table.reader), table.well);
    byPath.set(path, [...(byPath.get(path) ?? []), table]);
  }
  for (const crowd of byPath.values()) {
    if (crowd.length === 1) continue;
    const kind = `a ${format.name === "arrows" ? "Arrow" : format.name.toUpperCase()} file`;
    const readers = [...new Set(crowd.map(({ reader }) => reader))];
    const wells = [...new Set(crowd.map(({ well }) => well))];
    const stem = output.slice(0, output.length - extname(output).length);
    if (readers.length > 1) {
      const names = readers.map((reader) => `${shortName(reader)} (${reader.meaning})`).join(", ");
      throw new Failure(
        "one-table-one-file",
        `${kind} holds one table, and there are ${names}; ` +
          `--records ${Number(shortName(readers[0]!).slice(1)) || 1} takes one, and -o FOLDER/ --format ${format.name} writes a file for each, ` +
          `as {record} in the name does: -o '${stem}-{record}${endings[0]}'`,
      );
    }
    const names = crowd.map(
      ({ well, rows }) => `${wellText(well ?? UNNAMED)} (${rows.toLocaleString("en-US")} rows)`,
    );
    throw new Failure(
      "one-table-one-file",
      `${kind} holds one well, and ${shortName(readers[0]!)} has ${wells.length}: ${names.join(", ")}; --well takes one, and {well} ` +
        `in the output's name makes a file for each: -o '${stem}-{well}${endings[0]}'`,
    );
  }
}

/** Before any row is read, where it is known that all of them come. The sink counts them all the same. */
function refuseTooMany(tables: Tables, { format, resampling, from, until }: ExportOptions): void {
  const { mostCells } = format;
  if (mostCells === undefined || (resampling ?? from ?? until) !== undefined) return;
  const cells = tables.reduce((sum, { reader, rows }) => sum + rows * reader.fields.length, 0);
  if (cells <= mostCells) return;
  throw new Failure(
    "too-much",
    `these would be ${cells.toLocaleString("en-US")} cells, and a file of ${format.name} takes ${mostCells.toLocaleString("en-US")}; ` +
      "--records, --well, --from, --until, --every and --by take fewer, and CSV and Parquet take all",
  );
}

/** The sinks of an export, by the paths of their outputs. */
class Outputs {
  readonly options: ExportOptions;
  /** What else is not as it was, in words. */
  readonly notes: string[] = [];
  readonly #files: FileNames;
  readonly #target: Target;
  readonly #sinks = new Map<string, Sink>();
  readonly #read: { readonly table: SinkTable; rows: number; readonly leftOut: Map<string, number> }[] = [];
  #utc = false;

  constructor(options: ExportOptions, files: FileNames) {
    this.options = options;
    this.#files = files;
    this.#target = { ...options, output: options.output };
  }

  pathOf(table: string, well: string | undefined): string {
    return pathOf(this.#target, table, well, this.#files);
  }

  /** `counts` are to be kept by who writes. */
  async begin(table: SinkTable, utc: boolean): Promise<{ sink: TableSink; counts: Counts }> {
    this.#utc ||= utc;
    const sink = await this.#sinkAt(this.pathOf(table.name, table.well));
    const counts = { table, rows: 0, leftOut: new Map<string, number>() };
    this.#read.push(counts);
    return { sink: await sink.begin(table), counts };
  }

  async commit(): Promise<Omit<Exported, "remarks">> {
    const sinks = [...this.#sinks.values()];
    for (const sink of sinks) await sink.prepare();
    const receipts = (await allOf(sinks.map((sink) => sink.commit()))).flatMap(({ tables }) => tables);
    return {
      written: [...this.#sinks.keys()].map((path) => this.#shown(path)),
      tables: this.#read.map(({ table, rows, leftOut }) => ({
        path: this.#shown(this.pathOf(table.name, table.well)),
        receipt: receipts.find((receipt) => receipt.table === table)!,
        rows,
        leftOut,
      })),
    };
  }

  async abort(): Promise<void> {
    await Promise.all([...this.#sinks.values()].map((sink) => sink.abort()));
  }

  /** What a URL has of secrets is nobody's to see. */
  #shown(path: string): string {
    return this.options.format.elsewhere ? maskedUrl(path) : path;
  }

  async #sinkAt(path: string): Promise<Sink> {
    const known = this.#sinks.get(path);
    if (known !== undefined) return known;
    const { format, force, index, header, output, resampling, witsml } = this.options;
    const { holds } = format;
    const folder = holds === "folder" || (holds === "objects" && isFolder({ ...this.#target, output: path }));
    if (folder) await emptyFolder(path, force);
    else if (format.elsewhere !== true && (isFolder(this.#target) || /[{}]/.test(output)))
      await makeFolder(dirname(path));
    const sink = await (await format.load())({
      forPeople: true,
      describe: ({ name, columns }) =>
        dictionaryJson(name, columns, resampling && { resampled: resampling.text }),
      index,
      header,
      witsml: witsml && {
        ...witsml,
        namesOf: (well) => witsml.namesOf(well || this.#files.only),
        prefixOf: folder ? (well) => prefixOf(well, this.#files) : undefined,
      },
      timezone: this.#utc ? "UTC" : undefined,
      open: (of) =>
        typeof of === "object" && "file" in of
          ? openOutput(join(path, of.file), { force: true })
          : openOutput(path, { force }),
    });
    this.#sinks.set(path, sink);
    return sink;
  }
}

interface Counts {
  rows: number;
  readonly leftOut: Map<string, number>;
}

async function makeFolder(folder: string): Promise<void> {
  await makeFolders(folder).catch((error: unknown) => {
    throw unwritable(folder, error);
  });
}

async function emptyFolder(folder: string, force: boolean | undefined): Promise<void> {
  await makeFolder(folder);
  if (!force && (await readdir(folder)).length > 0) {
    throw new Failure(
      "output-exists",
      `${folder} is not empty; --force replaces the files of an export in it`,
      { place: { file: folder } },
    );
  }
}

/** One table on its way to its sinks. */
class TableRun {
  readonly #table: Parted;
  readonly #options: ExportOptions;
  readonly #outputs: Outputs;
  readonly #opened = new Map<string | undefined, Awaited<ReturnType<Outputs["begin"]>>>();

  constructor(table: Parted, options: ExportOptions, outputs: Outputs) {
    this.#table = table;
    this.#options = options;
    this.#outputs = outputs;
  }

  async run(tables: Tables): Promise<void> {
    const { reader, wells } = this.#table;
    const wanted = tables.filter((table) => table.reader === reader);
    if (wanted.length === 0) return;
    const { resampling, timezone, format, signal } = this.#options;
    const steps =
      resampling &&
      binned(reader, resampling, {
        selection: this.#options,
        wells,
        timezone,
        acrossSources: format.indexed,
      });
    const fields = steps?.fields ?? reader.fields;
    const table = { name: reader.name, columns: fields.map(columnOf) };
    const utc = fields.some((field) => field.type === "time" && field.utc);
    for (const { well } of wanted) {
      const named = { name: shortName(reader), title: reader.meaning, well, index: steps?.index };
      this.#opened.set(well, await this.#outputs.begin({ table, ...named }, utc));
    }
    const apart = wanted[0]!.well !== undefined;
    const openFor = (well: string | undefined) => this.#opened.get(apart ? well : undefined);
    if (steps !== undefined) {
      for await (const { well, page } of steps.pages(this.#told(openFor))) {
        signal?.throwIfAborted();
        await openFor(well)?.sink.write(batchOf(table, page));
      }
      return;
    }
    const pages = apart
      ? pagesByWell(reader, fields, this.#options, wells)
      : unparted(pagesWithin(reader, fields, this.#options));
    for await (const { well, page } of pages) {
      signal?.throwIfAborted();
      const open = openFor(well);
      if (open === undefined) continue;
      open.counts.rows += page.rows;
      await open.sink.write(batchOf(table, page));
    }
  }

  #told(
    openFor: (well: string | undefined) => { readonly counts: Counts } | undefined,
  ): Parameters<BinnedTable["pages"]>[0] {
    return {
      rows(well, rows) {
        const counts = openFor(well)?.counts;
        if (counts !== undefined) counts.rows += rows;
      },
      leaveOut(well, why) {
        const leftOut = openFor(well)?.counts.leftOut;
        leftOut?.set(why, (leftOut.get(why) ?? 0) + 1);
      },
      note: (text) => this.#outputs.notes.push(`${shortName(this.#table.reader)}: ${text}`),
    };
  }
}

async function* unparted(pages: ReturnType<typeof pagesWithin>) {
  for await (const page of pages) yield { well: undefined, page };
}
