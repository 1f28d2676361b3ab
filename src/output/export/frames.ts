/**
 * Tables of a dataset as the frames that they were made of: rows of all records side by side, source after source, each source into
 * an output of its own. Memory holds a row group of each table.
 */
import { basename, dirname, extname, join } from "node:path";
import type { Field } from "../../columns/field.js";
import { inStep } from "../../columns/in-step.js";
import { bySource, columnOf, partOf, type SourcePage } from "../../columns/page.js";
import type { TableReader } from "../../dataset/read.js";
import { selectedPages } from "../../dataset/select.js";
import { gzipOutput } from "../../durable/gzip-output.js";
import { makeFolders } from "../../durable/make-folders.js";
import { openOutput } from "../../durable/open-output.js";
import { allOf } from "../../durable/output.js";
import { unwritable } from "../../durable/unwritable.js";
import { Failure } from "../../failure/failure.js";
import { allItems } from "../../wits/catalog/catalog.js";
import type { Code } from "../../wits/catalog/code.js";
import { recordOfTable, type Table } from "../../wits/catalog/table.js";
import { type OurItem, recodingOf } from "../../wits/writing/recode.js";
import type { Writing } from "../../wits/writing/writing.js";
import { batchOf, columnOf as columnOfField } from "../batches.js";
import type { Sink, SinkTable, TableSink } from "../sink.js";
import type { Exported, ExportedTable, ExportOptions } from "./export.js";
import { FileNames, isFolder } from "./paths.js";

export interface FrameExportOptions
  extends Pick<ExportOptions, "output" | "format" | "force" | "from" | "until" | "signal"> {
  readonly writing: Writing;
}

/** Throws a Failure where there is no telling the frames, or an output would have those of several sources. */
export async function exportFrames(
  readers: readonly TableReader[],
  options: FrameExportOptions,
): Promise<Exported> {
  const tables = readers.map((reader) => frameTable(reader, options));
  const sources = await sourcesOf(tables);
  if (sources.size === 0)
    throw new Failure("nothing-there", "nothing matched: no row lies within --from and --until");
  const outputs = new FrameOutputs(tables, [...sources.keys()], options);
  try {
    await inStep(
      tables.map((table) => ({ name: table.reader.name, rows: table })),
      {
        pages: pagesOf,
        add: (page) => outputs.add(page),
        reached: (source, offset) => outputs.reached(source, offset),
      },
    );
    return await outputs.commit();
  } catch (error) {
    await outputs.abort();
    throw error;
  }
}

interface FrameTable {
  readonly reader: TableReader;
  readonly fields: readonly Field[];
  readonly table: Table;
  readonly options: FrameExportOptions;
}

function frameTable(reader: TableReader, options: FrameExportOptions): FrameTable {
  const { name, fields, columns } = reader;
  const has = (wanted: string): boolean =>
    fields.some((field) => field.name === wanted && field.code === undefined);
  if (reader.resampled !== undefined || !has("offset") || !has("source")) {
    throw new Failure(
      "input-unsuited",
      `rows of ${name} do not tell the frame that they came in${reader.resampled === undefined ? "" : `: they are of steps, ${reader.resampled}`}; ` +
        "frames are written of logs, and of datasets that were made of logs as they are",
    );
  }
  // That a frame had the record is told by one of its items at least.
  const first = fields.some(({ code }) => code !== undefined)
    ? undefined
    : columns.find(({ code }) => code !== undefined);
  const asked = fields.filter((field) => isWritten(field)).concat(first ?? []);
  return { reader, fields: asked, table: { name, columns: asked.map(columnOfField) }, options };
}

/** All but what only repeats others. */
const isWritten = ({ name, code }: Field): boolean => code !== undefined || name !== "mnemonic";

/** Rows of each source that are wanted, in the order in which sources come. */
async function sourcesOf(tables: readonly FrameTable[]): Promise<ReadonlyMap<string, number>> {
  const rows = new Map<string, number>();
  for (const table of tables)
    for await (const page of pagesOf(table, "bare"))
      rows.set(page.source, (rows.get(page.source) ?? 0) + page.rows);
  return rows;
}

