/**
 * A conversion: what is to be read and where it goes is settled first; then Parquet is made by a pool of workers,
 * everything else by one decoder in this thread. A file has its name only when it is whole.
 */
import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { filesToReplace, MadeFolders } from "../dataset/folder.js";
import { type ManifestContent, readHead, readManifest } from "../dataset/manifest-file.js";
import { countsOf, errorOf, type Report } from "../dataset/report.js";
import { Failure } from "../failure.js";
import type { Source } from "../input/bytes/source.js";
import { sourcesOf } from "../input/feed/inputs.js";
import { type DataOptions, dataOptions } from "../input/feed/options.js";
import { type Readings, readingsOf } from "../input/feed/per-source.js";
import type { Contradiction } from "../input/sniff/contradictions.js";
import { notesOfPieces } from "../input/source/pieces.js";
import { noCounts } from "../wits/decoding/counters.js";
import { type ConvertOptions, checkConvertOptions } from "./convert-options.js";
import {
  besideFile,
  type Destination,
  destinationOf,
  hasFilesApart,
  refuseExisting,
  refuseInputAsOutput,
} from "./destination.js";
import { ParquetRun } from "./parquet-run.js";
import type { RunOptions } from "./run.js";
import { StreamRun } from "./stream-run.js";

/**
 * Converts logs. A source that cannot be read does not stop the others: its error is in the report. Throws a `Failure`
 * when nothing can be read or written, and the signal's reason when that is aborted.
 */
export async function convert(options: ConvertOptions): Promise<Report> {
  const started = performance.now();
  checkConvertOptions(options);
  const destination = await destinationOf(options);
  const { sources, lost, leftOut } = await sourcesOf(options.inputs);
  // What cannot be meant is told whether or not there is anything to read.
  if (sources.length === 0 && (options.perSource ?? []).length === 0)
    await dataOptions(options, destination.layout);
  if (sources.length === 0) throw nothingRead(lost.map(({ failure }) => failure));
  const readings = await readingsOf(
    options,
    destination.layout,
    sources.map(({ name }) => name),
    { apart: hasFilesApart(destination) },
  );
  const [data] = readings.all as [DataOptions];
  const doubts = await doubtsOf(sources, readings, options);
  const folders = new MadeFolders();
  try {
    const run = await runOf({ convert: options, destination, readings, data, sources, folders });
    const done = await run.run();
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
  }
}

/** How many sources are named of which the values contradict the units. */
const SHOWN_DOUBTS = 3;

/** Says where the values speak for other units than were declared. Throws Failure("data") when the run is to be strict. */
async function doubtsOf(
  sources: readonly Source[],
  readings: Readings,
  { strict, signal }: ConvertOptions,
): Promise<readonly string[]> {
  if (readings.all.every(({ units }) => units === undefined)) return [];
  const { contradictionsIn, contradictionText } = await import("../input/sniff/contradictions.js");
  const found = await contradictionsIn(sources, readings, signal);
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

/** The manifest of an earlier run may be long: the run alone has it, and lets go of it. */
async function runOf(options: Omit<RunOptions, "stale">): Promise<ParquetRun | StreamRun> {
  const { convert, destination, sources, folders } = options;
  const { stale, earlier } = await prepare(convert, destination, sources);
  if (destination.kind === "folder") await folders.make(destination.path);
  const all = { ...options, stale };
  return isPooled(convert, destination) ? new ParquetRun(all, earlier) : new StreamRun(all);
}

/** Rejects that go to a file of the user's are written in the order of the rows, by one thread. */
export const isPooled = ({ rejects }: ConvertOptions, { format, kind }: Destination): boolean =>
  format === "parquet" && kind !== "stream" && rejects === undefined;

/** What stands where the output is to be: files to be replaced, and the manifest of a run to be continued. */
interface Existing {
  readonly stale: readonly string[];
  readonly earlier: ManifestContent | undefined;
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
    if (head?.live) throw ofStream(path);
    const continues = !force && (earlier !== undefined || shard !== undefined);
    // Half-written files may be those of other shards at work.
    const stale = await filesToReplace(path, force || continues, { keepPartial: shard !== undefined });
    return { stale: continues ? [] : [...stale, ...rejectsBefore], earlier };
  }
  const beside = kind === "file" ? [besideFile(path, "rejects"), besideFile(path, "unmapped")] : [];
  if (!force) await refuseExisting([...named, ...beside]);
  return { stale: [...beside, ...rejectsBefore], earlier: undefined };
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
