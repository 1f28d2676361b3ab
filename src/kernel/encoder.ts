/**
 * Columns to Parquet pages, in two steps. `gather` joins the pieces of several batches in the kernel's memory, squeezes nulls out, and
 * leaves a fragment, with a dictionary of its own; `encode` joins fragments to one column of a row group, and gives page
 * bodies, compressed. Headers are the caller's.
 */
import type { Column } from "../wits/catalog/table.js";
import { encodeFixed, encodeTexts } from "./encode-column.js";
import { type Bound, Chunk, type EncodedPage, type PageCompression } from "./encoder-chunk.js";
import { type EncoderCapacity, type EncoderMemory, encoderMemory } from "./encoder-memory.js";
import type { ColumnFragment } from "./fragment.js";
import { type ColumnCut, ColumnRows } from "./fragment-rows.js";
import { type ColumnPiece, gatherColumn } from "./gather-column.js";
import type { KernelBuild } from "./load.js";

export interface ColumnSummary {
  readonly nullCount: number;
  /** Undefined when there is no value, none but NaN, or none was computed. Texts as their bytes, whole. */
  readonly least: Bound | undefined;
  readonly greatest: Bound | undefined;
}

export class PageEncoder {
  readonly capacity: EncoderCapacity;
  readonly #memory: EncoderMemory;

  constructor(capacity: EncoderCapacity, build?: KernelBuild) {
    this.capacity = capacity;
    this.#memory = encoderMemory(capacity, build);
  }

  /** Makes a fragment of one column, whose bytes go to `append`, which answers where they stand. Undefined when no row has a value. */
  gather(
    column: Column,
    pieces: readonly ColumnPiece[],
    append: (bytes: Uint8Array) => number,
  ): ColumnFragment | undefined {
    return gatherColumn(this.#memory, column, pieces, append);
  }

  /** Encodes one column of a row group; `onPage` gets the pages in the order of the file. */
  encode(
    column: Column,
    cuts: readonly ColumnCut[],
    compression: PageCompression,
    onPage: (page: EncodedPage) => void,
  ): ColumnSummary {
    const rows = new ColumnRows(this.#memory, cuts);
    if (rows.count > this.capacity.rows) {
      throw new RangeError(
        `a row group of ${rows.count} rows, but the encoder was made for ${this.capacity.rows}`,
      );
    }
    const nullCount = rows.count - rows.valid;
    if (nullCount > 0 && !column.nullable) {
      throw new TypeError(`column ${column.name} holds ${nullCount} nulls, but is declared without nulls`);
    }
    const { type } = column;
    const chunk = new Chunk(this.#memory, rows.count, rows.valid, column.nullable, compression, onPage);
    const bounds =
      type === "utf8" || type === "binary" || type === "dictionary"
        ? encodeTexts(chunk, rows, type)
        : encodeFixed(chunk, rows, type);
    return { nullCount, ...bounds };
  }
}
