/** A column of the rows of a row group, which come in fragments: its validity joined, its values as they are wanted. */
import type { EncoderMemory } from "./encoder-memory.js";
import type { ColumnFragment } from "./fragment.js";
import { placesOf, plainBytesOf } from "./fragment-values.js";

/** Rows `from` to `to` of a fragment's column; of rows without a value when `data` is undefined. */
export interface ColumnCut {
  readonly data: ColumnFragment | undefined;
  /** The fragment's. */
  readonly bytes: Uint8Array;
  readonly rows: number;
  readonly from: number;
  readonly to: number;
}

/** Values `from` to `to` of those that a fragment's column has. */
export interface ValueCut {
  readonly data: ColumnFragment;
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
}

export class ColumnRows {
  readonly count: number;
  /** Rows with a value. */
  readonly valid: number;
  /** The values, in order. */
  readonly cuts: readonly ValueCut[];
  readonly #memory: EncoderMemory;

  /** Leaves the bitmap of all rows in the kernel's memory. */
  constructor(memory: EncoderMemory, cuts: readonly ColumnCut[]) {
    this.#memory = memory;
    const { kernel, regions } = memory;
    const values: ValueCut[] = [];
    let count = 0;
    for (const { data, bytes, rows, from, to } of cuts) {
      const length = to - from;
      if (data === undefined) kernel.appendRun(regions.bitmap, count, 0, length);
      else if (data.validityAt === undefined) {
        kernel.appendRun(regions.bitmap, count, 1, length);
        values.push({ data, bytes, from, to });
      } else {
        const { validityAt } = data;
        memory.bytes.set(bytes.subarray(validityAt, validityAt + ((rows + 7) >> 3)), regions.scratch);
        kernel.appendBits(regions.bitmap, count, regions.scratch + (from >> 3), from & 7, length);
        const first = kernel.countBits(regions.scratch, from);
        const end = to === rows ? data.valid : kernel.countBits(regions.scratch, to);
        if (end > first) values.push({ data, bytes, from: first, to: end });
      }
      count += length;
    }
    this.count = count;
    this.valid = values.reduce((sum, { from, to }) => sum + to - from, 0);
    this.cuts = values;
  }

  /** Of all values, PLAIN. */
  get plainBytes(): number {
    return this.cuts.reduce(
      (sum, { data, bytes, from, to }) =>
        sum + plainBytesOf(data, bytes, to) - plainBytesOf(data, bytes, from),
      0,
    );
  }

  /** Puts the dictionary and the indices of a fragment's column where the kernel reads them. */
  takeCoded({ data, bytes }: ValueCut): void {
    const { regions, bytes: memory } = this.#memory;
    const { valuesAt, valuesLength, indicesAt, indexWidth, valid } = data;
    memory.set(bytes.subarray(valuesAt, valuesAt + valuesLength), regions.fragmentKeys);
    memory.set(bytes.subarray(indicesAt, indicesAt + valid * indexWidth), regions.fragmentIndices);
  }

  /** Puts the values themselves, of `width` bytes each, to `at`. */
  takeFixed(cut: ValueCut, width: 4 | 8, at: number): void {
    const { data, bytes, from, to } = cut;
    const { kernel, regions, bytes: memory } = this.#memory;
    if (data.entries === 0) {
      memory.set(bytes.subarray(data.valuesAt + from * width, data.valuesAt + to * width), at);
      return;
    }
    this.takeCoded(cut);
    const expand = width === 8 ? kernel.expandIndices64 : kernel.expandIndices32;
    const indices = regions.fragmentIndices + from * data.indexWidth;
    expand(regions.fragmentKeys, indices, data.indexWidth, to - from, at);
  }

  /** Puts the texts, each behind its length, to `at`. Answers where they end. */
  takeTexts(cut: ValueCut, at: number): number {
    const { data, bytes, from, to } = cut;
    const { kernel, regions, bytes: memory } = this.#memory;
    if (data.entries > 0) {
      this.takeCoded(cut);
      kernel.findTexts(regions.fragmentKeys, data.entries, regions.fragmentStarts);
      const indices = regions.fragmentIndices + from * data.indexWidth;
      return kernel.expandTexts(
        regions.fragmentKeys,
        regions.fragmentStarts,
        indices,
        data.indexWidth,
        to - from,
        at,
      );
    }
    const places = placesOf(data, bytes, to);
    const [start, end] = [places[from]!, places[to]!];
    memory.set(bytes.subarray(start, end), at);
    return at + end - start;
  }
}

/** Whether all values of the fragment's column are taken, so that all entries of its dictionary occur. */
export const isWhole = ({ data, from, to }: ValueCut): boolean => from === 0 && to === data.valid;
