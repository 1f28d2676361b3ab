/**
 * The manifest of a dataset: what it is made of, and which units are done. It only grows, by a line at a time, and each line
 * counts as a whole or not at all:
 *
 * - the head, with the options and the inputs of the first run;
 * - a run: the inputs that were added later, and the units that are made of them;
 * - a unit, when its files have their names. One that `replaces` others stands for them with all that they had. One that `takes`
 *   the parts of others has their rows in files of its own, and what was counted of them stays where it is;
 * - before a unit that replaces or takes, `coming` with its number: from there on its files may have names beside those that they
 *   stand for, and are not read until the unit's own line is there;
 * - `complete`, when nothing of the runs before is missing.
 *
 * A number is never used twice. Whoever reads a dataset passes over the parts of units that have left or are only coming
 * (`unread`); their files go after the line that they leave by is durable (`leaving.ts`). Shards of a run have a manifest each.
 */
import { join } from "node:path";
import type { Source } from "../input/bytes/source.js";
import type { Clock } from "../kernel/decoder.js";
import { version } from "../runtime/package.js";
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
  /** Of what shards add to a dataset that is there: `shared-run.ts`. */
  readonly shared?: SharedUnits;
  /** Of the bytes of inputs a checksum is kept. */
  readonly checksums?: true;
  /** A stream writes to the dataset, and its journal may have what is in no part yet. */
  readonly live?: true;
}

/** A unit that is made in the place of others. */
export interface Remake {
  readonly replaces: readonly number[];
  readonly inputs: number;
}

/** Inputs that came after those of the head, and the units that are made of them: `units` of them, from `first` on. */
export interface ManifestRun {
  readonly first: number;
  readonly units: number;
  /** Its first units are made in the place of others, each of so many of its inputs. */
  readonly remakes?: readonly Remake[];
  readonly inputs: Iterable<ManifestInput>;
  /** In the place of the head's, where documents of it have curves that those before did not have. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** So many of its inputs, the last ones, are in the dataset as they are: it only says where they are by now. */
  readonly noted?: number;
}

export interface ManifestFile {
  /** Within the dataset, with forward slashes. */
  readonly path: string;
  readonly bytes: number;
  /** Of its bytes, as it was written. */
  readonly crc32?: number | undefined;
  /** What its footer would tell, so that nobody has to open ten thousand; those of before have none of it. */
  readonly rows?: number;
  /** Parts of other columns have another one. */
  readonly columns?: number;
  /** The least and the greatest in its column `timestamp`, milliseconds since 1970; undefined where no row has a time. */
  readonly times?: readonly [number, number];
  /** Rows without a time, where there are some and the table has times. */
  readonly untimed?: number;
}

/** A line for each unit that is done; of a stream also one for all up to a unit, gathered. */
export interface ManifestUnit {
  readonly unit: number;
  readonly files: readonly ManifestFile[];
  readonly sources: SourceReports;
  readonly counts: ReturnType<typeof countsOf>;
  /** Of a stream: the bytes that are in the unit. */
  readonly streams?: readonly ManifestStream[];
  /** By the names of sources: the clock at the end of what the unit has of them, where frames have their dates by it. */
  readonly clocks?: Readonly<Record<string, Clock>>;
  /** Parts of the units that are gathered here, whose files are not listed. */
  readonly parts?: number;
  /** Units that it stands for: they have left, and so have their files, sources and counts. */
  readonly replaces?: readonly number[];
  /** Units whose rows are in its files: their own files have left, and their sources and counts stay. */
  readonly takes?: readonly number[];
}

/** Bytes [from, to) of a stream. */
export interface ManifestStream {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** The clock at their end, for the bytes that follow. */
  readonly clock?: Clock | undefined;
}

/** Units [first, first + units) that so many shards add to a dataset that is there. */
export interface SharedUnits {
  readonly first: number;
  readonly units: number;
  readonly shards: number;
}

/** One machine's share of a conversion: shard `index`, from 0, of `count`. */
export interface Shard {
  /** From 0. */
  readonly index: number;
  readonly count: number;
}

/** Of what it adds to a dataset that is there, behind the first unit of all that is added, a shard has a manifest of its own. */
export interface AddingShard extends Shard {
  readonly first?: number;
}

export const manifestName = (shard: AddingShard | undefined): string => {
  if (shard === undefined) return MANIFEST;
  const { first, index, count } = shard;
  return `manifest-${first === undefined ? "" : `from-${first}-`}${index}-of-${count}.ndjson`;
};

export const manifestPath = (folder: string, shard: AddingShard | undefined): string =>
  join(folder, MANIFEST_FOLDER, manifestName(shard));

/** Where what a unit holds back waits, when it is too much for memory. A run that was killed may leave it. */
export const waitingPath = (folder: string, unit: number): string =>
  join(folder, MANIFEST_FOLDER, `.unit-${unit}.partial`);

/** The head for a run; undefined when an input is a stream, which no later run could read again. */
export async function headOf(
  sources: readonly Source[],
  options: Readonly<Record<string, unknown>>,
  units: number,
  { checksums = false }: { checksums?: boolean | undefined } = {},
): Promise<ManifestHead | undefined> {
  if (sources.some(({ size }) => size === undefined)) return undefined;
  const inputs = await ManifestInputs.of(sources);
  const kept = checksums ? { checksums } : {};
  return { witskit: version, options: JSON.parse(JSON.stringify(options)), units, ...kept, inputs };
}

/** Of what shapes the data: a sentence for each option that is another one. What size parts have is no concern of a stream. */
export function optionChanges(before: Options, now: Options): string[] {
  const changes: string[] = [];
  for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const [was, is] = [before[name], now[name]].map((value) => JSON.stringify(value) ?? "not given");
    if (was === is) continue;
    if (name === "part_size" && (before[name] === undefined || now[name] === undefined)) continue;
    if (name === "map") changes.push(...mapChanges(before[name], now[name]));
    else changes.push(`--${name.replaceAll("_", "-")} was ${was}, now it is ${is}`);
  }
  return changes;
}

type Options = ManifestHead["options"];

/** What makes a run another one than the manifest's: a sentence for each, empty when it is the same. */
export function changesBetween(before: ManifestHead, now: ManifestHead): string[] {
  const changes = optionChanges(before.options, now.options);
  if (before.witskit !== now.witskit)
    changes.unshift(`witskit was ${before.witskit}, now it is ${now.witskit}`);
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
    else if (input.digest !== digest) changes.push(`input ${name} has other content`);
  }
  for (const name of earlier.keys()) if (!later.has(name)) changes.push(`input ${name} is missing`);
  if (changes.length === 0 && !inOrder) changes.push("the inputs come in another order");
  return changes;
}
