/**
 * The rock, by what it took to drill it and by what sensors behind the bit saw of it: a row a step of depth, boundaries of formations, and
 * intervals that deserve a look. Memory holds a hole, or, without looking ahead, what its curves are apart.
 */
import { Channels } from "../../columns/channels.js";
import type { SourcePage } from "../../columns/page.js";
import type { ChannelName } from "../../wits/catalog/channel.js";
import { conversion } from "../../wits/catalog/units.js";
import { Deepening, isDrilled } from "../rig/deepening.js";
import { OffsetQueue } from "../rig/offset-queue.js";
import { isDrilling, OFF, ON, type RigRows, type Stage } from "../rig/rows.js";
import { wellsOf } from "../rig/wells.js";
import type { Mode } from "../state/engine.js";
import type { Finished, Whose } from "../table.js";
import type { Well } from "../well.js";
import { DrilledSteps, spentSignals } from "./drilled-steps.js";
import { HoleLog } from "./hole-log.js";
import { SensorCurve } from "./sensor-curve.js";

export interface RockOptions {
  readonly mode: Mode;
  readonly well: Well;
}

/** Sensors behind the bit, each with a depth of its own. */
export const sensors = [
  { value: "gamma", depth: "gamma-depth" },
  { value: "resistivity", depth: "resistivity-depth" },
  { value: "porosity", depth: "porosity-depth" },
] as const satisfies readonly { readonly value: ChannelName; readonly depth: ChannelName }[];

/** In the unit of depth. */
const USUAL = {
  M: { step: 0.2, thickness: 4, interval: 1 },
  F: { step: 0.5, thickness: 13, interval: 3 },
} as const;
/** Flow off bottom is that on bottom, if it is within this share. */
const SAME_FLOW = 0.05;

export const rock =
  (options: RockOptions) =>
  (finished: Finished): Stage =>
    new Rock(finished, options);

/** Of one sensor, in its units. */
interface SensorValue {
  readonly offset: number;
  /** The place of its curve among the sensors. */
  readonly curve: number;
  readonly depth: number;
  readonly value: number;
  /** Depth of the hole, NaN where the frame does not say. */
  readonly hole: number;
}

/** A hole that gets deeper, and what is known of it. */
interface Hole {
  readonly unit: string | undefined;
  readonly deepening: Deepening;
  readonly steps: DrilledSteps;
  readonly curves: readonly SensorCurve[];
  readonly log: HoleLog;
}

