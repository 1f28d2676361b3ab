/**
 * Row groups, one after the other, then the footer. The footer's columns are known only at the end: a column that
 * turned up late gets an empty chunk in each row group before, written behind the last of them.
 */
import type { ColumnChunk, CompressionCodec, Encoding, RowGroup } from "hyparquet";
import { ByteWriter } from "hyparquet-writer/src/bytewriter.js";
import { writeMetadata } from "hyparquet-writer/src/metadata.js";
import type { Column } from "../catalog/table.js";
import { writeNullChunk } from "./null-chunk.js";
import type { EncodedChunk, EncodedRowGroup } from "./row-group.js";
import { PARQUET_TYPES, schemaElements } from "./schema.js";

/** Takes the file's bytes in order. The view is only lent. Naming, syncing and renaming are its owner's. */
export interface ByteSink {
  write(bytes: Uint8Array): void;
}

export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

export interface FooterOptions {
  /** The columns of the file in their order; all that have a value must be among them. */
  readonly columns: readonly Column[];
  readonly metadata: readonly KeyValue[];
  /** Version of the program, for `created_by`. */
  readonly version: string;
  /** Timestamps are instants in UTC, not local times of an unknown zone. */
  readonly utc: boolean;
}

export interface FileSummary {
  readonly rows: number;
  readonly bytes: number;
}

const MAGIC = new TextEncoder().encode("PAR1");
/** Longer bounds of texts are cut, the greatest one rounded up. */
const BOUND_BYTES = 64;

/** A chunk and where it came to stand. */
interface PlacedChunk {
  readonly chunk: EncodedChunk;
  /** Of its first page, in the file. */
  readonly offset: number;
}

interface PlacedRowGroup {
  readonly rows: number;
  readonly chunks: Map<string, PlacedChunk>;
}

export class ParquetFile {
  readonly #sink: ByteSink;
  readonly #groups: PlacedRowGroup[] = [];
  #offset = 0;
  #rows = 0;

  constructor(sink: ByteSink) {
    this.#sink = sink;
    this.#write(MAGIC);
  }

  append({ rows, bytes, chunks }: EncodedRowGroup): void {
    const start = this.#offset;
    this.#groups.push({
      rows,
      chunks: new Map(chunks.map((chunk) => [chunk.column.name, { chunk, offset: start + chunk.offset }])),
    });
    this.#rows += rows;
    this.#write(bytes);
  }

  /** Writes the footer; the file is complete. */
  close(options: FooterOptions): FileSummary {
    const { columns } = options;
    this.#requireAllValues(columns);
    // parquet-wasm refuses an empty list as `writeMetadata` writes it: of no type. So there is always a row group,
    // without rows if need be, as pyarrow has it, too; and metadata only when there is some.
    if (this.#groups.length === 0) this.#groups.push({ rows: 0, chunks: new Map() });
    this.#writeMissingChunks(columns);
    const out = new ByteWriter();
    writeMetadata(
      out,
      {
        version: 2,
        created_by: `witskit version ${options.version}`,
        schema: schemaElements(columns, options.utc),
        num_rows: BigInt(this.#rows),
        row_groups: this.#groups.map((group) => rowGroup(group, columns)),
        ...(options.metadata.length > 0 ? { key_value_metadata: [...options.metadata] } : {}),
        metadata_length: 0,
      },
      BOUND_BYTES,
    );
    out.appendBytes(MAGIC);
    this.#write(out.getBytes());
    return { rows: this.#rows, bytes: this.#offset };
  }

  #requireAllValues(columns: readonly Column[]): void {
    const types = new Map(columns.map(({ name, type }) => [name, type]));
    for (const { rows, chunks } of this.#groups) {
      for (const [name, { chunk }] of chunks) {
        const type = types.get(name);
        if (type === undefined && chunk.nullCount < rows) {
          throw new TypeError(`column ${name} has values, but is not among the columns of the file`);
        }
        if (type !== undefined && type !== chunk.column.type) {
          throw new TypeError(`column ${name} was written as ${chunk.column.type}, but is to be ${type}`);
        }
      }
    }
  }

  #writeMissingChunks(columns: readonly Column[]): void {
    for (const { rows, chunks } of this.#groups) {
      const start = this.#offset;
      const out = new ByteWriter();
      for (const column of columns) {
        if (chunks.has(column.name)) continue;
        const chunk = writeNullChunk(out, column, rows);
        chunks.set(column.name, { chunk, offset: start + chunk.offset });
      }
      if (out.offset > 0) this.#write(out.getBytes());
    }
  }

  #write(bytes: Uint8Array): void {
    this.#sink.write(bytes);
    this.#offset += bytes.length;
  }
}

function rowGroup({ rows, chunks }: PlacedRowGroup, columns: readonly Column[]): RowGroup {
  const placed = columns.map(({ name }) => chunks.get(name)!);
  const sum = (size: (chunk: EncodedChunk) => number) =>
    BigInt(placed.reduce((total, { chunk }) => total + size(chunk), 0));
  return {
    columns: placed.map((one) => columnChunk(one, rows)),
    total_byte_size: sum((chunk) => chunk.uncompressedSize),
    total_compressed_size: sum((chunk) => chunk.compressedSize),
    num_rows: BigInt(rows),
    file_offset: BigInt(placed[0]?.offset ?? 0),
  };
}

function columnChunk({ chunk, offset }: PlacedChunk, rows: number): ColumnChunk {
  const hasDictionary = chunk.dictionarySize > 0;
  const encodings: Encoding[] = hasDictionary ? ["PLAIN", "RLE", "RLE_DICTIONARY"] : ["PLAIN", "RLE"];
  return {
    // Deprecated, and to be 0: https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
    file_offset: 0n,
    meta_data: {
      type: PARQUET_TYPES[chunk.column.type],
      encodings,
      path_in_schema: [chunk.column.name],
      codec: chunk.codec as CompressionCodec,
      num_values: BigInt(rows),
      total_uncompressed_size: BigInt(chunk.uncompressedSize),
      total_compressed_size: BigInt(chunk.compressedSize),
      data_page_offset: BigInt(offset + chunk.dictionarySize),
      ...(hasDictionary ? { dictionary_page_offset: BigInt(offset) } : {}),
      statistics: {
        null_count: BigInt(chunk.nullCount),
        ...(chunk.least === undefined ? {} : { min_value: chunk.least }),
        ...(chunk.greatest === undefined ? {} : { max_value: chunk.greatest }),
      },
      encoding_stats: hasDictionary
        ? [
            { page_type: "DICTIONARY_PAGE", encoding: "PLAIN", count: 1 },
            { page_type: "DATA_PAGE", encoding: "RLE_DICTIONARY", count: chunk.dataPages },
          ]
        : [{ page_type: "DATA_PAGE", encoding: "PLAIN", count: chunk.dataPages }],
    },
  };
}
