/** What is measured of one record: its rows, and each of its items. */
import type { Code } from "../../wits/catalog/code.js";
import { ActivityCodes } from "./activity-codes.js";
import { BitDepth } from "./bit-depth.js";
import { DuplicateRows } from "./duplicate-rows.js";
import { ItemQuality } from "./item-quality.js";
import { Rhythm } from "./rhythm.js";
import type { RowBatch } from "./row-batch.js";
import { Sequence } from "./sequence.js";

export class RecordQuality {
  readonly record: number;
  readonly rhythm = new Rhythm();
  readonly duplicates = new DuplicateRows();
  readonly sequence = new Sequence();
  readonly bitDepth = new BitDepth();
  readonly activities = new ActivityCodes();
  readonly #items = new Map<Code, ItemQuality>();
  #source: string | undefined;
  /** Times of the first and the last row of the source, NaN when unknown. */
  #start = Number.NaN;
  #end = Number.NaN;
  /** The longest of the sources so far: an item that turns up later had no value for so long. */
  #longestSource = { start: Number.NaN, end: Number.NaN };

  constructor(record: number) {
    this.record = record;
  }

  /** Those that had a value, ascending. */
  get items(): readonly ItemQuality[] {
    return [...this.#items.values()].sort((a, b) => a.meaning.code - b.meaning.code);
  }

  /** Takes rows of a source, which follow those before when the source is the same. */
  add(source: string, batch: RowBatch): void {
    if (this.#source !== undefined && source !== this.#source) this.endSource();
    this.#source = source;
    const { times, columns } = batch;
    for (const time of times) {
      if (Number.isNaN(time)) this.rhythm.row(undefined);
      else {
        this.rhythm.row(time);
        if (Number.isNaN(this.#start)) this.#start = time;
        this.#end = time;
      }
    }
    this.duplicates.add(batch);
    for (const column of columns) {
      const item = this.#items.get(column.item.code) ?? this.#begin(column);
      item?.add(times, column, this.#start);
    }
    const numbersOf = (mnemonic: string): Float64Array | undefined =>
      columns.find(({ item }) => item.mnemonic === mnemonic)?.numbers;
    const [sequence, activity] = [numbersOf("SQID"), numbersOf("ACTC")];
    if (sequence !== undefined) this.sequence.add(sequence);
    if (activity !== undefined) this.activities.add(activity);
    const [bit, hole] = [numbersOf("DBTM"), numbersOf("DMEA")];
    if (bit !== undefined && hole !== undefined) this.bitDepth.add(bit, hole);
  }

  /** An item begins with its first value. */
  #begin(column: RowBatch["columns"][number]): ItemQuality | undefined {
    const { numbers, texts } = column;
    const has = numbers?.some((value) => !Number.isNaN(value)) ?? texts?.some((text) => text !== undefined);
    if (!has) return undefined;
    const item = new ItemQuality(column.item);
    const { start, end } = this.#longestSource;
    item.presence.endSource(start, end);
    item.presence.startSource();
    this.#items.set(column.item.code, item);
    return item;
  }

  endSource(): void {
    for (const item of this.#items.values()) {
      item.endSource(this.#start, this.#end);
      item.startSource();
    }
    const { start, end } = this.#longestSource;
    if (!(end - start >= this.#end - this.#start))
      this.#longestSource = { start: this.#start, end: this.#end };
    this.rhythm.startSource();
    this.duplicates.startSource();
    this.sequence.startSource();
    this.#start = Number.NaN;
    this.#end = Number.NaN;
  }
}
