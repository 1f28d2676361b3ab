/** Rows that equal the row before in their time and all their items: frames that were delivered twice. */
import type { Code } from "../../wits/catalog/code.js";
import type { ItemColumn } from "./item-field.js";

type Cell = number | string | undefined;

export class DuplicateRows {
  count = 0;
  /** Of the last row; missing is null. */
  readonly #last = new Map<Code, Cell>();
  #lastTime: number | undefined;

  startSource(): void {
    this.#last.clear();
    this.#lastTime = undefined;
  }

  add(times: Float64Array, columns: readonly ItemColumn[]): void {
    const rows = times.length;
    if (rows === 0) return;
    const same = new Uint8Array(rows).fill(1);
    if (this.#lastTime === undefined || !equal(times[0], this.#lastTime)) same[0] = 0;
    for (let row = 1; row < rows; row++) if (!equal(times[row], times[row - 1])) same[row] = 0;
    const present = new Set(columns.map(({ field }) => field.code));
    for (const [code, cell] of this.#last) if (!present.has(code) && !isNull(cell)) same[0] = 0;
    for (const column of columns) this.#compare(column, same);
    for (const row of same) this.count += row;
    this.#last.clear();
    for (const { field, values } of columns) this.#last.set(field.code, values[rows - 1]);
    this.#lastTime = times[rows - 1];
  }

  #compare({ field, values }: ItemColumn, same: Uint8Array): void {
    const cells: ArrayLike<Cell> = values;
    if (!equal(cells[0], this.#last.get(field.code))) same[0] = 0;
    for (let row = 1; row < same.length; row++) {
      if (same[row] === 1 && !equal(cells[row], cells[row - 1])) same[row] = 0;
    }
  }
}

/** Null is undefined, or NaN among numbers. */
const isNull = (cell: Cell): boolean => cell === undefined || Number.isNaN(cell);
const equal = (a: Cell, b: Cell): boolean => a === b || (isNull(a) && isNull(b));
