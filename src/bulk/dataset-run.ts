/**
 * A conversion into a dataset, which may be there: what a run that was stopped has left is done first, then what its inputs have
 * now and the dataset has not. The manifest says what is there, and after each step it is asked again.
 */
import { basename, extname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ROW_GROUP_ROWS } from "../columns/parquet/row-group-builder.js";
import { readCompacted } from "../dataset/compacted.js";
import { filesToReplace, removeEmptyFolders, removeFiles } from "../dataset/folder.js";
import { LazyManifest } from "../dataset/lazy-manifest.js";
import { leaveParts } from "../dataset/leaving.js";
import { lockDataset, lockParts } from "../dataset/lock.js";
import {
  headOf,
  MANIFEST_FOLDER,
  type ManifestHead,
  type ManifestRun,
  manifestName,
  optionChanges,
  type Shard,
  type SharedUnits,
} from "../dataset/manifest.js";
import { type ManifestContent, readManifest } from "../dataset/manifest-file.js";
import type { ManifestInput } from "../dataset/manifest-inputs.js";
import { ManifestWriter } from "../dataset/manifest-writer.js";
import { metadataOf, writeMetadata } from "../dataset/metadata.js";
import { readingsJson } from "../dataset/provenance.js";
import { removeReplaced } from "../dataset/replaced.js";
import { errorOf, type SourceReport } from "../dataset/report.js";
import { removeShared, sharedAtWork, sharedName, writeShared } from "../dataset/shared-run.js";
import type { FolderLock } from "../durable/folder-lock.js";
import { Failure } from "../failure.js";
import type { Source } from "../input/bytes/source.js";
import { openOptions, planOptions } from "../input/feed/options.js";
import type { Readings } from "../input/feed/per-source.js";
import { planOf } from "../wits/catalog/layout.js";
import { addBytes, addCounts, noCounts } from "../wits/decoding/counters.js";
import { changesText } from "./changes-text.js";
import { PART_SIZE } from "./convert-options.js";
import { fileNames } from "./destination.js";
import { pathOf } from "./known-inputs.js";
import { type NextRun, nextRun, type RunInput } from "./next-run.js";
import { ParquetRun } from "./parquet-run.js";
import { planUnits, type RunSource, type UnitPlan, type WorkUnit } from "./plan.js";
import type { Done, RunOptions } from "./run.js";
import { sourcesOfRun } from "./unfinished-run.js";

interface PlannedRun {
  readonly run: ManifestRun & { readonly inputs: readonly ManifestInput[] };
  readonly sources: readonly RunSource[];
  readonly plan: UnitPlan;
}

/** A partitioned unit waits in memory until it is whole, so it is smaller. */
const PARTITIONED_PART_SIZE = 32 << 20;

/** What is told of sources, by where they are: of those of this run, and of those that the dataset has besides. */
export interface ToldByPath {
  readonly readings: Readings;
  indexOf(path: string): number;
}

export class DatasetRun {
  #options: RunOptions;
  readonly #told: ToldByPath;
  readonly #notes: string[] = [];
  /** Units that this run has made. */
  readonly #made = new Set<number>();
  #decoded = 0;
  /** What was read last is the manifest of the whole dataset, and not that of a shard. */
  #isMerged = false;

  constructor(options: RunOptions, told: ToldByPath) {
    this.#options = options;
    this.#told = told;
  }

