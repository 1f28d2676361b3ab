/**
 * The file of a manifest: JSON lines, the head first, then a line for each unit. Lists of very many inputs or sources do
 * not stand in one line: the head's goes on behind it, a unit's begins before it, in lines of their own.
 */
import { createReadStream } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { join } from "node:path";
import { unwritable } from "../durable/unwritable.js";
import { writeWhole } from "../durable/write-whole.js";
import { Failure, systemCode } from "../failure.js";
import {
  MANIFEST,
  MANIFEST_FOLDER,
  type ManifestHead,
  type ManifestUnit,
  manifestName,
  manifestPath,
  type Shard,
} from "./manifest.js";
import type { ManifestInput } from "./manifest-inputs.js";
import type { SourceReport } from "./report.js";

export interface ManifestContent {
  readonly head: ManifestHead;
  readonly units: readonly ManifestUnit[];
  readonly complete: boolean;
  /** Bytes of the lines that are whole. */
  readonly length: number;
}

/** Reads a manifest; undefined when there is none. What a crash has left of a unit at its end does not count. */
export async function readManifest(folder: string, name = MANIFEST): Promise<ManifestContent | undefined> {
  let head: ManifestHead | undefined;
  const inputs: ManifestInput[] = [];
  const units = new Map<number, ManifestUnit>();
  let sources: SourceReport[] = [];
  let complete = false;
  let length = 0;
  for await (const { line, end } of linesOf(folder, name)) {
    if ("witskit" in line) head = { ...line, inputs };
    if ("inputs" in line) for (const input of line.inputs) inputs.push(input);
    if ("sources" in line) for (const source of line.sources) sources.push(source);
    if ("unit" in line) {
      // One that was tried again stands twice: the last line is what is there.
      units.set(line.unit, { ...line, sources });
      sources = [];
    }
    if ("complete" in line) complete = true;
    // A unit's sources count with the unit.
    if (sources.length === 0) length = end;
  }
  return head && { head, units: [...units.values()], complete, length };
}

/** The head without its inputs; undefined when there is no manifest. */
export async function readHead(folder: string): Promise<Omit<ManifestHead, "inputs"> | undefined> {
  for await (const { line } of linesOf(folder, MANIFEST)) if ("witskit" in line) return line;
  return undefined;
}

export const readShard = (folder: string, shard: Shard): Promise<ManifestContent | undefined> =>
  readManifest(folder, manifestName(shard));

type Line =
  | (ManifestHead & Inputs)
  | Inputs
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

/** The lines of a manifest that are whole, none when there is no file. */
async function* linesOf(folder: string, name: string): AsyncGenerator<PlacedLine> {
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
        if (bytes.length > 0) yield { line: parsed(path, bytes, first), end };
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

/** Inputs or sources of a line. */
const MOST_IN_LINE = 1000;

const textOf = (line: object): string => `${JSON.stringify(line)}\n`;

function* headText(head: ManifestHead): Generator<string> {
  const batches = batchesOf(head.inputs);
  yield textOf({ ...head, inputs: batches.next().value ?? [] });
  for (const inputs of batches) yield textOf({ inputs });
}

function* unitText(unit: ManifestUnit): Generator<string> {
  let last: readonly SourceReport[] | undefined;
  for (const sources of batchesOf(unit.sources)) {
    if (last !== undefined) yield textOf({ sources: last });
    last = sources;
  }
  yield textOf({ ...unit, sources: last ?? [] });
}

const endText = textOf({ complete: true });

function* batchesOf<Item>(items: Iterable<Item>): Generator<readonly Item[]> {
  let batch: Item[] = [];
  for (const item of items) {
    if (batch.length === MOST_IN_LINE) {
      yield batch;
      batch = [];
    }
    batch.push(item);
  }
  if (batch.length > 0) yield batch;
}

/** Writes the beginning of a manifest, or all of one, which is there as a whole or not at all. Answers its length in bytes. */
export const writeManifest = (
  path: string,
  head: ManifestHead,
  content: Partial<Pick<ManifestContent, "units" | "complete">> = {},
): Promise<number> => writeWhole(path, manifestText(head, content));

function* manifestText(
  head: ManifestHead,
  { units = [], complete = false }: Partial<Pick<ManifestContent, "units" | "complete">>,
): Generator<string> {
  yield* headText(head);
  for (const unit of units) yield* unitText(unit);
  if (complete) yield endText;
}

/** A manifest that a run appends to. */
export class ManifestWriter {
  readonly #path: string;
  #file: FileHandle;
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

  /** Bytes of its lines. */
  get length(): number {
    return this.#end;
  }

  /** Begins a manifest, or goes on with one behind its whole lines. Its folder must be there. */
  static async open(
    folder: string,
    head: ManifestHead,
    { shard, resume }: { shard: Shard | undefined; resume: Pick<ManifestContent, "length"> | undefined },
  ): Promise<ManifestWriter> {
    const path = manifestPath(folder, shard);
    try {
      const length = resume?.length ?? (await writeManifest(path, head));
      const file = await open(path, "r+");
      await file.truncate(length);
      return new ManifestWriter(path, file, length);
    } catch (error) {
      throw unwritable(path, error);
    }
  }

  unit(unit: ManifestUnit): Promise<void> {
    return this.#append(unitText(unit));
  }

  complete(): Promise<void> {
    return this.#append([endText]);
  }

  /**
   * Puts the lines of one unit in the place of all that there are. The manifest is at any time as before, or as it is to be;
   * where that fails, the run goes on with the one from before, as long as it is sure which one is there.
   */
  async gather(head: ManifestHead, unit: ManifestUnit): Promise<void> {
    const path = this.#path;
    try {
      const length = await writeManifest(path, head, { units: [unit] });
      const before = this.#file;
      this.#file = await open(path, "r+");
      this.#end = length;
      await before.close();
    } catch (error) {
      const [mine, there] = await Promise.all([this.#file.stat(), stat(path).catch(() => undefined)]);
      this.#sure &&= mine.ino === there?.ino;
      throw unwritable(path, error);
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  async #append(texts: Iterable<string>): Promise<void> {
    let end = this.#end;
    try {
      for (const text of texts) {
        const bytes = Buffer.from(text);
        for (let at = 0; at < bytes.length; ) {
          const { bytesWritten } = await this.#file.write(bytes, at, bytes.length - at, end);
          at += bytesWritten;
          end += bytesWritten;
        }
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
    this.#end = end;
  }
}
