/**
 * A conversion whose rows are made fewer: all rows first, as Parquet in a folder of its own, then from there the rows of steps, in the
 * format and at the place that were asked for. Bins need the rows of a source together, which workers part; and a clock that goes back
 * is known when all is read.
 */
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { fileInfo } from "../dataset/file.js";
import {
  filesToReplace,
  MadeFolders,
  manifestsFirst,
  removeEmptyFolders,
  removeFiles,
} from "../dataset/folder.js";
import { readHead } from "../dataset/manifest-file.js";
import { dictionaryJson } from "../dataset/provenance.js";
import { readTable, type TableReader } from "../dataset/read.js";
import type { OutputReport, Report } from "../dataset/report.js";
import { withSteps } from "../dataset/resample/resampled.js";
import { noSteps, type Resampling } from "../dataset/resample/resampling.js";
import { tablesIn } from "../dataset/tables.js";
import { withUnit } from "../dataset/unit-of-part.js";
import { openOutput } from "../durable/open-output.js";
import { allOf, type Output } from "../durable/output.js";
import { Failure } from "../failure/failure.js";
import { sourcesOf } from "../input/feed/inputs.js";
import { openSink } from "../output/formats.js";
import { usualParquet } from "../output/parquet/options.js";
import type { Sink } from "../output/sink.js";
import { timezoneNamed } from "../wits/catalog/timezone.js";
import { type ConvertOptions, PART_SIZE } from "./convert-options.js";
import {
  besideFile,
  type Destination,
  destinationOf,
  hasFilesApart,
  placesOf,
  refuseExisting,
  refuseInputAsOutput,
  type TablePlaces,
} from "./destination.js";
import { type StepCounts, stepsReport, writeSteps } from "./steps.js";

/** A table of the rows that were read first, and where its rows of steps go. */
interface Task {
  readonly reader: TableReader;
  readonly places: TablePlaces;
  /** A file that tells what the rows were made of. */
  readonly file: string;
}