  /** The lock of the dataset is held. */
  async run(): Promise<Done> {
    const { convert, destination } = this.#options;
    const { path } = destination;
    this.#options = { ...this.#options, checksums: convert.verify === true };
    let content = (convert.force ?? false) ? undefined : await this.#read();
    const options = shapingOptions(this.#options);
    if (content === undefined) return this.#first(options);
    this.#refuseOthers(content, options);
    // Once there are checksums, all that is made later has one too.
    this.#options = { ...this.#options, checksums: convert.verify === true || hasChecksums(content) };
    if (convert.shard !== undefined && this.#isMerged) return this.#share(content, convert.shard);
    if (content.shared !== undefined) throw sharedAtWork(path, content.shared);
    await filesToReplace(path, true, { live: true, keepPartial: convert.shard !== undefined });
    await leaveParts(path, content);
    await removeReplaced(path, new Set(content.units.flatMap(({ files }) => files.map((file) => file.path))));
    await this.#writeMetadata();
    const before = content.units.length;
    let resumed = 0;
    for (const run of [{ first: 0, units: content.head.units, inputs: content.head.inputs }, ...content.runs])
      resumed += await this.#resume(content, run);
    if (resumed > 0) content = await this.#again();
    const next = await this.#next(content);
    const added = await this.#add(content, next);
    if (added) content = await this.#again();
    else if (resumed > 0) await this.#complete(content);
    this.#notes.push(...changesText(next));
    // Where nothing was done before, this is as good as the first run.
    if (!added && (before > 0 || resumed === 0)) {
      const units = content.units.length;
      const were = before === 1 ? "unit was" : "units were";
      const left = resumed === 0 ? "nothing was left to do" : `${resumed} had to be made`;
      this.#notes.push(`of ${units}, ${before} ${were} done before; ${left}`);
    }
    return this.#doneOf(content, next);
  }

  #next(content: ManifestContent): Promise<NextRun> {
    const { convert, destination, sources } = this.#options;
    return nextRun(content, sources, {
      replaceChanged: convert.replaceChanged ?? false,
      apart: destination.layout === "frame",
      verify: convert.verify ?? false,
      signal: convert.signal,
      made: this.#made,
      dataOf: (path) => this.#dataOf(path),
    });
  }

  /** A dataset that is not there. */
  async #first(options: Record<string, unknown>): Promise<Done> {
    const { convert, destination, sources } = this.#options;
    await filesToReplace(destination.path, true, { keepPartial: convert.shard !== undefined });
    const names = this.#hasNames ? fileNames(sources) : undefined;
    const plan = await this.#plan(sources, this.#told.readings, names);
    const head = await headOf(sources, JSON.parse(JSON.stringify(options)), plan.units.length, {
      checksums: this.#options.checksums,
    });
    const manifest = head && new LazyManifest(() => this.#open(head));
    try {
      const units = plan.units.filter(({ index }) => this.#isOurs(index));
      const done = await this.#convert(sources, units, plan, manifest, this.#options.stale);
      if (done.usable) await manifest?.complete();
      const { shard } = convert;
      if (units.length === 0 && shard !== undefined)
        this.#notes.push(
          `none of the ${plan.units.length} units falls to shard ${shard.index} of ${shard.count}`,
        );
      return { ...done, notes: this.#notes };
    } finally {
      await manifest?.close();
    }
  }

  async #read(): Promise<ManifestContent | undefined> {
    const { convert, destination } = this.#options;
    // Behind the end of all shards there is one manifest for all, whatever a merge that was killed has left beside it.
    const merged = await readManifest(destination.path);
    this.#isMerged = merged !== undefined;
    return merged ?? (convert.shard && (await readManifest(destination.path, manifestName(convert.shard))));
  }

  /** A shard's part of what is added to a dataset that is there. It counts when all shards are merged. */
  async #share(merged: ManifestContent, shard: Shard): Promise<Done> {
    const { convert, destination, sources } = this.#options;
    const { path } = destination;
    if (convert.verify) throw verifiedInOneRun();
    if (missingUnits(merged, { first: 0, units: merged.head.units }, ...merged.runs).length > 0)
      throw differs(path, ["a run without --shard was stopped, and is to be gone on with first"]);
    const next = await this.#next(merged);
    const shared = merged.shared ?? (await this.#sharePlan(merged, next, shard));
    if (shared === undefined) {
      this.#notes.push(...changesText(next), "nothing was left to do for any shard");
      return this.#doneOf(merged, next);
    }
    if (shared.shards !== shard.count) throw sharedAtWork(path, shared);
    const plan = await readManifest(path, sharedName(shared.first));
    const [run] = plan?.runs ?? [];
    if (run === undefined) throw sharedAtWork(path, shared);
    const inputs = await sourcesOfRun(run, sources);
    const changes = inputs.flatMap((one) => (typeof one === "string" ? [one] : []));
    if (changes.length > 0) throw differs(path, changes);
    const all = inputs as readonly RunSource[];
    const units = await this.#planRun(run, all, merged);
    if (units.units.length !== run.units) throw differs(path, ["its inputs give other units than before"]);
    const adding = { ...shard, first: shared.first };
    const before = await readManifest(path, manifestName(adding));
    const done = new Set((before?.units ?? []).map(({ unit }) => unit));
    const mine = units.units.filter(({ index }) => (index - shared.first) % shard.count === shard.index);
    const missing = mine.filter(({ index }) => !done.has(index));
    if (missing.length > 0 || before?.complete !== true) {
      const manifest = await ManifestWriter.open(
        path,
        { ...merged.head, units: 0, inputs: [] },
        { shard: adding, resume: before },
      );
      try {
        await this.#convert(all, missing, units, new LazyManifest(async () => manifest), []);
        await manifest.complete();
      } finally {
        await manifest.close();
      }
    }
    const own = await readManifest(path, manifestName(adding));
    this.#notes.push(
      ...changesText(next),
      `${mine.length} of the ${run.units} units that are added fall to shard ${shard.index} of ${shard.count}; ` +
        "witskit merge-manifest takes them in when all shards have ended",
    );
    return this.#doneOf({ ...merged, runs: [...merged.runs, run], units: own?.units ?? [] }, next);
  }

