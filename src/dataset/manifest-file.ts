/**
 * The file of a manifest, read: JSON lines, the head first, then a line for each unit. Lists of very many inputs or sources do
 * not stand in one line: the head's goes on behind it, those of a run and of a unit begin before it, in lines of their own.
 */
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { unwritable } from "../durable/unwritable.js";
import { Failure, systemCode } from "../failure/failure.js";
import { type Compacted, readCompacted } from "./compacted.js";
import {
  MANIFEST,
  MANIFEST_FOLDER,
  type ManifestFile,
  type ManifestHead,
  type ManifestRun,
  type ManifestUnit,
  type SharedUnits,
} from "./manifest.js";
import type { ManifestInput } from "./manifest-inputs.js";
import type { SourceReport } from "./report.js";
import { sharedIn, sharedName } from "./shared-run.js";

export interface ManifestContent {
  /** With the options of the last run that has some. */
  readonly head: ManifestHead;
  /** Those that came after the head. */
  readonly runs: readonly ManifestRun[];
  /** Those that are there: what has been replaced is not among them, and what has been taken has no files. */
  readonly units: readonly ManifestUnit[];
  /** Units of which no part is to be read: others stand for them, or their own line is missing still. */
  readonly unread: ReadonlySet<number>;
  /** Units that shards are adding, of which no part is to be read until they are merged. */
  readonly shared: SharedUnits | undefined;
  /** The number that no unit has had yet. */
  readonly next: number;
  readonly complete: boolean;
  /** Bytes of the lines that are whole. */
  readonly length: number;
}

/** Reads a manifest; undefined when there is none. What a crash has left of a line at its end does not count. */
export async function readManifest(folder: string, name = MANIFEST): Promise<ManifestContent | undefined> {
  let head: ManifestHead | undefined;
  const inputs: ManifestInput[] = [];
  const runs: ManifestRun[] = [];
  const units = new ManifestUnits();
  let added: ManifestInput[] = [];
  let sources: SourceReport[] = [];
  let complete = false;
  let length = 0;
  for await (const { line, end } of linesOf(folder, name)) {
    if ("witskit" in line) head = { ...line, inputs };
    if ("inputs" in line) for (const input of line.inputs) inputs.push(input);
    if ("added" in line) for (const input of line.added) added.push(input);
    if ("run" in line) {
      runs.push({ ...line.run, inputs: added });
      if (line.run.options !== undefined && head !== undefined) head = { ...head, options: line.run.options };
      added = [];
      complete = false;
    }
    if ("sources" in line) for (const source of line.sources) sources.push(source);
    if ("coming" in line) units.coming(line.coming);
    if ("unit" in line) {
      units.add({ ...line, sources });
      sources = [];
    }
    if ("complete" in line) complete = true;
    // What stands before the line of a unit or a run counts with it.
    if (sources.length === 0 && added.length === 0) length = end;
  }
  if (head === undefined) return undefined;
  const { content: compacted } = await readCompacted(folder);
  const planned = [{ first: 0, units: head.units }, ...runs].map(({ first, units }) => first + units);
  const next = Math.max(units.next, ...planned);
  const there = { head, runs, units: units.withFilesOf(compacted), unread: units.unread, complete, length };
  // One without units has the number of the next.
  const firsts = new Set(runs.flatMap(({ first, units }) => (units > 0 ? [first] : [])));
  const shared = name === MANIFEST ? await sharedBehind(folder, firsts) : undefined;
  return { ...there, shared, next: Math.max(next, shared === undefined ? 0 : shared.first + shared.units) };
}

/** What shards are adding behind the runs that begin with these units. */
async function sharedBehind(folder: string, firsts: ReadonlySet<number>): Promise<SharedUnits | undefined> {
  for (const first of await sharedIn(folder)) {
    if (firsts.has(first)) continue;
    const head = await readHead(folder, sharedName(first));
    if (head?.shared !== undefined) return head.shared;
  }
  return undefined;
}

/** The same, without reading all of the manifest. */
async function sharedUnits(folder: string): Promise<SharedUnits | undefined> {
  if ((await sharedIn(folder)).length === 0) return undefined;
  const firsts = new Set<number>();
  for await (const { line } of linesOf(folder, MANIFEST, ['"run":']))
    if ("run" in line && line.run.units > 0) firsts.add(line.run.first);
  return sharedBehind(folder, firsts);
}

/** Units as one line after the other tells of them. */
class ManifestUnits {
  readonly #units = new Map<number, ManifestUnit>();
  readonly #left = new Set<number>();
  readonly #coming = new Set<number>();
  next = 0;

