/**
 * What is to be done for a dataset to have what its inputs have now: new inputs and what others have grown by become new units;
 * units that hold what does not hold any more are made again, from the same bytes of all others in them.
 */
import { statSync } from "node:fs";
import type { ManifestUnit } from "../dataset/manifest.js";
import type { ManifestContent } from "../dataset/manifest-file.js";
import { digestText, type ManifestInput } from "../dataset/manifest-inputs.js";
import { Failure, isFailure } from "../failure/failure.js";
import { openRandomAccess } from "../input/bytes/file.js";
import type { Source } from "../input/bytes/source.js";
import { hasCuts, lastCut } from "../input/container/last-cut.js";
import { closeReader, unlessAborted } from "../input/feed/inputs.js";
import { type DataOptions, openOptions } from "../input/feed/options.js";
import { findSources } from "../input/source/find.js";
import { openSource } from "../input/source/open.js";
import { type InputChanges, inputChanges, type Pair } from "./input-changes.js";
import { hasFailed, type KnownInput, knownInputs, pathOf } from "./known-inputs.js";
import type { RunSource } from "./plan.js";
import { failsAsBefore } from "./retry.js";
import { type Verified, verifyInputs } from "./verify-inputs.js";

/** A source of a run, and how the manifest names it. */
export interface RunInput {
  readonly source: RunSource;
  readonly entry: ManifestInput;
}

export interface NextRun {
  /** Units in the place of others; each has its own inputs, which may be none. */
  readonly remakes: readonly { readonly replaces: readonly number[]; readonly inputs: readonly RunInput[] }[];
  readonly inputs: readonly RunInput[];
  /** Entries that say more of what is as it was, and make no unit. */
  readonly noted: readonly ManifestInput[];
  /** What is not taken over, by the names of the sources, each with the reason. */
  readonly refused: ReadonlyMap<string, Failure>;
  /** Inputs that could not be read to their end before, and were tried again. */
  readonly retried: number;
  readonly changes: InputChanges;
  /** What was read to be verified; undefined where nothing was asked. */
  readonly verified: Pick<Verified, "verified" | "unverified"> | undefined;
}

export interface NextRunOptions {
  /** What was changed is made anew, and what is gone leaves. */
  readonly replaceChanged: boolean;
  /** Each source has files of its own: what has grown is made anew. */
  readonly apart: boolean;
  /** Units of this same run: what could not be read for them is not tried again at once. */
  readonly made: ReadonlySet<number>;
  /** Of a source, by its path. */
  dataOf(path: string): DataOptions;
  /** All bytes of what is known are read. */
  readonly verify: boolean;
  readonly signal: AbortSignal | undefined;
}

export async function nextRun(
  content: ManifestContent,
  sources: readonly Source[],
  options: NextRunOptions,
): Promise<NextRun> {
  const known = knownInputs(content);
  const streams = new Set(content.units.flatMap(({ streams = [] }) => streams.map(({ name }) => name)));
  const found = inputChanges(sources, known, streams);
  const verified = options.verify ? await verifyInputs(found, options) : undefined;
  const next = new Planned(content, known, verified?.changes ?? found, options, verified);
  await next.plan();
  return next;
}

/** What becomes of an input that is not as it was. */
interface Turn {
  readonly known: KnownInput;
  /** Where it is now; undefined when it is gone. */
  readonly source: Source | undefined;
  /** The bytes before this one stay, and those from there on are read; 0: all is made anew. */
  readonly from: number;
}

class Planned implements NextRun {
  readonly changes: InputChanges;
  readonly remakes: { replaces: readonly number[]; inputs: readonly RunInput[] }[] = [];
  readonly inputs: RunInput[] = [];
  readonly noted: ManifestInput[] = [];
  readonly refused = new Map<string, Failure>();
  retried = 0;
  readonly verified: Verified | undefined;
  readonly #content: ManifestContent;
  readonly #known: ReadonlyMap<string, KnownInput>;
  readonly #options: NextRunOptions;
  readonly #turns = new Map<string, Turn>();
  /** Where what is as it was, or has only grown, is now. */
  readonly #there = new Map<string, Source>();

  constructor(
    content: ManifestContent,
    known: ReadonlyMap<string, KnownInput>,
    changes: InputChanges,
    options: NextRunOptions,
    verified: Verified | undefined,
  ) {
    this.#content = content;
    this.#known = known;
    this.#options = options;
    this.changes = changes;
    this.verified = verified;
  }

