/**
 * Structs in Thrift's compact protocol, which the headers and the footer of a Parquet file are, written field by
 * field. A file has a header for each page and an entry for each chunk: made of objects with named fields, as elsewhere,
 * they took a tenth of a conversion.
 *
 * https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */
import type { ByteWriter } from "hyparquet-writer/src/bytewriter.js";

const INT32 = 5;
const INT64 = 6;
const BINARY = 8;
const LIST = 9;
const STRUCT = 12;
const STOP = 0;

/** A struct in the making; its fields come in ascending order. No number may be negative, or beyond 2^52. */
export class CompactStruct {
  readonly #out: ByteWriter;
  #last = 0;

  constructor(out: ByteWriter) {
    this.#out = out;
  }

  int32(field: number, value: number): this {
    this.#head(field, INT32);
    writeInteger(this.#out, value);
    return this;
  }

  int64(field: number, value: number): this {
    this.#head(field, INT64);
    writeInteger(this.#out, value);
    return this;
  }

  int32s(field: number, values: readonly number[]): this {
    this.#listHead(field, INT32, values.length);
    for (const value of values) writeInteger(this.#out, value);
    return this;
  }

  binaries(field: number, values: readonly Uint8Array[]): this {
    this.#listHead(field, BINARY, values.length);
    for (const bytes of values) {
      this.#out.appendVarInt(bytes.length);
      this.#out.appendBytes(bytes);
    }
    return this;
  }

  struct(field: number, write: (struct: CompactStruct) => void): this {
    this.writtenStruct(field, (out) => {
      const struct = new CompactStruct(out);
      write(struct);
      struct.end();
    });
    return this;
  }

  /** A struct that is written by other means. */
  writtenStruct(field: number, write: (out: ByteWriter) => void): this {
    this.#head(field, STRUCT);
    write(this.#out);
    return this;
  }

  structs(field: number, writers: readonly ((struct: CompactStruct) => void)[]): this {
    this.#listHead(field, STRUCT, writers.length);
    for (const write of writers) {
      const struct = new CompactStruct(this.#out);
      write(struct);
      struct.end();
    }
    return this;
  }

  end(): void {
    this.#out.appendUint8(STOP);
  }

  #head(field: number, type: number): void {
    this.#out.appendUint8(((field - this.#last) << 4) | type);
    this.#last = field;
  }

  #listHead(field: number, type: number, length: number): void {
    this.#head(field, LIST);
    if (length >= 15) throw new RangeError(`a list of ${length}, which no header or chunk has`);
    this.#out.appendUint8((length << 4) | type);
  }
}

/** Zigzag, which doubles what is not negative, in groups of seven bits. */
function writeInteger(out: ByteWriter, value: number): void {
  let rest = value * 2;
  while (rest >= 0x80) {
    out.appendUint8((rest & 0x7f) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  out.appendUint8(rest);
}
