/**
 * The values of a column in bins that are open side by side, each in a slot of arrays: what one column of bins is made of. A null
 * is no value; a slot without a value has none either, and its count is 0.
 *
 * What a bin has does not depend on how its rows were cut or put together: the mean is the nearest float to that of its values, or
 * the next one, for the sum is kept with what its additions have rounded off (Neumaier).
 */
import type { Aggregate } from "../../wits/catalog/aggregate.js";
import type { Values } from "../page.js";

/** Of one slot, to be put aside and added again. */
export type Saved = readonly number[] | string;

export interface Accumulator {
  /** Makes room for slots below `slots`. */
  grow(slots: number): void;
  /** `slots[row]` has the value of the row; below 0: none has. */
  add(values: Values | undefined, slots: Int32Array, rows: number): void;
  /** What the slots have, in this order: texts, or numbers with NaN for none. */
  read(slots: ArrayLike<number>): Values;
  /** Undefined where the slot has no value. */
  save(slot: number): Saved | undefined;
  /** Adds what was saved, of rows that follow those that the slot has. */
  restore(slot: number, saved: Saved): void;
  /** Forgets what the slots have. */
  clear(slots: ArrayLike<number>): void;
}

/** Throws for an aggregate that texts do not have: see `textAggregates`. */
export function accumulatorOf(aggregate: Aggregate, isText: boolean): Accumulator {
  if (aggregate === "count") return new Count();
  if (isText) {
    if (aggregate !== "first" && aggregate !== "last") throw new Error(`texts have no ${aggregate}`);
    return new Text(aggregate);
  }
  return aggregate === "mean" ? new Mean() : new Chosen(aggregate);
}

/** What there is of texts. */
export const textAggregates: ReadonlySet<Aggregate> = new Set(["last", "first", "count"]);

function grown(array: Float64Array<ArrayBuffer>, slots: number, fill: number): Float64Array<ArrayBuffer> {
  if (array.length >= slots) return array;
  const larger = new Float64Array(Math.max(64, 2 * array.length, slots)).fill(fill, array.length);
  larger.set(array);
  return larger;
}

/** A larger magnitude is added up scaled, so that no sum is infinite. */
const HUGE = 2 ** 900;
const SCALE = 2 ** 200;

class Mean implements Accumulator {
  #counts = new Float64Array(0);
  #sums = new Float64Array(0);
  /** What the additions have rounded off. */
  #rest = new Float64Array(0);
  /** Of huge values, divided by `SCALE`; made when there is one. */
  #huge: Mean | undefined;

  grow(slots: number): void {
    this.#counts = grown(this.#counts, slots, 0);
    this.#sums = grown(this.#sums, slots, 0);
    this.#rest = grown(this.#rest, slots, 0);
    this.#huge?.grow(slots);
  }

  add(values: Values | undefined, slots: Int32Array, rows: number): void {
    if (!(values instanceof Float64Array)) return;
    for (let row = 0; row < rows; row++) {
      const slot = slots[row]!;
      const value = values[row]!;
      if (slot < 0 || Number.isNaN(value)) continue;
      this.#counts[slot]!++;
      if (value > HUGE || value < -HUGE) this.#scaled().#addOne(slot, value / SCALE);
      else this.#addOne(slot, value);
    }
  }

  #addOne(slot: number, value: number): void {
    const before = this.#sums[slot]!;
    const sum = before + value;
    this.#rest[slot]! += Math.abs(before) >= Math.abs(value) ? before - sum + value : value - sum + before;
    this.#sums[slot] = sum;
  }

  #scaled(): Mean {
    this.#huge ??= new Mean();
    this.#huge.grow(this.#counts.length);
    return this.#huge;
  }

  read(slots: ArrayLike<number>): Float64Array {
    const means = new Float64Array(slots.length);
    for (let i = 0; i < slots.length; i++) means[i] = this.#mean(slots[i]!);
    return means;
  }

  #mean(slot: number): number {
    const count = this.#counts[slot]!;
    if (count === 0) return Number.NaN;
    const mean = quotient(this.#sums[slot]!, this.#rest[slot]!, count);
    const huge = this.#huge;
    if (huge === undefined) return mean;
    return mean + quotient(huge.#sums[slot]!, huge.#rest[slot]!, count) * SCALE;
  }

  save(slot: number): number[] | undefined {
    const count = this.#counts[slot]!;
    if (count === 0) return undefined;
    const own = [count, this.#sums[slot]!, this.#rest[slot]!];
    const huge = this.#huge;
    return huge === undefined ? own : [...own, huge.#sums[slot]!, huge.#rest[slot]!];
  }

  restore(slot: number, saved: Saved): void {
    const [count, sum, rest, huge, hugeRest] = saved as [number, number, number, number?, number?];
    this.#counts[slot]! += count;
    this.#addOne(slot, sum);
    this.#rest[slot]! += rest;
    if (huge === undefined) return;
    this.#scaled().#addOne(slot, huge);
    this.#scaled().#rest[slot]! += hugeRest!;
  }

  clear(slots: ArrayLike<number>): void {
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i]!;
      this.#counts[slot] = 0;
      this.#sums[slot] = 0;
      this.#rest[slot] = 0;
    }
    this.#huge?.clear(slots);
  }
}

