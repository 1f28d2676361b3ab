/**
 * The chunk of a column that has no value in a row group: one data page of a single run of definition levels
 * zero. It stays uncompressed, being a dozen bytes, and so needs no kernel.
 */
import { ByteWriter } from "hyparquet-writer/src/bytewriter.js";
import type { Column } from "../../wits/catalog/table.js";
import type { EncodedChunk } from "./encoded-chunk.js";
import { writeDataPageHeader } from "./page-header.js";

/** Appends the pages to `out`; the chunk's `offset` is where `out` stood. */
export function writeNullChunk(out: ByteWriter, column: Column, rows: number): EncodedChunk {
  if (!column.nullable && rows > 0) {
    throw new TypeError(
      `column ${column.name} is declared without nulls, but a row group has no value of it`,
    );
  }
  const body = new ByteWriter(16);
  if (column.nullable) {
    const run = new ByteWriter(8);
    // A run: its length shifted left by one, then its value.
    run.appendVarInt(rows << 1);
    run.appendUint8(0);
    body.appendUint32(run.offset);
    body.appendBytes(run.getBytes());
  }

  const offset = out.offset;
  writeDataPageHeader(out, "PLAIN", {
    values: rows,
    uncompressedSize: body.offset,
    compressedSize: body.offset,
  });
  out.appendBytes(body.getBytes());
  return {
    column,
    codec: "UNCOMPRESSED",
    encoding: "PLAIN",
    offset,
    dictionarySize: 0,
    compressedSize: out.offset - offset,
    uncompressedSize: out.offset - offset,
    dataPages: 1,
    nullCount: rows,
    least: undefined,
    greatest: undefined,
  };
}
