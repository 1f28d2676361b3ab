/**
 * How the values of a column chunk are encoded: as a dictionary and indices where that pays, whole numbers as differences where
 * those are shorter, else PLAIN. What is chosen depends on the values alone, not on the fragments in which they came.
 */
import type { ColumnType } from "../wits/catalog/table.js";
import { type Bounds, type Chunk, indexBits } from "./encoder-chunk.js";
import { PAGE_ROWS, PAGE_TEXT_BYTES } from "./encoder-memory.js";
import { type ColumnRows, isWhole } from "./fragment-rows.js";

type NumberType = Extract<ColumnType, "timestamp" | "int64" | "float64" | "int32">;
type TextType = Extract<ColumnType, "utf8" | "binary" | "dictionary">;

/** Bytes of a value. */
const WIDTH = { timestamp: 8, int64: 8, float64: 8, int32: 4 } as const;

/** Whole numbers with more distinct values than this are hardly ever shorter with a dictionary than as differences. */
const WHOLE_ENTRIES = 4096;

/** A dictionary is large when a value comes less often than this; smaller ones are shorter than no dictionary whatever is compressed. */
const LARGE_DICTIONARY = 16;

/** Values that are compressed to see what becomes of all: one block of snappy. */
const SAMPLE = 8192;

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

export function encodeFixed(chunk: Chunk, rows: ColumnRows, type: NumberType): Bounds {
  const width = WIDTH[type];
  const isWholeNumber = type !== "float64";
  const limit = isWholeNumber ? WHOLE_ENTRIES : dictionaryLimit(chunk.valid, width);
  const entries = limit > 0 ? buildDictionary(chunk, rows, width, limit) : 0;
  if (entries === 0) takeValues(chunk, rows, width);
  if (isWholeNumber && entries !== 1) {
    if (entries > 0) takeValues(chunk, rows, width);
    if (entries === 0 || isShorterAsDelta(chunk, entries, width)) {
      const bounds = boundFixed(chunk, type, chunk.memory.regions.values, chunk.valid);
      emitDelta(chunk, width);
      return bounds;
    }
  }
  if (entries > 0 && !isShorterPlain(chunk, rows, entries, width)) {
    const keys = chunk.memory.kernel.keysAt.value;
    const bounds = boundFixed(chunk, type, keys, entries);
    chunk.emitDictionary(entries, keys, entries * width);
    chunk.emitIndices(entries);
    return bounds;
  }
  const bounds = boundFixed(chunk, type, chunk.memory.regions.values, chunk.valid);
  emitPlain(chunk, width);
  return bounds;
}

/** Returns the entries, or 0 where a dictionary does not pay. Leaves an index for each value. */
function buildDictionary(chunk: Chunk, rows: ColumnRows, width: 4 | 8, limit: number): number {
  const { kernel, regions } = chunk.memory;
  const extend = width === 8 ? kernel.extendDictionary64 : kernel.extendDictionary32;
  const merge = width === 8 ? kernel.mergeDictionary64 : kernel.mergeDictionary32;
  const total = chunk.valid;
  kernel.startDictionary();
  let seen = 0;
  for (const cut of rows.cuts) {
    const { data, from, to } = cut;
    const count = to - from;
    const out = kernel.indicesAt.value + 2 * seen;
    if (data.entries > 0 && isWhole(cut)) {
      const { fragmentKeys, fragmentIndices } = regions;
      const { entries, indexWidth } = data;
      rows.takeCoded(cut);
      if (!merge(fragmentKeys, entries, fragmentIndices, indexWidth, count, seen, total, limit)) return 0;
      kernel.remapIndices(fragmentIndices, indexWidth, count, out);
    } else {
      const at = regions.values + seen * width;
      rows.takeFixed(cut, width, at);
      if (!extend(at, count, seen, total, limit, out)) return 0;
    }
    seen += count;
  }
  return kernel.entries.value;
}

/** Puts all values one behind the other. */
function takeValues(chunk: Chunk, rows: ColumnRows, width: 4 | 8): void {
  let at = chunk.memory.regions.values;
  for (const cut of rows.cuts) {
    rows.takeFixed(cut, width, at);
    at += (cut.to - cut.from) * width;
  }
}

/** Judged by the first page of differences; the indices are packed to see what their runs leave. */
function isShorterAsDelta(chunk: Chunk, entries: number, width: 4 | 8): boolean {
  const { kernel, regions } = chunk.memory;
  const { page, values } = regions;
  const count = Math.min(PAGE_ROWS, chunk.valid);
  const write = width === 8 ? kernel.writeDelta64 : kernel.writeDelta32;
  const delta = write(values, count, page) - page;
  return delta < packedSize(chunk, count, entries) + (entries * width * count) / chunk.valid;
}

/**
 * A large dictionary against no dictionary, as they are compressed: a depth that goes on by steps has many values that each come
 * a few times, and its PLAIN bytes repeat those of the value before. Measured by a sample.
 */
