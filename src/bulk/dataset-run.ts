/**
 * A conversion into a dataset, which may be there: what a run that was stopped has left is done first, then what its inputs have
 * now and the dataset has not. The manifest says what is there, and after each step it is asked again.
 */
import { join } from "node:path";
import { ROW_GROUP_ROWS } from "../columns/parquet/row-group-builder.js";
import { filesToReplace, removeEmptyFolders, removeFiles } from "../dataset/folder.js";
import { changesBesideCurves } from "../dataset/grown-curves.js";
import { LazyManifest } from "../dataset/lazy-manifest.js";
import { leaveParts } from "../dataset/leaving.js";
import { lockParts } from "../dataset/lock.js";
import {
  headOf,
  MANIFEST_FOLDER,
  type ManifestHead,
  type ManifestRun,
  manifestName,
  optionChanges,
  type Shard,
} from "../dataset/manifest.js";
import { type ManifestContent, readManifest } from "../dataset/manifest-file.js";
import { ManifestWriter } from "../dataset/manifest-writer.js";
import { metadataOf, writeMetadata } from "../dataset/metadata.js";
import { optionsJson, readingsJson } from "../dataset/provenance.js";
import { removeReplaced } from "../dataset/replaced.js";
import { sharedAtWork } from "../dataset/shared-run.js";
import { planOptions } from "../input/feed/options.js";
import { planOf } from "../wits/catalog/layout.js";
import { changesText } from "./changes-text.js";
import { PART_SIZE } from "./convert-options.js";
import { doneOf } from "./dataset-done.js";
import { fileNames } from "./destination.js";
import { knownInputs, pathOf } from "./known-inputs.js";
import { missingUnits } from "./missing-units.js";
import { type NextRun, nextRun } from "./next-run.js";
import { ParquetRun } from "./parquet-run.js";
import type { RunSource, UnitPlan, WorkUnit } from "./plan.js";
import type { Done, RunOptions } from "./run.js";
import { differs } from "./run-differs.js";
import { RunPlanner, readingsOf, type ToldByPath } from "./run-planner.js";
import { addShared, verifiedInOneRun } from "./shared-addition.js";
import { sourcesOfRun, unchangedSources } from "./unfinished-run.js";

export class DatasetRun {
  #options: RunOptions;
  readonly #told: ToldByPath;
  readonly #planner: RunPlanner;
  readonly #notes: string[] = [];
  /** Units that this run has made. */
  readonly #made = new Set<number>();
  #decoded = 0;
  /** What was read last is the manifest of the whole dataset, and not that of a shard. */
  #isMerged = false;