class Rock implements Stage {
  readonly name = "rock";
  readonly needs = ["hole-depth", ...spentSignals] as const;
  readonly looks = sensors.flatMap(({ value, depth }) => [value, depth]);
  readonly #finished: Finished;
  readonly #options: RockOptions;
  readonly #channels = new Channels();
  readonly #queue = new OffsetQueue<SensorValue>(({ curve, depth, value, hole }) => {
    const unit = this.#sensorUnits[curve];
    this.#hole ??= this.#begin(this.#unitOf("hole-depth") ?? unit);
    const turn =
      unit === undefined || this.#hole.unit === undefined ? undefined : conversion(unit, this.#hole.unit);
    const scale = turn?.scale ?? 1;
    this.#hole.curves[curve]!.take(depth * scale, value, hole);
  });
  readonly #values = new Float64Array(spentSignals.length);
  #hole: Hole | undefined;
  #whose: Whose = { source: "", well: undefined };
  /** Of their depths. */
  readonly #sensorUnits: (string | undefined)[] = sensors.map(() => undefined);
  #unitOf: (channel: ChannelName) => string | undefined = () => undefined;
  #time = Number.NaN;
  /** Pressure and flow of the last time that the pumps ran off bottom. */
  readonly #offBottom = { pressure: Number.NaN, flow: Number.NaN };

  constructor(finished: Finished, options: RockOptions) {
    this.#finished = finished;
    this.#options = options;
  }

  add(rows: RigRows): void {
    this.#whose = { source: rows.source, well: rows.well };
    this.#unitOf = (channel) => rows.unit(channel);
    const depth = rows.signal("hole-depth");
    const signals = spentSignals.map((name) => rows.signal(name));
    const { times, offsets, states, gapBefore, flags } = rows;
    for (let row = 0; row < rows.rows; row++) {
      this.#queue.reach(offsets[row]!);
      const seconds = gapBefore[row] === 1 ? Number.NaN : (times[row]! - this.#time) / 1000;
      this.#time = times[row]!;
      const hole = depth?.[row] ?? Number.NaN;
      if (Number.isNaN(hole)) continue;
      for (let place = 0; place < signals.length; place++) {
        this.#values[place] = signals[place]?.[row] ?? Number.NaN;
      }
      const drills = isDrilling[states[row]!] === true || flags.making_hole[row] === ON;
      if (!drills && flags.on_bottom[row] === OFF && flags.pumping[row] === ON) {
        this.#offBottom.pressure = this.#values[PRESSURE]!;
        this.#offBottom.flow = this.#values[FLOW]!;
      }
      this.#row(hole, seconds, drills, flags.in_slips[row] === ON);
    }
  }

  #row(depth: number, seconds: number, drills: boolean, inSlips: boolean): void {
    this.#hole ??= this.#begin(this.#unitOf("hole-depth"));
    if (drills && this.#hole.deepening.isAnother(depth)) {
      this.#finish();
      this.#hole = this.#begin(this.#unitOf("hole-depth"));
    }
    const { unit, deepening, steps, log } = this.#hole;
    const from = deepening.take(depth);
    const made = depth - from;
    const isMade = isDrilled(made, unit, seconds, inSlips);
    if (seconds > 0 && (drills || isMade)) steps.spend(seconds, this.#values, this.#pressureOffBottom());
    if (isMade) steps.deepen(from, depth);
    else if (made > 0) steps.forgetPending();
    if (made > 0 && this.#options.mode === "causal") log.giveCertain(steps.numberOf(deepening.at) - 1);
  }

  #pressureOffBottom(): number {
    const flow = this.#values[FLOW]!;
    const { pressure, flow: before } = this.#offBottom;
    return Math.abs(flow - before) <= SAME_FLOW * before ? pressure : Number.NaN;
  }

  other(page: SourcePage): void {
    const hole = this.#channels.of(page, "hole-depth")?.values;
    const sent = sensors.flatMap(({ value, depth }, curve) => {
      const values = this.#channels.of(page, value)?.values;
      const depths = this.#channels.of(page, depth);
      if (values === undefined || depths === undefined) return [];
      this.#sensorUnits[curve] ??= depths.unit;
      return [{ curve, values, depths: depths.values }];
    });
    if (sent.length === 0) return;
    for (let row = 0; row < page.rows; row++) {
      for (const { curve, values, depths } of sent) {
        if (Number.isNaN(values[row]!) || Number.isNaN(depths[row]!)) continue;
        const offset = page.offsets[row]!;
        this.#queue.add({
          offset,
          curve,
          depth: depths[row]!,
          value: values[row]!,
          hole: hole?.[row] ?? Number.NaN,
        });
      }
    }
    if (this.#whose.source === "")
      this.#whose = { source: page.source, well: wellsOf(page)?.[0]?.trim() || undefined };
  }

  end(): void {
    this.#queue.reach(Number.POSITIVE_INFINITY);
    this.#finish();
  }

  #begin(unit: string | undefined): Hole {
    const { mode, well } = this.#options;
    const usual = unit === "F" ? USUAL.F : USUAL.M;
    const length = unit === undefined ? undefined : conversion("M", unit)?.scale;
    const inUnit = (metres: number | undefined, other: number): number =>
      metres === undefined || length === undefined ? other : metres * length;
    const step = inUnit(well.depthStep, usual.step);
    const steps = new DrilledSteps(step);
    const curves = sensors.map(() => new SensorCurve(step, unit));
    const log = new HoleLog({
      finished: this.#finished,
      whose: () => this.#whose,
      unitOf: (channel) => this.#unitOf(channel),
      mode,
      well,
      unit,
      step,
      thickness: inUnit(well.leastThickness, usual.thickness),
      interval: inUnit(well.screening.thickness, usual.interval),
      steps,
      curves,
    });
    return { unit, deepening: new Deepening(unit), steps, curves, log };
  }

  #finish(): void {
    if (this.#hole === undefined) return;
    const { steps, deepening, log } = this.#hole;
    steps.end(deepening.at);
    log.end();
    this.#hole = undefined;
  }
}

const PRESSURE = spentSignals.indexOf("pressure");
const FLOW = spentSignals.indexOf("flow-in");
