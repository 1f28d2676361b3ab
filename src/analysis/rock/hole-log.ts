/**
 * The log of a hole over depth: what drilling and sensors tell of each step becomes a row; boundaries and intervals follow from the rows. Looking
 * ahead, shale and clean lines are those of the whole hole; otherwise those of what lies above a step.
 */
import type { ChannelName } from "../../wits/catalog/channel.js";
import { unitShown } from "../../wits/catalog/spelled.js";
import type { Mode } from "../state/engine.js";
import type { CalibrationRow, Finished, Whose } from "../table.js";
import type { Well } from "../well.js";
import { type BitFigures, bitFigures } from "./bit-figures.js";
import { Boundaries, type Boundary } from "./boundaries.js";
import { despiked, REACH } from "./despike.js";
import type { DrilledSteps } from "./drilled-steps.js";
import { type Interval, Screening } from "./screening.js";
import type { SensorCurve } from "./sensor-curve.js";
import { lithologyOf, type ShaleLines, shaleLinesOf, shaleVolume } from "./shale.js";

export interface HoleLogOptions {
  readonly finished: Finished;
  readonly whose: () => Whose;
  readonly unitOf: (channel: ChannelName) => string | undefined;
  readonly mode: Mode;
  readonly well: Well;
  /** Of depth. */
  readonly unit: string | undefined;
  /** In it, as those below. */
  readonly step: number;
  /** Of a formation, at least. */
  readonly thickness: number;
  /** Of an interval that is screened, at least. */
  readonly interval: number;
  readonly steps: DrilledSteps;
  /** Gamma, resistivity, porosity. */
  readonly curves: readonly SensorCurve[];
}

/** A step, before spikes are taken out. */
interface Step {
  readonly number: number;
  readonly figures: BitFigures;
  readonly gamma: number;
  readonly resistivity: number;
  readonly porosity: number;
}

/** A sensor that is so far behind the bit, or gives nothing so long, is not waited for, without looking ahead. In metres. */
const LONGEST_WAIT = 40;
/** Lines are found anew after so many steps. */
const LINES_AFTER = 50;

export class HoleLog {
  readonly #options: HoleLogOptions;
  readonly #boundaries: Boundaries;
  readonly #screening: Screening;
  /** Those that were given out come first, as far as spikes are judged by them. */
  #window: Step[] = [];
  #given = 0;
  #last = Number.NEGATIVE_INFINITY;
  #rows = 0;
  readonly #gamma: number[] = [];
  #linesFrom = 0;
  #lines: ShaleLines | undefined;

  constructor(options: HoleLogOptions) {
    this.#options = options;
    const { mode, step, thickness, interval, well } = options;
    this.#boundaries = new Boundaries({ mode, step, thickness, found: (one) => this.#boundary(one) });
    this.#screening = new Screening({ well, step, thickness: interval, found: (one) => this.#interval(one) });
  }

  /** Without looking ahead: gives out the steps that every sensor has passed, the hole being drilled down to this one. */
  giveCertain(drilled: number): void {
    const { curves, unit, step } = this.#options;
    const wait = Math.round(LONGEST_WAIT / (unit === "F" ? 0.3048 : 1) / step);
    let certain = drilled;
    let sends = false;
    for (const curve of curves) {
      if (curve.deepest === undefined) continue;
      sends = true;
      certain = Math.min(certain, curve.deepest - 1);
    }
    // Before the first value nobody knows how far behind the bit a sensor is.
    this.#give(Math.max(sends ? certain : 0, drilled - wait), false);
  }

  end(): void {
    this.#give(Number.POSITIVE_INFINITY, true);
    this.#boundaries.end();
    this.#screening.end();
    if (this.#rows > 0) this.#calibrate();
  }

  #give(until: number, isEnd: boolean): void {
    const { steps, curves, step, unit, unitOf, well, mode } = this.#options;
    const fresh = numbersIn([steps.steps.keys(), ...curves.map((curve) => curve.numbers)], this.#last, until);
    if (fresh.length > 0) this.#last = fresh.at(-1)!;
    for (const number of fresh) {
      this.#window.push({
        number,
        figures: bitFigures(steps.steps.get(number), depthOf(number, step), unit, unitOf, well),
        gamma: curves[0]!.value(number),
        resistivity: curves[1]!.value(number),
        porosity: curves[2]!.value(number),
      });
    }
    const certain = isEnd ? this.#window.length : this.#window.length - REACH;
    if (certain <= this.#given) return;
    const spikeless = (of: (step: Step) => number | undefined): ((at: number) => number) => {
      const values = this.#window.map((one) => of(one) ?? Number.NaN);
      return (at) => despiked(values, at);
    };
    const gamma = spikeless((one) => one.gamma);
    const resistivity = spikeless((one) => one.resistivity);
    const mse = spikeless((one) => one.figures.mse);
    if (mode !== "causal") {
      for (let at = 0; at < certain; at++) this.#gamma.push(gamma(at));
      this.#findLines();
    }
    for (let at = this.#given; at < certain; at++) {
      this.#step(this.#window[at]!, gamma(at), resistivity(at), mse(at));
    }
    this.#given = certain;
    if (isEnd) return;
    const old = Math.max(0, certain - REACH);
    this.#window = this.#window.slice(old);
    this.#given -= old;
    // A step between two values is drawn by both.
    for (const one of [steps, ...curves]) one.forget(this.#last - 2 * REACH);
  }

  #step({ number, figures, porosity }: Step, gamma: number, resistivity: number, mse: number): void {
    const { finished, whose, mode, step, well } = this.#options;
    if (mode === "causal") {
      this.#gamma.push(gamma);
      if (this.#gamma.length - this.#linesFrom >= LINES_AFTER) this.#findLines();
    }
    const depth = depthOf(number, step);
    const shale =
      this.#lines === undefined || Number.isNaN(gamma)
        ? undefined
        : shaleVolume(gamma, this.#lines, well.shaleFormula);
    this.#rows++;
    finished("depth", {
      ...whose(),
      depth,
      rate: figures.rate,
      mse: known(mse),
      d_exponent: figures.d_exponent,
      d_exponent_corrected: figures.d_exponent_corrected,
      depth_of_cut: figures.depth_of_cut,
      gamma: known(gamma),
      resistivity: known(resistivity),
      shale_volume: shale,
      lithology: shale === undefined ? undefined : lithologyOf(shale, well.lithologies),
      drilling_strength: figures.drilling_strength,
      aggressiveness: figures.aggressiveness,
    });
    this.#boundaries.add(depth, { gamma, mse, rate: figures.rate ?? Number.NaN });
    const share = well.archie?.porosity === "percent" ? porosity / 100 : porosity;
    this.#screening.add({
      depth,
      resistivity,
      shaleVolume: shale ?? Number.NaN,
      porosity: well.archie === undefined ? Number.NaN : share,
    });
  }

