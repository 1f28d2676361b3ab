/**
 * One row as the detectors see it: what the rig does, and the channels that tell of trouble. It is one object that is filled
 * again for every row, so that a year of rows makes no garbage.
 */
import type { ChannelName } from "../../wits/catalog/channel.js";
import { type RigState, rigStates } from "../../wits/catalog/state.js";
import { OFF, ON, type RigRows, STILL, UNKNOWN } from "../rig/rows.js";

/** Numbers of a row that detectors read, by the channel that has them. */
const numbers = {
  hole: "hole-depth",
  bit: "bit-depth",
  block: "block-position",
  hookload: "hookload",
  weight: "weight-on-bit",
  torque: "torque",
  torqueMost: "torque-most",
  speed: "rotary-speed",
  pressure: "pressure",
  choke: "choke-pressure",
  strokeRate1: "stroke-rate-1",
  strokeRate2: "stroke-rate-2",
  strokeRate3: "stroke-rate-3",
  flowIn: "flow-in",
  flowOut: "flow-out",
  flowOutShare: "flow-out-share",
  pit: "pit-volume",
  pitChange: "pit-change",
  tripTank: "trip-tank-volume",
  density: "density-in",
  densityOut: "density-out",
  temperatureIn: "temperature-in",
  temperatureOut: "temperature-out",
  conductivityIn: "conductivity-in",
  conductivityOut: "conductivity-out",
  gas: "gas",
} as const satisfies Readonly<Record<string, ChannelName>>;
export type NumberName = keyof typeof numbers;
const numberNames = Object.keys(numbers) as readonly NumberName[];

const TANKS = 14;
const tanks = Array.from({ length: TANKS }, (_, i) => `tank-${i + 1}` as ChannelName);

/** The last two are read from record 06 as it is sent: see `TripFill`. */
export const momentNeeds: readonly ChannelName[] = [
  ...Object.values(numbers),
  ...tanks,
  "fill-observed",
  "fill-expected",
];

/** Longer than this without a row, and nothing that was going on is known to go on. */
const LONGEST_STEP = 300;

/** Milliseconds between two steps of the hole's depth. */
const STEP_OF_HOLE = 20_000;

type Numbers = { [Name in NumberName]: number };

export class Moment implements Numbers {
  source = "";
  well: string | undefined = undefined;
  /** Milliseconds since 1970. */
  time = Number.NaN;
  /** The byte of the source where the row's frame begins. */
  offset = 0;
  /** Seconds since the row before; 0 in the first row and after a gap. */
  passed = 0;
  /** In the first row too: what was before is not known. */
  afterGap = true;
  state: RigState = "static";
  inSlips = UNKNOWN;
  pumping = UNKNOWN;
  rotating = UNKNOWN;
  onBottom = UNKNOWN;
  makingHole = UNKNOWN;
  /** Or was a moment ago, and the bit is on bottom still: hole is made in steps of what a depth is rounded to. */
  drilling = false;
  #drilledAt = Number.NEGATIVE_INFINITY;
  moving = UNKNOWN;
  hole = Number.NaN;
  bit = Number.NaN;
  block = Number.NaN;
  hookload = Number.NaN;
  weight = Number.NaN;
  torque = Number.NaN;
  torqueMost = Number.NaN;
  speed = Number.NaN;
  pressure = Number.NaN;
  choke = Number.NaN;
  strokeRate1 = Number.NaN;
  strokeRate2 = Number.NaN;
  strokeRate3 = Number.NaN;
  flowIn = Number.NaN;
  flowOut = Number.NaN;
  flowOutShare = Number.NaN;
  pit = Number.NaN;
  pitChange = Number.NaN;
  tripTank = Number.NaN;
  density = Number.NaN;
  densityOut = Number.NaN;
  temperatureIn = Number.NaN;
  temperatureOut = Number.NaN;
  conductivityIn = Number.NaN;
  conductivityOut = Number.NaN;
  gas = Number.NaN;
  /** By number of the tank less 1. */
  readonly tanks = new Float64Array(TANKS).fill(Number.NaN);
  readonly #signals: (Float64Array | undefined)[] = numberNames.map(() => undefined);
  readonly #tankSignals: (Float64Array | undefined)[] = tanks.map(() => undefined);
  readonly #units: Partial<Record<NumberName, string>> = {};
  #rows: RigRows | undefined;

  get still(): boolean {
    return this.moving === STILL || this.inSlips === ON;
  }

  /** The mud goes round, and nothing but mud, rock and tools is between pump and flow line. */
  get isPumping(): boolean {
    return this.pumping === ON;
  }

  get pumpsOff(): boolean {
    return this.pumping === OFF;
  }

  /** Of all pumps together, strokes a minute. */
  get strokeRate(): number {
    const { strokeRate1: a, strokeRate2: b, strokeRate3: c } = this;
    if (Number.isNaN(a) && Number.isNaN(b) && Number.isNaN(c)) return Number.NaN;
    return (Number.isNaN(a) ? 0 : a) + (Number.isNaN(b) ? 0 : b) + (Number.isNaN(c) ? 0 : c);
  }

  /** Of all tanks that are sent; NaN where none is. */
  get allTanks(): number {
    let sum = Number.NaN;
    for (const volume of this.tanks) {
      if (!Number.isNaN(volume)) sum = Number.isNaN(sum) ? volume : sum + volume;
    }
    return sum;
  }

  /** Of a number, in these rows; undefined where nothing declares it. */
  unit(name: NumberName): string | undefined {
    return this.#units[name];
  }

  /** The rows that `at` reads from then on. */
  of(rows: RigRows): void {
    this.#rows = rows;
    this.source = rows.source;
    this.well = rows.well;
    numberNames.forEach((name, i) => {
      this.#signals[i] = rows.signal(numbers[name]);
      if (this.#signals[i] === undefined) this[name] = Number.NaN;
      const unit = rows.unit(numbers[name]);
      if (unit !== undefined) this.#units[name] = unit;
    });
    tanks.forEach((name, i) => {
      this.#tankSignals[i] = rows.signal(name);
      if (this.#tankSignals[i] === undefined) this.tanks[i] = Number.NaN;
    });
  }

  at(row: number): void {
    const rows = this.#rows!;
    const time = rows.times[row]!;
    const passed = (time - this.time) / 1000;
    this.afterGap = rows.gapBefore[row] === 1 || !(passed <= LONGEST_STEP);
    this.passed = this.afterGap ? 0 : passed;
    this.time = time;
    this.offset = rows.offsets[row]!;
    this.state = rigStates[rows.states[row]!]!;
    const { flags } = rows;
    this.inSlips = flags.in_slips[row]!;
    this.pumping = flags.pumping[row]!;
    this.rotating = flags.rotating[row]!;
    this.onBottom = flags.on_bottom[row]!;
    this.makingHole = flags.making_hole[row]!;
    this.moving = rows.moving[row]!;
    if (this.state === "drill_rotate" || this.state === "drill_slide") this.#drilledAt = time;
    this.drilling =
      this.#drilledAt === time ||
      (time - this.#drilledAt <= STEP_OF_HOLE && this.isPumping && this.onBottom === ON);
    // What these rows do not have was made NaN by `of`.
    for (let i = 0; i < numberNames.length; i++) {
      const signal = this.#signals[i];
      if (signal !== undefined) this[numberNames[i]!] = signal[row]!;
    }
    for (let i = 0; i < TANKS; i++) {
      const signal = this.#tankSignals[i];
      if (signal !== undefined) this.tanks[i] = signal[row]!;
    }
  }
}
