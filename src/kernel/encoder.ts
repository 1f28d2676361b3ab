/**
 * One column of a row group to Parquet pages. The pieces of several batches are joined in the kernel's memory,
 * nulls are squeezed out, and what comes out are page bodies, compressed; headers are the caller's.
 */

import { hasValue } from "../validity.js";
import type { Column } from "../wits/catalog/table.js";
import type { ColumnData, VariableData } from "./batch.js";
import {
  type Bound,
  type Bounds,
  Chunk,
  type EncodedPage,
  encodeFixed,
  encodeIndexed,
  encodeTexts,
  type PageCompression,
  WIDTH,
} from "./encoder-chunk.js";
import { type EncoderCapacity, type EncoderMemory, encoderMemory } from "./encoder-memory.js";
import type { KernelBuild } from "./load.js";

/** Rows `start` to `end` of a batch's column; of rows without a value when `data` is undefined. */
export interface ColumnPiece {
  readonly data: ColumnData | undefined;
  readonly start: number;
  readonly end: number;
}

export interface ColumnSummary {
  readonly nullCount: number;
  /** Undefined when there is no value, none but NaN, or none was computed. Texts as their bytes, whole. */
  readonly least: Bound | undefined;
  readonly greatest: Bound | undefined;
}

const NO_PIECE_TEXT: VariableData = { offsets: new Int32Array(1), data: new Uint8Array(0) };

export class PageEncoder {
  readonly capacity: EncoderCapacity;
  readonly #memory: EncoderMemory;
  readonly #texts = new TextEncoder();

  constructor(capacity: EncoderCapacity, build?: KernelBuild) {
    this.capacity = capacity;
    this.#memory = encoderMemory(capacity, build);
  }

  /** Encodes one column; `onPage` gets the pages in the order of the file. */
  encode(
    column: Column,
    pieces: readonly ColumnPiece[],
    compression: PageCompression,
    onPage: (page: EncodedPage) => void,
  ): ColumnSummary {
    const rows = pieces.reduce((sum, piece) => sum + piece.end - piece.start, 0);
    if (rows > this.capacity.rows) {
      throw new RangeError(`a row group of ${rows} rows, but the encoder was made for ${this.capacity.rows}`);
    }
    const valid = this.#joinValidity(pieces, rows);
    if (valid < rows && !column.nullable) {
      throw new TypeError(`column ${column.name} holds ${rows - valid} nulls, but is declared without nulls`);
    }

    const chunk = new Chunk(this.#memory, rows, valid, column.nullable, compression, onPage);
    const { type } = column;
    let bounds: Bounds;
    if (type === "utf8" || type === "binary") {
      const textBytes = this.#joinTexts(column, pieces, rows);
      bounds = encodeTexts(chunk, textBytes);
    } else {
      const texts = this.#joinFixed(type, pieces);
      if (valid < rows) {
        const { kernel, regions } = this.#memory;
        const compact = WIDTH[type] === 8 ? kernel.compact64 : kernel.compact32;
        compact(regions.values, regions.bitmap, rows);
      }
      bounds = type === "dictionary" ? encodeIndexed(chunk, texts, this.#texts) : encodeFixed(chunk, type);
    }
    return { nullCount: rows - valid, ...bounds };
  }

  /** Returns the number of rows with a value. */
  #joinValidity(pieces: readonly ColumnPiece[], rows: number): number {
    const { kernel, bytes, regions } = this.#memory;
    let row = 0;
    for (const { data, start, end } of pieces) {
      const count = end - start;
      if (data?.values === undefined) {
        kernel.appendRun(regions.bitmap, row, 0, count);
      } else if (data.validity === undefined) {
        kernel.appendRun(regions.bitmap, row, 1, count);
      } else {
        bytes.set(data.validity.subarray(start >> 3, (end + 7) >> 3), regions.scratch);
        kernel.appendBits(regions.bitmap, row, regions.scratch, start & 7, count);
      }
      row += count;
    }
    return kernel.countBits(regions.bitmap, rows);
  }

  /** Returns the texts that the indices of a dictionary column point to. */
  #joinFixed(type: keyof typeof WIDTH, pieces: readonly ColumnPiece[]): readonly string[] {
    const { bytes, regions } = this.#memory;
    const lists = new Set(pieces.map(({ data }) => data?.dictionary).filter((list) => list !== undefined));
    const [first = []] = lists;
    const joined = lists.size > 1 ? new JoinedTexts() : undefined;
    let at = regions.values;
    for (const { data, start, end } of pieces) {
      if (data?.values !== undefined) {
        const values = (data.values as Float64Array | Int32Array | BigInt64Array).subarray(start, end);
        if (joined === undefined) {
          bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
        } else {
          joined.append(data, values as Int32Array, start, new Int32Array(bytes.buffer, at, end - start));
        }
      }
      at += (end - start) * WIDTH[type];
    }
    return joined?.texts ?? first;
  }

  /** Returns the bytes of all texts together. */
  #joinTexts(column: Column, pieces: readonly ColumnPiece[], rows: number): number {
    const { bytes, regions } = this.#memory;
    const offsets = new Int32Array(bytes.buffer, regions.values, rows + 1);
    let row = 0;
    let length = 0;
    for (const { data, start, end } of pieces) {
      const text = (data?.values as VariableData | undefined) ?? NO_PIECE_TEXT;
      if (text === NO_PIECE_TEXT) {
        offsets.fill(length, row, row + end - start);
        row += end - start;
        continue;
      }
      const from = text.offsets[start]!;
      const to = text.offsets[end]!;
      if (length + to - from > this.capacity.textBytes) {
        throw new RangeError(
          `column ${column.name} has more than ${this.capacity.textBytes} bytes of text in a row group; ` +
            "make the row groups smaller",
        );
      }
      bytes.set(text.data.subarray(from, to), regions.text + length);
      const shift = length - from;
      for (let i = start; i < end; i++) offsets[row++] = text.offsets[i]! + shift;
      length += to - from;
    }
    offsets[rows] = length;
    return length;
  }
}

/** Joins dictionary columns whose batches came with different lists of texts. */
class JoinedTexts {
  readonly texts: string[] = [];
  readonly #index = new Map<string, number>();

  append(data: ColumnData, indices: Int32Array, start: number, out: Int32Array): void {
    const list = data.dictionary ?? [];
    const { validity } = data;
    for (let i = 0; i < indices.length; i++) {
      const row = start + i;
      if (!hasValue(validity, row)) continue;
      const text = list[indices[i]!]!;
      let index = this.#index.get(text);
      if (index === undefined) {
        index = this.texts.push(text) - 1;
        this.#index.set(text, index);
      }
      out[i] = index;
    }
  }
}