  /** Writes down what all shards add; undefined where there is nothing. Only one shard at a time can, and the others go by that. */
  async #sharePlan(merged: ManifestContent, next: NextRun, shard: Shard): Promise<SharedUnits | undefined> {
    const { path } = this.#options.destination;
    const lock = await lockWhen(
      path,
      async () => (await readManifest(path))?.shared !== undefined,
      this.#options.convert.signal,
    );
    try {
      const now = (await readManifest(path)) ?? merged;
      if (now.shared !== undefined || lock === undefined) return now.shared;
      if (now.length !== merged.length) throw differs(path, ["another run has added to it meanwhile"]);
      if (next.remakes.length + next.inputs.length === 0) return undefined;
      if (this.#hasNames) throw namedByShards(path);
      await removeShared(path, () => true);
      const parts = await lockParts(path);
      const { run } = await this.#runOf(merged, next)
        .then(async (planned) => {
          if (planned.run.units > 0) await writeShared(path, merged.head, planned.run, shard.count);
          return planned;
        })
        .finally(() => parts.release());
      return run.units > 0 ? { first: run.first, units: run.units, shards: shard.count } : undefined;
    } finally {
      await lock?.release();
    }
  }

  /** Of a shard, the units that fall to it. */
  #isOurs(unit: number): boolean {
    const { shard } = this.#options.convert;
    return shard === undefined || unit % shard.count === shard.index;
  }

  get #hasNames(): boolean {
    return this.#options.destination.layout === "frame";
  }

  #refuseOthers({ head }: ManifestContent, options: Record<string, unknown>): void {
    const { destination, sources } = this.#options;
    const changes = optionChanges(head.options, JSON.parse(JSON.stringify(options)));
    if (sources.some(({ size }) => size === undefined))
      changes.push("an input is a stream, which cannot be read again");
    if (changes.length > 0) throw differs(destination.path, changes);
  }

  /** Makes what is missing of a run. Answers how many units these are. */
  async #resume(content: ManifestContent, run: ManifestRun): Promise<number> {
    const { convert, destination, sources } = this.#options;
    const { head } = content;
    const missing = new Set(missingUnits(content, run).filter((unit) => this.#isOurs(unit)));
    if (missing.size === 0) return 0;
    const inputs = await sourcesOfRun(run, sources);
    const changes = inputs.flatMap((one) => (typeof one === "string" ? [one] : []));
    if (changes.length > 0) throw differs(destination.path, changes);
    const all = inputs as readonly RunSource[];
    const plan = await this.#planRun(run, all, content);
    if (plan.units.length !== run.units)
      throw differs(destination.path, ["its inputs give other units than before"]);
    const manifest = await ManifestWriter.open(destination.path, head, {
      shard: convert.shard,
      resume: (await this.#read()) ?? content,
    });
    try {
      const work = plan.units.filter(({ index }) => missing.has(index));
      await this.#convert(all, work, plan, new LazyManifest(async () => manifest), []);
    } finally {
      await manifest.close();
    }
    return missing.size;
  }

  /** False when there is nothing to be added. */
  async #add(content: ManifestContent, next: NextRun): Promise<boolean> {
    const { remakes, inputs, noted } = next;
    const { convert, destination } = this.#options;
    if (convert.shard !== undefined) {
      // Shards that find different things would make different units of one number.
      if (remakes.length + inputs.length === 0) return false;
      throw differs(destination.path, [
        "its inputs have changed, and a dataset that is made in shards takes in more only when they are merged",
      ]);
    }
    if (remakes.length + inputs.length + noted.length === 0) return false;
    // Once the manifest has it, a compaction leaves alone what is to be replaced.
    const parts = remakes.length > 0 ? await lockParts(destination.path) : undefined;
    const manifest = await ManifestWriter.open(destination.path, content.head, {
      shard: undefined,
      resume: content,
    });
    try {
      const { sources, plan } = await this.#runOf(content, next)
        .then(async (planned) => {
          await manifest.run({
            ...planned.run,
            ...(noted.length > 0 && { noted: noted.length }),
            inputs: [...planned.run.inputs, ...noted],
          });
          return planned;
        })
        .finally(() => parts?.release());
      await this.#convert(sources, plan.units, plan, new LazyManifest(async () => manifest), []);
      await manifest.complete();
      return plan.units.length > 0;
    } finally {
      await manifest.close();
    }
  }

  /** What is to be added, as the manifest has it, and the units of it. */
  async #runOf(content: ManifestContent, { remakes, inputs }: NextRun): Promise<PlannedRun> {
    const { destination } = this.#options;
    const { content: compacted } = await readCompacted(destination.path);
    const taken = remakes.find(({ replaces }) => replaces.some((unit) => compacted.takes(unit)));
    if (taken !== undefined) throw inLargeParts(destination.path, taken);
    const all: RunInput[] = [...remakes.flatMap((remake) => remake.inputs), ...inputs];
    const run: PlannedRun["run"] = {
      first: content.next,
      units: 0,
      ...(remakes.length > 0 && {
        remakes: remakes.map(({ replaces, inputs }) => ({ replaces, inputs: inputs.length })),
      }),
      inputs: all.map(({ entry }) => entry),
    };
    const sources = all.map(({ source }) => source);
    const plan = await this.#planRun(run, sources, content);
    return { run: { ...run, units: plan.units.length }, sources, plan };
  }

  /** The units of a run, numbered from its first one on: those in the place of others, then the others. */
  async #planRun(
    { first, remakes = [] }: ManifestRun,
    sources: readonly RunSource[],
    content: ManifestContent,
  ): Promise<UnitPlan> {
    const units: WorkUnit[] = [];
    let at = 0;
    let rangeBytes = 0;
    const planned = async (own: readonly RunSource[], single: boolean): Promise<readonly WorkUnit[]> => {
      const from = at;
      at += own.length;
      const names = this.#hasNames ? this.#fileNames(own, content, first) : undefined;
      const plan = await this.#plan(own, this.#readingsOf(own), names, single);
      rangeBytes = plan.rangeBytes;
      return plan.units.map((unit) => behind(unit, from));
    };
    for (const { replaces, inputs } of remakes) {
      const [unit] = await planned(sources.slice(at, at + inputs), true);
      const empty = { fileName: undefined, work: [], sources: { first: at, end: at }, bytes: 0 };
      units.push({ ...(unit ?? empty), index: first + units.length, replaces });
    }
    for (const unit of await planned(sources.slice(at), false))
      units.push({ ...unit, index: first + units.length });
    return { units, rangeBytes };
  }

  /** Where each source has its files: those of before, or names that no other source has. */
  #fileNames(sources: readonly RunSource[], { units }: ManifestContent, first: number): string[] {
    const own = new Map<string, string>();
    for (const { unit, files, sources } of units) {
      const [file] = files;
      if (file === undefined || unit >= first) continue;
      const stem = basename(file.path, extname(file.path));
      for (const { name } of sources) own.set(name, stem);
    }
    const taken = new Set([...own.values()].map((stem) => stem.toLowerCase()));
    const places = sources.map((source) => ({ ...source, name: source.path ?? source.name }));
    return fileNames(places, taken).map((name, i) => own.get(sources[i]!.name) ?? name);
  }

  #plan(
    sources: readonly RunSource[],
    readings: Readings,
    names: readonly string[] | undefined,
    single = false,
  ): Promise<UnitPlan> {
    const { convert } = this.#options;
    return planUnits(sources, {
      partSize: convert.partition === undefined ? (convert.partSize ?? PART_SIZE) : PARTITIONED_PART_SIZE,
      single,
      fileNames: names,
      signal: convert.signal,
      readingOf: (source) => readings.of(source),
      open: readings.all.map(openOptions),
    });
  }

  async #convert(
    sources: readonly RunSource[],
    units: readonly WorkUnit[],
    { rangeBytes }: UnitPlan,
    manifest: LazyManifest | undefined,
    stale: readonly string[],
  ): Promise<Done> {
    const readings = this.#readingsOf(sources);
    const run = new ParquetRun(
      { ...this.#options, sources, readings, stale },
      { units, rangeBytes, manifest },
    );
    const done = await run.run();
    for (const { index } of units) this.#made.add(index);
    this.#decoded += done.decoded;
    this.#notes.push(...done.notes);
    return done;
  }

  async #open(head: ManifestHead): Promise<ManifestWriter> {
    const { convert, destination, folders } = this.#options;
    await folders.make(join(destination.path, MANIFEST_FOLDER));
    const manifest = await ManifestWriter.open(destination.path, head, {
      shard: convert.shard,
      resume: undefined,
    });
    // Behind the manifest: what an earlier run with other options has left is to keep its meaning as long as it is a dataset.
    await this.#writeMetadata();
    return manifest;
  }

  /** What stands once for all parts: a run that was killed may not have come to it. */
  async #writeMetadata(): Promise<void> {
    const { readings } = this.#told;
    const plans = readings.all.map((data) => planOf(planOptions(data)));
    await writeMetadata(
      this.#options.destination.path,
      metadataOf(readings, plans),
      this.#options.convert.shard?.index,
    );
  }

  async #complete(content: ManifestContent): Promise<void> {
    if (content.complete) return;
    const { convert, destination } = this.#options;
    const manifest = await ManifestWriter.open(destination.path, content.head, {
      shard: convert.shard,
      resume: content,
    });
    await manifest.complete().finally(() => manifest.close());
  }

  /** The manifest after a step; what has left by it goes. */
  async #again(): Promise<ManifestContent> {
    const { path } = this.#options.destination;
    const content = await this.#read();
    if (content === undefined) throw new Error(`the manifest of ${path} is gone`);
    await leaveParts(path, content);
    if (this.#hasNames) await this.#removeUnrecorded(content);
    return content;
  }

  /** Files that are named by their sources, and not by units: those that the manifest does not have any more. */
  async #removeUnrecorded({ units }: ManifestContent): Promise<void> {
    const { path } = this.#options.destination;
    const recorded = new Set(units.flatMap(({ files }) => files.map((file) => join(path, file.path))));
    const files = await filesToReplace(path, true, { live: true });
    const gone = files.filter((file) => file.endsWith(".parquet") && !recorded.has(file));
    await removeFiles(gone);
    await removeEmptyFolders(gone);
  }

  #readingsOf(sources: readonly RunSource[]): Readings {
    const { readings, indexOf } = this.#told;
    const indexes = Uint32Array.from(sources, ({ name, path = name }) => indexOf(path));
    return { ...readings, of: (source) => readings.of(indexes[source]!) };
  }

  #dataOf(path: string) {
    const { readings, indexOf } = this.#told;
    return readings.all[readings.of(indexOf(path))]!;
  }

  /** Of the whole dataset, as its manifest has it. */
  #doneOf(content: ManifestContent, { refused, verified }: NextRun): Done {
    const { units } = content;
    const { destination } = this.#options;
    const counters = noCounts();
    const reports = new Map<string, SourceReport>();
    for (const { counts, sources, streams } of units) {
      addCounts(counters, { skipped: 0, filtered: 0, ...counts });
      if (streams !== undefined) continue;
      for (const { from: _1, crc32: _2, ...report } of sources) {
        const known = reports.get(report.name);
        if (known === undefined) {
          reports.set(report.name, report);
          continue;
        }
        const bytes = { ...known.bytes };
        addBytes(bytes, report.bytes);
        reports.set(report.name, { ...known, ...report, bytes, frames: known.frames + report.frames });
      }
    }
    for (const [name, failure] of [...(verified?.unverified ?? []), ...refused]) {
      // A shard tells of its own units, and of all that nobody takes over.
      const known = reports.get(name) ?? { name, bytes: noCounts().bytes, frames: 0 };
      reports.set(name, { ...known, ...errorOf(failure) });
    }
    return {
      counters,
      decoded: this.#decoded,
      sources: inOrderOf(this.#options.sources, reports, content),
      outputs: units.flatMap(({ unit, files }) =>
        files.map(({ path, bytes, crc32 }) => ({
          path: join(destination.path, path),
          bytes,
          ...(this.#made.has(unit) ? crc32 !== undefined && { crc32 } : { earlier: true as const }),
        })),
      ),
      failures: [],
      usable: true,
      notes: this.#notes,
    };
  }
}

