/** What is measured of one record: its rows, and each of its items. */
import { Channels } from "../../columns/channels.js";
import type { SourcePage } from "../../columns/page.js";
import { type Interruption, Rhythm } from "../../columns/rhythm.js";
import type { ChannelName } from "../../wits/catalog/channel.js";
import type { Code } from "../../wits/catalog/code.js";
import { ActivityCodes } from "./activity-codes.js";
import { BitDepth } from "./bit-depth.js";
import { DuplicateRows } from "./duplicate-rows.js";
import { type ItemColumn, isItem } from "./item-field.js";
import { ItemMeasure } from "./item-quality.js";
import { type ShareName, scoreOf } from "./score.js";
import { Sequence } from "./sequence.js";

/** Times in milliseconds, moments in milliseconds since 1970; what was not judged is undefined. */
export interface RecordQuality {
  readonly record: number;
  readonly rows: number;
  /** Rows that have a time. */
  readonly timed: number;
  readonly first: number | undefined;
  readonly last: number | undefined;
  /** Median time from one row to the next. */
  readonly interval: number | undefined;
  /** Longer than a minute and three intervals. */
  readonly gaps: { readonly count: number; readonly milliseconds: number };
  /** The longest time between two rows. */
  readonly longest: Interruption | undefined;
  readonly stepsBack: number;
  /** Rows that equal the one before in time and items. */
  readonly duplicates: number;
  /** Rows missing by the sequence numbers of item 04, and in how many gaps. */
  readonly sequence: { readonly gaps: number; readonly missing: number } | undefined;
  /** Rows that have both depths, and those with the bit below the bottom of the hole. */
  readonly bitDepth: { readonly judged: number; readonly below: number };
  /** Rows with an activity code, and those with one that the specification does not have. */
  readonly activities: { readonly judged: number; readonly unknown: number };
  /** From 0 to 1: the product of the shares. */
  readonly score: number;
  /** Undefined: not judged. */
  readonly shares: Readonly<Record<ShareName, number | undefined>>;
}

export class RecordMeasure {
  readonly record: number;
  readonly rhythm = new Rhythm();
  readonly duplicates = new DuplicateRows();
  readonly sequence = new Sequence();
  readonly bitDepth = new BitDepth();
  readonly activities = new ActivityCodes();
  readonly #channels = new Channels();
  readonly #items = new Map<Code, ItemMeasure>();
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
  get items(): readonly ItemMeasure[] {
    return [...this.#items.values()].sort((a, b) => a.field.code - b.field.code);
  }

  /** Takes rows of this record alone. */
  add(page: SourcePage): void {
    const { source, times } = page;
    if (this.#source !== undefined && source !== this.#source) this.endSource();
    this.#source = source;
    for (const time of times) {
      if (Number.isNaN(time)) this.rhythm.row(undefined);
      else {
        this.rhythm.row(time);
        if (Number.isNaN(this.#start)) this.#start = time;
        this.#end = time;
      }
    }
    const columns = itemColumns(page);
    this.duplicates.add(times, columns);
    for (const column of columns) {
      const item = this.#items.get(column.field.code) ?? this.#begin(column);
      item?.add(times, column, this.#start);
    }
    const numbersOf = (name: ChannelName) => this.#channels.of(page, name)?.values;
    const [sequence, activity] = [numbersOf("sequence"), numbersOf("activity")];
    if (sequence !== undefined) this.sequence.add(sequence);
    if (activity !== undefined) this.activities.add(activity);
    const [bit, hole] = [numbersOf("bit-depth"), numbersOf("hole-depth")];
    if (bit !== undefined && hole !== undefined) this.bitDepth.add(bit, hole);
  }

  /** An item begins with its first value. */
  #begin({ field, values }: ItemColumn): ItemMeasure | undefined {
    const has =
      values instanceof Float64Array
        ? values.some((value) => !Number.isNaN(value))
        : values.some((text) => text !== undefined);
    if (!has) return undefined;
    const item = new ItemMeasure(field);
    const { start, end } = this.#longestSource;
    item.presence.endSource(start, end);
    item.presence.startSource();
    this.#items.set(field.code, item);
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

  result(): RecordQuality {
    const { rows, timed, first, last, interval, gaps, longest, stepsBack } = this.rhythm;
    const { value, shares } = scoreOf(this);
    return {
      record: this.record,
      rows,
      timed,
      first,
      last,
      interval,
      gaps: { count: gaps.count, milliseconds: gaps.sum },
      longest,
      stepsBack,
      duplicates: this.duplicates.count,
      sequence: this.sequence.result,
      bitDepth: { judged: this.bitDepth.judged, below: this.bitDepth.below },
      activities: { judged: this.activities.judged, unknown: this.activities.unknown },
      score: value,
      shares,
    };
  }
}

/** Items without any value in these rows are left out, and those that have no name. */
function itemColumns({ fields, values }: SourcePage): ItemColumn[] {
  return fields.flatMap((field, i) => {
    const own = values[i];
    return own !== undefined && isItem(field) && field.mnemonic !== undefined ? [{ field, values: own }] : [];
  });
}
