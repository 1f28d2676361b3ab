/**
 * A conversion: inputs to sources, sources through a decoder, batches to the tables' sinks, and at the end all files
 * given their names together. Until then nothing can be seen of it, and a run that fails leaves nothing behind.
 */
import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { Code } from "../catalog/code.js";
import { type Plan, planOf } from "../catalog/layout.js";
import { Failure } from "../failure.js";
import { addCounts, type Counters, noCounts } from "../kernel/counters.js";
import { Decoder } from "../kernel/decoder.js";
import type { DecodeOptions } from "../kernel/options.js";
import { ROW_GROUP_ROWS } from "../parquet/row-group-builder.js";
import type { Format } from "../sink/format.js";
import { allowsLateColumns, sinksOf } from "../sink/open-sink.js";
import { commitOutputs } from "../sink/output.js";
import type { OpenPartedSink } from "../sink/parquet.js";
import { openSource, shownName } from "../source/open.js";
import type { ByteReader, Source } from "../source/source.js";
import { version } from "../version.js";
import {
  besideFile,
  type Destination,
  destinationOf,
  fileNames,
  placesOf,
  refuseExisting,
  refuseInputAsOutput,
} from "./destination.js";
import { filesToReplace, MadeFolders, removeEmptyFolders, removeFiles } from "./folder.js";
import { closeReader, Rereadable, sourcesOf, unlessAborted } from "./inputs.js";
import { type ConvertOptions, type DataOptions, dataOptions } from "./options.js";
import { provenanceJson } from "./provenance.js";
import { type ReadSource, readSource } from "./read.js";
import { countsOf, type OutputReport, type Report, type SourceReport } from "./report.js";
import { Tables, type WrittenFile } from "./tables.js";

const PART_SIZE = 256 << 20;

/**
 * Buffered bytes of a table's row group. In layout `record` some 27 tables may be open at once, 8 of them in the logs
 * that are usual; the other layouts have two.
 */
const ROW_GROUP_BYTES = { record: 8 << 20, frame: 24 << 20, long: 24 << 20 } as const;

/**
 * Converts logs. A source that cannot be read does not stop the others: its error is in the report. Throws a `Failure`
 * when nothing can be read or written, and the signal's reason when that is aborted.
 */
export async function convert(options: ConvertOptions): Promise<Report> {
  const started = performance.now();
  const destination = await destinationOf(options);
  const data = dataOptions(options, destination.layout);
  const { sources, lost } = await sourcesOf(options.inputs);
  if (sources.length === 0) throw nothingRead(lost.map(({ failure }) => failure));
  const run = new Run(options, destination, data, sources);
  const done = await run.run();
  const seconds = (performance.now() - started) / 1000;
  const lostSources = lost.map(({ name, failure }) => ({
    name,
    bytes: noCounts().bytes,
    frames: 0,
    error: failure.message,
  }));
  return {
    ...countsOf(done.counters),
    sources: [...done.sources, ...lostSources],
    outputs: done.outputs,
    parts: done.outputs.length,
    seconds,
    bytes_per_second: Math.round(done.counters.bytes.total / seconds),
    notes: done.notes,
  };
}

/** Sources whose rows go to the same files, through one decoder. */
interface Group {
  readonly sources: readonly Source[];
  /** Of its files, where each source has its own. */
  readonly fileName: string | undefined;
}

interface Done {
  readonly counters: Counters;
  readonly sources: readonly SourceReport[];
  readonly outputs: readonly OutputReport[];
  readonly notes: readonly string[];
}

class Run {
  readonly #options: ConvertOptions;
  readonly #destination: Destination;
  readonly #data: DataOptions;
  readonly #sources: readonly Source[];
  readonly #sinks = new Map<Format, Promise<OpenPartedSink>>();
  readonly #folders = new MadeFolders();
  readonly #rereadable = new Rereadable();
  readonly #tables: Tables[] = [];
  readonly #reports: SourceReport[] = [];
  readonly #failures: Failure[] = [];
  readonly #notes: string[] = [];
  readonly #counters = noCounts();
  #bytes = 0;

  constructor(
    options: ConvertOptions,
    destination: Destination,
    data: DataOptions,
    sources: readonly Source[],
  ) {
    this.#options = options;
    this.#destination = destination;
    this.#data = data;
    this.#sources = sources;
  }