function missingUnits(
  { units, unread }: ManifestContent,
  ...runs: readonly Pick<ManifestRun, "first" | "units">[]
): number[] {
  const done = new Set([...units.map(({ unit }) => unit), ...unread]);
  return runs
    .flatMap((run) => Array.from({ length: run.units }, (_, i) => run.first + i))
    .filter((unit) => !done.has(unit));
}

const verifiedInOneRun = (): Failure =>
  new Failure(
    "conflicting-options",
    "--verify reads all that the dataset has, and each shard would read all of it again; run it once, without --shard",
  );

const namedByShards = (path: string): Failure =>
  new Failure(
    "output-differs",
    `${path} has files that are named after its sources, layout frame, and takes in more in one run, without --shard`,
    { place: { file: path } },
  );

/** Milliseconds between two tries for a lock, and after which it is given up. */
const TRIES_EVERY = 100;
const LONGEST_WAIT = 30_000;

/** The lock of the dataset, which another shard may hold for a moment; undefined when there is no need of it any more. */
async function lockWhen(
  path: string,
  isDone: () => Promise<boolean>,
  signal: AbortSignal | undefined,
): Promise<FolderLock | undefined> {
  const begun = performance.now();
  for (;;) {
    try {
      return await lockDataset(path);
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== "output-taken") throw error;
      if (await isDone()) return undefined;
      if (performance.now() - begun > LONGEST_WAIT) throw error;
    }
    await delay(TRIES_EVERY, undefined, { signal });
  }
}

