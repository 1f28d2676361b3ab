/**
 * One rig: its rows while they wait, what other records sent beside them, its state, and the stages that ask of it. It may go on from one
 * source to the next, as a log does that is cut into days: offsets then count on, so that they never fall.
 */
import type { SourcePage } from "../../columns/page.js";
import type { ChannelName } from "../../wits/catalog/channel.js";
import type { StateEngine } from "../state/engine.js";
import type { EventRow } from "../table.js";
import { Joined } from "./joined.js";
import { RowStore } from "./row-store.js";
import type { Carried, RigFlag, RigRows, Stage, StateNow } from "./rows.js";

/** The clock leaps, and the row after it goes on as if it had not: such a row is a slip of the sender. Milliseconds. */
const LEAP = 3_600_000;

export interface OneRigOptions {
  readonly source: string;
  readonly names: readonly ChannelName[];
  readonly engine: (unit: (channel: ChannelName) => string | undefined) => StateEngine;
  readonly stages: readonly Stage[];
}

export class OneRig {
  well: string | undefined;
  /** Rows that were taken so far. */
  received = 0;
  withoutTime = 0;
  behind = 0;
  readonly #store: RowStore;
  readonly #joined: (Joined | undefined)[];
  readonly #units: (string | undefined)[];
  readonly #engine: StateEngine;
  readonly #stages: readonly Stage[];
  readonly #rows: Decided;
  /** Of which rows are held, and the one that is read: the last of them. */
  readonly #parts: SourcePart[];
  /** The source of its first row, which its rows in the tables are known by. */
  readonly first: string;
  /** The greatest offset so far, counted on over the sources. */
  #reached = 0;
  #last = Number.NEGATIVE_INFINITY;
  /** The time before a leap, while only one row has told of it. */
  #beforeLeap: number | undefined;
  /** Numbers of rows: those below have been joined and given to the engine; those below have been given out. */
  #released = 0;
  #given = 0;

  constructor({ source, names, engine, stages }: OneRigOptions) {
    this.#store = new RowStore(names.length);
    this.#joined = names.map(() => undefined);
    this.#units = names.map(() => undefined);
    const unit = (channel: ChannelName): string | undefined => this.#units[names.indexOf(channel)];
    this.#engine = engine(unit);
    this.#stages = stages;
    this.#rows = new Decided(this.#store, names, this.#units, source);
    this.first = source;
    this.#parts = [{ source, from: 0, before: 0 }];
  }

  /** The rows that follow are of this source, which goes on where the one before has ended; what was counted is that of the new one. */
  goOn(source: string): void {
    this.#parts.push({ source, from: this.received, before: this.#reached + 1 });
    this.withoutTime = 0;
    this.behind = 0;
  }

  /** The one that is read. */
  get source(): string {
    return this.#parts.at(-1)!.source;
  }

  /** Of the row that came last, unless that one leapt ahead; minus infinity before the first. */
  get last(): number {
    return this.#beforeLeap ?? this.#last;
  }

  /** Rows of the source that is read. */
  get receivedOfSource(): number {
    return this.received - this.#parts.at(-1)!.from;
  }

