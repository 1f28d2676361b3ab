/**
 * The file of a manifest: JSON lines, the head first, then a line for each unit. A line tells of every source of a unit,
 * a hundred thousand perhaps: it is written in pieces, and counts once its end is there.
 */
import { createReadStream } from "node:fs";
import { type FileHandle, open, rename } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Failure, systemCode } from "../failure.js";
import { syncFolder } from "../sink/sync-folder.js";
import { unwritable } from "../sink/unwritable.js";
import {
  MANIFEST,
  MANIFEST_FOLDER,
  type ManifestHead,
  type ManifestUnit,
  manifestName,
  manifestPath,
  type Shard,
} from "./manifest.js";

export interface ManifestContent {
  readonly head: ManifestHead;
  readonly units: readonly ManifestUnit[];
  readonly complete: boolean;
  /** Bytes of the lines that are whole. */
  readonly length: number;
}

/** Reads a manifest; undefined when there is none. A last line that was cut off by a crash does not count. */
export async function readManifest(folder: string, name = MANIFEST): Promise<ManifestContent | undefined> {
  let head: ManifestHead | undefined;
  const units: ManifestUnit[] = [];
  let complete = false;
  let length = 0;
  for await (const { line, end } of linesOf(folder, name)) {
    if (head === undefined) head = line as unknown as ManifestHead;
    else if ("unit" in line) units.push(line as unknown as ManifestUnit);
    else complete ||= line["complete"] === true;
    length = end;
  }
  return head && { head, units, complete, length };
}

/** The head alone; undefined when there is no manifest. */
export async function readHead(folder: string): Promise<ManifestHead | undefined> {
  for await (const { line } of linesOf(folder, MANIFEST)) return line as unknown as ManifestHead;
  return undefined;
}

export const readShard = (folder: string, shard: Shard): Promise<ManifestContent | undefined> =>
  readManifest(folder, manifestName(shard));

interface Line {
  readonly line: Readonly<Record<string, unknown>>;
  /** In bytes from the beginning of the file. */
  readonly end: number;
}

/** The lines of a manifest that are whole, none when there is no file. */
async function* linesOf(folder: string, name: string): AsyncGenerator<Line> {
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

function parsed(path: string, bytes: Buffer, first: boolean): Line["line"] {
  try {
    const line = JSON.parse(bytes.toString()) as Line["line"];
    if (first && typeof line["witskit"] !== "string")
      throw new Error("its first line is not that of a manifest");
    return line;
  } catch (error) {
    throw new Failure(
      "output",
      `cannot read ${path}: ${(error as Error).message}; give --force to make the dataset anew, or name another folder`,
      { cause: error },
    );
  }
}

/** Characters that are put together before they are written. */
const PIECE = 65_536;

/** A line as JSON, in pieces: what of it is a list may be a long one. */
function* lineOf(line: object): Generator<string> {
  let text = "{";
  let comma = "";
  for (const [name, value] of Object.entries(line)) {
    if (value === undefined) continue;
    text += `${comma}${JSON.stringify(name)}:`;
    comma = ",";
    if (!isList(value)) {
      text += JSON.stringify(value);
      continue;
    }
    let sign = "[";
    for (const item of value) {
      text += sign + JSON.stringify(item);
      sign = ",";
      if (text.length < PIECE) continue;
      yield text;
      text = "";
    }
    text += sign === "[" ? "[]" : "]";
  }
  yield `${text}}\n`;
}

const isList = (value: unknown): value is Iterable<unknown> =>
  typeof value === "object" && value !== null && Symbol.iterator in value;

/** Writes a manifest that is there as a whole or not at all. Answers its length in bytes. */
export async function writeManifest(path: string, lines: readonly object[]): Promise<number> {
  const partial = join(dirname(path), `.${basename(path)}.partial`);
  try {
    const file = await open(partial, "w");
    let length: number;
    try {
      for (const line of lines) for (const text of lineOf(line)) await file.appendFile(text);
      await file.sync();
      length = (await file.stat()).size;
    } finally {
      await file.close();
    }
    await rename(partial, path);
    await syncFolder(dirname(path));
    return length;
  } catch (error) {
    throw unwritable(path, error);
  }
}

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
    { shard, resume }: { shard: Shard | undefined; resume: Pick<ManifestContent, "length"> | undefined },
  ): Promise<ManifestWriter> {
    const path = manifestPath(folder, shard);
    try {
      const length = resume?.length ?? (await writeManifest(path, [head]));
      const file = await open(path, "r+");
      await file.truncate(length);
      return new ManifestWriter(path, file, length);
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

  async #append(line: object): Promise<void> {
    let end = this.#end;
    try {
      for (const text of lineOf(line)) {
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
