/** A column's pages in a row group, and what the footer must know of them. */
import type { CompressionCodec } from "hyparquet";
import type { Bound, PageEncoding } from "../../kernel/encoder-chunk.js";
import type { Column } from "../../wits/catalog/table.js";

export interface EncodedChunk {
  readonly column: Column;
  readonly codec: CompressionCodec;
  /** Of the data pages. */
  readonly encoding: PageEncoding;
  /** Of the first page, from the start of the row group's bytes. */
  readonly offset: number;
  /** Bytes of the dictionary page with its header; 0 when there is none. */
  readonly dictionarySize: number;
  /** Of all pages, headers included. */
  readonly compressedSize: number;
  readonly uncompressedSize: number;
  readonly dataPages: number;
  readonly nullCount: number;
  readonly least: Bound | undefined;
  readonly greatest: Bound | undefined;
}