  constructor(options: RunOptions, told: ToldByPath) {
    this.#options = options;
    this.#told = told;
    this.#planner = new RunPlanner(options, told);
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
    if (convert.shard !== undefined) await this.#refuseMoreInputs(content);
    const before = content.units.length;
    let resumed = 0;
    for (const run of [{ first: 0, units: content.head.units, inputs: content.head.inputs }, ...content.runs])
      resumed += await this.#resume(content, run);
    if (resumed > 0) content = await this.#again();
    // Of inputs that the other shards have, this one knows nothing.
    const next = convert.shard === undefined ? await this.#next(content) : undefined;
    const added = next !== undefined && (await this.#add(content, next));
    if (added) content = await this.#again();
    // A run may have been killed between its last unit and the line that says so.
    else if (!content.complete) await this.#complete(await this.#again());
    if (next !== undefined) this.#notes.push(...changesText(next));
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
    const names = this.#planner.hasNames ? fileNames(sources) : undefined;
    const plan = await this.#planner.plan(sources, this.#told.readings, names);
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

  /** A shard's part of what is added to a dataset that is there. */
  async #share(merged: ManifestContent, shard: Shard): Promise<Done> {
    if (this.#options.convert.verify) throw verifiedInOneRun();
    const next = await this.#next(merged);
    const { content, note } = await addShared(merged, shard, {
      options: this.#options,
      planner: this.#planner,
      next,
      convert: (sources, plan, manifest) => this.#convert(sources, plan.units, plan, manifest, []),
    });
    this.#notes.push(...changesText(next), note);
    return this.#doneOf(content, next);
  }

  /** Of a shard, the units that fall to it. */
  #isOurs(unit: number): boolean {
    const { shard } = this.#options.convert;
    return shard === undefined || unit % shard.count === shard.index;
  }

  #refuseOthers(content: ManifestContent, options: Record<string, unknown>): void {
    const { convert, destination, sources } = this.#options;
    const [before, now] = [content.head.options, JSON.parse(JSON.stringify(options))];
    const inputs = [...knownInputs(content).values()].map(({ input }) => pathOf(input));
    // Shards that find different curves would make different columns of one unit.
    const changes =
      convert.shard === undefined
        ? [
            ...changesBesideCurves(before, now, inputs, (path) =>
              JSON.parse(JSON.stringify(optionsJson(this.#dataOf(path)))),
            ),
          ]
        : optionChanges(before, now);
    if (sources.some(({ size }) => size === undefined))
      changes.push("an input is a stream, which cannot be read again");
    if (changes.length > 0) throw differs(destination.path, changes);
  }

  /** Shards that find different things would make different units of one number. */
  async #refuseMoreInputs({ head }: ManifestContent): Promise<void> {
    const { destination, sources } = this.#options;
    const found = await sourcesOfRun(head, sources);
    const changes = found.filter((one) => typeof one === "string");
    const known = new Set([...head.inputs].map(pathOf));
    const more = sources.find(({ name }) => !known.has(name));
    if (more !== undefined)
      changes.push(
        `${more.name} is new, and a dataset that is made in shards takes in more only when they are merged`,
      );
    if (changes.length > 0) throw differs(destination.path, changes);
  }

  /** Makes what is missing of a run. Answers how many units these are. */
  async #resume(content: ManifestContent, run: ManifestRun): Promise<number> {
    const { convert, destination, sources } = this.#options;
    const { head } = content;
    const missing = new Set(missingUnits(content, run).filter((unit) => this.#isOurs(unit)));
    if (missing.size === 0) return 0;
    const all = await unchangedSources(run, sources, destination.path);
    const plan = await this.#planner.planOf(run, all, content);
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
    const { destination } = this.#options;
    if (remakes.length + inputs.length + noted.length === 0) return false;
    const options = JSON.parse(JSON.stringify(shapingOptions(this.#options)));
    const isGrown = optionChanges(content.head.options, options).length > 0;
    // Once the manifest has it, a compaction leaves alone what is to be replaced.
    const parts = remakes.length > 0 ? await lockParts(destination.path) : undefined;
    const manifest = await ManifestWriter.open(destination.path, content.head, {
      shard: undefined,
      resume: content,
    });
    try {
      const { sources, plan } = await this.#planner
        .added(content, next)
        .then(async (planned) => {
          await manifest.run({ ...planned.run, ...(isGrown && { options }) });
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

  async #convert(
    sources: readonly RunSource[],
    units: readonly WorkUnit[],
    { rangeBytes }: UnitPlan,
    manifest: LazyManifest | undefined,
    stale: readonly string[],
  ): Promise<Done> {
    const readings = readingsOf(this.#told, sources);
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
    if (this.#planner.hasNames) await this.#removeUnrecorded(content);
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

  #dataOf(path: string) {
    const { readings, indexOf } = this.#told;
    return readings.all[readings.of(indexOf(path))]!;
  }

  #doneOf(content: ManifestContent, next: NextRun | undefined): Done {
    return doneOf(content, next, {
      options: this.#options,
      made: this.#made,
      decoded: this.#decoded,
      notes: this.#notes,
    });
  }
}

const hasChecksums = ({ head, units }: ManifestContent): boolean =>
  head.checksums === true ||
  units.some(({ sources }) => [...sources].some(({ crc32 }) => crc32 !== undefined));

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