async function* pagesOf({ reader, fields, options }: FrameTable, bare?: "bare"): AsyncGenerator<SourcePage> {
  const wanted = bare === undefined ? fields : fields.filter(isSource);
  for await (const page of selectedPages(reader, wanted, options)) {
    options.signal?.throwIfAborted();
    const numbers = (name: string): Float64Array => {
      const values = columnOf(page, name);
      return values instanceof Float64Array ? values : new Float64Array(page.rows).fill(Number.NaN);
    };
    const sources = (columnOf(page, "source") ?? []) as readonly (string | undefined)[];
    const offsets = bare === undefined ? numbers("offset") : new Float64Array(page.rows);
    const of = { table: reader.name, record: recordOfTable(reader.name), times: offsets, offsets };
    for (const own of bySource({ ...page, ...of }, sources))
      for (let from = 0; from < own.rows; from += STEP)
        yield partOf(own, from, Math.min(from + STEP, own.rows));
  }
}

/**
 * Rows of a step at most: of 250 MB of WITS the lines of whole row groups, 122,880 rows, took 1.5 GB and five times as long, those of
 * 4,096 rows 350 MB, and those of 512, which mostly die young, 280 MB in as little time.
 */
const STEP = 512;

const isSource = ({ name, code }: Field): boolean => name === "source" && code === undefined;

/** One source on its way to its output. */
interface Open {
  readonly sink: Sink;
  readonly tables: ReadonlyMap<string, { readonly sink: TableSink; readonly table: SinkTable }>;
  /** Rows of frames that may not be whole yet, by table. */
  readonly waiting: Map<string, SourcePage[]>;
  /** All rows of frames before this byte have come. */
  reached: number;
}

class FrameOutputs {
  readonly #tables: readonly FrameTable[];
  readonly #options: FrameExportOptions;
  readonly #paths: ReadonlyMap<string, string>;
  readonly #open = new Map<string, Open>();
  readonly #due = new Set<string>();

  constructor(tables: readonly FrameTable[], sources: readonly string[], options: FrameExportOptions) {
    this.#tables = tables;
    this.#options = options;
    this.#paths = pathsOf(sources, options);
  }

  async add(page: SourcePage): Promise<void> {
    await this.#settle();
    const open = await this.#openFor(page.source);
    open.waiting.set(page.table, [...(open.waiting.get(page.table) ?? []), page]);
  }

  reached(source: string, offset: number): void {
    const open = this.#open.get(source);
    if (open === undefined) return;
    open.reached = offset;
    this.#due.add(source);
  }