const hasChecksums = ({ head, units }: ManifestContent): boolean =>
  head.checksums === true ||
  units.some(({ sources }) => [...sources].some(({ crc32 }) => crc32 !== undefined));

/** The order of the sources of this run, before what the dataset has besides. */
function inOrderOf(
  sources: readonly Source[],
  reports: ReadonlyMap<string, SourceReport>,
  { head, runs }: ManifestContent,
): SourceReport[] {
  const names = new Map<string, string>();
  for (const { inputs } of [head, ...runs])
    for (const input of inputs) if (reports.has(input.name)) names.set(pathOf(input), input.name);
  const first = sources.flatMap(({ name }) => reports.get(names.get(name) ?? name) ?? []);
  return [...new Set([...first, ...reports.values()])];
}

const differs = (path: string, changes: readonly string[]): Failure =>
  new Failure(
    "output-differs",
    `${path} was begun by another run, and cannot be continued by this one: ${changes.slice(0, 5).join("; ")}` +
      `${changes.length > 5 ? `; and ${changes.length - 5} more changes` : ""}. Give --force to make it anew, or name another folder`,
  );

/** Rows of a large part cannot leave by themselves, and made anew beside it they would be there twice. */
const inLargeParts = (path: string, { inputs }: NextRun["remakes"][number]): Failure =>
  new Failure(
    "output-differs",
    `${path} was compacted, and rows of ${inputs[0]?.source.name ?? "an input that is gone"}, which are to be made anew, are in large parts ` +
      "with others. Give --force to make the dataset anew, or name another folder",
    { place: { file: path } },
  );

/** What shapes the data of a dataset, as its manifest keeps it. */
function shapingOptions({ convert, readings }: RunOptions): Record<string, unknown> {
  const { compression = "snappy", rowGroupRows = ROW_GROUP_ROWS, partSize = PART_SIZE, partition } = convert;
  return {
    ...readingsJson(readings),
    partition,
    compression,
    row_group_rows: rowGroupRows,
    part_size: partSize,
  };
}

/** A unit of sources that stand behind others in the run. */
function behind(unit: WorkUnit, by: number): WorkUnit {
  const sources = { first: unit.sources.first + by, end: unit.sources.end + by };
  const work = unit.work.map((one) => {
    if ("small" in one) return { small: { first: one.small.first + by, end: one.small.end + by } };
    if ("pieces" in one)
      return { pieces: one.pieces.map((piece) => ({ ...piece, source: piece.source + by })) };
    if ("piece" in one) return { piece: { ...one.piece, source: one.piece.source + by } };
    return { stream: one.stream + by };
  });
  return { ...unit, sources, work };
}
