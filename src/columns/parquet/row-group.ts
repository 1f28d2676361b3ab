/**
 * A row group as bytes that can stand anywhere in a file, and what the footer must know of them. It holds plain
 * data alone, so that a worker can hand it to the thread that owns the file.
 */
import type { CompressionCodec } from "hyparquet";
import { ByteWriter } from "hyparquet-writer/src/bytewriter.js";
import { PageEncoder } from "../../kernel/encoder.js";
import type { EncodedPage, PageCompression, PageEncoding } from "../../kernel/encoder-chunk.js";
import type { EncoderCapacity } from "../../kernel/encoder-memory.js";
import type { Fragment, FragmentCut } from "../../kernel/fragment.js";
import type { ColumnCut } from "../../kernel/fragment-rows.js";
import { valuesBefore } from "../../kernel/fragment-values.js";
import type { ColumnPiece } from "../../kernel/gather-column.js";
import type { KernelBuild } from "../../kernel/load.js";
import type { Column } from "../../wits/catalog/table.js";
import { CODECS, type Compression, pageCompression } from "./compression.js";
import type { EncodedChunk } from "./encoded-chunk.js";
import { writeNullChunk } from "./null-chunk.js";
import { writeDataPageHeader, writeDictionaryPageHeader } from "./page-header.js";
import { SpareBuffers } from "./spare-buffers.js";

export interface EncodedRowGroup {
  readonly rows: number;
  /** Owns its buffer. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly chunks: readonly EncodedChunk[];
}

/** One column of a fragment to be. */
export interface GatheredColumn {
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

/**
 * Bytes of row groups that are kept for the next ones, apart from those of fragments: among these the one of a row group was always the oldest when its
 * fragments came back, and went, so that 30 MB of them stood in memory until they were collected.
 */
const SPARE_GROUPS = 8 << 20;

/** Columns of ours by name, then items by code. */
export function byCode(a: Column, b: Column): number {
  const order = (a.code ?? -1) - (b.code ?? -1);
  if (order !== 0) return order;
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** Owns a kernel's memory; one serves any number of files of a thread. */
export class RowGroupEncoder {
  readonly capacity: EncoderCapacity;
  readonly #pages: PageEncoder;
  readonly #codec: CompressionCodec;
  readonly #compression: PageCompression;
  readonly #out = new ByteWriter(1 << 16);
  readonly #spare = new SpareBuffers();
  readonly #spareGroups = new SpareBuffers(SPARE_GROUPS);

  constructor({ capacity, compression, build }: RowGroupEncoderOptions) {
    this.capacity = capacity;
    this.#codec = CODECS[compression];
    this.#compression = pageCompression(compression);
    this.#pages = new PageEncoder(capacity, build);
  }

  /** Rows of a table, so many as a fragment may have. */
  gather(columns: readonly GatheredColumn[], rows: number): Fragment {
    const out = this.#begin();
    const append = (bytes: Uint8Array): number => {
      const at = out.offset;
      out.appendBytes(bytes);
      return at;
    };
    const gathered = columns.flatMap(
      ({ column, pieces }) => this.#pages.gather(column, pieces, append) ?? [],
    );
    return { rows, bytes: copyOf(out, this.#spare), columns: gathered };
  }

  /**
   * A row group of these rows: `fixed` columns in their order, with or without a value, then all others that have one in
   * the order of `compare`.
   */
  encode(
    fixed: readonly Column[],
    cuts: readonly FragmentCut[],
    compare: (a: Column, b: Column) => number = byCode,
  ): EncodedRowGroup {
    const out = this.#begin();
    const rows = cuts.reduce((sum, { from, to }) => sum + to - from, 0);
    const found = columnsWithValues(cuts);
    const names = new Set(fixed.map(({ name }) => name));
    const others = [...found.values()].filter(({ name }) => !names.has(name)).sort(compare);
    const places = cuts.map(
      ({ fragment: { columns } }) => new Map(columns.map((data) => [data.column.name, data])),
    );
    const chunks = [...fixed, ...others].map((column) => {
      const type = found.get(column.name)?.type;
      if (type === undefined) return writeNullChunk(out, column, rows);
      if (type !== column.type) throw new TypeError(`column ${column.name} is ${column.type}, then ${type}`);
      const own = cuts.map(({ fragment, from, to }, i) => ({
        data: places[i]!.get(column.name),
        bytes: fragment.bytes,
        rows: fragment.rows,
        from,
        to,
      }));
      return this.#encodeChunk(column, own);
    });
    return { rows, bytes: copyOf(out, this.#spareGroups), chunks };
  }

  /** Takes over the bytes of a fragment, all of their buffer, which nobody refers to any more. */
  reuse(bytes: Uint8Array<ArrayBuffer>): void {
    this.#spare.give(bytes);
  }

  /** The same of a row group. */
  reuseGroup(bytes: Uint8Array<ArrayBuffer>): void {
    this.#spareGroups.give(bytes);
  }

  #begin(): ByteWriter {
    this.#out.offset = 0;
    this.#out.index = 0;
    return this.#out;
  }

  #encodeChunk(column: Column, cuts: readonly ColumnCut[]): EncodedChunk {
    const out = this.#out;
    const offset = out.offset;
    let dictionarySize = 0;
    let uncompressedSize = 0;
    let dataPages = 0;
    let encoding: PageEncoding = "PLAIN";
    const { nullCount, least, greatest } = this.#pages.encode(column, cuts, this.#compression, (page) => {
      const start = out.offset;
      writeHeader(out, page);
      uncompressedSize += out.offset - start + page.uncompressedSize;
      out.appendBytes(page.bytes);
      if (page.kind === "dictionary") dictionarySize = out.offset - start;
      else {
        encoding = page.encoding;
        dataPages++;
      }
    });
    const tooLong = [least, greatest].some(
      (bound) => bound instanceof Uint8Array && bound.length > LONGEST_BOUND,
    );
    return {
      column,
      codec: this.#codec,
      encoding,
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

function copyOf(out: ByteWriter, spare: SpareBuffers): Uint8Array<ArrayBuffer> {
  const bytes = out.getBytes();
  const copy = spare.take(bytes.length);
  copy.set(bytes);
  return copy;
}

function columnsWithValues(cuts: readonly FragmentCut[]): Map<string, Column> {
  const found = new Map<string, Column>();
  for (const { fragment, from, to } of cuts) {
    const { rows, bytes, columns } = fragment;
    const isWhole = from === 0 && to === rows;
    for (const data of columns) {
      const { column } = data;
      const known = found.get(column.name);
      if (known !== undefined && known.type !== column.type)
        throw new TypeError(`column ${column.name} is ${known.type}, then ${column.type}`);
      if (known !== undefined) continue;
      if (isWhole || valuesBefore(data, bytes, to) > valuesBefore(data, bytes, from))
        found.set(column.name, column);
    }
  }
  return found;
}

function writeHeader(out: ByteWriter, page: EncodedPage): void {
  const { values, uncompressedSize, bytes } = page;
  const sizes = { values, uncompressedSize, compressedSize: bytes.length };
  if (page.kind === "dictionary") writeDictionaryPageHeader(out, sizes);
  else writeDataPageHeader(out, page.encoding, sizes);
}
