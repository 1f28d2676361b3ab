/**
 * The manifest of a dataset: what it is made of, and which units are done. A line is appended when a unit's files
 * have their names, so that the same command again does only what is missing. Shards of a run have a manifest each.
 */
import { join } from "node:path";
import type { Source } from "../input/bytes/source.js";
import type { Clock } from "../kernel/decoder.js";
import { version } from "../package.js";
import { mapChanges } from "../wits/map/changes.js";
import { type ManifestInput, ManifestInputs } from "./manifest-inputs.js";
import type { countsOf, SourceReports } from "./report.js";

export const MANIFEST_FOLDER = "_witskit";
export const MANIFEST = "manifest.ndjson";

/** The first line: what the dataset is made of. */
export interface ManifestHead {
  readonly witskit: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** How many there will be; of a stream 0, since nobody knows. */
  readonly units: number;
  readonly inputs: Iterable<ManifestInput>;
  /** The dataset is that of a stream, which only a stream can continue. */
  readonly live?: true;
}

export interface ManifestFile {
  /** Within the dataset, with forward slashes. */
  readonly path: string;
  readonly bytes: number;
  /** Of its bytes, as it was written. */
  readonly crc32?: number | undefined;
}

/** A line for each unit that is done; of a stream also one for all up to a unit, gathered. */
export interface ManifestUnit {
  readonly unit: number;
  readonly files: readonly ManifestFile[];
  readonly sources: SourceReports;
  readonly counts: ReturnType<typeof countsOf>;
  /** Of a stream: the bytes that are in the unit. */
  readonly streams?: readonly ManifestStream[];
  /** Parts of the units that are gathered here, whose files are not listed. */
  readonly parts?: number;
}

/** Bytes [from, to) of a stream. */
export interface ManifestStream {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** The clock at their end, for the bytes that follow. */
  readonly clock?: Clock | undefined;
}

/** One machine's share of a conversion: shard `index`, from 0, of `count`. */
export interface Shard {
  /** From 0. */
  readonly index: number;
  readonly count: number;
}

export const manifestName = (shard: Shard | undefined): string =>
  shard === undefined ? MANIFEST : `manifest-${shard.index}-of-${shard.count}.ndjson`;

export const manifestPath = (folder: string, shard: Shard | undefined): string =>
  join(folder, MANIFEST_FOLDER, manifestName(shard));

/** Where what a unit holds back waits, when it is too much for memory. A run that was killed may leave it. */
export const waitingPath = (folder: string, unit: number): string =>
  join(folder, MANIFEST_FOLDER, `.unit-${unit}.partial`);

/** The head for a run; undefined when an input is a stream, which no later run could read again. */
export async function headOf(
  sources: readonly Source[],
  options: Readonly<Record<string, unknown>>,
  units: number,
): Promise<ManifestHead | undefined> {
  if (sources.some(({ size }) => size === undefined)) return undefined;
  const inputs = await ManifestInputs.of(sources);
  return { witskit: version, options: JSON.parse(JSON.stringify(options)), units, inputs };
}

/** Of a small input, whose place in the plan is the same, whether or not it can be read: it is tried again. */
const isReadableNow = ({ bytes, digest }: ManifestInput): boolean => digest === "" && bytes <= SMALL_INPUT;
const SMALL_INPUT = 4 << 20;

/** What makes a run another one than the manifest's: a sentence for each, empty when it is the same. */
export function changesBetween(before: ManifestHead, now: ManifestHead): string[] {
  const changes: string[] = [];
  if (before.witskit !== now.witskit) changes.push(`witskit was ${before.witskit}, now it is ${now.witskit}`);
  for (const name of new Set([...Object.keys(before.options), ...Object.keys(now.options)])) {
    const [was, is] = [before.options[name], now.options[name]].map(
      (value) => JSON.stringify(value) ?? "not given",
    );
    if (was === is) continue;
    if (name === "map") changes.push(...mapChanges(before.options[name], now.options[name]));
    else changes.push(`--${name.replaceAll("_", "-")} was ${was}, now it is ${is}`);
  }
  const earlier = new Map<string, ManifestInput>();
  for (const input of before.inputs) earlier.set(input.name, input);
  const names = earlier.keys();
  let inOrder = true;
  const later = new Set<string>();
  for (const { name, bytes, digest } of now.inputs) {
    later.add(name);
    inOrder &&= names.next().value === name;
    const input = earlier.get(name);
    if (input === undefined) changes.push(`input ${name} is new`);
    else if (input.bytes !== bytes)
      changes.push(`input ${name} had ${input.bytes} bytes, now it has ${bytes}`);
    else if (input.digest !== digest && !isReadableNow(input))
      changes.push(`input ${name} has other content`);
  }
  for (const name of earlier.keys()) if (!later.has(name)) changes.push(`input ${name} is missing`);
  if (changes.length === 0 && !inOrder) changes.push("the inputs come in another order");
  return changes;
}
