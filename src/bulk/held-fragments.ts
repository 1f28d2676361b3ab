/**
 * Rows of partitions, which wait until their unit is whole: it may have thousands of partitions, more than files
 * can be open at once. The first of them wait in memory, all others in one file.
 */
import { type FileHandle, open, rm } from "node:fs/promises";
import { deserialize, serialize } from "node:v8";
import { unwritable } from "../durable/unwritable.js";
import type { TableFragments } from "./table-rows.js";

/**
 * Bytes that wait in memory. A gzip of 4 GB over 240 days took 780 MB when all of them did, and 315 so; what is written twice
 * takes no time that could be measured.
 */
const IN_MEMORY = 16 << 20;

/** What a fragment takes beside its bytes: forty columns' worth of where things stand in them. */
const DESCRIPTION = 8_192;

/** Where fragments stand in the file. */
interface Stored {
  readonly at: number;
  readonly length: number;
}

export class HeldFragments {
  readonly #path: string;
  readonly #most: number;
  /** Of each partition, in the order in which they came. */
  readonly #held = new Map<string, (TableFragments | Stored)[]>();
  #inMemory = 0;
  #file: FileHandle | undefined;
  #length = 0;

  /** `path` is that of the file, if there will be one; its folder must be there by then. */
  constructor(path: string, inMemory = IN_MEMORY) {
    this.#path = path;
    this.#most = inMemory;
  }

  /** In order of first mention. */
  get partitions(): Iterable<string> {
    return this.#held.keys();
  }

  async add(rows: TableFragments): Promise<void> {
    const { table, fragments } = rows;
    const held = this.#held.get(table) ?? [];
    this.#held.set(table, held);
    this.#inMemory += fragments.reduce((sum, { bytes }) => sum + bytes.length + DESCRIPTION, 0);
    held.push(this.#inMemory <= this.#most ? rows : await this.#store(rows));
  }

  /** The rows of a partition, in the order in which they came. */
  async *of(partition: string): AsyncGenerator<TableFragments> {
    for (const one of this.#held.get(partition) ?? []) yield "fragments" in one ? one : await this.#load(one);
  }

  /** Forgets all, and takes the file away. */
  async close(): Promise<void> {
    this.#held.clear();
    const file = this.#file;
    this.#file = undefined;
    if (file === undefined) return;
    await file.close();
    await rm(this.#path, { force: true });
  }

  async #store(rows: TableFragments): Promise<Stored> {
    const bytes = serialize(rows);
    try {
      this.#file ??= await open(this.#path, "w+");
      for (let at = 0; at < bytes.length; ) {
        at += (await this.#file.write(bytes, at, bytes.length - at, this.#length + at)).bytesWritten;
      }
    } catch (error) {
      throw unwritable(this.#path, error);
    }
    const stored = { at: this.#length, length: bytes.length };
    this.#length += bytes.length;
    return stored;
  }

  async #load({ at, length }: Stored): Promise<TableFragments> {
    const bytes = Buffer.allocUnsafeSlow(length);
    for (let read = 0; read < length; ) {
      const { bytesRead } = await this.#file!.read(bytes, read, length - read, at + read);
      if (bytesRead === 0) throw new Error(`${this.#path} has lost its end`);
      read += bytesRead;
    }
    const rows = deserialize(bytes) as TableFragments;
    // They are views of what was read, and each is to own its buffer.
    return { ...rows, fragments: rows.fragments.map((one) => ({ ...one, bytes: one.bytes.slice() })) };
  }
}