  async run(): Promise<Done> {
    try {
      const stale = await this.#prepare();
      for (const group of this.#groups()) await this.#convertGroup(group);
      if (this.#tables.length === 0) throw nothingRead(this.#failures);
      const files = this.#tables.flatMap((tables) => tables.files);
      await this.#commit(files, stale);
      // A source that turned out to be no log may have had a folder made for its rejects.
      await this.#folders.remove(this.#destination.path);
      return {
        counters: this.#counters,
        sources: this.#reports,
        outputs: await Promise.all(files.map(outputReport)),
        notes: this.#notes,
      };
    } catch (error) {
      for (const tables of this.#tables) await tables.abort();
      await this.#folders.remove();
      throw error;
    } finally {
      await this.#rereadable.remove();
    }
  }

  /** Refuses what may not be written, before any work. Answers the files of an earlier run, to be replaced. */
  async #prepare(): Promise<string[]> {
    const { kind, path } = this.#destination;
    const { rejects, force = false } = this.#options;
    const named = [...(kind === "folder" ? [] : [path]), ...(rejects === undefined ? [] : [rejects])];
    if (rejects === path)
      throw new Failure("usage", `--rejects and the output are both ${path}; name another file`);
    await refuseInputAsOutput(this.#sources, named);
    // Rejects are written only when there are some: those of an earlier run would be taken for this one's.
    const earlier = rejects !== undefined && (await isFile(rejects)) ? [rejects] : [];
    if (kind === "folder") {
      const stale = await filesToReplace(path, force);
      if (!force) await refuseExisting(earlier);
      await this.#folders.make(path);
      return [...stale, ...earlier];
    }
    const beside = kind === "file" ? [besideFile(path, "rejects"), besideFile(path, "unmapped")] : [];
    if (!force) await refuseExisting([...named, ...beside]);
    return [...beside, ...earlier];
  }

  #groups(): Group[] {
    const sources = this.#sources;
    if (this.#destination.kind !== "folder" || this.#destination.layout !== "frame") {
      return [{ sources, fileName: undefined }];
    }
    if (this.#options.rejects !== undefined && sources.length > 1) {
      throw new Failure(
        "usage",
        "--rejects names one file, but layout frame into a folder makes files for each source; leave it out, and " +
          "rejects go to the folder too",
      );
    }
    const names = fileNames(sources);
    return sources.map((source, i) => ({ sources: [source], fileName: names[i] }));
  }

  async #convertGroup(group: Group): Promise<void> {
    const { timezone } = this.#data;
    const limits = await this.#firstReading(group);
    const plan = this.#plan(limits?.codes);
    const tables = new Tables({
      plan,
      places: placesOf(this.#destination, this.#options.rejects, group.fileName),
      partSize: this.#options.partSize ?? PART_SIZE,
      force: this.#options.force ?? false,
      timezone: timezone?.name,
      sinksOf: (format) => this.#sinksOf(format),
      makeFolder: (path) =>
        this.#destination.kind === "folder" ? this.#folders.make(dirname(path)) : nothing(),
      describe: (table, columns) => provenanceJson(table, columns, this.#data),
    });
    this.#tables.push(tables);
    const counts = noCounts();
    const reports: SourceReport[] = [];
    let usable = false;
    const decoder = new Decoder(this.#decodeOptions(plan, group));
    const only = this.#onlyTable(group, plan);
    for (const [i, source] of group.sources.entries()) {
      const { counters, failure } = await this.#readSource(decoder, i, source, tables, limits?.bytes);
      addCounts(counts, counters);
      const { bytes, frames } = counters;
      reports.push({ name: source.name, bytes, frames, ...(failure && { error: failure.message }) });
      if (failure !== undefined) this.#failures.push(failure);
      if (failure === undefined || frames > 0) usable = true;
      if (failure === undefined && bytes.total === 0) this.#notes.push(`${shownName(source.name)} is empty`);
    }
    this.#reports.push(...reports);
    addCounts(this.#counters, counts);
    if (!usable) {
      this.#tables.pop();
      await tables.abort();
      return;
    }
    if (only !== undefined) await tables.open(only);
    await tables.close((table, columns) =>
      provenanceJson(table, columns, this.#data, { sources: reports, counts }),
    );
    this.#noteLeft(tables);
  }

  /** The table that an output has even without rows. */
  #onlyTable(group: Group, plan: Plan): string | undefined {
    if (plan.layout === "record")
      return this.#destination.kind === "folder" ? undefined : plan.rowTables[0]?.name;
    return plan.layout === "long" || this.#destination.kind !== "folder" || group.fileName !== undefined
      ? plan.layout
      : undefined;
  }

  /**
   * A format whose columns stand at its beginning, in a layout whose columns are those that turn up: they are found
   * in a reading of their own. Sources that can be read only once are kept for the second one.
   */
  async #firstReading(group: Group): Promise<{ codes: Set<Code>; bytes: Map<Source, number> } | undefined> {
    const plan = this.#plan(undefined);
    if (allowsLateColumns(this.#destination.format)) return undefined;
    if (plan.rowTables.every(({ table }) => table !== undefined)) return undefined;
    const decoder = new Decoder(this.#decodeOptions(plan, group));
    const codes = new Set<Code>();
    const bytes = new Map<Source, number>();
    const { signal } = this.#options;
    for (const [i, source] of group.sources.entries()) {
      // Whatever is wrong with a source is told by the second reading.
      const reader = await this.#rereadable.open(source, signal).catch(onlyInputFailures);
      if (reader === undefined) continue;
      try {
        const { counters, failure } = await readSource(decoder, i, reader, {
          name: source.name,
          signal,
          async deliver(batches) {
            for (const { table } of batches) {
              for (const { code } of table.columns) if (code !== undefined) codes.add(code);
            }
          },
        });
        if (failure === undefined) bytes.set(source, counters.bytes.total);
      } finally {
        await closeReader(reader, signal);
      }
    }
    return { codes, bytes };
  }

  /** `lengths` are those of a first reading; what a source has grown since is left out. */
  async #readSource(
    decoder: Decoder,
    index: number,
    source: Source,
    tables: Tables,
    lengths: ReadonlyMap<Source, number> | undefined,
  ): Promise<ReadSource> {
    const { signal, onProgress } = this.#options;
    signal?.throwIfAborted();
    let reader: ByteReader;
    try {
      reader = await (lengths === undefined
        ? unlessAborted(signal, () => openSource(source))
        : this.#rereadable.open(source, signal));
    } catch (error) {
      if (!(error instanceof Failure) || error.kind !== "input") throw error;
      return { counters: noCounts(), failure: error };
    }
    const progress = { source: this.#reports.length + index + 1, sources: this.#sources.length };
    try {
      return await readSource(decoder, index, reader, {
        name: source.name,
        signal,
        most: lengths?.get(source),
        deliver: (batches) => tables.write(batches),
        onBytes: (bytes) => {
          this.#bytes += bytes;
          onProgress?.({ bytes: this.#bytes, ...progress });
        },
      });
    } finally {
      await closeReader(reader, signal);
    }
  }

  #plan(codes: ReadonlySet<Code> | undefined): Plan {
    const { layout, records, units, to, prune } = this.#data;
    return planOf({ layout, records, units, to, prune, codes });
  }

  #decodeOptions(plan: Plan, group: Group): DecodeOptions {
    const { nulls, dateOrder, from, until, timezone, maxLine, maxFrame } = this.#data;
    const sources = group.sources.map(({ name }) => name);
    return { plan, sources, nulls, dateOrder, from, until, toUtc: timezone?.toUtc, maxLine, maxFrame };
  }

  #sinksOf(format: Format): Promise<OpenPartedSink> {
    let sinks = this.#sinks.get(format);
    if (sinks === undefined) {
      const { compression = "snappy", rowGroupRows = ROW_GROUP_ROWS } = this.#options;
      // One text, which no line and no frame is shorter than, must fit.
      const bytes = Math.max(
        ROW_GROUP_BYTES[this.#data.layout],
        2 * this.#data.maxLine,
        2 * this.#data.maxFrame,
      );
      sinks = sinksOf(format, { compression, rowGroup: { rows: rowGroupRows, bytes }, version });
      this.#sinks.set(format, sinks);
    }
    return sinks;
  }

  /** All is on disk before the first earlier file goes, and the first new one gets its name. */
  async #commit(files: readonly WrittenFile[], stale: readonly string[]): Promise<void> {
    for (const { output } of files) await output.finish();
    this.#options.signal?.throwIfAborted();
    const replaced = new Set(files.map(({ path }) => path));
    const gone = stale.filter((path) => !replaced.has(path));
    await removeFiles(gone);
    if (this.#destination.kind === "folder")
      await removeEmptyFolders(gone.filter((path) => path !== this.#options.rejects));
    await commitOutputs(files.map(({ output }) => output));
  }

  #noteLeft(tables: Tables): void {
    const { rejects, unmapped } = tables.left;
    if (rejects !== undefined) this.#notes.push("rejects are only counted; --rejects FILE keeps them");
    if (unmapped !== undefined) {
      this.#notes.push(
        `${unmapped.toLocaleString("en-US")} values of items that are not in the catalog have no place in one table; ` +
          "--layout frame has columns for them",
      );
    }
  }
}

const isFile = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isFile() ?? false;

async function outputReport({ path }: WrittenFile): Promise<OutputReport> {
  const info = path === "-" ? undefined : await stat(path).catch(() => undefined);
  return info?.isFile() ? { path, bytes: info.size } : { path };
}

function onlyInputFailures(error: unknown): undefined {
  if (error instanceof Failure && error.kind === "input") return undefined;
  throw error;
}

function nothingRead(failures: readonly Failure[]): Failure {
  const [first, ...others] = failures;
  if (first === undefined) return new Failure("usage", "there is no input; name files, folders, globs, or -");
  if (others.length === 0) return first;
  const shown = failures.slice(0, 10).map(({ message }) => `  ${message}`);
  if (failures.length > shown.length) shown.push(`  and ${failures.length - shown.length} more`);
  return new Failure("input", `none of the ${failures.length} inputs can be read:\n${shown.join("\n")}`, {
    cause: first,
  });
}

const nothing = async (): Promise<void> => {};
