/** The rows of an input, whatever it is, for measures: logs, a dataset, or a file of one. Memory holds a page of them. */

import { type Measure, neededBy, type ResultOf } from "../analysis/measure.js";
import { type Quality, quality } from "../analysis/quality/quality.js";
import { DecodedPages } from "../columns/decoded-pages.js";
import type { Field } from "../columns/field.js";
import { columnOf, type SourcePage, selected } from "../columns/page.js";
import { sourcePages } from "../columns/parquet/row-pages.js";
import { BrokenParts } from "../dataset/broken-parts.js";
import { readWhole } from "../dataset/check-part.js";
import { type FileInfo, fileInfo } from "../dataset/file.js";
import { kindOf, withFile } from "../dataset/kind.js";
import { partFormatOf } from "../dataset/part-format.js";
import { fieldOfFile } from "../dataset/read.js";
import { tablesIn } from "../dataset/tables.js";
import { Failure } from "../failure.js";
import { closeReader, sourcesOf, unlessAborted } from "../input/feed/inputs.js";
import {
  type DataOptions,
  dataOptions,
  declaresUnits,
  decodeOptions,
  type FeedOptions,
  openOptions,
  planOptions,
  type RowOptions,
} from "../input/feed/options.js";
import { type Readings, readingsOf } from "../input/feed/per-source.js";
import { readSource } from "../input/feed/read.js";
import { openSource } from "../input/source/open.js";
import { Decoder } from "../kernel/decoder.js";
import { parseCode, recordOf } from "../wits/catalog/code.js";
import { planOf } from "../wits/catalog/layout.js";
import { type Catalog, catalogOf } from "../wits/catalog/overlay.js";
import { recordOfTable } from "../wits/catalog/table.js";
import type { UnitSet } from "../wits/catalog/units.js";

/** Measures by the names of their results. */
export type Measures = Readonly<Record<string, Measure<unknown>>>;

/** What measures found in an input. */
export interface Measured<Some extends Measures = Measures> {
  readonly path: string;
  /** In words: `a WITS log`. */
  readonly what: string;
  /** Times are UTC, and not the rig's clock. */
  readonly utc: boolean;
  /** The units of the values are known. */
  readonly units: boolean;
  /** The unit sets that sources send, and of how many: `metric`, `fps`, ... */
  readonly sent: ReadonlyMap<string, number>;
  /** What ended a log before its end; what came before is measured. */
  readonly failures: readonly Failure[];
  readonly results: { readonly [Name in keyof Some]: ResultOf<Some[Name]> };
}

type Told = Omit<Measured, "path" | "results">;

interface Reading {
  readonly data: DataOptions;
  readonly signal: AbortSignal | undefined;
  readonly open?: OpenFiles | undefined;
  readonly wants: (field: Field) => boolean;
  readonly add: (page: SourcePage) => void;
  /** How each of several logs is read, where that is not the same for all. */
  readonly readingsFor?: ((names: readonly string[]) => Promise<Readings>) | undefined;
}

/** What of a command's options says how rows are read; see `FeedOptions`. */
export interface MeasureOptions extends FeedOptions, Pick<RowOptions, "from" | "until"> {
  /** Ends the reading, with a `Failure` of kind `interrupted`. */
  readonly signal?: AbortSignal | undefined;
  /** Files of a dataset that is open already, in the place of those that are found. */
  readonly open?: OpenFiles | undefined;
}

/** Files of a dataset, and where those go that cannot be read: they are left out. */
export interface OpenFiles {
  readonly files: readonly string[];
  readonly broken: BrokenParts | undefined;
}

/**
 * Gives all rows of a log, a folder of logs, a Parquet file or a dataset to measures, which are begun anew for it: those of
 * `measures`, or your own. Throws a `Failure` when it holds none that can be measured.
 *
 * @example
 * ```ts
 * import { measure, measures } from "witskit";
 *
 * const { results } = await measure("samples/rig.wits", { drilled: measures.drilled() });
 * console.log(results.drilled.depth);
 * ```
 */
export async function measure<const Some extends Measures>(
  path: string,
  measures: Some,
  { signal, open, ...options }: MeasureOptions = {},
): Promise<Measured<Some>> {
  const { perSource, ...ofAll } = options;
  // What is told of some sources alone is for logs; `to` may need it.
  const data = await dataOptions(perSource === undefined ? ofAll : { ...ofAll, to: undefined }, "record");
  const readingsFor =
    perSource && ((names: readonly string[]): Promise<Readings> => readingsOf(options, "record", names));
  return measureInput(path, measures, data, signal, open, readingsFor);
}

/** How good the data is. */
export interface MeasuredQuality extends Omit<Measured, "results"> {
  readonly quality: Quality;
}