  async commit(): Promise<Exported> {
    for (const source of this.#open.keys()) this.reached(source, Number.POSITIVE_INFINITY);
    await this.#settle();
    const opens = [...this.#open];
    for (const [, { sink }] of opens) await sink.prepare();
    const receipts = await allOf(opens.map(([, { sink }]) => sink.commit()));
    const tables = opens.flatMap(([source], i): ExportedTable[] =>
      receipts[i]!.tables.filter(({ rows }) => rows > 0).map((receipt) => ({
        path: this.#paths.get(source)!,
        receipt,
        rows: receipt.rows,
        leftOut: new Map(),
      })),
    );
    return { written: opens.map(([source]) => this.#paths.get(source)!), tables, remarks: [] };
  }

  async abort(): Promise<void> {
    await Promise.all([...this.#open.values()].map(({ sink }) => sink.abort()));
  }

  /**
   * Gives the rows of whole frames away: each time those of all tables, so that no later row is of a frame before them. Rows that begin
   * first go first: a table whose rows stand behind those of another would end its step.
   */
  async #settle(): Promise<void> {
    for (const source of this.#due) {
      const { waiting, tables, reached } = this.#open.get(source)!;
      const whole = [...waiting].flatMap(([name, pages]) =>
        takenBefore(pages, reached).map((page) => ({ page, ...tables.get(name)! })),
      );
      whole.sort((a, b) => a.page.offsets[0]! - b.page.offsets[0]!);
      for (const { page, sink, table } of whole) await sink.write(batchOf(table.table, page));
    }
    this.#due.clear();
  }

  async #openFor(source: string): Promise<Open> {
    const known = this.#open.get(source);
    if (known !== undefined) return known;
    const { format, force, writing, output } = this.#options;
    const path = this.#paths.get(source)!;
    if (isFolder(this.#options) || output.includes("{source}")) await makeFolder(dirname(path));
    const dateOrder = this.#tables.find(({ reader }) => reader.dateOrder !== undefined)?.reader.dateOrder;
    const recoding = recodingOf(writing.map, itemsOf(this.#tables));
    const sink = await (await format.load())({
      wits: { writing, recoding, dateOrder: dateOrder ?? "ymd" },
      open: async () => {
        const opened = await openOutput(path, { force });
        return /\.gz$/i.test(path) ? gzipOutput(opened) : opened;
      },
    });
    const tables = new Map<string, { sink: TableSink; table: SinkTable }>();
    const open: Open = { sink, tables, waiting: new Map(), reached: 0 };
    this.#open.set(source, open);
    for (const { reader, table } of this.#tables) {
      const one = { table, name: reader.name.replace("record=", "r"), title: reader.meaning };
      tables.set(reader.name, { sink: await sink.begin(one), table: one });
    }
    return open;
  }
}

/** What the columns say of themselves goes before what the catalog says of their codes. */
function itemsOf(tables: readonly FrameTable[]): readonly Pick<OurItem, "code" | "mnemonic">[] {
  const items = new Map<Code, Pick<OurItem, "code" | "mnemonic">>();
  for (const { fields } of tables)
    for (const { code, mnemonic } of fields) if (code !== undefined) items.set(code, { code, mnemonic });
  for (const item of allItems()) if (!items.has(item.code)) items.set(item.code, item);
  return [...items.values()].sort((a, b) => a.code - b.code);
}

/** Takes the rows before this byte. */
function takenBefore(pages: SourcePage[], reached: number): SourcePage[] {
  const taken: SourcePage[] = [];
  for (let page = pages[0]; page !== undefined; page = pages[0]) {
    const rows = rowsBefore(page, reached);
    if (rows > 0) taken.push(rows === page.rows ? page : partOf(page, 0, rows));
    if (rows < page.rows) {
      pages[0] = partOf(page, rows, page.rows);
      break;
    }
    pages.shift();
  }
  return taken;
}

/** Rows stand in the order of their frames; where they do not, the sink finds out. */
function rowsBefore({ offsets, rows }: SourcePage, end: number): number {
  let [low, high] = [0, rows];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsets[middle]! < end) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where each source goes. */
function pathsOf(
  sources: readonly string[],
  options: Pick<ExportOptions, "output" | "format">,
): ReadonlyMap<string, string> {
  const { output, format } = options;
  const ending = format.endings[0]!;
  const names = new FileNames(sources, stemOf);
  if (isFolder(options)) return new Map(sources.map((one) => [one, join(output, names.of(one) + ending)]));
  if (output.includes("{source}"))
    return new Map(sources.map((one) => [one, output.replaceAll("{source}", names.of(one))]));
  if (sources.length > 1) {
    const stem = output.slice(0, output.length - extname(output).length);
    const shown = sources.slice(0, 5).join(", ");
    throw new Failure(
      "one-table-one-file",
      `frames of one source follow each other, and these rows are of ${sources.length}: ${shown}${sources.length > 5 ? ", ..." : ""}; ` +
        `-o FOLDER/ --format ${format.name} writes a file for each, as {source} in the name does: -o '${stem}-{source}${ending}'`,
    );
  }
  return new Map(sources.map((one) => [one, output]));
}

function stemOf(source: string): string {
  const base = basename(source).replace(/\.(gz|zst)$/i, "");
  return base.slice(0, base.length - extname(base).length) || base || "log";
}

async function makeFolder(folder: string): Promise<void> {
  await makeFolders(folder).catch((error: unknown) => {
    throw unwritable(folder, error);
  });
}