  get all(): readonly ManifestUnit[] {
    return [...this.#units.values()];
  }

  /** Those that there are, with the files that are not taken by larger ones. */
  withFilesOf(compacted: Compacted): readonly ManifestUnit[] {
    if (compacted.isEmpty) return this.all;
    return this.all.map((unit) => {
      const files = unit.files.filter(({ path }) => compacted.reads(path));
      return files.length === unit.files.length ? unit : { ...unit, files };
    });
  }

  get unread(): ReadonlySet<number> {
    return new Set([...this.#left, ...this.#coming]);
  }

  coming(unit: number): void {
    this.#coming.add(unit);
    this.next = Math.max(this.next, unit + 1);
  }

  add(line: ManifestUnit): void {
    // Whoever writes the manifest anew has no line of what was replaced, nor of what that had replaced before.
    const replaces = new Set(
      line.replaces?.flatMap((left) => [...(this.#units.get(left)?.replaces ?? []), left]),
    );
    const unit = line.replaces === undefined ? line : { ...line, replaces: [...replaces] };
    for (const left of replaces) {
      this.#left.add(left);
      this.#units.delete(left);
    }
    for (const left of unit.takes ?? []) {
      this.#left.add(left);
      const known = this.#units.get(left);
      if (known !== undefined) this.#units.set(left, { ...known, files: [] });
    }
    this.#coming.delete(unit.unit);
    // One that was tried again stands twice: the last line is what is there.
    this.#units.set(unit.unit, this.#left.has(unit.unit) ? { ...unit, files: [] } : unit);
    this.next = Math.max(this.next, unit.unit + 1);
  }
}

/**
 * Units of a dataset of which no part is to be read, by all manifests that it has. What cannot be read tells of none: whoever
 * needs it says so.
 */
export async function unreadUnits(folder: string): Promise<ReadonlySet<number>> {
  const unread = new Set<number>();
  for (const name of await manifestsIn(folder)) {
    const units = new ManifestUnits();
    try {
      // Most datasets have no such line, and taking apart the others would take most of the time.
      for await (const { line } of linesOf(folder, name, SWAPS)) {
        if ("coming" in line) units.coming(line.coming);
        if ("unit" in line) units.add(line);
      }
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
    }
    for (const unit of units.unread) unread.add(unit);
  }
  const { first = 0, units = 0 } = (await sharedUnits(folder)) ?? {};
  for (let unit = first; unit < first + units; unit++) unread.add(unit);
  return unread;
}

const manifestsIn = async (folder: string): Promise<string[]> =>
  (await readdir(join(folder, MANIFEST_FOLDER)).catch((): string[] => [])).filter((name) =>
    /^manifest(-\d+-of-\d+)?\.ndjson$/.test(name),
  );

/** The files of all units, by all manifests of a dataset. What cannot be read lists none. */
export async function* listedFiles(folder: string): AsyncGenerator<ManifestFile> {
  for (const name of await manifestsIn(folder)) {
    try {
      for await (const { line } of linesOf(folder, name, ['"files":'])) if ("unit" in line) yield* line.files;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
    }
  }
}

const SWAPS = ['"coming":', '"replaces":', '"takes":'] as const;

/** The head without its inputs; undefined when there is no manifest. */
export async function readHead(
  folder: string,
  name = MANIFEST,
): Promise<Omit<ManifestHead, "inputs"> | undefined> {
  for await (const { line } of linesOf(folder, name)) if ("witskit" in line) return line;
  return undefined;
}

type Line =
  | (ManifestHead & Inputs)
  | Inputs
  | { readonly run: Omit<ManifestRun, "inputs">; readonly added: readonly ManifestInput[] }
  | { readonly added: readonly ManifestInput[] }
  | { readonly coming: number }
  | (ManifestUnit & Sources)
  | Sources
  | { readonly complete: true };

interface Inputs {
  readonly inputs: readonly ManifestInput[];
}

interface Sources {
  readonly sources: readonly SourceReport[];
}

interface PlacedLine {
  readonly line: Line;
  /** In bytes from the beginning of the file. */
  readonly end: number;
}

/** The lines of a manifest that are whole, or those of them with one of some texts; none when there is no file. */
async function* linesOf(folder: string, name: string, texts?: readonly string[]): AsyncGenerator<PlacedLine> {
  const path = join(folder, MANIFEST_FOLDER, name);
  let pieces: Buffer[] = [];
  let end = 0;
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      let from = 0;
      for (let to = chunk.indexOf(LINE_END); to >= 0; to = chunk.indexOf(LINE_END, from)) {
        const bytes = Buffer.concat([...pieces, chunk.subarray(from, to)]);
        const first = end === 0;
        pieces = [];
        from = to + 1;
        end += bytes.length + 1;
        if (bytes.length === 0 || (texts !== undefined && !texts.some((text) => bytes.includes(text))))
          continue;
        yield { line: parsed(path, bytes, first && texts === undefined), end };
      }
      pieces.push(chunk.subarray(from));
    }
  } catch (error) {
    if (systemCode(error) === "ENOENT" || systemCode(error) === "ENOTDIR") return;
    throw unwritable(path, error);
  }
}

const LINE_END = 10;

function parsed(path: string, bytes: Buffer, first: boolean): Line {
  try {
    const line = JSON.parse(bytes.toString()) as Line;
    if (first && !("witskit" in line && typeof line.witskit === "string"))
      throw new Error("its first line is not that of a manifest");
    return line;
  } catch (error) {
    throw new Failure(
      "manifest-unreadable",
      `cannot read ${path}: ${(error as Error).message}; \`witskit repair\` makes it again from the parts, --force the ` +
        "whole dataset; or name another folder",
      { cause: error, place: { file: path } },
    );
  }
}
