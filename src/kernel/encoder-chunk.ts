/**
 * One column chunk in the making: how bodies become pages. Data pages are version 1, which every reader knows: definition
 * levels stand before the values and are compressed with them.
 */
import { type EncoderMemory, PAGE_ROWS } from "./encoder-memory.js";

export type PageEncoding = "PLAIN" | "RLE_DICTIONARY" | "DELTA_BINARY_PACKED";

export interface EncodedPage {
  readonly kind: "dictionary" | "data";
  readonly encoding: PageEncoding;
  /** Entries of a dictionary; rows of a data page, nulls included. */
  readonly values: number;
  readonly uncompressedSize: number;
  /** Compressed. A view that the next page overwrites. */
  readonly bytes: Uint8Array;
}

export type Bound = number | bigint | Uint8Array;

/** `snappy` is the kernel's; any other compression is a function over a page's bytes. */
export type PageCompression = "none" | "snappy" | ((body: Uint8Array) => Uint8Array);

export interface Bounds {
  least: Bound | undefined;
  greatest: Bound | undefined;
}

/** The chunk in the making: what is known of its rows, and how a body becomes a page. */
export class Chunk {
  constructor(
    readonly memory: EncoderMemory,
    readonly rows: number,
    readonly valid: number,
    readonly nullable: boolean,
    readonly compression: PageCompression,
    readonly onPage: (page: EncodedPage) => void,
  ) {}

  /** Rows with a value among `row` to `end`; `row` is a multiple of 8. */
  countValid(row: number, end: number): number {
    if (this.valid === this.rows) return end - row;
    return this.memory.kernel.countBits(this.memory.regions.bitmap + row / 8, end - row);
  }

  emitDictionary(entries: number, at: number, length: number): void {
    this.#emit("dictionary", "PLAIN", entries, at, length);
  }

  /** A page of rows `row` to `end`, whose values stand at `at`. Their levels are written right in front of them. */
  emitData(
    encoding: PageEncoding,
    row: number,
    end: number,
    valid: number,
    at: number,
    length: number,
  ): void {
    const { kernel, bytes, regions } = this.memory;
    let levels = 0;
    if (this.nullable) {
      const levelsEnd = kernel.writeLevels(regions.bitmap + row / 8, end - row, valid, regions.scratch);
      levels = levelsEnd - regions.scratch;
      bytes.copyWithin(at - levels, regions.scratch, levelsEnd);
    }
    this.#emit("data", encoding, end - row, at - levels, levels + length);
  }

  /** The u16 indices of `valid` values, packed, a page for each `PAGE_ROWS`. */
  emitIndices(entries: number): void {
    const { kernel, bytes, regions } = this.memory;
    const width = indexBits(entries);
    let at = kernel.indicesAt.value;
    for (let row = 0; row < this.rows; row += PAGE_ROWS) {
      const end = Math.min(row + PAGE_ROWS, this.rows);
      const valid = this.countValid(row, end);
      // The last group of eight is filled up behind the page's own indices: keep what stands there.
      const next = bytes.slice(at + 2 * valid, at + 2 * valid + 16);
      bytes[regions.page] = width;
      const packedEnd = kernel.packIndices(at, valid, width, regions.page + 1);
      at += 2 * valid;
      bytes.set(next, at);
      this.emitData("RLE_DICTIONARY", row, end, valid, regions.page, packedEnd - regions.page);
    }
  }

  /** What `length` bytes would take. */
  compressedSize(at: number, length: number): number {
    return this.#compressed(at, length).length;
  }

  #compressed(at: number, length: number): Uint8Array {
    const { kernel, bytes, regions } = this.memory;
    if (this.compression === "snappy")
      return bytes.subarray(regions.packed, kernel.compressSnappy(at, length, regions.packed));
    const body = bytes.subarray(at, at + length);
    return this.compression === "none" ? body : this.compression(body);
  }

  #emit(kind: EncodedPage["kind"], encoding: PageEncoding, values: number, at: number, length: number): void {
    this.onPage({ kind, encoding, values, uncompressedSize: length, bytes: this.#compressed(at, length) });
  }
}

/** Bits of an index into a dictionary. */
export const indexBits = (entries: number): number => (entries > 1 ? 32 - Math.clz32(entries - 1) : 0);