  async plan(): Promise<void> {
    const { same, noted, grown, changed, added, gone } = this.changes;
    for (const { source, known } of [...same, ...noted, ...grown]) this.#there.set(known.input.name, source);
    for (const pair of [...same, ...noted]) if (hasFailed(pair.known)) await this.#retry(pair);
    for (const { source, known } of noted) {
      const { digest: _, ...entry } = known.input;
      this.noted.push(this.#entryOf({ ...entry, digest: known.input.digest }, source));
    }
    for (const pair of grown) await this.#grow(pair);
    for (const { source, known } of changed) this.#replace(known, source);
    for (const known of gone) this.#replace(known, undefined);
    await this.#remakeUnits();
    for (const { source, known, from } of this.#turns.values()) {
      if (source === undefined) continue;
      const { name } = known.input;
      const clock = known.shares.findLast(({ to }) => to >= from)?.clock;
      const own = from === 0 ? {} : { from, ...(clock !== undefined && { clock }) };
      this.inputs.push(runInput({ ...placed(source, name), ...own }, digestText(source)));
    }
    for (const source of added) this.inputs.push(runInput(source, digestText(source)));
  }

  async #retry({ source, known }: Pair): Promise<void> {
    const data = this.#options.dataOf(source.name);
    const { name } = known.input;
    for (const { unit, report } of known.shares) {
      if (report.error === undefined || this.#options.made.has(unit)) continue;
      this.retried++;
      if (await failsAsBefore(placed(source, name), report, data, this.#options.signal)) continue;
      this.#turns.set(name, { known, source, from: 0 });
      return;
    }
  }

  /** Where the rest of a log can be read by itself, it is; a frame that was open at its old end is read again. */
  async #grow({ source, known }: Pair): Promise<void> {
    const data = this.#options.dataOf(source.name);
    const from = hasFailed(known) ? 0 : await this.#restOf(source, known, data);
    this.#turns.set(known.input.name, { known, source, from });
  }

  /** 0 where a log can only be read as a whole. */
  async #restOf(source: Source, { input, shares }: KnownInput, data: DataOptions): Promise<number> {
    const end = shares.at(-1)!.to;
    const isWhole = shares.every(({ from }, i) => from === (shares[i - 1]?.to ?? 0));
    if (
      !isWhole ||
      this.#options.apart ||
      end === 0 ||
      end > input.bytes ||
      source.sidecar !== undefined ||
      !hasCuts(data.dialect)
    )
      return 0;
    if (!(await isAsStored(source, data, this.#options.signal))) return 0;
    return cleanEnd(source.name, end, data);
  }

  #replace(known: KnownInput, source: Source | undefined): void {
    const { name } = known.input;
    if (this.#options.replaceChanged || (source !== undefined && hasFailed(known))) {
      this.#turns.set(name, { known, source, from: 0 });
      return;
    }
    const path = pathOf(known.input);
    const failure =
      source === undefined
        ? new Failure(
            "input-gone",
            `${path} is gone, and its rows are in the dataset still; --replace-changed takes them out of it`,
            { place: { file: path } },
          )
        : (this.verified?.differing.get(name) ??
          new Failure(
            "input-changed",
            `${path} is another file than the one whose rows are in the dataset: it has not only grown. Nothing of it was ` +
              "taken over; --replace-changed makes its rows anew",
            { place: { file: path } },
          ));
    this.refused.set(name, failure);
  }

  /** Groups of units that can only be made again together, and what each would be made of. */
  async #remakeUnits(): Promise<void> {
    const groups = new UnitGroups(this.#content.units);
    for (;;) {
      const wanted = new Map<number, Set<string>>();
      for (const [name, { known, from }] of this.#turns) {
        for (const { unit, from: begins, to, report } of known.shares) {
          const isNothing = to === begins && report.error === undefined;
          if (isNothing || (to <= from && from > 0)) continue;
          const group = groups.of(unit);
          wanted.set(group, (wanted.get(group) ?? new Set()).add(name));
        }
      }
      const before = this.#turns.size;
      const remakes: (typeof this.remakes)[number][] = [];
      for (const [group, names] of [...wanted].sort(([a], [b]) => a - b)) {
        const units = groups.unitsOf(group);
        const inputs = await this.#inputsOf(units);
        if (Array.isArray(inputs)) {
          remakes.push({ replaces: groups.allOf(group), inputs });
          continue;
        }
        for (const name of names) this.#leave(name, inputs as string);
      }
      if (this.#turns.size < before) continue;
      this.remakes.push(...remakes);
      return;
    }
  }

  /** It stays as it was, and that is told. */
  #leave(name: string, why: string): void {
    const turn = this.#turns.get(name);
    if (turn === undefined) return;
    this.#turns.delete(name);
    const path = pathOf(turn.known.input);
    this.refused.set(
      name,
      new Failure(
        "input-changed",
        `${path} has changed, and its rows cannot be made anew: they are in the same parts as those of others, of which ${why}. ` +
          "--force makes the whole dataset anew",
        { place: { file: path } },
      ),
    );
  }

  /** The inputs of units without what is made anew; or why one of them cannot be had. */
  async #inputsOf(units: readonly ManifestUnit[]): Promise<RunInput[] | string> {
    const inputs: RunInput[] = [];
    for (const { unit, sources, streams } of units) {
      if (streams !== undefined) return "some came through links, and can be read no more";
      for (const { name, from = 0, bytes } of sources) {
        const known = this.#known.get(name);
        const turn = this.#turns.get(name);
        if (known === undefined) return `${name} is not known any more`;
        const to = Math.min(from + bytes.total, turn?.from ?? Number.POSITIVE_INFINITY);
        if (turn !== undefined && to <= from) continue;
        const source = await this.#sourceOf(known);
        if (typeof source === "string") return source;
        const isAll =
          turn === undefined && known.shares.length === 1 && from === 0 && source.size === known.input.bytes;
        const clock = known.shares[known.shares.findIndex((share) => share.unit === unit) - 1]?.clock;
        const own = isAll ? {} : { ...(from > 0 && { from }), to, ...(clock !== undefined && { clock }) };
        const { digest } = source.size === known.input.bytes ? known.input : { digest: digestText(source) };
        // What is refused is as the manifest had it.
        const entry = this.refused.has(name) ? known.input : undefined;
        inputs.push(runInput({ ...placed(source, name), ...own }, digest, entry));
      }
    }
    return inputs;
  }

  /** Where the bytes of an input are that the dataset has; or why they are nowhere. */
  async #sourceOf({ input }: KnownInput): Promise<Source | string> {
    const there = this.#there.get(input.name);
    if (there !== undefined) return there;
    const path = pathOf(input);
    if (this.refused.has(input.name) || this.changes.gone.some((one) => one.input.name === input.name))
      return `${path} is not there any more as it was`;
    const [source] = await findSources([path], { onLost: () => {} });
    if (source === undefined) return `${path} is not there any more`;
    const isSame =
      digestText(source) === input.digest ||
      ((source.size ?? 0) > input.bytes && digestText(source, input.bytes) === input.digest);
    return isSame ? source : `${path} has changed too`;
  }

  #entryOf(entry: ManifestInput, source: Source): ManifestInput {
    const { path: _1, modified: _2, from: _3, to: _4, clock: _5, ...rest } = entry;
    const { modified } = source;
    return {
      ...rest,
      ...(modified !== undefined && { modified }),
      ...(source.name !== entry.name && { path: source.name }),
    };
  }
}

