/**
 * The manifest of a dataset: what it is made of, and which units are done. A line is appended when a unit's files
 * have their names, so that the same command again does only what is missing. Shards of a run have a manifest each.
 */
import { createHash, type Hash } from "node:crypto";
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { type FileHandle, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { Failure, systemCode } from "../failure.js";
import type { Clock } from "../kernel/decoder.js";
import { mapChanges } from "../map/changes.js";
import { unwritable } from "../sink/unwritable.js";
import type { Source } from "../source/source.js";
import { version } from "../version.js";
import type { countsOf, SourceReport } from "./report.js";

export const MANIFEST_FOLDER = "_witskit";
const MANIFEST = "manifest.ndjson";

export interface ManifestInput {
  readonly name: string;
  readonly bytes: number;
  /** SHA-256 of the size, the first and the last 64 KiB: enough to tell that a log is another or has grown. */
  readonly digest: string;
}

/** The first line: what the dataset is made of. */
export interface ManifestHead {
  readonly witskit: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** How many there will be; of a stream 0, since nobody knows. */
  readonly units: number;
  readonly inputs: readonly ManifestInput[];
  /** The dataset is that of a stream, which only a stream can continue. */
  readonly live?: true;
}

export interface ManifestFile {
  /** Within the dataset, with forward slashes. */
  readonly path: string;
  readonly bytes: number;
}

/** A line for each unit that is done. */
export interface ManifestUnit {
  readonly unit: number;
  readonly files: readonly ManifestFile[];
  readonly sources: readonly SourceReport[];
  readonly counts: ReturnType<typeof countsOf>;
  /** Of a stream: the bytes that are in the unit. */
  readonly streams?: readonly ManifestStream[];
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

const fileNameOf = (shard: Shard | undefined): string =>
  shard === undefined ? MANIFEST : `manifest-${shard.index}-of-${shard.count}.ndjson`;

export const manifestPath = (folder: string, shard: Shard | undefined): string =>
  join(folder, MANIFEST_FOLDER, fileNameOf(shard));

const ENDS = 65_536;

function inputOf({ name, size, sidecar, digest }: Source): ManifestInput {
  const bytes = size ?? 0;
  if (digest !== undefined) return { name, bytes, digest };
  const hash = createHash("sha256").update(`${bytes}\n`);
  try {
    addEnds(hash, name, bytes);
    if (sidecar !== undefined) addEnds(hash, sidecar, statSync(sidecar).size);
  } catch (error) {
    // A source that cannot be read is an input too: when it can be, it has changed.
    if (systemCode(error) === undefined) throw error;
    return { name, bytes, digest: "" };
  }
  return { name, bytes, digest: hash.digest("hex") };
}

/** Of 100,000 small files, buffers of their own and calls that wait took half of the memory and of the time. */
const ends = new Uint8Array(ENDS);

/** Adds the first and the last 64 KiB of a file. */
function addEnds(hash: Hash, path: string, bytes: number): void {
  const file = openSync(path, "r");
  try {
    for (const at of new Set([0, Math.max(0, bytes - ENDS)])) {
      hash.update(ends.subarray(0, readSync(file, ends, 0, ENDS, at)));
    }
  } finally {
    closeSync(file);
  }
}

/** The head for a run; undefined when an input is a stream, which no later run could read again. */
export async function headOf(
  sources: readonly Source[],
  options: Readonly<Record<string, unknown>>,
  units: number,
): Promise<ManifestHead | undefined> {
  if (sources.some(({ size }) => size === undefined)) return undefined;
  const inputs: ManifestInput[] = [];
  for (const source of sources) {
    inputs.push(inputOf(source));
    if (inputs.length % SOURCES_AT_ONCE === 0) await setImmediate();
  }
  return { witskit: version, options: JSON.parse(JSON.stringify(options)), units, inputs };
}

/** Between them an interrupt is heard. */
const SOURCES_AT_ONCE = 1000;

export interface ManifestContent {
  readonly head: ManifestHead;
  readonly units: readonly ManifestUnit[];
  readonly complete: boolean;
  /** Bytes of the lines that are whole. */
  readonly length: number;
}

/** Reads a manifest; undefined when there is none. A last line that was cut off by a crash does not count. */
export async function readManifest(folder: string, name = MANIFEST): Promise<ManifestContent | undefined> {
  const path = join(folder, MANIFEST_FOLDER, name);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (systemCode(error) === "ENOENT" || systemCode(error) === "ENOTDIR") return undefined;
    throw unwritable(path, error);
  }
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  const lines = whole.split("\n").filter((line) => line !== "");
  try {
    const [head, ...rest] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    if (head === undefined) return undefined;
    if (typeof head["witskit"] !== "string") throw new Error("its first line is not that of a manifest");
    const units = rest.filter((line) => "unit" in line) as unknown as ManifestUnit[];
    const complete = rest.some((line) => line["complete"] === true);
    return { head: head as unknown as ManifestHead, units, complete, length: Buffer.byteLength(whole) };
  } catch (error) {
    throw new Failure(
      "output",
      `cannot read ${path}: ${(error as Error).message}; give --force to make the dataset anew, or name another folder`,
      { cause: error },
    );
  }
}

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
  const earlier = new Map(before.inputs.map((input) => [input.name, input]));
  const later = new Map(now.inputs.map((input) => [input.name, input]));
  for (const { name, bytes, digest } of now.inputs) {
    const input = earlier.get(name);
    if (input === undefined) changes.push(`input ${name} is new`);
    else if (input.bytes !== bytes)
      changes.push(`input ${name} had ${input.bytes} bytes, now it has ${bytes}`);
    else if (input.digest !== digest) changes.push(`input ${name} has other content`);
  }
  for (const name of earlier.keys()) if (!later.has(name)) changes.push(`input ${name} is missing`);
  if (changes.length === 0 && JSON.stringify(before.inputs) !== JSON.stringify(now.inputs)) {
    changes.push("the inputs come in another order");
  }
  return changes;
}

