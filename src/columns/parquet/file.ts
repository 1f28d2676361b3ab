/**
 * Row groups, one after the other, then the footer. The footer's columns are known only at the end: a column that
 * turned up late gets an empty chunk in each row group before, written behind the last of them.
 */
import { crc32 } from "node:zlib";
import { ByteWriter } from "hyparquet-writer/src/bytewriter.js";
import type { Column, ColumnType } from "../../wits/catalog/table.js";
import type { EncodedChunk } from "./encoded-chunk.js";
import { encodeFooter, type KeyValue, RowGroupEntry } from "./footer.js";
import { writeNullChunk } from "./null-chunk.js";
import type { EncodedRowGroup } from "./row-group.js";

/** Takes the file's bytes in order. The view is only lent. Naming, syncing and renaming are its owner's. */
export interface ByteSink {
  write(bytes: Uint8Array): void;
}

export interface FooterOptions {
  /** The columns of the file in their order; all that have a value must be among them. */
  readonly columns: readonly Column[];
  readonly metadata: readonly KeyValue[];
  /** Version of the program, for `created_by`. */
  readonly version: string;
  /** Timestamps are instants in UTC, not local times of an unknown zone. */
  readonly utc: boolean;
  /** Leave out what only helps to pass over row groups of large files. */
  readonly brief?: boolean;
}

export interface FileSummary {
  readonly rows: number;
  readonly bytes: number;
  /** Made of the names and types of its columns, in their order: files that differ in them differ in this. */
  readonly columns: number;
  /** The least and the greatest time, milliseconds since 1970; undefined where no row has one. */
  readonly times?: readonly [number, number];
  /** Rows without a time, where there are some and the file has a column of times. */
  readonly untimed?: number;
}

const MAGIC = new TextEncoder().encode("PAR1");
export class ParquetFile {
  readonly #sink: ByteSink;
  readonly #groups: RowGroupEntry[] = [];
  /** Types of the columns that have chunks, and whether one has a value. */
  readonly #seen = new Map<string, { readonly type: ColumnType; valued: boolean }>();
  #offset = 0;
  #rows = 0;
  #times: readonly [number, number] | undefined;
  #untimed = 0;

  constructor(sink: ByteSink) {
    this.#sink = sink;
    this.#write(MAGIC);
  }

  /** Of all that was written. */
  get bytes(): number {
    return this.#offset;
  }

  append({ rows, bytes, chunks }: EncodedRowGroup): void {
    for (const { column, nullCount } of chunks) this.#see(column, nullCount < rows);
    for (const chunk of chunks) if (chunk.column.name === "timestamp") this.#noteTimes(chunk);
    const before = this.#groups.at(-1)?.names ?? [];
    const same =
      chunks.length === before.length && chunks.every(({ column }, i) => column.name === before[i]);
    const names = same ? before : chunks.map(({ column }) => column.name);
    this.#groups.push(new RowGroupEntry(rows, this.#offset, chunks, names));
    this.#rows += rows;
    this.#write(bytes);
  }

  /** Writes the footer; the file is complete. */
  close({ columns, metadata, version, utc, brief = false }: FooterOptions): FileSummary {
    this.#requireAllValues(columns);
    // parquet-wasm refuses a file without a row group: there is always one, without rows if need be, as pyarrow has it.
    if (this.#groups.length === 0) this.#groups.push(new RowGroupEntry(0, this.#offset, [], []));
    this.#writeMissingChunks(columns);
    const start = this.#offset;
    const createdBy = `witskit version ${version}`;
    const groups = this.#groups;
    const footer = { columns, utc, rows: this.#rows, groups, metadata, createdBy, brief };
    for (const piece of encodeFooter(footer)) this.#write(piece);
    const tail = new ByteWriter(8);
    tail.appendUint32(this.#offset - start);
    tail.appendBytes(MAGIC);
    this.#write(tail.getBytes());
    return {
      rows: this.#rows,
      bytes: this.#offset,
      columns: crc32(columns.map(({ name, type }) => `${name} ${type}\n`).join("") + utc),
      ...(this.#times && { times: this.#times }),
      ...(this.#untimed > 0 && { untimed: this.#untimed }),
    };
  }

  #noteTimes({ column, nullCount, least, greatest }: EncodedChunk): void {
    if (column.type !== "timestamp") return;
    this.#untimed += nullCount;
    if (least === undefined || greatest === undefined) return;
    const [first, last] = this.#times ?? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    this.#times = [Math.min(first, Number(least)), Math.max(last, Number(greatest))];
  }

  #see({ name, type }: Column, valued: boolean): void {
    const seen = this.#seen.get(name);
    if (seen === undefined) this.#seen.set(name, { type, valued });
    else if (seen.type !== type) {
      throw new TypeError(`column ${name} was written as ${seen.type}, and now comes as ${type}`);
    } else seen.valued ||= valued;
  }

  #requireAllValues(columns: readonly Column[]): void {
    const types = new Map(columns.map(({ name, type }) => [name, type]));
    for (const [name, seen] of this.#seen) {
      const type = types.get(name);
      if (type === undefined && seen.valued) {
        throw new TypeError(`column ${name} has values, but is not among the columns of the file`);
      }
      if (type !== undefined && type !== seen.type) {
        throw new TypeError(`column ${name} was written as ${seen.type}, but is to be ${type}`);
      }
    }
  }

  #writeMissingChunks(columns: readonly Column[]): void {
    for (const group of this.#groups) {
      const start = this.#offset;
      const out = new ByteWriter();
      for (const column of columns) {
        if (group.has(column.name)) continue;
        const chunk = writeNullChunk(out, column, group.rows);
        group.add(chunk, start + chunk.offset);
      }
      if (out.offset > 0) this.#write(out.getBytes());
    }
  }

  #write(bytes: Uint8Array): void {
    this.#sink.write(bytes);
    this.#offset += bytes.length;
  }
}