/**
 * How good the data of a log or a dataset is, record by record and item by item: what `witskit qc` prints.
 *
 * @example
 * ```ts
 * import { qualityOf } from "witskit";
 *
 * const { quality } = await qualityOf("samples/rig.wits", { units: "metric" });
 * console.log(quality.score, quality.records[0]?.gaps);
 * ```
 */
export async function qualityOf(path: string, options: MeasureOptions = {}): Promise<MeasuredQuality> {
  const { results, ...told } = await measure(path, { quality: quality() }, options);
  return { ...told, ...results };
}

/** Gives all rows of an input to new measures. Throws a `Failure` when it holds none that can be measured. */
export async function measureInput<Some extends Measures>(
  path: string,
  measures: Some,
  data: DataOptions,
  signal?: AbortSignal,
  open?: OpenFiles,
  readingsFor?: Reading["readingsFor"],
): Promise<Measured<Some>> {
  const all = Object.values(measures);
  const add = (page: SourcePage): void => {
    for (const measure of all) measure.add(page);
  };
  const told = await readRows(path, { data, signal, open, wants: neededBy(all), add, readingsFor });
  const results = Object.entries(measures).map(([name, measure]) => [name, measure.end()]);
  return { path, ...told, results: Object.fromEntries(results) };
}

async function readRows(path: string, reading: Reading): Promise<Told> {
  const kind = await kindOf(path);
  if (kind === "arrow" || kind === "arrows") {
    throw new Failure(
      "input-unsuited",
      `${path} is an Arrow file: qc reads logs and Parquet. Convert it to Parquet first`,
      { place: { file: path } },
    );
  }
  if (kind === "parquet") return readFiles("a Parquet file", { files: [path], broken: undefined }, reading);
  const tables = kind === "folder" && reading.open === undefined ? await tablesIn(path) : [];
  const files = reading.open?.files ?? tables.flatMap((table) => table.files);
  if (files.length === 0) return readLogs(path, reading);
  const other = files.find((file) => partFormatOf(file) !== "parquet");
  if (other !== undefined) {
    throw new Failure(
      "input-unsuited",
      `${other} is no Parquet: qc reads logs and Parquet datasets. Measure the logs themselves`,
      { place: { file: other } },
    );
  }
  const broken = reading.open?.broken ?? new BrokenParts();
  const told = await readFiles("a dataset", { files, broken }, reading);
  return reading.open === undefined ? { ...told, failures: broken.failures } : told;
}

async function readLogs(path: string, { data, signal, wants, add, readingsFor }: Reading): Promise<Told> {
  const { sources, lost } = await sourcesOf([path]);
  if (sources.length === 0) throw lost[0]!.failure;
  const names = sources.map(({ name }) => name);
  const readings = await readingsFor?.(names);
  const utc = (readings?.all[0] ?? data).timezone !== undefined;
  const readers = new Map<DataOptions, ReturnType<typeof readerOf>>();
  const readerOf = (data: DataOptions) => {
    const plan = planOf(planOptions(data));
    return {
      open: openOptions(data),
      decoder: new Decoder({ ...decodeOptions(data), plan, sources: names }),
      pages: new DecodedPages({
        catalog: plan.catalog,
        utc,
        wants: (field) => wants(field) || isRow(field),
      }),
    };
  };
  const sent = new Map<string, number>();
  const failures: Failure[] = lost.map(({ failure }) => failure);
  for (const [index, source] of sources.entries()) {
    const own = readings === undefined ? data : readings.all[readings.of(index)]!;
    const { open, decoder, pages } = readers.get(own) ?? readerOf(own);
    readers.set(own, { open, decoder, pages });
    const units = own.units ?? (declaresUnits(own) ? "a map's" : "not told");
    sent.set(units, (sent.get(units) ?? 0) + 1);
    const reader = await unlessAborted(signal, () => openSource(source, open));
    try {
      const read = await readSource(decoder, index, reader, {
        name: source.name,
        signal,
        async deliver(batches) {
          for (const batch of batches) {
            if (batch.table.name !== "rejects") for (const page of pages.of(batch)) add(page);
          }
        },
      });
      if (read.failure !== undefined && read.counters.frames === 0) throw read.failure;
      if (read.failure !== undefined) failures.push(read.failure);
    } finally {
      await closeReader(reader, signal);
    }
  }
  const what = sources.length === 1 ? "a WITS log" : `${sources.length} WITS logs`;
  return { what, utc, units: declaresUnits(readings?.all[0] ?? data), sent, failures };
}

/** What the table of unmapped items has instead of a column for each. */
const isRow = ({ name, code }: Field): boolean => code === undefined && (name === "code" || name === "value");