/**
 * `(sum + rest) / count`, the quotient put right by what it leaves: so the mean of equal values is that value. The product is taken
 * apart as Dekker does; a count has far fewer bits than would make that wrong.
 */
function quotient(sum: number, rest: number, count: number): number {
  if (count === 1) return sum + rest;
  const first = (sum + rest) / count;
  const product = first * count;
  const split = 134_217_729 * first;
  const high = split - (split - first);
  const error = (first - high) * count - (product - high * count);
  return first + (sum - product - error + rest) / count;
}

/** One of the values, as it is. */
class Chosen implements Accumulator {
  readonly #aggregate: "first" | "last" | "min" | "max";
  #values = new Float64Array(0);

  constructor(aggregate: "first" | "last" | "min" | "max") {
    this.#aggregate = aggregate;
  }

  grow(slots: number): void {
    this.#values = grown(this.#values, slots, Number.NaN);
  }

  add(values: Values | undefined, slots: Int32Array, rows: number): void {
    if (!(values instanceof Float64Array)) return;
    const kept = this.#values;
    for (let row = 0; row < rows; row++) {
      const slot = slots[row]!;
      if (slot >= 0) kept[slot] = this.#one(kept[slot]!, values[row]!);
    }
  }

  /** Of a value and one that follows it; NaN is none. */
  #one(before: number, value: number): number {
    if (Number.isNaN(value)) return before;
    if (Number.isNaN(before)) return value;
    switch (this.#aggregate) {
      case "first":
        return before;
      case "last":
        return value;
      case "min":
        return Math.min(before, value);
      case "max":
        return Math.max(before, value);
    }
  }

  read(slots: ArrayLike<number>): Float64Array {
    return Float64Array.from(slots, (slot) => this.#values[slot]!);
  }

  save(slot: number): number[] | undefined {
    const value = this.#values[slot]!;
    return Number.isNaN(value) ? undefined : [value];
  }

  restore(slot: number, saved: Saved): void {
    this.#values[slot] = this.#one(this.#values[slot]!, saved[0] as number);
  }

  clear(slots: ArrayLike<number>): void {
    for (let i = 0; i < slots.length; i++) this.#values[slots[i]!] = Number.NaN;
  }
}

/** How many values there are, of numbers and of texts. */
class Count implements Accumulator {
  #counts = new Float64Array(0);

  grow(slots: number): void {
    this.#counts = grown(this.#counts, slots, 0);
  }

  add(values: Values | undefined, slots: Int32Array, rows: number): void {
    if (values === undefined) return;
    for (let row = 0; row < rows; row++) {
      const value = values[row];
      if (slots[row]! >= 0 && value !== undefined && !Number.isNaN(value)) this.#counts[slots[row]!]!++;
    }
  }

  read(slots: ArrayLike<number>): Float64Array {
    return Float64Array.from(slots, (slot) => this.#counts[slot]!);
  }

  save(slot: number): number[] {
    return [this.#counts[slot]!];
  }

  restore(slot: number, saved: Saved): void {
    this.#counts[slot]! += saved[0] as number;
  }

  clear(slots: ArrayLike<number>): void {
    for (let i = 0; i < slots.length; i++) this.#counts[slots[i]!] = 0;
  }
}

class Text implements Accumulator {
  readonly #first: boolean;
  readonly #texts: (string | undefined)[] = [];

  constructor(aggregate: "first" | "last") {
    this.#first = aggregate === "first";
  }

  grow(): void {}

  add(values: Values | undefined, slots: Int32Array, rows: number): void {
    if (values === undefined || values instanceof Float64Array) return;
    for (let row = 0; row < rows; row++) {
      const text = values[row];
      if (slots[row]! >= 0 && text !== undefined) this.restore(slots[row]!, text);
    }
  }

  read(slots: ArrayLike<number>): (string | undefined)[] {
    return Array.from(slots, (slot) => this.#texts[slot]);
  }

  save(slot: number): string | undefined {
    return this.#texts[slot];
  }

  restore(slot: number, saved: Saved): void {
    if (!this.#first || this.#texts[slot] === undefined) this.#texts[slot] = saved as string;
  }

  clear(slots: ArrayLike<number>): void {
    for (let i = 0; i < slots.length; i++) this.#texts[slots[i]!] = undefined;
  }
}
