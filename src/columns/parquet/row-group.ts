/**
 * A row group as bytes that can stand anywhere in a file, and what the footer must know of them. It holds plain
 * data alone, so that a worker can hand it to the thread that owns the file.
 */
import type { CompressionCodec } from "hyparquet";
import { ByteWriter } from "hyparquet-writer/src/bytewriter.js";
import { type ColumnPiece, PageEncoder } from "../../kernel/encoder.js";
import type { EncodedPage, PageCompression } from "../../kernel/encoder-chunk.js";
import type { EncoderCapacity } from "../../kernel/encoder-memory.js";
import type { KernelBuild } from "../../kernel/load.js";
import type { Column } from "../../wits/catalog/table.js";
import { CODECS, type Compression, pageCompression } from "./compression.js";
import type { EncodedChunk } from "./encoded-chunk.js";
import { writeNullChunk } from "./null-chunk.js";
import { writeDataPageHeader, writeDictionaryPageHeader } from "./page-header.js";

export interface EncodedRowGroup {
  readonly rows: number;
  /** Owns its buffer. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly chunks: readonly EncodedChunk[];
}

/** One column of a row group to be; no pieces: no value. */
export interface RowGroupColumn {
  readonly column: Column;
  readonly pieces: readonly ColumnPiece[];
}

export interface RowGroupEncoderOptions {
  readonly capacity: EncoderCapacity;
  readonly compression: Compression;
  readonly build?: KernelBuild;
}

/** Bounds longer than this prune nothing in practice, and would stay in memory until the footer. */
const LONGEST_BOUND = 1024;

/** Owns a kernel's memory; one serves any number of files of a thread. */
export class RowGroupEncoder {
  readonly capacity: EncoderCapacity;
  readonly #pages: PageEncoder;
  readonly #codec: CompressionCodec;
  readonly #compression: PageCompression;
  readonly #out = new ByteWriter(1 << 16);

  constructor({ capacity, compression, build }: RowGroupEncoderOptions) {
    this.capacity = capacity;
    this.#codec = CODECS[compression];
    this.#compression = pageCompression(compression);
    this.#pages = new PageEncoder(capacity, build);
  }

  encode(columns: readonly RowGroupColumn[], rows: number): EncodedRowGroup {
    const out = this.#out;
    out.offset = 0;
    out.index = 0;
    const chunks = columns.map(({ column, pieces }) =>
      pieces.some(({ data }) => data?.values !== undefined)
        ? this.#encodeChunk(column, pieces)
        : writeNullChunk(out, column, rows),
    );
    return { rows, bytes: out.getBytes().slice(), chunks };
  }

  #encodeChunk(column: Column, pieces: readonly ColumnPiece[]): EncodedChunk {
    const out = this.#out;
    const offset = out.offset;
    let dictionarySize = 0;
    let uncompressedSize = 0;
    let dataPages = 0;
    const { nullCount, least, greatest } = this.#pages.encode(column, pieces, this.#compression, (page) => {
      const start = out.offset;
      writeHeader(out, page);
      uncompressedSize += out.offset - start + page.uncompressedSize;
      out.appendBytes(page.bytes);
      if (page.kind === "dictionary") dictionarySize = out.offset - start;
      else dataPages++;
    });
    const tooLong = [least, greatest].some(
      (bound) => bound instanceof Uint8Array && bound.length > LONGEST_BOUND,
    );
    return {
      column,
      codec: this.#codec,
      offset,
      dictionarySize,
      compressedSize: out.offset - offset,
      uncompressedSize,
      dataPages,
      nullCount,
      least: tooLong ? undefined : least,
      greatest: tooLong ? undefined : greatest,
    };
  }
}

function writeHeader(out: ByteWriter, page: EncodedPage): void {
  const { values, uncompressedSize, bytes } = page;
  const sizes = { values, uncompressedSize, compressedSize: bytes.length };
  if (page.kind === "dictionary") writeDictionaryPageHeader(out, sizes);
  else writeDataPageHeader(out, page.encoding, sizes);
}
