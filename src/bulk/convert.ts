/**
 * A conversion: what is to be read and where it goes is settled first; then Parquet is made by a pool of workers,
 * everything else by one decoder in this thread. A file has its name only when it is whole.
 */
import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { filesToReplace, MadeFolders } from "../dataset/folder.js";
import { curvesIn } from "../dataset/grown-curves.js";
import { lockDataset } from "../dataset/lock.js";
import { MANIFEST_FOLDER, type ManifestHead } from "../dataset/manifest.js";
import { readHead, readManifest } from "../dataset/manifest-file.js";
import { countsOf, errorOf, type Report } from "../dataset/report.js";
import { resamplingOf } from "../dataset/resample/resampling.js";
import { Failure } from "../failure/failure.js";
import type { Source } from "../input/bytes/source.js";
import { type FoundSources, sourcesOf } from "../input/feed/inputs.js";
import { type DataOptions, dataOptions, openOptions } from "../input/feed/options.js";
import { type Readings, readingsOf } from "../input/feed/per-source.js";
import type { Contradiction } from "../input/sniff/contradictions.js";
import { forget } from "../input/source/once.js";
import { notesOfPieces } from "../input/source/pieces.js";
import { noCounts } from "../wits/decoding/counters.js";
import { convertInSteps } from "./convert-in-steps.js";
import { type ConvertOptions, checkConvertOptions, PART_SIZE } from "./convert-options.js";
import { DatasetRun } from "./dataset-run.js";
import {
  besideFile,
  type Destination,
  destinationOf,
  hasFilesApart,
  refuseExisting,
  refuseInputAsOutput,
} from "./destination.js";
import { knownInputs, pathOf } from "./known-inputs.js";
import { ParquetRun } from "./parquet-run.js";
import { planUnits } from "./plan.js";
import type { Done, RunOptions } from "./run.js";
import { StreamRun } from "./stream-run.js";

/**
 * Converts logs. A source that cannot be read does not stop the others: its error is in the report. Throws a `Failure`
 * when nothing can be read or written, and the signal's reason when that is aborted.
 */
export async function convert(options: ConvertOptions): Promise<Report> {
  checkConvertOptions(options);
  const resampling = resamplingOf(options);
  return resampling === undefined ? convertRows(options) : convertInSteps(options, resampling, convertRows);
}

async function convertRows(options: ConvertOptions): Promise<Report> {
  const started = performance.now();
  return convertFound(options, await sourcesOf(options.inputs), started);
}

/** The same of inputs that have been looked for already. */
export async function convertFound(
  options: ConvertOptions,
  { sources, lost, leftOut }: FoundSources,
  started = performance.now(),
): Promise<Report> {
  const destination = await destinationOf(options);
  // What cannot be meant is told whether or not there is anything to read.
  if (sources.length === 0 && (options.perSource ?? []).length === 0)
    await dataOptions(options, destination.layout);
  if (sources.length === 0) throw nothingRead(lost.map(({ failure }) => failure));
  const folders = new MadeFolders();
  try {
    const { done, doubts } = await runOf(options, destination, sources, folders);
    if (!done.usable) throw nothingRead(done.failures);
    const seconds = (performance.now() - started) / 1000;
    const lostSources = lost.map(({ name, failure }) => ({
      name,
      bytes: noCounts().bytes,
      frames: 0,
      ...errorOf(failure),
    }));
    return {
      ...countsOf(done.counters),
      sources: [...done.sources, ...lostSources],
      ...(leftOut.files > 0 && { left_out: leftOut }),
      outputs: done.outputs,
      parts: done.outputs.length,
      seconds,
      bytes_per_second: Math.round(done.decoded / seconds),
      notes: [...doubts, ...done.notes, ...notesOfPieces(sources)],
    };
  } catch (error) {
    await folders.remove();
    throw error;
  } finally {
    for (const { name } of sources) forget(name);
  }
}

/** How many sources are named of which the values contradict the units. */
const SHOWN_DOUBTS = 3;

