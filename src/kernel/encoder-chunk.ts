/**
 * One column chunk in the making: its values, joined and without gaps, become a dictionary and indices where that
 * pays, else PLAIN pages. Data pages are version 1, which every reader knows: definition levels stand before the
 * values and are compressed with them.
 */
import type { TextEncoder } from "node:util";
import type { ColumnType } from "../wits/catalog/table.js";
import { type EncoderMemory, PAGE_ROWS, PAGE_TEXT_BYTES } from "./encoder-memory.js";

export interface EncodedPage {
  readonly kind: "dictionary" | "data";
  readonly encoding: "PLAIN" | "RLE_DICTIONARY";
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

/** Bytes of a value, for the types that have a fixed width in a page or index a list of texts. */
export const WIDTH = { timestamp: 8, int64: 8, float64: 8, int32: 4, dictionary: 4 } as const;

type NumberType = Extract<ColumnType, "timestamp" | "int64" | "float64" | "int32">;

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
    encoding: EncodedPage["encoding"],
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
    const width = entries > 1 ? 32 - Math.clz32(entries - 1) : 0;
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

  #emit(
    kind: EncodedPage["kind"],
    encoding: EncodedPage["encoding"],
    values: number,
    at: number,
    length: number,
  ): void {
    const { kernel, bytes, regions } = this.memory;
    let body: Uint8Array;
    if (this.compression === "snappy") {
      body = bytes.subarray(regions.packed, kernel.compressSnappy(at, length, regions.packed));
    } else {
      body = bytes.subarray(at, at + length);
      if (this.compression !== "none") body = this.compression(body);
    }
    this.onPage({ kind, encoding, values, uncompressedSize: length, bytes: body });
  }
}

/**
 * The most entries that a dictionary of `count` values may have, for it and the indices to take at most three
 * quarters of the PLAIN size: the rest is about what compression finds in decimals stored as binary fractions.
 */
export function dictionaryLimit(count: number, width: number): number {
  let limit = 0;
  for (let bits = 0; bits <= 16; bits++) {
    const room = Math.floor((0.75 * count * width - (count * bits) / 8) / width);
    limit = Math.max(limit, Math.min(room, 2 ** bits));
  }
  return limit;
}

export function encodeFixed(chunk: Chunk, type: NumberType): Bounds {
  const { kernel, regions } = chunk.memory;
  const width = WIDTH[type];
  const limit = dictionaryLimit(chunk.valid, width);
  const build = width === 8 ? kernel.buildDictionary64 : kernel.buildDictionary32;
  const entries = limit > 0 ? build(regions.values, chunk.valid, limit) : 0;
  if (entries > 0) {
    const keys = kernel.keysAt.value;
    const bounds = boundFixed(chunk, type, keys, entries);
    chunk.emitDictionary(entries, keys, entries * width);
    chunk.emitIndices(entries);
    return bounds;
  }
  const bounds = boundFixed(chunk, type, regions.values, chunk.valid);
  let at = regions.values;
  for (let row = 0; row < chunk.rows; row += PAGE_ROWS) {
    const end = Math.min(row + PAGE_ROWS, chunk.rows);
    const valid = chunk.countValid(row, end);
    chunk.emitData("PLAIN", row, end, valid, at, valid * width);
    at += valid * width;
  }
  return bounds;
}

function boundFixed(chunk: Chunk, type: NumberType, at: number, count: number): Bounds {
  const { kernel } = chunk.memory;
  if (type === "float64") {
    if (!kernel.boundFloats(at, count)) return NO_BOUNDS;
    const least = kernel.leastFloat.value;
    const greatest = kernel.greatestFloat.value;
    // The order of the bounds does not tell -0 from 0, so the wider one is written, as the specification asks.
    return { least: least === 0 ? -0 : least, greatest: greatest === 0 ? 0 : greatest };
  }
  const bound = type === "int32" ? kernel.boundInt32 : kernel.boundInt64;
  if (!bound(at, count)) return NO_BOUNDS;
  const least = kernel.leastInteger.value;
  const greatest = kernel.greatestInteger.value;
  return type === "int32" ? { least: Number(least), greatest: Number(greatest) } : { least, greatest };
}

const NO_BOUNDS: Bounds = { least: undefined, greatest: undefined };