/** Units that are made again together: those of which one has taken the parts of the others. */
class UnitGroups {
  readonly #units: ReadonlyMap<number, ManifestUnit>;
  readonly #takenBy = new Map<number, number>();

  constructor(units: readonly ManifestUnit[]) {
    this.#units = new Map(units.map((unit) => [unit.unit, unit]));
    for (const { unit, takes = [] } of units) for (const taken of takes) this.#takenBy.set(taken, unit);
  }

  of(unit: number): number {
    let group = unit;
    for (let by = this.#takenBy.get(group); by !== undefined; by = this.#takenBy.get(group)) group = by;
    return group;
  }

  allOf(group: number): number[] {
    const { takes = [] } = this.#units.get(group) ?? {};
    return [...takes.flatMap((taken) => this.allOf(taken)), group];
  }

  /** Those of which something was counted. */
  unitsOf(group: number): ManifestUnit[] {
    return this.allOf(group).flatMap((unit) => this.#units.get(unit) ?? []);
  }
}

/** A source under the name that its rows have. */
const placed = (source: Source, name: string): Source =>
  source.name === name ? source : { ...source, name, path: source.path ?? source.name };

export function runInput(source: RunSource, digest: string, known?: ManifestInput): RunInput {
  const { name, size = 0, modified, path, from, to, clock } = source;
  const { bytes, digest: own, modified: when } = known ?? { bytes: size, digest, modified };
  const entry = {
    name,
    bytes,
    digest: own,
    ...(when !== undefined && { modified: when }),
    ...(path !== undefined && path !== name && { path }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(clock !== undefined && { clock }),
  };
  return { source, entry };
}

async function isAsStored(
  source: Source,
  data: DataOptions,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    const reader = await unlessAborted(signal, () => openSource(source, openOptions(data)));
    await closeReader(reader, signal);
    return reader.asStored && reader.containers.length === 0;
  } catch (error) {
    if (isFailure(error, "input")) return false;
    throw error;
  }
}

const LINE_END = 10;

/** Where the first `end` bytes of a log can be cut so that nothing behind changes what they give: `end`, or before what is open there. */
async function cleanEnd(path: string, end: number, { dialect }: DataOptions): Promise<number> {
  const file = await openRandomAccess(path);
  try {
    const read = async (from: number, length: number): Promise<Uint8Array> => {
      const bytes = new Uint8Array(length);
      return bytes.subarray(0, await file.read(bytes, from));
    };
    const [last] = await read(end - 1, 1);
    // Of a mark without a line end, what comes behind may be the rest of its line.
    return await lastCut(read, last === LINE_END ? end : Math.max(0, end - 2), dialect);
  } finally {
    await file.close();
  }
}

/** The size of a file; undefined of what is none. */
export const sizeOf = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.size;
