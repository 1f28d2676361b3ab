/**
 * The page encoder's part of the kernel: its exports, typed, and its regions, laid out for the largest row group.
 */
import { type KernelBuild, loadKernel } from "./load.js";

export interface EncoderExports {
  readonly slotsAt: WebAssembly.Global<"i32">;
  readonly keysAt: WebAssembly.Global<"i32">;
  readonly startsAt: WebAssembly.Global<"i32">;
  readonly indicesAt: WebAssembly.Global<"i32">;
  readonly recentAt: WebAssembly.Global<"i32">;
  readonly MAX_DICTIONARY: WebAssembly.Global<"i32">;
  appendBits(target: number, targetBit: number, source: number, sourceBit: number, count: number): void;
  appendRun(target: number, targetBit: number, bit: number, count: number): void;
  countBits(bitmap: number, count: number): number;
  compact64(values: number, bitmap: number, rows: number): void;
  compact32(values: number, bitmap: number, rows: number): void;
  buildDictionary64(values: number, count: number, limit: number): number;
  buildDictionary32(values: number, count: number, limit: number): number;
  /** `bitmap` 0: no row is null. */
  buildTextDictionary(
    offsets: number,
    data: number,
    bitmap: number,
    rows: number,
    limit: number,
    limitBytes: number,
  ): number;
  writePlainTexts(
    offsets: number,
    data: number,
    bitmap: number,
    row: number,
    rows: number,
    enough: number,
    out: number,
  ): number;
  readonly textBytes: WebAssembly.Global<"i32">;
  readonly textValues: WebAssembly.Global<"i32">;
  writeLevels(bitmap: number, rows: number, valid: number, out: number): number;
  packIndices(indices: number, count: number, width: number, out: number): number;
  compressSnappy(from: number, length: number, out: number): number;
  snappyBound(length: number): number;
  boundFloats(values: number, count: number): number;
  boundInt64(values: number, count: number): number;
  boundInt32(values: number, count: number): number;
  boundTexts(body: number, count: number): number;
  readonly leastFloat: WebAssembly.Global<"f64">;
  readonly greatestFloat: WebAssembly.Global<"f64">;
  readonly leastInteger: WebAssembly.Global<"i64">;
  readonly greatestInteger: WebAssembly.Global<"i64">;
  readonly leastTextAt: WebAssembly.Global<"i32">;
  readonly leastTextLength: WebAssembly.Global<"i32">;
  readonly greatestTextAt: WebAssembly.Global<"i32">;
  readonly greatestTextLength: WebAssembly.Global<"i32">;
}

/** What one row group may hold at most. */
export interface EncoderCapacity {
  readonly rows: number;
  /** Bytes of text of one column. */
  readonly textBytes: number;
}

/** Addresses; each region has slack behind it, and `values` and `page` have `levelRoom` in front. */
export interface EncoderRegions {
  readonly bitmap: number;
  /** A batch's bitmap on its way into `bitmap`; then the definition levels of a page. */
  readonly scratch: number;
  /** Fixed-width values, or the offsets of texts. */
  readonly values: number;
  readonly text: number;
  readonly page: number;
  readonly pageBytes: number;
  readonly packed: number;
}

export interface EncoderMemory {
  readonly kernel: EncoderExports;
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly regions: EncoderRegions;
}

/** Rows of a data page with a dictionary or fixed-width values; a multiple of 8. Half a MiB of float64. */
export const PAGE_ROWS = 65_536;
/** Bytes at which a page of texts ends. */
export const PAGE_TEXT_BYTES = 1 << 20;

const DICTIONARY_ENTRIES = 65_536;
const SLACK = 64;

export function encoderMemory(capacity: EncoderCapacity, build?: KernelBuild): EncoderMemory {
  const rows = Math.max(64, Math.ceil(capacity.rows / 64) * 64);
  const bitmapBytes = rows / 8;
  // Four bytes of length, at most five of a run's header, and the levels themselves.
  const levelRoom = bitmapBytes + SLACK;
  const pageBytes = capacity.textBytes + 4 * rows + 2 * PAGE_TEXT_BYTES;
  const sizes = {
    bitmap: bitmapBytes,
    scratch: levelRoom,
    values: levelRoom + 8 * (rows + 1),
    text: capacity.textBytes,
    slots: 16 * DICTIONARY_ENTRIES,
    keys: Math.max(8 * DICTIONARY_ENTRIES, PAGE_TEXT_BYTES),
    starts: 4 * DICTIONARY_ENTRIES,
    indices: 2 * rows,
    recent: 32_768,
    page: levelRoom + pageBytes,
    packed: 32 + Math.ceil((Math.max(levelRoom + pageBytes, 8 * DICTIONARY_ENTRIES) * 7) / 6),
  };
  const padded = (size: number) => Math.ceil((size + SLACK) / SLACK) * SLACK;
  const total = Object.values(sizes).reduce((sum, size) => sum + padded(size), SLACK);

  const { memory, exports, heapBase } = loadKernel(total, build);
  let free = Math.ceil(heapBase / SLACK) * SLACK;
  const at = Object.fromEntries(
    Object.entries(sizes).map(([name, size]) => {
      const start = free;
      free += padded(size);
      return [name, start];
    }),
  ) as Record<keyof typeof sizes, number>;

  const kernel = exports as unknown as EncoderExports;
  for (const name of ["slots", "keys", "starts", "indices", "recent"] as const) {
    kernel[`${name}At`].value = at[name];
  }
  return {
    kernel,
    bytes: new Uint8Array(memory.buffer),
    view: new DataView(memory.buffer),
    regions: {
      bitmap: at.bitmap,
      scratch: at.scratch,
      // Aligned, so that typed arrays fit over them.
      values: Math.ceil((at.values + levelRoom) / 8) * 8,
      text: at.text,
      page: at.page + levelRoom,
      pageBytes,
      packed: at.packed,
    },
  };
}