/** Says where the values speak for other units than were declared. Throws Failure("data") when the run is to be strict. */
async function doubtsOf(
  sources: readonly Source[],
  readings: Readings,
  { strict, signal }: ConvertOptions,
  places: readonly string[],
): Promise<readonly string[]> {
  if (readings.all.every(({ units }) => units === undefined)) return [];
  const { contradictionsIn, contradictionText } = await import("../input/sniff/contradictions.js");
  const indexes = new Map(places.map((place, i) => [place, i]));
  const of = (source: number): number => readings.of(indexes.get(sources[source]!.name)!);
  const found = await contradictionsIn(sources, { ...readings, of }, signal);
  if (found.length === 0) return [];
  // What one log of a folder shows, its others show too.
  const folders = new Map(
    found.map((one) => [dirname(one.source), one]).reverse() as [string, Contradiction][],
  );
  const told = [...folders.values()].reverse().slice(0, SHOWN_DOUBTS).map(contradictionText);
  const more =
    found.length > told.length ? [`so with ${found.length - told.length} more that were looked at`] : [];
  const sentences = [...told, ...more].join("; ");
  const advice =
    "witskit sniff shows the evidence, and --units 'FOLDER/**=SET' tells the units of some sources alone";
  if (strict)
    throw new Failure(
      "units-doubted",
      `${sentences}. ${advice}; without --strict it is converted as declared`,
    );
  return [`the units may be wrong: ${sentences}. ${advice}`];
}

/** What WITSML documents say twice, or do not say. Throws Failure("data") when the run is to be strict. */
function documentDoubts(
  { documents }: Readings,
  { strict }: ConvertOptions,
  isOfRun: (name: string) => boolean,
): readonly string[] {
  const units = documents?.unitsDoubted(isOfRun);
  if (strict && units !== undefined)
    throw new Failure("units-doubted", `${units}; without --strict it is converted`);
  const times = documents?.timesMissing(isOfRun);
  return [
    ...(units === undefined ? [] : [`the units may be wrong: ${units}`]),
    ...(times === undefined ? [] : [times]),
  ];
}

interface Ran {
  readonly done: Done;
  /** What the values say against what was declared, a sentence each. */
  readonly doubts: readonly string[];
}

async function runOf(
  convert: ConvertOptions,
  destination: Destination,
  sources: readonly Source[],
  folders: MadeFolders,
): Promise<Ran> {
  const isDataset = destination.kind === "folder" && isPooled(convert, destination);
  const { stale, known, options } = await prepare(convert, destination, sources);
  const places = [
    ...sources.map(({ name, path = name }) => path),
    ...known.filter(({ seen }) => !seen).map(({ path }) => path),
  ];
  const readings = await readingsOf(convert, destination.layout, places, {
    apart: hasFilesApart(destination),
    earlier: curvesIn(options),
    signal: convert.signal,
  });
  convert.onDocuments?.(readings.documents !== undefined);
  const [data] = readings.all as [DataOptions];
  // Of what the dataset has, it was told when that was converted.
  const before = new Set(known.map(({ path }) => path));
  const doubts = [
    ...(await doubtsOf(
      sources.filter(({ name }) => !before.has(name)),
      readings,
      convert,
      places,
    )),
  ];
  doubts.push(...documentDoubts(readings, convert, (name) => !before.has(name)));
  if (destination.kind === "folder") await folders.make(destination.path);
  const all = { convert, destination, readings, data, sources, folders, stale };
  if (!isPooled(convert, destination)) return { done: await new StreamRun(all).run(), doubts };
  if (!isDataset) return { done: await fileRun(all), doubts };
  const indexes = new Map(places.map((path, i) => [path, i]));
  const indexOf = (path: string): number => {
    const index = indexes.get(path);
    if (index !== undefined) return index;
    throw new Failure("input-changed", `${path} has come meanwhile; run the same command again`);
  };
  await folders.make(join(destination.path, MANIFEST_FOLDER));
  const lock = await lockDataset(destination.path, convert.shard);
  try {
    return { done: await new DatasetRun(all, { readings, indexOf }).run(), doubts };
  } finally {
    await lock.release();
  }
}

/** All sources into one file of Parquet. */
async function fileRun(options: RunOptions): Promise<Done> {
  const { convert, readings, sources } = options;
  const { units, rangeBytes } = await planUnits(sources, {
    partSize: convert.partSize ?? PART_SIZE,
    single: true,
    fileNames: undefined,
    signal: convert.signal,
    readingOf: (source) => readings.of(source),
    open: readings.all.map(openOptions),
  });
  return new ParquetRun(options, { units, rangeBytes, manifest: undefined }).run();
}

