/**
 * A conversion through one decoder in this thread, for formats whose rows are written one behind the other, and for
 * streams. All files get their names together at the end; a run that fails leaves nothing behind.
 */
import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { ROW_GROUP_BYTES, ROW_GROUP_ROWS } from "../columns/parquet/row-group-builder.js";
import { type MadeFolders, manifestsFirst, removeEmptyFolders, removeFiles } from "../dataset/folder.js";
import { provenanceJson, toldJson } from "../dataset/provenance.js";
import { containerOf, errorOf, type OutputReport, type SourceReport } from "../dataset/report.js";
import { Failure, isFailure } from "../failure/failure.js";
import type { Source } from "../input/bytes/source.js";
import type { ContainerKind } from "../input/container/registry.js";
import { closeReader, Rereadable, unlessAborted } from "../input/feed/inputs.js";
import { type DataOptions, decodeOptions, openOptions, planOptions } from "../input/feed/options.js";
import type { Readings } from "../input/feed/per-source.js";
import { type ReadSource, readSource } from "../input/feed/read.js";
import { type OpenSource, openSource, shownName } from "../input/source/open.js";
import { Decoder } from "../kernel/decoder.js";
import { formatBy, openSink } from "../output/formats.js";
import type { ParquetOptions } from "../output/parquet/options.js";
import type { Code } from "../wits/catalog/code.js";
import { type Plan, planOf } from "../wits/catalog/layout.js";
import { addCounts, noCounts } from "../wits/decoding/counters.js";
import { type ConvertOptions, PART_SIZE } from "./convert-options.js";
import { type Destination, fileNames, hasFilesApart, onlyTable, placesOf } from "./destination.js";
import type { Done, RunOptions } from "./run.js";
import { Tables, type WrittenFile } from "./tables.js";

/**
 * Bytes of a table's rows before they are gathered. In layout `record` some 27 tables may be open at once, 8 of them in the logs
 * that are usual; the other layouts have two.
 */
const BUFFER = { record: 8 << 20, frame: 24 << 20, long: 24 << 20 } as const;

/** Sources whose rows go to the same files, through one decoder. */
interface Group {
  readonly sources: readonly Source[];
  /** Of its files, where each source has its own. */
  readonly fileName: string | undefined;
}

export class StreamRun {
  readonly #options: ConvertOptions;
  readonly #destination: Destination;
  readonly #data: DataOptions;
  readonly #sources: readonly Source[];
  readonly #folders: MadeFolders;
  readonly #stale: readonly string[];
  readonly #readings: Readings;
  readonly #indexes: ReadonlyMap<Source, number>;
  /** By reading. */
  readonly #rereadables: readonly Rereadable[];
  readonly #tables: Tables[] = [];
  readonly #reports: SourceReport[] = [];
  readonly #failures: Failure[] = [];
  readonly #notes: string[] = [];
  readonly #counters = noCounts();
  #bytes = 0;

  constructor({ convert, destination, readings, data, sources, folders, stale }: RunOptions) {
    this.#options = convert;
    this.#destination = destination;
    this.#data = data;
    this.#sources = sources;
    this.#folders = folders;
    this.#stale = stale;
    this.#readings = readings;
    this.#rereadables = readings.all.map((data) => new Rereadable(openOptions(data)));
    this.#indexes = new Map(sources.map((source, i) => [source, i]));
    this.#refuseApart();
  }