function isShorterPlain(chunk: Chunk, rows: ColumnRows, entries: number, width: 4 | 8): boolean {
  if (entries * LARGE_DICTIONARY < chunk.valid) return false;
  const { regions } = chunk.memory;
  takeValues(chunk, rows, width);
  const values = Math.min(SAMPLE, chunk.valid);
  const first = (chunk.valid - values) >> 1;
  const bytes = values * width;
  const ratio = chunk.compressedSize(regions.values + first * width, bytes) / bytes;
  const count = Math.min(PAGE_ROWS, chunk.valid);
  const packed = packedSize(chunk, count, entries);
  const indices = chunk.compressedSize(regions.page, packed);
  return chunk.valid * width * ratio < (indices * chunk.valid) / count + entries * width * ratio;
}

/** Packs the first `count` indices into the page, and answers how long they are. */
function packedSize(chunk: Chunk, count: number, entries: number): number {
  const { kernel, bytes, regions } = chunk.memory;
  // The last group of eight is filled up behind them.
  const end = kernel.indicesAt.value + 2 * count;
  const next = bytes.slice(end, end + 16);
  const length =
    kernel.packIndices(kernel.indicesAt.value, count, indexBits(entries), regions.page) - regions.page;
  bytes.set(next, end);
  return length;
}

function emitDelta(chunk: Chunk, width: 4 | 8): void {
  const { kernel, regions } = chunk.memory;
  const write = width === 8 ? kernel.writeDelta64 : kernel.writeDelta32;
  eachPage(chunk, width, (row, end, valid, at) => {
    const length = write(at, valid, regions.page) - regions.page;
    chunk.emitData("DELTA_BINARY_PACKED", row, end, valid, regions.page, length);
  });
}

function emitPlain(chunk: Chunk, width: 4 | 8): void {
  eachPage(chunk, width, (row, end, valid, at) => {
    chunk.emitData("PLAIN", row, end, valid, at, valid * width);
  });
}

/** The rows of each page, and where their values stand. */
function eachPage(
  chunk: Chunk,
  width: 4 | 8,
  emit: (row: number, end: number, valid: number, at: number) => void,
): void {
  let at = chunk.memory.regions.values;
  for (let row = 0; row < chunk.rows; row += PAGE_ROWS) {
    const end = Math.min(row + PAGE_ROWS, chunk.rows);
    const valid = chunk.countValid(row, end);
    emit(row, end, valid, at);
    at += valid * width;
  }
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

export function encodeTexts(chunk: Chunk, rows: ColumnRows, type: TextType): Bounds {
  const { kernel, regions } = chunk.memory;
  const entries = buildTexts(chunk, rows, type);
  if (entries > 0) {
    const keys = kernel.keysAt.value;
    const bounds = boundTexts(chunk, keys, entries);
    chunk.emitDictionary(entries, keys, kernel.textKeyBytes.value);
    chunk.emitIndices(entries);
    return bounds;
  }
  let end = regions.text;
  for (const cut of rows.cuts) end = rows.takeTexts(cut, end);
  const bounds = boundTexts(chunk, regions.text, chunk.valid);
  let at = regions.text;
  for (let row = 0; row < chunk.rows; ) {
    const bitmap = chunk.valid === chunk.rows ? 0 : regions.bitmap;
    const next = kernel.walkTexts(at, bitmap, row, chunk.rows, PAGE_TEXT_BYTES);
    const length = kernel.textBytes.value;
    chunk.emitData("PLAIN", row, next, kernel.textValues.value, at, length);
    at += length;
    row = next;
  }
  return bounds;
}

/** Texts of a list are few as a rule; of others a dictionary must take well less than they do. */
function buildTexts(chunk: Chunk, rows: ColumnRows, type: TextType): number {
  const { kernel, regions } = chunk.memory;
  const limit = kernel.MAX_DICTIONARY.value;
  const total = chunk.valid;
  const limitBytes =
    type === "dictionary" ? regions.keyBytes : Math.min(Math.floor(rows.plainBytes * 0.6), PAGE_TEXT_BYTES);
  kernel.startTexts();
  let seen = 0;
  for (const cut of rows.cuts) {
    const { data, from, to } = cut;
    const count = to - from;
    const out = kernel.indicesAt.value + 2 * seen;
    if (data.entries > 0 && isWhole(cut)) {
      const { fragmentKeys, fragmentIndices } = regions;
      const { entries, indexWidth } = data;
      rows.takeCoded(cut);
      const merged = kernel.mergeTexts(
        fragmentKeys,
        entries,
        fragmentIndices,
        indexWidth,
        count,
        seen,
        total,
        limit,
        limitBytes,
      );
      if (!merged) return 0;
      kernel.remapIndices(fragmentIndices, indexWidth, count, out);
    } else {
      rows.takeTexts(cut, regions.text);
      if (!kernel.extendTexts(regions.text, count, seen, total, limit, limitBytes, out)) return 0;
    }
    seen += count;
  }
  return kernel.textEntries.value;
}

/** Of `count` texts one behind the other. */
function boundTexts(chunk: Chunk, at: number, count: number): Bounds {
  const { kernel, bytes } = chunk.memory;
  if (!kernel.boundTexts(at, count)) return NO_BOUNDS;
  const slice = (start: number, length: number) => bytes.slice(start, start + length);
  return {
    least: slice(kernel.leastTextAt.value, kernel.leastTextLength.value),
    greatest: slice(kernel.greatestTextAt.value, kernel.greatestTextLength.value),
  };
}
