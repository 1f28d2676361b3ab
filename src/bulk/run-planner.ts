/** What a run of a dataset is to make: its inputs as the manifest has them, cut into units that are numbered behind those of before. */
import { basename, extname } from "node:path";
import { readCompacted } from "../dataset/compacted.js";
import type { ManifestRun } from "../dataset/manifest.js";
import type { ManifestContent } from "../dataset/manifest-file.js";
import type { ManifestInput } from "../dataset/manifest-inputs.js";
import { Failure } from "../failure/failure.js";
import { openOptions } from "../input/feed/options.js";
import type { Readings } from "../input/feed/per-source.js";
import { PART_SIZE } from "./convert-options.js";
import { fileNames } from "./destination.js";
import type { NextRun, RunInput } from "./next-run.js";
import { planUnits, type RunSource, type UnitPlan, type WorkUnit } from "./plan.js";
import type { RunOptions } from "./run.js";

export interface PlannedRun {
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

/** Readings of the sources of a run, by their places in it. */
export function readingsOf({ readings, indexOf }: ToldByPath, sources: readonly RunSource[]): Readings {
  const indexes = Uint32Array.from(sources, ({ name, path = name }) => indexOf(path));
  return {
    ...readings,
    of: (source) => readings.of(indexes[source]!),
    isDocument: (source) => readings.isDocument(indexes[source]!),
  };
}

export class RunPlanner {
  readonly #options: RunOptions;
  readonly #told: ToldByPath;

  constructor(options: RunOptions, told: ToldByPath) {
    this.#options = options;
    this.#told = told;
  }

  /** Files are named by their sources, and not by units. */
  get hasNames(): boolean {
    return this.#options.destination.layout === "frame";
  }

  /** What is to be added, as the manifest has it, what is only noted of inputs last, and the units of it. */
  async added(content: ManifestContent, { remakes, inputs, noted }: NextRun): Promise<PlannedRun> {
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
      ...(noted.length > 0 && { noted: noted.length }),
      inputs: [...all.map(({ entry }) => entry), ...noted],
    };
    const sources = all.map(({ source }) => source);
    const plan = await this.planOf(run, sources, content);
    return { run: { ...run, units: plan.units.length }, sources, plan };
  }

  /** The units of a run, numbered from its first one on: those in the place of others, then the others. */
  async planOf(
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
      const names = this.hasNames ? this.#fileNames(own, content, first) : undefined;
      const plan = await this.plan(own, readingsOf(this.#told, own), names, single);
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

  plan(
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
}

/** Rows of a large part cannot leave by themselves, and made anew beside it they would be there twice. */
const inLargeParts = (path: string, { inputs }: NextRun["remakes"][number]): Failure =>
  new Failure(
    "output-differs",
    `${path} was compacted, and rows of ${inputs[0]?.source.name ?? "an input that is gone"}, which are to be made anew, are in large parts ` +
      "with others. Give --force to make the dataset anew, or name another folder",
    { place: { file: path } },
  );

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
