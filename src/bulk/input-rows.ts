/**
 * The rows of an input, whatever it is: logs, a dataset, or a file of one. Memory holds a page of them. Who joins rows of several
 * records is given them in step, and told how far all of them have come.
 */

import type { Field } from "../columns/field.js";
import { inStep } from "../columns/in-step.js";
import { columnOf, type SourcePage, selected } from "../columns/page.js";
import { sourcePages } from "../columns/parquet/row-pages.js";
import { BrokenParts } from "../dataset/broken-parts.js";
import { readWhole } from "../dataset/check-part.js";
import { type FileInfo, fileInfo } from "../dataset/file.js";
import { kindOf, withOpen } from "../dataset/kind.js";
import { partFormatOf } from "../dataset/part-format.js";
import { fieldOfFile } from "../dataset/read.js";
import { tablesIn } from "../dataset/tables.js";
import { Failure } from "../failure/failure.js";
import { type DataOptions, dataOptions, type FeedOptions, type RowOptions } from "../input/feed/options.js";
import { readingsOf } from "../input/feed/per-source.js";
import { parseCode, recordOf } from "../wits/catalog/code.js";
import { type Catalog, catalogOf } from "../wits/catalog/overlay.js";
import { recordOfTable } from "../wits/catalog/table.js";
import type { UnitSet } from "../wits/catalog/units.js";
import { beginningOfLogs, readLogs } from "./log-rows.js";
import { type InputTold, isRow, type OpenTables, type Reading } from "./reading.js";
import type { LogBeginning } from "./time-order.js";

/** How rows are read, by what a command's options say: of all sources, and of each where some are told of alone. */
export async function readingBy(
  options: FeedOptions & Pick<RowOptions, "from" | "until">,
): Promise<Pick<Reading, "data" | "readingsFor">> {
  const { perSource: _, ...ofAll } = options;
  // What is told of some sources alone, or a log tells itself, is for logs; `to` may need it.
  const data = await dataOptions({ ...ofAll, to: undefined }, "record");
  return { data, readingsFor: (names, signal) => readingsOf(options, "record", names, { signal }) };
}

/** Throws a `Failure` when it holds no rows that can be read. */
export async function readRows(path: string, reading: Reading): Promise<InputTold> {
  const kind = await kindOf(path);
  if (kind === "arrow" || kind === "arrows") {
    throw new Failure(
      "input-unsuited",
      `${path} is an Arrow file: qc reads logs and Parquet. Convert it to Parquet first`,
      { place: { file: path } },
    );
  }
  if (kind === "parquet") {
    const tables = [{ name: "log", files: [path] }];
    return readTables("a Parquet file", { tables, broken: undefined }, reading);
  }
  const tables = reading.open?.tables ?? (kind === "folder" ? await tablesIn(path) : []);
  const files = tables.flatMap((table) => table.files);
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
  const told = await readTables("a dataset", { tables, broken }, reading);
  return reading.open === undefined ? { ...told, failures: broken.failures } : told;
}

/** What a log, or the first one of a folder of them, begins with; undefined of other inputs, and where nothing tells it. */
export async function beginningOf(path: string, reading: Reading): Promise<LogBeginning | undefined> {
  const kind = await kindOf(path).catch(() => undefined);
  if (reading.open !== undefined || (kind !== "log" && kind !== "folder")) return undefined;
  if (kind === "folder" && (await tablesIn(path)).length > 0) return undefined;
  // What is wrong with it is told when it is read.
  return beginningOfLogs(path, reading).catch(() => undefined);
}

/** The rows of tables: one table after the other, or in step. */
async function readTables(
  what: string,
  { tables, broken }: OpenTables,
  reading: Reading,
): Promise<InputTold> {
  const files = new TableFiles(broken, reading);
  const { signal, add, reached, settled } = reading;
  const give = async (page: SourcePage): Promise<void> => {
    signal?.throwIfAborted();
    add(page);
    await settled?.();
  };
  if (reached === undefined) {
    for (const table of tables) for await (const page of files.pages(table.files)) await give(page);
  } else {
    const ofRecords = tables.filter(({ name }) => name !== "rejects" && name !== "unmapped");
    await inStep(
      ofRecords.map(({ name, files }) => ({ name, rows: files })),
      { pages: (paths, bare) => files.pages(paths, bare), add: give, reached },
    );
  }
  return { what, utc: files.utc, units: files.units, sent: files.sent, failures: [] };
}

