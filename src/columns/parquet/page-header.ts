/** Headers of pages: a `PageHeader`, as parquet.thrift numbers its fields. */
import { Encodings, PageTypes } from "hyparquet/src/constants.js";
import type { ByteWriter } from "hyparquet-writer/src/bytewriter.js";
import type { PageEncoding } from "../../kernel/encoder-chunk.js";
import { CompactStruct } from "./compact-struct.js";

export interface PageSizes {
  /** Entries of a dictionary; rows of a data page, nulls included. */
  readonly values: number;
  readonly uncompressedSize: number;
  readonly compressedSize: number;
}

const DATA_PAGE = PageTypes.indexOf("DATA_PAGE");
const DICTIONARY_PAGE = PageTypes.indexOf("DICTIONARY_PAGE");
const PLAIN = Encodings.indexOf("PLAIN");
const RLE = Encodings.indexOf("RLE");

export function writeDataPageHeader(
  out: ByteWriter,
  encoding: PageEncoding,
  { values, uncompressedSize, compressedSize }: PageSizes,
): void {
  new CompactStruct(out)
    .int32(1, DATA_PAGE)
    .int32(2, uncompressedSize)
    .int32(3, compressedSize)
    .struct(5, (page) => {
      // Levels, of definition and repetition, are run lengths.
      page.int32(1, values).int32(2, Encodings.indexOf(encoding)).int32(3, RLE).int32(4, RLE);
    })
    .end();
}

export function writeDictionaryPageHeader(
  out: ByteWriter,
  { values, uncompressedSize, compressedSize }: PageSizes,
): void {
  new CompactStruct(out)
    .int32(1, DICTIONARY_PAGE)
    .int32(2, uncompressedSize)
    .int32(3, compressedSize)
    .struct(7, (page) => {
      page.int32(1, values).int32(2, PLAIN);
    })
    .end();
}
