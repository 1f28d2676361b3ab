/**
 * Bins that are open side by side, as columns: what rows become of which many are to be one. Which bin a row goes to is the
 * caller's to say, see `BinsInOrder`; here each is a slot, which is lent until the bin is closed.
 */
import type { Aggregate } from "../../wits/catalog/aggregate.js";
import type { Field } from "../field.js";
import type { Values } from "../page.js";
import { type Accumulator, accumulatorOf, type Saved } from "./accumulator.js";

/** A column of bins. */
export interface BinColumn {
  readonly field: Field;
  /** `start`: where the bin begins. */
  readonly aggregate: Aggregate | "start";
  /** Which of the values that are added it is made of. */
  readonly from: number;
}

/** The slot of a bin that no row is in. */
export const EMPTY = 0;
/** Rows that are added at a time: each may open a bin. */
export const ROWS_AT_ONCE = 8192;

export class Bins {
  readonly fields: readonly Field[];
  /** For who adds rows, to say the bin of each. */
  readonly slots = new Int32Array(ROWS_AT_ONCE);
  readonly #columns: readonly BinColumn[];
  /** By column; undefined of the one that says where bins begin. */
  readonly #accumulators: readonly (Accumulator | undefined)[];
  readonly #free: number[] = [];
  #slots = 1;

  /** `inputs` are the fields whose values are added. */
  constructor(columns: readonly BinColumn[], inputs: readonly Field[]) {
    this.fields = columns.map(({ field }) => field);
    this.#columns = columns;
    this.#accumulators = columns.map(({ aggregate, from }) =>
      aggregate === "start" ? undefined : accumulatorOf(aggregate, inputs[from]!.type === "text"),
    );
    for (const accumulator of this.#accumulators) accumulator?.grow(1);
  }

  /** Slots that are lent. */
  get open(): number {
    return this.#slots - 1 - this.#free.length;
  }

  /** A slot for a bin. */
  take(): number {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    const slot = this.#slots++;
    for (const accumulator of this.#accumulators) accumulator?.grow(this.#slots);
    return slot;
  }

  /** Adds the rows `from` to `to`, at most so many as are added at a time: `slots` says the bin of each, below 0 of those in none. */
  add(values: readonly (Values | undefined)[], from: number, to: number): void {
    const inputs = values.map((some) => stretch(some, from, to));
    for (const [i, column] of this.#columns.entries())
      this.#accumulators[i]?.add(inputs[column.from], this.slots, to - from);
  }

  /** What bins have become, by column; their slots are given back. The slot `EMPTY` may be among them, as often as needed. */
  close(slots: readonly number[], starts: readonly number[]): Values[] {
    const values = this.#accumulators.map(
      (accumulator): Values => accumulator?.read(slots) ?? Float64Array.from(starts),
    );
    this.#giveBack(slots.filter((slot) => slot !== EMPTY));
    return values;
  }

  /** What a bin has, to be put aside; its slot is given back. */
  save(slot: number): (Saved | undefined)[] {
    const saved = this.#accumulators.map((accumulator) => accumulator?.save(slot));
    this.#giveBack([slot]);
    return saved;
  }

  /** Adds what was put aside of a bin whose rows follow those of the slot. */
  restore(slot: number, saved: readonly (Saved | undefined)[]): void {
    for (const [i, one] of saved.entries()) if (one !== undefined) this.#accumulators[i]!.restore(slot, one);
  }

  #giveBack(slots: readonly number[]): void {
    for (const accumulator of this.#accumulators) accumulator?.clear(slots);
    this.#free.push(...slots);
  }
}

const stretch = (values: Values | undefined, from: number, to: number): Values | undefined =>
  values instanceof Float64Array ? values.subarray(from, to) : from === 0 ? values : values?.slice(from, to);
