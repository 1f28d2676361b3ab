/**
 * What a report needs of the rows themselves: day by day, how channels spread and how they went, where the rows stand in their source; and
 * over all of it how deep hole and bit were. A stage of the analysis: rows come once, whatever the number of days.
 */
import type { BegunStage } from "../../analysis/rig/rig.js";
import { isDrilling, ON, type RigRows, type Stage } from "../../analysis/rig/rows.js";
import type { Whose } from "../../analysis/table.js";
import { Channels } from "../../columns/channels.js";
import { columnOf, type SourcePage } from "../../columns/page.js";
import type { ChannelName } from "../../wits/catalog/channel.js";
import type { DayClock } from "./clock.js";
import { Running } from "./spread.js";
import { Track } from "./track.js";

/** Those whose course is drawn and whose spread is told. */
export const dayChannels = [
  "rate-of-penetration",
  "hookload",
  "weight-on-bit",
  "torque",
  "rotary-speed",
  "pressure",
  "flow-in",
  "flow-out",
  "pit-volume",
  "gas",
  "density-in",
  "density-out",
  "temperature-in",
  "temperature-out",
] as const satisfies readonly ChannelName[];
export type DayChannel = (typeof dayChannels)[number];

/** Of a picture of the day: a step of it, milliseconds. */
export const STEP = 300_000;

const NEEDS = [...dayChannels, "hole-depth", "bit-depth"] as const satisfies readonly ChannelName[];
/** Finer than depths are shown. */
const HOLE_TOLERANCE = 0.05;
const BIT_TOLERANCE = 0.5;

/** The most of a step: what a peak is found from. */
export interface Peak {
  readonly time: number;
  readonly value: number;
  readonly holeDepth: number | undefined;
}

/** Where rows stand in a log: the bytes of their frames. */
export interface RowPlaces {
  readonly first: number;
  last: number;
  rows: number;
}

/** A day of a rig, as its rows tell it. */
export class DayRows {
  rows = 0;
  /** By the log that they stand in. */
  readonly places = new Map<string, RowPlaces>();
  /** By channel: of all rows, of those while hole is made, of those with the pumps on. */
  readonly all = dayChannels.map(() => new Running());
  readonly drilling = dayChannels.map(() => new Running());
  readonly pumping = dayChannels.map(() => new Running());
  /** By channel, by step. */
  readonly steps = dayChannels.map(() => new Map<number, Running>());
  /** By step. */
  readonly gas = new Map<number, Peak>();
}

export interface SentText {
  readonly time: number;
  readonly text: string;
}

/** What the rows of one rig of one source tell. */
export interface RigLedger extends Whose {
  readonly days: ReadonlyMap<number, DayRows>;
  readonly hole: Track;
  readonly bit: Track;
  readonly first: number;
  readonly last: number;
  /** When surveys came, by their depth. */
  readonly surveys: readonly { readonly time: number; readonly depth: number }[];
  readonly remarks: readonly SentText[];
}

/** Begins a ledger for each rig that has rows. The clock is asked for when the first rows come: only then is it known whose they are. */
export const ledgers =
  (clockOf: () => DayClock, begun: (ledger: RigLedger) => void): BegunStage =>
  () =>
    new Ledger(clockOf, begun);

class Ledger implements Stage, RigLedger {
  readonly name = "report";
  readonly needs = NEEDS;
  readonly looks = ["survey-depth", "remark"] as const;
  readonly days = new Map<number, DayRows>();
  readonly hole = new Track(HOLE_TOLERANCE);
  readonly bit = new Track(BIT_TOLERANCE);
  readonly surveys: { time: number; depth: number }[] = [];
  readonly remarks: SentText[] = [];
  source = "";
  well: string | undefined;
  first = Number.NaN;
  last = Number.NaN;
  readonly #clockOf: () => DayClock;
  readonly #begun: (ledger: RigLedger) => void;
  readonly #channels = new Channels();
  /** Of the row before: what its channels were, until the next one comes. */
  readonly #before = new Float64Array(dayChannels.length).fill(Number.NaN);
  #drilled = false;
  #pumped = false;
  #day = Number.NaN;
  #dayStart = Number.NaN;
  #dayEnd = Number.NaN;
  #rows: DayRows | undefined;

  constructor(clockOf: () => DayClock, begun: (ledger: RigLedger) => void) {
    this.#clockOf = clockOf;
    this.#begun = begun;
  }

