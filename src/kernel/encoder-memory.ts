/**
 * The page encoder's part of the kernel: its exports, typed, and its regions, laid out for the largest row group.
 */
import { FRAGMENT_ROWS } from "./fragment.js";
import { type KernelBuild, type KernelExports, loadKernel } from "./load.js";

/** What one row group may hold at most. */
export interface EncoderCapacity {
  readonly rows: number;
  /** Bytes of text of one column. */
  readonly textBytes: number;
}

/** Addresses; each region has slack behind it, and `values`, `text` and `page` have `levelRoom` in front. */
export interface EncoderRegions {
  readonly bitmap: number;
  /** A bitmap on its way into `bitmap`; then the definition levels of a page. */
  readonly scratch: number;
  /** Fixed-width values, or the offsets of a batch's texts. */
  readonly values: number;
  /** A batch's texts without lengths, then those of a row group with them. */
  readonly text: number;
  readonly textBytes: number;
  /** The dictionary of a fragment, and its indices. */
  readonly fragmentKeys: number;
  /** Most bytes of a dictionary's entries. */
  readonly keyBytes: number;
  readonly fragmentIndices: number;
  /** Where each text of that dictionary begins. */
  readonly fragmentStarts: number;
  readonly page: number;
  readonly pageBytes: number;
  readonly packed: number;
}

export interface EncoderMemory {
  readonly kernel: KernelExports;
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly regions: EncoderRegions;
}

/** Rows of a data page with a dictionary or fixed-width values; a multiple of 8. Half a MiB of float64. */
export const PAGE_ROWS = 65_536;
/** Bytes at which a page of texts ends. */
export const PAGE_TEXT_BYTES = 1 << 20;

const DICTIONARY_ENTRIES = 65_536;
const KEY_BYTES = Math.max(8 * DICTIONARY_ENTRIES, PAGE_TEXT_BYTES);
const SLACK = 64;

export function encoderMemory(capacity: EncoderCapacity, build?: KernelBuild): EncoderMemory {
  const rows = Math.ceil(Math.max(capacity.rows, FRAGMENT_ROWS) / 64) * 64;
  const bitmapBytes = rows / 8;
  // Four bytes of length, at most five of a run's header, and the levels themselves.
  const levelRoom = bitmapBytes + SLACK;
  const pageBytes = capacity.textBytes + 8 * rows + 2 * PAGE_TEXT_BYTES;
  const sizes = {
    bitmap: bitmapBytes,
    scratch: levelRoom,
    values: levelRoom + 8 * (rows + 1),
    text: levelRoom + capacity.textBytes + 4 * rows,
    fragmentKeys: KEY_BYTES,
    fragmentIndices: 2 * FRAGMENT_ROWS,
    fragmentStarts: 4 * FRAGMENT_ROWS,
    slots: 16 * DICTIONARY_ENTRIES,
    keys: KEY_BYTES,
    starts: 4 * DICTIONARY_ENTRIES,
    remap: 2 * DICTIONARY_ENTRIES,
    indices: 2 * rows,
    recent: 32_768,
    page: levelRoom + pageBytes,
    packed: 32 + Math.ceil((Math.max(levelRoom + pageBytes, 8 * DICTIONARY_ENTRIES) * 7) / 6),
  };
  const padded = (size: number) => Math.ceil((size + SLACK) / SLACK) * SLACK;
  const total = Object.values(sizes).reduce((sum, size) => sum + padded(size), SLACK);

  const { memory, exports: kernel, heapBase } = loadKernel(total, build);
  let free = Math.ceil(heapBase / SLACK) * SLACK;
  const at = Object.fromEntries(
    Object.entries(sizes).map(([name, size]) => {
      const start = free;
      free += padded(size);
      return [name, start];
    }),
  ) as Record<keyof typeof sizes, number>;

  for (const name of ["slots", "keys", "starts", "remap", "indices", "recent"] as const) {
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
      text: at.text + levelRoom,
      textBytes: capacity.textBytes,
      keyBytes: KEY_BYTES,
      fragmentKeys: at.fragmentKeys,
      fragmentIndices: at.fragmentIndices,
      fragmentStarts: at.fragmentStarts,
      page: at.page + levelRoom,
      pageBytes,
      packed: at.packed,
    },
  };
}
