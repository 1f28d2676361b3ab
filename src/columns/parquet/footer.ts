/**
 * The footer, encoded chunk by chunk while the file is written: as objects, the chunks of a file of many row groups
 * would weigh more than all that is in memory besides.
 *
 * The structures and their field numbers: https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
 * Their bytes: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */
import type { SchemaElement } from "hyparquet";
import {
  CompressionCodecs,
  ConvertedTypes,
  Encodings,
  FieldRepetitionTypes,
  PageTypes,
  ParquetTypes,
} from "hyparquet/src/constants.js";
import { ByteWriter } from "hyparquet-writer/src/bytewriter.js";
import { logicalType } from "hyparquet-writer/src/metadata.js";
import { serializeTCompactProtocol } from "hyparquet-writer/src/thrift.js";
import { unconvertStatistics } from "hyparquet-writer/src/unconvert.js";
import type { Column, ColumnType } from "../../wits/catalog/table.js";
import { CompactStruct } from "./compact-struct.js";
import type { EncodedChunk } from "./encoded-chunk.js";
import { schemaElement, schemaElements } from "./schema.js";

export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

/** Longer bounds of texts are cut, the greatest one rounded up. */
const BOUND_BYTES = 64;

/** Rows that are read as quickly as what is said of their pages. */
const FEW_ROWS = 4096;

const PLAIN = Encodings.indexOf("PLAIN");
const RLE = Encodings.indexOf("RLE");
const DICTIONARY_PAGE = PageTypes.indexOf("DICTIONARY_PAGE");
const DATA_PAGE = PageTypes.indexOf("DATA_PAGE");

/** Appends a chunk of `rows` values whose first page stands at `offset` in the file: a `ColumnChunk`. */
function encodeChunk(out: ByteWriter, chunk: EncodedChunk, offset: number, rows: number): void {
  const { column } = chunk;
  const hasDictionary = chunk.dictionarySize > 0;
  const encoding = Encodings.indexOf(chunk.encoding);
  new CompactStruct(out)
    // Deprecated, and to be 0.
    .int64(2, 0)
    .struct(3, (metadata) => {
      metadata
        .int32(1, physicalType(column))
        .int32s(2, hasDictionary ? [PLAIN, RLE, encoding] : [encoding, RLE])
        .binaries(3, [Buffer.from(column.name)])
        .int32(4, CompressionCodecs.indexOf(chunk.codec))
        .int64(5, rows)
        .int64(6, chunk.uncompressedSize)
        .int64(7, chunk.compressedSize)
        .int64(9, offset + chunk.dictionarySize);
      if (hasDictionary) metadata.int64(11, offset);
      encodeStatistics(metadata, chunk);
      const dataPages = (page: CompactStruct) => {
        page.int32(1, DATA_PAGE).int32(2, encoding).int32(3, chunk.dataPages);
      };
      const dictionaryPage = (page: CompactStruct) => {
        page.int32(1, DICTIONARY_PAGE).int32(2, PLAIN).int32(3, 1);
      };
      // They tell readers whether a filter may go by the dictionary alone, which pays where there is much behind it.
      if (chunk.nullCount < rows && rows > FEW_ROWS)
        metadata.structs(13, hasDictionary ? [dictionaryPage, dataPages] : [dataPages]);
    })
    .end();
}

/** Field 12 of a chunk's metadata: nulls, and bounds where there are some. */
function encodeStatistics(
  metadata: CompactStruct,
  { column, nullCount, least, greatest }: EncodedChunk,
): void {
  if (least === undefined && greatest === undefined) {
    metadata.struct(12, (statistics) => statistics.int64(3, nullCount));
    return;
  }
  const bounds = {
    null_count: BigInt(nullCount),
    ...(least === undefined ? {} : { min_value: least }),
    ...(greatest === undefined ? {} : { max_value: greatest }),
  };
  metadata.writtenStruct(12, (out) =>
    serializeTCompactProtocol(out, unconvertStatistics(bounds, schemaElement(column, false), BOUND_BYTES)),
  );
}

const physicalTypes = new Map<ColumnType, number>();

function physicalType(column: Column): number {
  let type = physicalTypes.get(column.type);
  if (type === undefined) {
    type = ParquetTypes.indexOf(schemaElement(column, false).type!);
    physicalTypes.set(column.type, type);
  }
  return type;
}

/** What the footer says of a row group. */
export class RowGroupEntry {
  readonly rows: number;
  /** Where its bytes begin in the file. */
  readonly offset: number;
  uncompressedSize = 0;
  compressedSize = 0;
  /** The columns of its chunks, in the order in which these stand. */
  readonly names: readonly string[];
  readonly #encoded: Uint8Array;
  readonly #ends: number[] = [];
  /** Chunks of columns that turned up only behind it. */
  readonly #late = new Map<string, Uint8Array>();