const lineOf = (value: unknown): string => `${JSON.stringify(value)}\n`;

/** A manifest that a run appends to. */
export class ManifestWriter {
  readonly #path: string;
  readonly #file: FileHandle;
  /** Behind the last whole line. */
  #end: number;
  #sure = true;

  private constructor(path: string, file: FileHandle, end: number) {
    this.#path = path;
    this.#file = file;
    this.#end = end;
  }

  /** False once nobody knows whether the last line is there: then only who reads it anew does. */
  get sure(): boolean {
    return this.#sure;
  }

  /** Begins a manifest, or goes on with one behind its whole lines. Its folder must be there. */
  static async open(
    folder: string,
    head: ManifestHead,
    { shard, resume }: { shard: Shard | undefined; resume: ManifestContent | undefined },
  ): Promise<ManifestWriter> {
    const path = manifestPath(folder, shard);
    try {
      const file = await open(path, resume === undefined ? "w" : "r+");
      const writer = new ManifestWriter(path, file, resume?.length ?? 0);
      if (resume === undefined) await writer.#append(head);
      else await file.truncate(resume.length);
      return writer;
    } catch (error) {
      throw unwritable(path, error);
    }
  }

  unit(unit: ManifestUnit): Promise<void> {
    return this.#append(unit);
  }

  complete(): Promise<void> {
    return this.#append({ complete: true });
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  async #append(line: unknown): Promise<void> {
    const bytes = Buffer.from(lineOf(line));
    try {
      for (let at = 0; at < bytes.length; ) {
        at += (await this.#file.write(bytes, at, bytes.length - at, this.#end + at)).bytesWritten;
      }
    } catch (error) {
      // A piece of a line would spoil the next one.
      await this.#file.truncate(this.#end).catch(() => {
        this.#sure = false;
      });
      throw unwritable(this.#path, error);
    }
    try {
      await this.#file.sync();
    } catch (error) {
      this.#sure = false;
      throw unwritable(this.#path, error);
    }
    this.#end += bytes.length;
  }
}

export const readShard = (folder: string, shard: Shard): Promise<ManifestContent | undefined> =>
  readManifest(folder, fileNameOf(shard));

/** Joins the manifests of all shards into that of the dataset, the same as one run would have written. */
export async function mergeManifests(folder: string): Promise<{ units: number; shards: number }> {
  const names = await readdir(join(folder, MANIFEST_FOLDER)).catch((error: unknown) => {
    if (systemCode(error) === "ENOENT" || systemCode(error) === "ENOTDIR") return [];
    throw unwritable(folder, error);
  });
  const shards = names.filter((name) => /^manifest-\d+-of-\d+\.ndjson$/.test(name)).sort();
  const counts = new Set(shards.map((name) => name.replace(/^.*-of-/, "")));
  if (shards.length === 0) {
    throw new Failure("input", `${folder} has no manifest of a shard; convert with --shard I/N first`);
  }
  if (counts.size > 1) {
    throw new Failure(
      "input",
      `${folder} has shards of runs that were split differently: ${shards.join(", ")}`,
    );
  }
  const contents: ManifestContent[] = [];
  for (const name of shards) {
    const content = await readManifest(folder, name);
    if (content === undefined || !content.complete) {
      throw new Failure("input", `${name} in ${folder} is not complete; run that shard again`);
    }
    const changes = contents[0] === undefined ? [] : changesBetween(contents[0].head, content.head);
    if (changes.length > 0) {
      throw new Failure(
        "input",
        `${shards[0]} and ${name} in ${folder} are of different runs: ${changes[0]}`,
      );
    }
    contents.push(content);
  }
  const { head } = contents[0]!;
  const units = contents.flatMap((content) => content.units).sort((a, b) => a.unit - b.unit);
  const missing = Array.from({ length: head.units }, (_, unit) => unit).filter(
    (unit) => !units.some((done) => done.unit === unit),
  );
  if (missing.length > 0) {
    const listed = missing.slice(0, 10).join(", ");
    throw new Failure("input", `${folder} lacks units ${listed}: run the shards that are missing`);
  }
  const path = join(folder, MANIFEST_FOLDER, MANIFEST);
  const partial = join(folder, MANIFEST_FOLDER, `.${MANIFEST}.partial`);
  try {
    const file = await open(partial, "w");
    await file.writeFile([head, ...units, { complete: true }].map(lineOf).join(""));
    await file.sync();
    await file.close();
    await rename(partial, path);
    for (const name of shards) await rm(join(folder, MANIFEST_FOLDER, name));
  } catch (error) {
    throw unwritable(path, error);
  }
  return { units: units.length, shards: shards.length };
}
