/**
 * Rows of numbers by time that grow at their end, in memory that does not: what is older than the window goes, and where
 * that is not enough, rows are gathered by twos, of which the least and the greatest value stay. The server of a dashboard
 * keeps one, and each of its pages another.
 */
import { firstAt } from "../../plot/page/pyramid.js";

/** Rows that there is room for at first. */
const FIRST_ROOM = 1024;
/** A row may come so many places late: records of one moment come one after the other. */
const LATE = 64;
/** Rows further apart than this are never gathered: between them nothing was recorded. */
const APART = 60_000;

export class Strip {
  length = 0;
  /** Some rows stand for several. */
  reduced = false;
  #index = new Float64Array(FIRST_ROOM);
  readonly #least: Float32Array[] = [];
  /** The same arrays, until rows are gathered. */
  #greatest: Float32Array[] = this.#least;
  readonly #most: number;
  readonly #window: number;

  /** At most so many rows, and no more of them than reach so many milliseconds back. */
  constructor(most: number, window: number) {
    this.#most = Math.max(FIRST_ROOM, most);
    this.#window = window;
  }

  get columns(): number {
    return this.#least.length;
  }

  /** Ascending; valid until the next row. */
  get index(): Float64Array {
    return this.#index.subarray(0, this.length);
  }

  least(column: number): Float32Array {
    return this.#least[column]!.subarray(0, this.length);
  }

  greatest(column: number): Float32Array {
    return this.#greatest[column]!.subarray(0, this.length);
  }

  /** So that there are so many columns. */
  widen(columns: number): void {
    while (this.#least.length < columns) {
      this.#least.push(new Float32Array(this.#index.length).fill(Number.NaN));
      if (this.reduced) this.#greatest.push(new Float32Array(this.#index.length).fill(Number.NaN));
    }
  }

  /** The row of this time, which is made when there is none; -1 when it is too late for it. */
  row(time: number): number {
    const last = this.#index[this.length - 1] ?? Number.NEGATIVE_INFINITY;
    if (time > last) {
      this.#makeRoom();
      this.#index[this.length++] = time;
      return this.length - 1;
    }
    if (time === last) return this.length - 1;
    const place = firstAt(this.index, time);
    if (this.#index[place] === time) return place;
    if (this.length - place > LATE || place === 0) return -1;
    this.#makeRoom();
    return this.#insert(firstAt(this.index, time), time);
  }

  put(row: number, column: number, value: number): void {
    const [least, greatest] = [this.#least[column]!, this.#greatest[column]!];
    if (!this.reduced) {
      least[row] = value;
      return;
    }
    if (!(least[row]! <= value)) least[row] = value;
    if (!(greatest[row]! >= value)) greatest[row] = value;
  }

  /** Puts whole rows behind those that there are. */
  append(
    index: Float64Array,
    least: readonly Float32Array[],
    greatest: readonly Float32Array[] | undefined,
  ): void {
    this.widen(least.length);
    if (greatest !== undefined) this.#part();
    for (let i = 0; i < index.length; i++) {
      const row = this.row(index[i]!);
      if (row < 0) continue;
      least.forEach((values, column) => {
        this.#least[column]![row] = values[i]!;
        if (this.reduced) this.#greatest[column]![row] = (greatest?.[column] ?? values)[i]!;
      });
    }
  }

  /** Drops all rows after this time. */
  cut(time: number): void {
    const from = firstAt(this.index, time + 1e-3);
    for (const values of this.#columns()) values.fill(Number.NaN, from, this.length);
    this.length = from;
  }

  #columns(): Set<Float32Array> {
    return new Set([...this.#least, ...this.#greatest]);
  }

  #insert(place: number, time: number): number {
    this.#index.copyWithin(place + 1, place, this.length);
    this.#index[place] = time;
    for (const values of this.#columns()) {
      values.copyWithin(place + 1, place, this.length);
      values[place] = Number.NaN;
    }
    this.length++;
    return place;
  }

  #makeRoom(): void {
    if (this.length < this.#index.length) return;
    if (this.#index.length < this.#most) {
      this.#resize(Math.min(this.#most, 2 * this.#index.length));
      return;
    }
    const old = firstAt(this.index, this.#index[this.length - 1]! - this.#window);
    if (old > this.#most / 8) this.#forget(old);
    else this.#gather();
  }

  #resize(room: number): void {
    const index = new Float64Array(room);
    index.set(this.#index);
    this.#index = index;
    for (const list of new Set([this.#least, this.#greatest])) {
      list.forEach((values, i) => {
        list[i] = new Float32Array(room).fill(Number.NaN);
        list[i].set(values);
      });
    }
  }

  #forget(rows: number): void {
    this.#index.copyWithin(0, rows, this.length);
    for (const values of this.#columns()) {
      values.copyWithin(0, rows, this.length);
      values.fill(Number.NaN, this.length - rows);
    }
    this.length -= rows;
  }

  /** From here on least and greatest values differ. */
  #part(): void {
    if (this.reduced) return;
    this.reduced = true;
    this.#greatest = this.#least.map((values) => values.slice());
  }

  #gather(): void {
    this.#part();
    const index = this.#index;
    let rows = 0;
    for (let row = 0; row < this.length; rows++) {
      const two = row + 1 < this.length && index[row + 1]! - index[row]! <= APART;
      for (let column = 0; column < this.#least.length; column++) {
        const [least, greatest] = [this.#least[column]!, this.#greatest[column]!];
        const [low, high] = [least[row]!, greatest[row]!];
        const [nextLow, nextHigh] = two ? [least[row + 1]!, greatest[row + 1]!] : [low, high];
        least[rows] = nextLow < low || Number.isNaN(low) ? nextLow : low;
        greatest[rows] = nextHigh > high || Number.isNaN(high) ? nextHigh : high;
      }
      index[rows] = index[row]!;
      row += two ? 2 : 1;
    }
    for (const values of this.#columns()) values.fill(Number.NaN, rows);
    this.length = rows;
    // Where nearly every row stands apart, the older half goes: there is no more room.
    if (rows > (this.#most * 7) / 8) this.#forget(Math.floor(rows / 2));
  }
}