  /** The offsets of `chunks` count from `offset`. Row groups with the same columns share `names`. */
  constructor(rows: number, offset: number, chunks: readonly EncodedChunk[], names: readonly string[]) {
    this.rows = rows;
    this.offset = offset;
    this.names = names;
    const out = new ByteWriter(chunks.length * CHUNK_BYTES);
    for (const chunk of chunks) {
      this.#add(out, chunk, offset + chunk.offset);
      this.#ends.push(out.offset);
    }
    this.#encoded = out.getBytes().slice();
  }

  has(name: string): boolean {
    return this.names.includes(name) || this.#late.has(name);
  }

  /** Adds the chunk of a column that no chunk is of; its first page stands at `offset` in the file. */
  add(chunk: EncodedChunk, offset: number): void {
    const out = new ByteWriter(CHUNK_BYTES);
    this.#add(out, chunk, offset);
    this.#late.set(chunk.column.name, out.getBytes().slice());
  }

  /** The encoded chunks of these columns. */
  *chunks(columns: readonly Column[]): Generator<Uint8Array> {
    if (columns.length === this.names.length && columns.every(({ name }, i) => name === this.names[i])) {
      yield this.#encoded;
      return;
    }
    for (const [i, { name }] of columns.entries()) {
      const at = this.names[i] === name ? i : this.names.indexOf(name);
      if (at < 0) yield this.#late.get(name)!;
      else yield this.#encoded.subarray(at === 0 ? 0 : this.#ends[at - 1], this.#ends[at]);
    }
  }

  #add(out: ByteWriter, chunk: EncodedChunk, offset: number): void {
    encodeChunk(out, chunk, offset, this.rows);
    this.uncompressedSize += chunk.uncompressedSize;
    this.compressedSize += chunk.compressedSize;
  }
}

/** Most chunks take less in the footer. */
const CHUNK_BYTES = 128;

export interface Footer {
  readonly columns: readonly Column[];
  readonly utc: boolean;
  readonly rows: number;
  readonly groups: readonly RowGroupEntry[];
  readonly metadata: readonly KeyValue[];
  readonly createdBy: string;
  /** Without the orders that bounds are in: readers that do not take these for granted do without bounds. */
  readonly brief: boolean;
}

/** The bytes of a `FileMetaData`, in pieces. */
export function* encodeFooter(footer: Footer): Generator<Uint8Array> {
  const { columns, utc, rows, groups, metadata, createdBy, brief } = footer;
  yield fields(0, {
    field_1: 2,
    field_2: schemaElements(columns, utc).map(schemaFields),
    field_3: BigInt(rows),
  });
  yield listOfStructs(groups.length);
  for (const group of groups) {
    const tail = fields(1, {
      field_2: BigInt(group.uncompressedSize),
      field_3: BigInt(group.rows),
      field_5: BigInt(group.offset),
      field_6: BigInt(group.compressedSize),
    });
    yield Buffer.concat([listOfStructs(columns.length), ...group.chunks(columns), tail, STOP]);
  }
  yield fields(4, {
    ...(metadata.length > 0 && {
      field_5: metadata.map(({ key, value }) => ({ field_1: key, field_2: value })),
    }),
    field_6: createdBy,
    // For every column: bounds are in the order that its type defines.
    ...(columns.length > 0 && !brief && { field_7: columns.map(() => ({ field_1: {} })) }),
  });
  yield STOP;
}

type Fields = Parameters<typeof serializeTCompactProtocol>[1];

const STOP = Uint8Array.of(0);

/** Fields of a struct, without its end, that come behind the field of number `last`: each is numbered from the one before. */
function fields(last: number, values: Fields): Uint8Array {
  const out = new ByteWriter();
  serializeTCompactProtocol(out, values);
  const bytes = out.getBytes().subarray(0, -STOP.length);
  bytes[0]! -= last << 4;
  return bytes;
}

const LIST = 9;
const STRUCT = 12;

/** The head of a field that follows the one before by number, and is a list of so many structs. */
function listOfStructs(count: number): Uint8Array {
  const out = new ByteWriter(8);
  out.appendUint8((1 << 4) | LIST);
  if (count < 15) out.appendUint8((count << 4) | STRUCT);
  else {
    out.appendUint8((15 << 4) | STRUCT);
    out.appendVarInt(count);
  }
  return out.getBytes();
}

const schemaFields = (element: SchemaElement): Fields => ({
  field_1: element.type && ParquetTypes.indexOf(element.type),
  field_3: element.repetition_type && FieldRepetitionTypes.indexOf(element.repetition_type),
  field_4: element.name,
  field_5: element.num_children,
  field_6: element.converted_type && ConvertedTypes.indexOf(element.converted_type),
  field_10: logicalType(element.logical_type),
});