  /** How many bytes the sources before the one that is read are counted to have. */
  get #before(): number {
    return this.#parts.at(-1)!.before;
  }

  /** Rows of record 01 or of frames, whose channels are these. */
  add(page: SourcePage, channels: Carried, from: number, to: number): void {
    const { times } = page;
    let begin = from;
    for (let row = from; row < to; row++) {
      const time = times[row]!;
      // The usual case in one comparison: a time that is neither missing, nor behind, nor far ahead.
      if (time >= this.#last && time - this.#last <= LEAP && this.#beforeLeap === undefined) {
        this.#last = time;
        continue;
      }
      this.#append(page, channels, begin, row);
      begin = this.#takes(time) ? row : row + 1;
    }
    this.#append(page, channels, begin, to);
  }

  /** Whether a row of this time is one, where that is not plain. */
  #takes(time: number): boolean {
    if (Number.isNaN(time)) {
      this.withoutTime++;
      return false;
    }
    const before = this.#beforeLeap;
    this.#beforeLeap = undefined;
    if (before !== undefined && time < this.#last && time >= before) {
      // The row that leapt ahead is none.
      this.#store.to--;
      this.received--;
      const part = this.#parts.at(-1)!;
      part.from = Math.min(part.from, this.received);
      this.behind++;
    } else if (time < this.#last) {
      this.behind++;
      return false;
    } else if (time - this.#last > LEAP && this.received > 0) this.#beforeLeap = this.#last;
    this.#last = time;
    return true;
  }

  #append(page: SourcePage, channels: Carried, from: number, to: number): void {
    const count = to - from;
    if (count === 0) return;
    const store = this.#store;
    store.reserve(count);
    const at = store.to;
    store.times.set(page.times.subarray(from, to), at);
    store.offsets.set(page.offsets.subarray(from, to), at);
    const before = this.#before;
    if (before > 0) for (let row = at; row < at + count; row++) store.offsets[row]! += before;
    this.#reached = Math.max(this.#reached, store.offsets[at + count - 1]!);
    for (let channel = 0; channel < channels.length; channel++) {
      const numbers = channels[channel];
      if (numbers === undefined) {
        store.channels[channel]?.fill(Number.NaN, at, at + count);
        continue;
      }
      this.#units[channel] ??= numbers.unit;
      store.column(channel).set(numbers.values.subarray(from, to), at);
    }
    store.to += count;
    this.received += count;
  }

  /** Rows of another record. */
  other(page: SourcePage, channels: Carried, from: number, to: number): void {
    for (let channel = 0; channel < channels.length; channel++) {
      const numbers = channels[channel];
      if (numbers === undefined) continue;
      this.#units[channel] ??= numbers.unit;
      let joined = this.#joined[channel];
      if (joined === undefined) {
        joined = new Joined();
        this.#joined[channel] = joined;
      }
      for (let row = from; row < to; row++) {
        const value = numbers.values[row]!;
        if (!Number.isNaN(value)) joined.add(page.offsets[row]! + this.#before, page.times[row]!, value);
      }
    }
    if (to > from) this.#reached = Math.max(this.#reached, page.offsets[to - 1]! + this.#before);
  }

  get asksOthers(): boolean {
    return this.#stages.some((stage) => stage.other !== undefined);
  }

  tellStages(page: SourcePage): void {
    const before = this.#before;
    const counted = before === 0 ? page : { ...page, offsets: page.offsets.map((offset) => offset + before) };
    for (const stage of this.#stages) stage.other?.(counted);
  }

  /** Rows with numbers below `to` that stand before this byte can be decided; what is certain is given out. */
  release(to: number, before: number): void {
    const store = this.#store;
    // The last row may still turn out to be a leap that was none.
    const most = Math.min(to, this.#beforeLeap === undefined ? this.received : this.received - 1);
    const end = before + this.#before;
    let until = this.#released;
    while (until < most && store.offsets[until - store.base]! < end) until++;
    if (until === this.#released) return;
    this.#join(until);
    this.#give(this.#engine.decide(store, until));
  }

  /** No more rows follow. */
  end(): void {
    this.#beforeLeap = undefined;
    this.#join(this.received);
    this.#engine.end(this.#store, this.received);
    this.#give(this.received);
    for (const stage of this.#stages) stage.end();
  }

  /** Undefined before a row is decided. */
  now(): StateNow | undefined {
    for (const stage of this.#stages) {
      const state = stage.now?.();
      if (state !== undefined) return state;
    }
    return undefined;
  }

  open(): readonly EventRow[] {
    return this.#stages.flatMap((stage) => stage.open?.() ?? []);
  }

  calibration() {
    return this.#engine.calibration();
  }

  #join(until: number): void {
    const store = this.#store;
    const [from, to] = [this.#released - store.base, until - store.base];
    for (const [channel, joined] of this.#joined.entries()) {
      if (joined === undefined || joined.isEmpty) continue;
      joined.fill(store.column(channel), store.times, store.offsets, from, to);
    }
    this.#released = until;
  }

  #give(until: number): void {
    const store = this.#store;
    while (this.#given < until) {
      const [part, next] = this.#parts;
      const to = Math.min(until, next?.from ?? until);
      if (to > this.#given) {
        this.#rows.show(this.#given - store.base, to - store.base, this.well, part!);
        for (const stage of this.#stages) stage.add(this.#rows);
        this.#given = to;
        store.from = to - store.base;
      }
      if (to === next?.from) this.#parts.shift();
    }
  }
}

/** Rows of one of a rig's sources. */
interface SourcePart {
  readonly source: string;
  /** The number of its first row. */
  from: number;
  /** What its offsets are counted on from. */
  readonly before: number;
}

/** The decided rows of a store, as stages see them. */
class Decided implements RigRows {
  rows = 0;
  well: string | undefined;
  readonly source: string;
  log = "";
  before = 0;
  readonly #store: RowStore;
  readonly #names: readonly ChannelName[];
  readonly #units: readonly (string | undefined)[];
  #from = 0;
  #to = 0;
  readonly flags: RigRows["flags"];

  constructor(
    store: RowStore,
    names: readonly ChannelName[],
    units: readonly (string | undefined)[],
    source: string,
  ) {
    this.#store = store;
    this.#names = names;
    this.#units = units;
    this.source = source;
    const part = (column: Uint8Array): Uint8Array => column.subarray(this.#from, this.#to);
    this.flags = {
      get in_slips() {
        return part(store.inSlips);
      },
      get pumping() {
        return part(store.pumping);
      },
      get rotating() {
        return part(store.rotating);
      },
      get on_bottom() {
        return part(store.onBottom);
      },
      get making_hole() {
        return part(store.makingHole);
      },
    } satisfies Record<RigFlag, Uint8Array>;
  }

  show(from: number, to: number, well: string | undefined, { source, before }: SourcePart): void {
    this.#from = from;
    this.#to = to;
    this.rows = to - from;
    this.well = well;
    this.log = source;
    this.before = before;
  }

  get times(): Float64Array {
    return this.#store.times.subarray(this.#from, this.#to);
  }
  get offsets(): Float64Array {
    return this.#store.offsets.subarray(this.#from, this.#to);
  }
  get began(): Float64Array {
    return this.#store.began.subarray(this.#from, this.#to);
  }
  get states(): Uint8Array {
    return this.#store.states.subarray(this.#from, this.#to);
  }
  get gapBefore(): Uint8Array {
    return this.#store.gapBefore.subarray(this.#from, this.#to);
  }
  get moving(): Uint8Array {
    return this.#store.moving.subarray(this.#from, this.#to);
  }

  signal(channel: ChannelName): Float64Array | undefined {
    return this.#store.channels[this.#names.indexOf(channel)]?.subarray(this.#from, this.#to);
  }

  unit(channel: ChannelName): string | undefined {
    return this.#units[this.#names.indexOf(channel)];
  }
}