/** Rejects that go to a file of the user's are written in the order of the rows, by one thread. */
export const isPooled = ({ rejects }: ConvertOptions, { format, kind }: Destination): boolean =>
  format === "parquet" && kind !== "stream" && rejects === undefined;

/** What stands where the output is to be. */
interface Existing {
  /** Files to be replaced. */
  readonly stale: readonly string[];
  /** Units of a dataset that is gone on with; undefined where none is. */
  readonly units: number | undefined;
  /** What shaped its data; empty where none is. */
  readonly options: ManifestHead["options"];
  /** Where the inputs were that it was made of, and whether they are among those of this run. */
  readonly known: readonly { readonly path: string; readonly seen: boolean }[];
}

/** Refuses what may not be written, before any work. */
export async function prepare(
  options: ConvertOptions,
  destination: Destination,
  sources: readonly Source[],
): Promise<Existing> {
  const { kind, path } = destination;
  const { rejects, shard, force = false } = options;
  if (shard !== undefined) requireDataset("--shard", destination);
  if (options.verify) requireDataset("--verify", destination);
  if (options.partition !== undefined) requireDataset("--partition", destination);
  if (shard !== undefined && force) {
    throw new Failure(
      "conflicting-options",
      "--force would take away what other shards have made; empty the folder yourself first",
    );
  }
  const named = [...(kind === "folder" ? [] : [path]), ...(rejects === undefined ? [] : [rejects])];
  if (rejects === path)
    throw new Failure(
      "same-input-and-output",
      `--rejects and the output are both ${path}; name another file`,
    );
  await refuseInputAsOutput(sources, named);
  // Rejects are written only when there are some: those of an earlier run would be taken for this one's.
  const rejectsBefore = rejects !== undefined && (await isFile(rejects)) ? [rejects] : [];
  if (kind === "folder") {
    if (!force) await refuseExisting(rejectsBefore);
    const isContinued = !force && isPooled(options, destination);
    const earlier = isContinued ? await readManifest(path) : undefined;
    const head = isContinued ? earlier?.head : await readHead(path);
    if (head?.live && !isContinued) throw ofStream(path);
    const continues = !force && (earlier !== undefined || shard !== undefined);
    // What is half-written may be that of others at work, as long as the lock is not held.
    const stale = await filesToReplace(path, force || continues, {
      keepPartial: isPooled(options, destination),
      live: continues,
    });
    const names = new Set(sources.map(({ name }) => name));
    const known = new Set(
      earlier === undefined ? [] : [...knownInputs(earlier).values()].map(({ input }) => pathOf(input)),
    );
    return {
      stale: continues ? [] : [...stale, ...rejectsBefore],
      units: earlier?.units.length,
      options: earlier?.head.options ?? {},
      known: [...known].map((path) => ({ path, seen: names.has(path) })),
    };
  }
  const beside = kind === "file" ? [besideFile(path, "rejects"), besideFile(path, "unmapped")] : [];
  if (!force) await refuseExisting([...named, ...beside]);
  return { stale: [...beside, ...rejectsBefore], units: undefined, options: {}, known: [] };
}

const ofStream = (path: string): Failure =>
  new Failure(
    "output-foreign",
    `cannot write ${path}: it is the dataset of a stream, and its journal may hold bytes that are nowhere else; name another ` +
      "folder. witskit stream goes on with this one",
  );

function requireDataset(flag: string, { format, kind }: Destination): void {
  if (kind === "folder" && format === "parquet") return;
  throw new Failure("option-not-kept", `${flag} is for a Parquet dataset; name a folder (-o OUT/)`);
}

const isFile = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isFile() ?? false;

function nothingRead(failures: readonly Failure[]): Failure {
  const [first, ...others] = failures;
  if (first === undefined)
    return new Failure("missing-option", "there is no input; name files, folders, globs, or -");
  if (others.length === 0) return first;
  const shown = failures.slice(0, 10).map(({ message }) => `  ${message}`);
  if (failures.length > shown.length) shown.push(`  and ${failures.length - shown.length} more`);
  const code = others.every(({ code }) => code === first.code) ? first.code : "input-unreadable";
  return new Failure(code, `none of the ${failures.length} inputs can be read:\n${shown.join("\n")}`, {
    cause: first,
  });
}