async function readFiles(
  what: string,
  { files: paths, broken }: OpenFiles,
  { data, signal, wants, add }: Reading,
): Promise<Told> {
  const { records, from, until, units, map } = data;
  let known = false;
  let utc = false;
  const sent = new Map<string, number>();
  for (const path of paths) {
    signal?.throwIfAborted();
    try {
      const file = await fileInfo(path, "parquet");
      const table = tableOf(file);
      if (table === "rejects") continue;
      const fields = fieldsOf(file, catalogOf(map), units);
      for (const [set, count] of sentIn(file)) sent.set(set, Math.max(count, sent.get(set) ?? 0));
      utc ||= fields.some(({ name, utc }) => name === "timestamp" && utc);
      known ||= fields.some(({ code, unit }) => code !== undefined && unit !== undefined);
      const record = recordOfTable(table);
      if (record !== undefined && !(records?.includes(record) ?? true)) continue;
      const wanted = (field: Field): boolean =>
        (isRow(field) || wants(field)) && (records === undefined || isOf(field, records));
      await withFile(path, async (handle) => {
        for await (const page of sourcePages(handle, { path, table, fields, wants: wanted })) {
          const keep = rowsWithin(page, { records, from, until });
          add(keep === undefined ? page : selected(page, keep));
        }
      });
    } catch (error) {
      if (broken === undefined || !(await isDamaged(path))) throw error;
      broken.add(path, error);
    }
  }
  return { what, utc, units: known, sent, failures: [] };
}

/** What its sources sent, by what the file says of the first of them. */
function sentIn({ provenance }: FileInfo): ReadonlyMap<string, number> {
  const sent = new Map<string, number>();
  const { options, sources = [] } = provenance ?? {};
  for (const { told } of sources) {
    const map = told?.["map"] ?? options?.["map"];
    const byMap = Array.isArray(map) && map.some((entry) => entry.unit !== undefined);
    const set = String(told?.["units"] ?? options?.["units"] ?? (byMap ? "a map's" : "not told"));
    sent.set(set, (sent.get(set) ?? 0) + 1);
  }
  return sent;
}

/** Whether a part cannot be read, and not only not be measured. */
const isDamaged = (path: string): Promise<boolean> =>
  readWhole(path).then(
    () => false,
    () => true,
  );

const isOf = ({ code }: Field, records: readonly number[]): boolean =>
  code === undefined || records.includes(recordOf(code));

/** Undefined when all rows are wanted. Of unmapped items a row tells its record. */
function rowsWithin(
  page: SourcePage,
  { records, from, until }: Pick<DataOptions, "records" | "from" | "until">,
): ((row: number) => boolean) | undefined {
  const codes = page.table === "unmapped" && records !== undefined ? columnOf(page, "code") : undefined;
  if (from === undefined && until === undefined && codes === undefined) return undefined;
  const isTimed = from !== undefined || until !== undefined;
  const [first, end] = [from ?? Number.NEGATIVE_INFINITY, until ?? Number.POSITIVE_INFINITY];
  return (row) => {
    const time = page.times[row]!;
    if (isTimed && !(time >= first && time < end)) return false;
    return codes === undefined || (records?.includes(recordOf(parseCode(String(codes[row])) ?? 0)) ?? true);
  };
}

/** By what the file says of itself; another program that rewrote it may have left nothing but the columns' meanings. */
function tableOf({ path, provenance, columns }: FileInfo): string {
  const table =
    provenance?.table ?? (columns.some(({ meaning }) => meaning?.code !== undefined) ? "frame" : undefined);
  if (table === undefined) {
    throw new Failure(
      "input-unsuited",
      `${path} was not made by witskit: its columns do not say which items they are`,
      { place: { file: path } },
    );
  }
  if (table === "long") {
    throw new Failure(
      "input-unsuited",
      `${path} is a table of layout long, which does not tell the rows of a record: measure the log, or a dataset of layout record or frame`,
      { place: { file: path } },
    );
  }
  return table;
}

/** A file's own meanings and units are believed; `units` and the map are for one that tells none. */
function fieldsOf({ columns, provenance }: FileInfo, catalog: Catalog, units: UnitSet | undefined): Field[] {
  const declared = provenance?.options?.["units"] !== undefined;
  return columns.map((column) => {
    const field = fieldOfFile(column);
    if (field.code === undefined) return field;
    const mnemonic = column.meaning?.mnemonic ?? catalog.itemByCode(field.code)?.mnemonic;
    const unit = field.unit ?? (declared ? undefined : catalog.sentUnit(field.code, units));
    return { ...field, mnemonic, unit };
  });
}