  #findLines(): void {
    const { cleanGamma, shaleGamma } = this.#options.well;
    this.#linesFrom = this.#gamma.length;
    if (cleanGamma !== undefined && shaleGamma !== undefined) {
      this.#lines = { clean: cleanGamma, shale: shaleGamma };
      return;
    }
    const found = shaleLinesOf(Float64Array.from(this.#gamma.filter((value) => !Number.isNaN(value))));
    const lines = found && { clean: cleanGamma ?? found.clean, shale: shaleGamma ?? found.shale };
    this.#lines = lines !== undefined && lines.shale > lines.clean ? lines : undefined;
  }

  #boundary({ depth, curve, above, below, confidence }: Boundary): void {
    const { finished, whose, well } = this.#options;
    const lithology = (value: number): string | undefined =>
      curve !== "gamma" || this.#lines === undefined
        ? undefined
        : lithologyOf(shaleVolume(value, this.#lines, well.shaleFormula), well.lithologies);
    finished("formations", {
      ...whose(),
      depth,
      above: lithology(above),
      below: lithology(below),
      confidence,
      curve,
      value_above: above,
      value_below: below,
    });
  }

  #interval({ top, base, thickness, resistivity, shaleVolume, porosity, waterSaturation }: Interval): void {
    const { finished, whose, well, interval, unit } = this.#options;
    const { screening } = well;
    finished("intervals", {
      ...whose(),
      top,
      base,
      thickness,
      resistivity,
      shale_volume: shaleVolume,
      porosity,
      water_saturation: waterSaturation,
      reason:
        `resistivity above ${screening.resistivity} ohm m and shale below ${screening.shaleVolume} for at least ` +
        `${interval}${unit === undefined ? "" : ` ${unitShown(unit)}`}: worth a look, no claim of hydrocarbons`,
    });
  }

  #calibrate(): void {
    const { finished, whose, step, unit, well, mode } = this.#options;
    const row = (
      of: Pick<CalibrationRow, "quantity" | "value" | "unit" | "how"> & {
        confidence?: number;
        from_rows?: number;
      },
    ) => finished("calibration", { ...whose(), from_rows: this.#rows, confidence: 1, ...of });
    row({
      quantity: "depth step",
      value: step,
      unit,
      how: well.depthStep === undefined ? "the usual one" : unit === undefined ? TOLD_IN_VAIN : "told",
    });
    if (unit === undefined) {
      row({
        quantity: "unit of depth",
        value: undefined,
        unit: undefined,
        confidence: 0,
        how: "nothing declares units, so energy, exponent and cut are unknown: give --units or a map",
      });
    }
    if (well.runs.every(({ bitDiameter }) => bitDiameter === undefined)) {
      row({
        quantity: "bit diameter",
        value: undefined,
        unit: undefined,
        confidence: 0,
        how: "not told, so energy, strength, exponent and aggressiveness are unknown: give --bit-diameter, or runs in the well's file",
      });
    }
    if (well.normalDensity === undefined) {
      row({
        quantity: "normal density",
        value: undefined,
        unit: undefined,
        confidence: 0,
        how: "not told, so the exponent is not corrected: give --normal-density",
      });
    }
    const gamma = this.#gamma.filter((value) => !Number.isNaN(value)).length;
    if (gamma === 0) return;
    const when = mode === "causal" ? "above the last step" : "of the hole";
    for (const [quantity, value, told, tail] of [
      ["clean gamma", this.#lines?.clean, well.cleanGamma, "below"],
      ["shale gamma", this.#lines?.shale, well.shaleGamma, "above"],
    ] as const) {
      row({
        quantity,
        value,
        unit: "API",
        from_rows: gamma,
        confidence: value === undefined ? 0 : told === undefined ? Math.min(1, gamma / 1000) : 1,
        how:
          value === undefined
            ? "too few steps with a gamma ray, or all alike"
            : told === undefined
              ? `found: 5 % of the steps ${when} are ${tail} it`
              : "told",
      });
    }
  }
}

const TOLD_IN_VAIN =
  "the usual one: one was told, but nothing declares the unit of depth; give --units or a map";

/** Without what the multiplication rounds. */
const depthOf = (number: number, step: number): number => Number((number * step).toPrecision(12));

const known = (value: number): number | undefined => (Number.isNaN(value) ? undefined : value);

/** Those after `from` and up to `to`, each once, ascending. */
function numbersIn(several: readonly Iterable<number>[], from: number, to: number): Float64Array {
  const all = new Set<number>();
  for (const numbers of several)
    for (const number of numbers) if (number > from && number <= to) all.add(number);
  return Float64Array.from(all).sort();
}
