/** Which sources the rows of a table come from, while rows of several wait in the kernel together. */
export class Origins {
  /** Rows from `from` on are of `source`; ascending, the first from 0. */
  #runs: { from: number; readonly source: number }[];
  /** Of the current source: rows taken already, and the row at which it started. */
  #taken = 0;
  #start = 0;
  /** Rows before this one speak of the bytes of their source already. */
  placed = 0;

  constructor(source: number) {
    this.#runs = [{ from: 0, source }];
  }

  /** A source starts when the table has so many rows. */
  start(source: number, rows: number): void {
    this.#taken = 0;
    this.#start = rows;
    this.placed = rows;
    if (this.#runs.at(-1)?.from === rows) this.#runs.pop();
    this.#runs.push({ from: rows, source });
  }

  /** Rows of the current source, when the table has so many. */
  count(rows: number): number {
    return this.#taken + rows - this.#start;
  }

  /** The sources of the first `rows` rows, which leave the kernel, in an array of that length. */
  take(rows: number, sources = new Int32Array(rows)): Int32Array {
    for (const { from, source } of this.#runs) sources.fill(source, from);
    this.#taken += rows - this.#start;
    this.#start = 0;
    this.placed = 0;
    this.#runs = [{ from: 0, source: this.#runs.at(-1)!.source }];
    return sources;
  }
}