/** Parts of tables, as pages, and what they tell of themselves. */
class TableFiles {
  readonly #broken: BrokenParts | undefined;
  readonly #reading: Reading;
  readonly sent = new Map<string, number>();
  /** Sources of small parts, by what they sent. */
  readonly #seen = new Map<string, Set<string>>();
  units = false;
  utc = false;

  constructor(broken: BrokenParts | undefined, reading: Reading) {
    this.#broken = broken;
    this.#reading = reading;
  }

  #saw(set: string, source: string): void {
    const seen = this.#seen.get(set) ?? new Set<string>();
    this.#seen.set(set, seen);
    if (seen.size === seen.add(source).size) return;
    this.sent.set(set, Math.max(seen.size, this.sent.get(set) ?? 0));
  }

  async *pages(paths: readonly string[], bare?: "bare"): AsyncGenerator<SourcePage> {
    const wants = bare === undefined ? this.#reading.wants : () => false;
    for (const path of paths) {
      const pages = this.#pagesIn(path, wants);
      for (;;) {
        this.#reading.signal?.throwIfAborted();
        // What fails here is the part's fault, and not that of who is given its rows.
        const next = await pages.next().catch(async (error: unknown) => {
          if (this.#broken === undefined || !(await isDamaged(path))) throw error;
          this.#broken.add(path, error);
          return undefined;
        });
        if (next === undefined || next.done) break;
        yield next.value;
      }
    }
  }

  async *#pagesIn(path: string, wants: Reading["wants"]): AsyncGenerator<SourcePage> {
    const { data } = this.#reading;
    const { records, from, until, units, map } = data;
    const file = await fileInfo(path, "parquet");
    const table = tableOf(file);
    if (table === "rejects") return;
    const fields = fieldsOf(file, catalogOf(map), units);
    for (const [set, count] of sentIn(file)) this.sent.set(set, Math.max(count, this.sent.get(set) ?? 0));
    const utc = fields.some((field) => field.name === "timestamp" && field.utc);
    this.utc ||= utc;
    const zone = file.provenance?.options?.["tz"];
    this.#reading.clock?.(utc, typeof zone === "string" ? zone : undefined);
    this.units ||= fields.some(({ code, unit }) => code !== undefined && unit !== undefined);
    const record = recordOfTable(table);
    if (record !== undefined && !(records?.includes(record) ?? true)) return;
    const wanted = (field: Field): boolean =>
      (isRow(field) || wants(field)) && (records === undefined || isOf(field, records));
    const asked = { path, table, fields, wants: wanted, from, until };
    const pages = withOpen(path, (handle) => sourcePages(handle, asked));
    // A small part lists no sources: they are those of its rows.
    const unlisted = file.provenance !== undefined && file.provenance.sources === undefined;
    const set = sentBy(file.provenance?.options, undefined);
    for await (const page of pages) {
      if (unlisted) this.#saw(set, page.source);
      const keep = rowsWithin(page, { records, from, until });
      yield keep === undefined ? page : selected(page, keep);
    }
  }
}

function sentBy(
  options: Readonly<Record<string, unknown>> | undefined,
  told: Readonly<Record<string, unknown>> | undefined,
): string {
  const map = told?.["map"] ?? options?.["map"];
  const byMap = Array.isArray(map) && map.some((entry) => entry.unit !== undefined);
  return String(told?.["units"] ?? options?.["units"] ?? (byMap ? "a map's" : "not told"));
}

/** What its sources sent, by what the file says of the first of them. */
function sentIn({ provenance }: FileInfo): ReadonlyMap<string, number> {
  const sent = new Map<string, number>();
  const { options, sources = [] } = provenance ?? {};
  for (const { told } of sources) {
    const set = sentBy(options, told);
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