/** `convertRows` makes all rows. Throws a Failure as it does, and for what steps do not allow. */
export async function convertInSteps(
  options: ConvertOptions,
  resampling: Resampling,
  convertRows: (options: ConvertOptions) => Promise<Report>,
): Promise<Report> {
  const started = performance.now();
  refuseUnkept(options);
  const destination = await destinationOf(options);
  const stale = await refuseOutputs(options, destination);
  const folder = await mkdtemp(join(tmpdir(), "witskit-"));
  const made = new MadeFolders();
  const run = new StepsRun(options, resampling, destination, made);
  try {
    const output = join(folder, destination.kind === "folder" ? "rows" : "rows.parquet");
    const report = await convertRows({
      ...options,
      ...noSteps,
      rowGroupRows: undefined,
      output,
      format: "parquet",
      layout: destination.layout,
      compression: "snappy",
      force: options.rejects === undefined ? false : options.force,
      // One part a table: what it says of the run is of all.
      partSize: Number.MAX_SAFE_INTEGER,
    });
    const counts = await run.write(output);
    const outputs = await run.commit(stale);
    const seconds = (performance.now() - started) / 1000;
    return {
      ...report,
      outputs,
      parts: outputs.length,
      steps: stepsReport(counts, resampling),
      seconds,
      bytes_per_second: Math.round(report.bytes.total / seconds),
      notes: [...report.notes, ...counts.flatMap(({ notes }) => notes), ...run.notes],
    };
  } catch (error) {
    await run.abort();
    await made.remove();
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function refuseUnkept({ shard, partition, verify = false }: ConvertOptions): void {
  if (verify) {
    throw new Failure(
      "option-not-kept",
      "--verify is not kept with --every and --by: it is of a dataset that has all rows; convert them, and export the steps of it",
    );
  }
  const given = shard !== undefined ? "shard" : partition !== undefined ? "partition" : undefined;
  if (given === undefined) return;
  throw new Failure(
    "option-not-kept",
    `--${given} is not kept with --every and --by: a step has rows of the whole source; convert all rows so, and export the steps of the dataset`,
  );
}

/** Before any work; answers the files that are to be replaced. */
async function refuseOutputs(options: ConvertOptions, { kind, path }: Destination): Promise<string[]> {
  const { force = false, rejects } = options;
  const { sources } = await sourcesOf(options.inputs);
  const named = [...(kind === "folder" ? [] : [path]), ...(rejects === undefined ? [] : [rejects])];
  await refuseInputAsOutput(sources, named);
  if (kind === "folder") {
    const head = await readHead(path);
    if (head?.live) {
      throw new Failure(
        "output-foreign",
        `cannot write ${path}: it is the dataset of a stream, and its journal may hold bytes that are nowhere else; name another folder`,
      );
    }
    return filesToReplace(path, force);
  }
  if (kind === "stream") return [];
  const beside = [besideFile(path, "rejects"), besideFile(path, "unmapped")];
  if (!force) await refuseExisting([path, ...beside]);
  return beside;
}

class StepsRun {
  readonly #options: ConvertOptions;
  readonly #resampling: Resampling;
  readonly #destination: Destination;
  readonly #made: MadeFolders;
  readonly #sinks: Sink[] = [];
  readonly #copies: Output[] = [];
  readonly #written: { readonly path: string; bytes?: number }[] = [];
  readonly notes: string[] = [];

  constructor(options: ConvertOptions, resampling: Resampling, destination: Destination, made: MadeFolders) {
    this.#options = options;
    this.#resampling = resampling;
    this.#destination = destination;
    this.#made = made;
  }

  /** The rows of steps, of all rows that lie there; all is durable then, and nothing seen. */
  async write(rows: string): Promise<StepCounts[]> {
    const { signal, tz, prune } = this.#options;
    const resampling = this.#resampling;
    const tasks = await this.#tasksOf(rows);
    const { tables } = withSteps(
      resampling,
      tasks.map(({ reader }) => reader),
    );
    const counts: StepCounts[] = [];
    for (const task of tasks) {
      const { reader, places } = task;
      if (places(reader.name) === undefined || !tables.includes(reader)) {
        this.notes.push(
          places(reader.name) === undefined
            ? `${reader.rows.toLocaleString("en-US")} rows of ${reader.name} have no place in one table`
            : `${reader.meaning} is left out: no row of it tells its step, ${resampling.text}`,
        );
        continue;
      }
      const timezone = tz === undefined ? undefined : timezoneNamed(tz);
      counts.push(
        await writeSteps(reader, { resampling, timezone, prune, signal }, (utc) => this.#open(task, utc)),
      );
    }
    for (const sink of this.#sinks) await sink.prepare();
    return counts;
  }

  /** Shows what was written; files of an earlier run that it does not replace go first. */
  async commit(stale: readonly string[]): Promise<OutputReport[]> {
    const replaced = new Set(this.#written.map(({ path }) => path));
    const gone = stale.filter((path) => !replaced.has(path));
    await removeFiles(manifestsFirst(gone));
    if (this.#destination.kind === "folder") await removeEmptyFolders(gone);
    await allOf([...this.#sinks, ...this.#copies].map(async (one) => void (await one.commit())));
    return this.#written.map(({ path, bytes }) =>
      path === "-" || bytes === undefined ? { path } : { path, bytes },
    );
  }

  async abort(): Promise<void> {
    await Promise.all([...this.#sinks, ...this.#copies].map((one) => one.abort()));
  }

  async #tasksOf(rows: string): Promise<Task[]> {
    const { layout } = this.#destination;
    const { rejects } = this.#options;
    const placesFor = (name?: string): TablePlaces => placesOf(this.#destination, rejects, name);
    if (this.#destination.kind !== "folder") {
      const [record] = this.#options.records ?? [];
      const main = layout === "record" ? `record=${String(record).padStart(2, "0")}` : layout;
      const tasks = [await taskOf(main, [rows], placesFor())];
      for (const name of ["unmapped", "rejects"]) {
        const path = besideFile(rows, name);
        if (!(await isThere(path))) continue;
        if (name === "unmapped") tasks.push(await taskOf(name, [path], placesFor()));
        else await this.#copy(path, besideFile(this.#destination.path, name));
      }
      return tasks;
    }
    const tasks: Task[] = [];
    for (const { name, files } of await tablesIn(rows)) {
      if (name === "rejects")
        for (const file of files) await this.#copy(file, join(this.#destination.path, relative(rows, file)));
      else if (hasFilesApart(this.#destination))
        for (const file of files)
          tasks.push(await taskOf(name, [file], placesFor(basename(file, ".parquet")), relative(rows, file)));
      else tasks.push(await taskOf(name, files, placesFor()));
    }
    return tasks;
  }

  async #open({ reader, places, file }: Task, utc: boolean): Promise<Sink> {
    const {
      compression = usualParquet.compression,
      partSize = PART_SIZE,
      rowGroupRows,
      force,
    } = this.#options;
    const { rowGroup } = usualParquet;
    const place = places(reader.name)!;
    // Of few rows the parts leave to the manifest what they were made of, and that is gone with them.
    const { provenance } = await withUnit(await fileInfo(file, "parquet"));
    const sink = await openSink(place.format, {
      timezone: utc ? "UTC" : undefined,
      partSize: place.inParts ? partSize : undefined,
      parquet: { compression, rowGroup: { ...rowGroup, rows: rowGroupRows ?? rowGroup.rows } },
      describe: ({ name, columns }) =>
        dictionaryJson(name, columns, { ...provenance, resampled: this.#resampling.text }),
      open: (of) => {
        const further = typeof of === "object" && "table" in of ? of.further : 0;
        return this.#openOutput(place.pathOf(0, further), force);
      },
    });
    this.#sinks.push(sink);
    return sink;
  }

  async #openOutput(path: string, force: boolean | undefined): Promise<Output> {
    if (this.#destination.kind === "folder") await this.#made.make(dirname(path));
    const output = await openOutput(path, { force });
    const written = { path, bytes: 0 };
    this.#written.push(written);
    return {
      name: output.name,
      write(chunk) {
        written.bytes += chunk.length;
        return output.write(chunk);
      },
      finish: () => output.finish(),
      commit: () => output.commit(),
      abort: () => output.abort(),
    };
  }

  /** What was rejected is of no step, and goes on as it is. */
  async #copy(from: string, to: string): Promise<void> {
    if (this.#destination.kind === "stream") return;
    const output = await this.#openOutput(to, true);
    this.#copies.push(output);
    const file = await open(from);
    try {
      for await (const chunk of file.createReadStream({ autoClose: false }))
        await output.write(chunk as Buffer);
    } finally {
      await file.close();
    }
    await output.finish();
  }
}

async function taskOf(
  name: string,
  files: readonly string[],
  places: TablePlaces,
  meaning = name,
): Promise<Task> {
  return { reader: await readTable({ name, meaning, files }), places, file: files[0]! };
}

const isThere = (path: string): Promise<boolean> =>
  open(path).then(
    async (file) => {
      await file.close();
      return true;
    },
    () => false,
  );