  async run(): Promise<Done> {
    try {
      for (const group of this.#groups()) await this.#convertGroup(group);
      const usable = this.#tables.length > 0;
      const files = this.#tables.flatMap((tables) => tables.files);
      if (usable) await this.#commit(files, this.#stale);
      return {
        counters: this.#counters,
        decoded: this.#bytes,
        sources: this.#reports,
        outputs: await Promise.all(files.map(outputReport)),
        failures: this.#failures,
        usable,
        notes: this.#notes,
      };
    } catch (error) {
      for (const tables of this.#tables) await tables.abort();
      throw error;
    } finally {
      for (const rereadable of this.#rereadables) await rereadable.remove();
    }
  }

  #groups(): Group[] {
    const sources = this.#sources;
    if (this.#destination.kind !== "folder" || this.#destination.layout !== "frame") {
      return [{ sources, fileName: undefined }];
    }
    if (this.#options.rejects !== undefined && sources.length > 1) {
      throw new Failure(
        "option-not-kept",
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
    /** Known when all sources are read. */
    let done: Parameters<typeof provenanceJson>[3];
    const tables = new Tables({
      plan,
      places: placesOf(this.#destination, this.#options.rejects, group.fileName),
      partSize: this.#options.partSize ?? PART_SIZE,
      force: this.#options.force ?? false,
      sinkOf: (format, options) =>
        openSink(format, { ...options, timezone: timezone?.name, parquet: this.#parquet() }),
      makeFolder: (path) =>
        this.#destination.kind === "folder" ? this.#folders.make(dirname(path)) : nothing(),
      describe: ({ name, columns }) => provenanceJson(name, columns, this.#readings, done),
    });
    this.#tables.push(tables);
    const counts = noCounts();
    const reports: SourceReport[] = [];
    let usable = false;
    const decoderOf = this.#decoders(group, limits?.codes);
    const only = onlyTable(this.#destination, plan, group.fileName);
    for (const [i, source] of group.sources.entries()) {
      const decoder = decoderOf(this.#dataOf(source));
      const { counters, containers, failure, remark } = await this.#readSource(
        decoder,
        i,
        source,
        tables,
        limits?.bytes,
      );
      addCounts(counts, counters);
      const { bytes, frames } = counters;
      reports.push({
        name: source.name,
        ...containerOf(containers),
        bytes,
        frames,
        ...this.#toldOf(source),
        ...errorOf(failure),
        ...(remark !== undefined && { warning: remark }),
      });
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
    done = { sources: reports, counts };
    await tables.prepare();
    this.#noteLeft(tables);
  }

  /**
   * A format whose columns stand at its beginning, in a layout whose columns are those that turn up: they are found
   * in a reading of their own. Sources that can be read only once are kept for the second one.
   */
  async #firstReading(group: Group): Promise<{ codes: Set<Code>; bytes: Map<Source, number> } | undefined> {
    const plan = this.#plan(undefined);
    if (formatBy(this.#destination.format).grows) return undefined;
    if (plan.rowTables.every(({ table }) => table !== undefined)) return undefined;
    const decoderOf = this.#decoders(group, undefined);
    const codes = new Set<Code>();
    const bytes = new Map<Source, number>();
    const { signal } = this.#options;
    for (const [i, source] of group.sources.entries()) {
      // Whatever is wrong with a source is told by the second reading.
      const reader = await this.#rereadableOf(source).open(source, signal).catch(onlyInputFailures);
      if (reader === undefined) continue;
      try {
        const { given, failure } = await readSource(decoderOf(this.#dataOf(source)), i, reader, {
          name: source.name,
          signal,
          async deliver(batches) {
            for (const { table } of batches) {
              for (const { code } of table.columns) if (code !== undefined) codes.add(code);
            }
          },
        });
        if (failure === undefined) bytes.set(source, given);
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
  ): Promise<ReadSource & { readonly containers: readonly ContainerKind[] }> {
    const { signal, onProgress } = this.#options;
    signal?.throwIfAborted();
    let reader: OpenSource;
    try {
      reader = await (lengths === undefined
        ? unlessAborted(signal, () => openSource(source, openOptions(this.#dataOf(source))))
        : this.#rereadableOf(source).open(source, signal));
    } catch (error) {
      if (!isFailure(error, "input")) throw error;
      return { counters: noCounts(), given: 0, containers: [], failure: error, remark: undefined };
    }
    const progress = {
      total: undefined,
      rejects: undefined,
      source: this.#reports.length + index + 1,
      sources: this.#sources.length,
    };
    try {
      const read = await readSource(decoder, index, reader, {
        name: source.name,
        signal,
        most: lengths?.get(source),
        deliver: (batches) => tables.write(batches),
        onBytes: (bytes) => {
          this.#bytes += bytes;
          onProgress?.({ bytes: this.#bytes, ...progress });
        },
      });
      return { ...read, containers: reader.containers };
    } finally {
      await closeReader(reader, signal);
    }
  }

  #plan(codes: ReadonlySet<Code> | undefined, data = this.#data): Plan {
    return planOf({ ...planOptions(data), codes });
  }

  #rereadableOf(source: Source): Rereadable {
    return this.#rereadables[this.#readings.all.indexOf(this.#dataOf(source))]!;
  }

  #dataOf(source: Source): DataOptions {
    return this.#readings.all[this.#readings.of(this.#indexes.get(source)!)]!;
  }

  #toldOf(source: Source): Pick<SourceReport, "told"> {
    const told = toldJson(this.#readings, this.#indexes.get(source)!);
    return told === undefined ? {} : { told };
  }

  /** What these formats cannot hold of sources that are read in different ways; Parquet can. */
  #refuseApart(): void {
    const { format, layout } = this.#destination;
    const maps = new Set(this.#readings.all.map(({ map }) => JSON.stringify(map)));
    if (maps.size > 1 && !hasFilesApart(this.#destination)) {
      throw new Failure(
        "sources-disagree",
        `sources have maps of their own, and ${format} has the same columns for all; convert them into Parquet`,
      );
    }
    if (format === "arrow" && layout === "long" && this.#readings.all.length > 1) {
      throw new Failure(
        "sources-disagree",
        "sources are told different things, and a file of Arrow has one dictionary of units for all; take arrows or Parquet",
      );
    }
  }

  /** A decoder a reading, each made when its first source comes; all of them name the sources by the same list. */
  #decoders(group: Group, codes: ReadonlySet<Code> | undefined): (data: DataOptions) => Decoder {
    const sources = group.sources.map(({ name }) => name);
    const made = new Map<DataOptions, Decoder>();
    return (data) => {
      const decoder =
        made.get(data) ?? new Decoder({ ...decodeOptions(data), plan: this.#plan(codes, data), sources });
      made.set(data, decoder);
      return decoder;
    };
  }

  #parquet(): ParquetOptions {
    const { compression = "snappy", rowGroupRows = ROW_GROUP_ROWS } = this.#options;
    // One text, which no line and no frame is shorter than, must fit.
    const buffer = Math.max(
      BUFFER[this.#data.layout],
      2 * this.#data.dialect.maxLine,
      2 * this.#data.dialect.maxFrame,
    );
    return { compression, rowGroup: { rows: rowGroupRows, bytes: ROW_GROUP_BYTES, buffer } };
  }

  /** All is on disk before the first earlier file goes, and the first new one gets its name. */
  async #commit(files: readonly WrittenFile[], stale: readonly string[]): Promise<void> {
    this.#options.signal?.throwIfAborted();
    const replaced = new Set(files.map(({ path }) => path));
    const gone = stale.filter((path) => !replaced.has(path));
    await removeFiles(manifestsFirst(gone));
    if (this.#destination.kind === "folder")
      await removeEmptyFolders(gone.filter((path) => path !== this.#options.rejects));
    for (const tables of this.#tables) await tables.commit();
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

async function outputReport({ path }: WrittenFile): Promise<OutputReport> {
  const info = path === "-" ? undefined : await stat(path).catch(() => undefined);
  return info?.isFile() ? { path, bytes: info.size } : { path };
}

function onlyInputFailures(error: unknown): undefined {
  if (isFailure(error, "input")) return undefined;
  throw error;
}

const nothing = async (): Promise<void> => {};
