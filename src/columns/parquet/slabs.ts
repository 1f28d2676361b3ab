/**
 * Memory for the rows that row groups in the making keep of lent batches. It comes in slabs, which go back when the row
 * group is encoded and serve the next one: as buffers of their own the copies would be cleared before they are filled, and
 * collected after, each time.
 */
import type { CellArray, CellArrays } from "../../kernel/arrays.js";
import type { ColumnData, VariableData } from "../../kernel/batch.js";
import type { ColumnPiece } from "../../kernel/gather-column.js";

/** Bytes. A row group in the making has one that is not full, and there may be many: one for each day of a year. */
const SLAB = 1 << 17;

/** The slabs of a thread. */
export class Slabs {
  readonly #free: ArrayBuffer[] = [];

  take(): ArrayBuffer {
    return this.#free.pop() ?? new ArrayBuffer(SLAB);
  }

  giveBack(slabs: readonly ArrayBuffer[]): void {
    this.#free.push(...slabs);
  }
}

/** What one row group keeps. */
export class KeptRows {
  readonly #pool: Slabs;
  readonly #slabs: ArrayBuffer[] = [];
  #used = SLAB;

  constructor(pool: Slabs) {
    this.#pool = pool;
  }

  /** A copy of rows `start` to `end`. */
  keep(data: ColumnData, start: number, end: number): ColumnPiece {
    const first = start & ~7;
    const { values, validity } = data;
    const kept: ColumnData = {
      column: data.column,
      nullCount: data.nullCount,
      dictionary: data.dictionary,
      validity: validity && this.#copy(validity, first >> 3, (end + 7) >> 3),
      values:
        values &&
        ("offsets" in values ? this.#copyTexts(values, first, end) : this.#copy(values, first, end)),
    };
    return { data: kept, start: start - first, end: end - first };
  }

  /** Forgets all, once nothing refers to it any more. */
  release(): void {
    this.#pool.giveBack(this.#slabs);
    this.#slabs.length = 0;
    this.#used = SLAB;
  }

  #copyTexts({ offsets, data }: VariableData, from: number, to: number): VariableData {
    const begin = offsets[from]!;
    const kept = this.#copy(offsets, from, to + 1);
    if (begin > 0) for (let i = 0; i < kept.length; i++) kept[i] = kept[i]! - begin;
    return { offsets: kept, data: this.#copy(data, begin, offsets[to]!) };
  }

  #copy<T extends CellArray>(cells: T, from: number, to: number): T {
    const bytes = (to - from) * cells.BYTES_PER_ELEMENT;
    if (bytes > SLAB) return cells.slice(from, to) as T;
    if (this.#used + bytes > SLAB) {
      this.#slabs.push(this.#pool.take());
      this.#used = 0;
    }
    const type = cells.constructor as unknown as CellArrays<T>;
    const copy = new type(this.#slabs[this.#slabs.length - 1]!, this.#used, to - from);
    copy.set(cells.subarray(from, to) as never);
    this.#used += (bytes + 7) & ~7;
    return copy;
  }
}