  add(rows: RigRows): void {
    if (rows.rows === 0) return;
    this.source = rows.source;
    this.well = rows.well;
    if (Number.isNaN(this.first)) {
      this.first = rows.times[0]!;
      this.#begun(this);
    }
    const signals = dayChannels.map((name) => rows.signal(name));
    const hole = rows.signal("hole-depth");
    const bit = rows.signal("bit-depth");
    const { times, states, flags, gapBefore, offsets } = rows;
    for (let row = 0; row < rows.rows; row++) {
      const time = times[row]!;
      this.#stood(time, gapBefore[row] === 1);
      if (!(time < this.#dayEnd)) this.#turn(time);
      const day = this.#rows!;
      day.rows++;
      this.#stands(day, rows.log, offsets[row]! - rows.before);
      const depth = hole?.[row] ?? Number.NaN;
      if (!Number.isNaN(depth)) this.hole.add(time, depth);
      const at = bit?.[row] ?? Number.NaN;
      if (!Number.isNaN(at)) this.bit.add(time, at);
      for (let place = 0; place < signals.length; place++)
        this.#before[place] = signals[place]?.[row] ?? Number.NaN;
      this.#drilled = isDrilling[states[row]!] === true;
      this.#pumped = flags.pumping[row] === ON;
      this.last = time;
    }
  }

  /** Surveys and remarks are of a moment of their own. */
  other(page: SourcePage): void {
    const surveys =
      page.record === 7 || page.table === "frame" ? this.#channels.of(page, "survey-depth") : undefined;
    const remarks = remarksOf(page);
    for (let row = 0; row < page.rows; row++) {
      const time = page.times[row]!;
      if (Number.isNaN(time)) continue;
      const depth = surveys?.values[row] ?? Number.NaN;
      if (!Number.isNaN(depth)) this.surveys.push({ time, depth });
      const text = remarks?.[row]?.trim();
      if (text !== undefined && text !== "") this.remarks.push({ time, text });
    }
  }

  end(): void {
    this.#stood(this.last, true);
    this.hole.mark();
    this.bit.mark();
  }

  /** The row before stood until now; before a gap nobody knows for how long. */
  #stood(now: number, untold: boolean): void {
    const day = this.#rows;
    if (day === undefined) return;
    const passed = untold ? 0 : Math.min(now, this.#dayEnd) - this.last;
    const step = Math.floor((this.last - this.#dayStart) / STEP);
    for (let place = 0; place < dayChannels.length; place++) {
      const value = this.#before[place]!;
      if (Number.isNaN(value)) continue;
      day.all[place]!.add(value, passed);
      if (this.#drilled) day.drilling[place]!.add(value, passed);
      if (this.#pumped) day.pumping[place]!.add(value, passed);
      let own = day.steps[place]!.get(step);
      if (own === undefined) {
        own = new Running();
        day.steps[place]!.set(step, own);
      }
      own.add(value, passed);
      if (place === GAS && value > (day.gas.get(step)?.value ?? Number.NEGATIVE_INFINITY))
        day.gas.set(step, { time: this.last, value, holeDepth: this.hole.last });
    }
    this.#before.fill(Number.NaN);
  }

  #stands({ places }: DayRows, log: string, offset: number): void {
    const known = places.get(log);
    if (known === undefined) places.set(log, { first: offset, last: offset, rows: 1 });
    else {
      known.last = offset;
      known.rows++;
    }
  }

  #turn(time: number): void {
    const clock = this.#clockOf();
    this.hole.mark();
    this.bit.mark();
    this.#day = clock.dayOf(time);
    this.#dayStart = clock.startOf(this.#day);
    this.#dayEnd = clock.startOf(this.#day + 1);
    const known = this.days.get(this.#day);
    this.#rows = known ?? new DayRows();
    this.days.set(this.#day, this.#rows);
  }
}

const GAS = dayChannels.indexOf("gas");

/** Comments of record 22; in layout frame they are a column of every row. */
function remarksOf(page: SourcePage): readonly (string | undefined)[] | undefined {
  if (page.record !== 22 && page.table !== "frame") return undefined;
  const field = page.fields.find(({ code }) => code === REMARK);
  return field === undefined
    ? undefined
    : (columnOf(page, field.name) as readonly (string | undefined)[] | undefined);
}

/** Item 10 of record 22. */
const REMARK = 2210;