export function encodeTexts(chunk: Chunk, textBytes: number): Bounds {
  const { kernel, regions } = chunk.memory;
  const bitmap = chunk.valid === chunk.rows ? 0 : regions.bitmap;
  const plainBytes = textBytes + 4 * chunk.valid;
  const limitBytes = Math.min(Math.floor(plainBytes * 0.6), PAGE_TEXT_BYTES);
  const entries = kernel.buildTextDictionary(
    regions.values,
    regions.text,
    bitmap,
    chunk.rows,
    kernel.MAX_DICTIONARY.value,
    limitBytes,
  );
  if (entries > 0) {
    const keys = kernel.keysAt.value;
    const bounds = widenByTexts(chunk, NO_BOUNDS, keys, entries);
    chunk.emitDictionary(entries, keys, kernel.textBytes.value);
    chunk.emitIndices(entries);
    return bounds;
  }
  let bounds = NO_BOUNDS;
  for (let row = 0; row < chunk.rows; ) {
    const { values, text, page } = regions;
    const end = kernel.writePlainTexts(values, text, bitmap, row, chunk.rows, PAGE_TEXT_BYTES, page);
    const valid = kernel.textValues.value;
    bounds = widenByTexts(chunk, bounds, page, valid);
    chunk.emitData("PLAIN", row, end, valid, page, kernel.textBytes.value);
    row = end;
  }
  return bounds;
}

/** Bounds that take in the `count` texts of the PLAIN body at `at` as well. */
function widenByTexts(chunk: Chunk, bounds: Bounds, at: number, count: number): Bounds {
  const { kernel, bytes } = chunk.memory;
  if (!kernel.boundTexts(at, count)) return bounds;
  const slice = (start: number, length: number) => bytes.slice(start, start + length);
  const least = slice(kernel.leastTextAt.value, kernel.leastTextLength.value);
  const greatest = slice(kernel.greatestTextAt.value, kernel.greatestTextLength.value);
  const before = bounds as { least: Uint8Array | undefined; greatest: Uint8Array | undefined };
  return {
    least: before.least && Buffer.compare(before.least, least) <= 0 ? before.least : least,
    greatest: before.greatest && Buffer.compare(before.greatest, greatest) >= 0 ? before.greatest : greatest,
  };
}

/** A column of indices into `texts`: the indices in use are made dense, and only their texts written. */
export function encodeIndexed(chunk: Chunk, texts: readonly string[], encoder: TextEncoder): Bounds {
  const { kernel, bytes, regions } = chunk.memory;
  const entries = kernel.buildDictionary32(regions.values, chunk.valid, kernel.MAX_DICTIONARY.value);
  if (entries > 0) {
    const used = new Uint32Array(bytes.buffer, kernel.keysAt.value, entries);
    const writer = new PlainTextWriter(chunk.memory, encoder);
    if (used.every((index) => writer.append(texts[index]!))) {
      const bounds = widenByTexts(chunk, NO_BOUNDS, regions.page, entries);
      chunk.emitDictionary(entries, regions.page, writer.length);
      chunk.emitIndices(entries);
      return bounds;
    }
  }
  return encodeIndexedPlain(chunk, texts, encoder);
}

/** More distinct texts than a dictionary takes: rare, so a plain loop writes them a page at a time. */
function encodeIndexedPlain(chunk: Chunk, texts: readonly string[], encoder: TextEncoder): Bounds {
  const { bytes, regions } = chunk.memory;
  const indices = new Int32Array(bytes.buffer, regions.values, chunk.valid);
  let bounds = NO_BOUNDS;
  let value = 0;
  for (let row = 0; row < chunk.rows; ) {
    const writer = new PlainTextWriter(chunk.memory, encoder);
    const start = row;
    const first = value;
    while (row < chunk.rows && writer.length < PAGE_TEXT_BYTES) {
      const end = Math.min(row + 8, chunk.rows);
      for (const stop = value + chunk.countValid(row, end); value < stop; value++) {
        if (!writer.append(texts[indices[value]!]!)) {
          throw new RangeError(`a text is longer than the ${regions.pageBytes} bytes of a page`);
        }
      }
      row = end;
    }
    bounds = widenByTexts(chunk, bounds, regions.page, value - first);
    chunk.emitData("PLAIN", start, row, value - first, regions.page, writer.length);
  }
  return bounds;
}

/** Writes texts into the page, each behind its length. */
class PlainTextWriter {
  length = 0;

  constructor(
    readonly memory: EncoderMemory,
    readonly encoder: TextEncoder,
  ) {}

  /** False, and nothing written, when the text does not fit any more. */
  append(text: string): boolean {
    const { bytes, view, regions } = this.memory;
    const at = regions.page + this.length;
    const end = regions.page + regions.pageBytes;
    if (at + 4 > end) return false;
    const { read, written } = this.encoder.encodeInto(text, bytes.subarray(at + 4, end));
    if (read < text.length) return false;
    view.setUint32(at, written, true);
    this.length += 4 + written;
    return true;
  }
}
