/**
 * Intervals that deserve a look for hydrocarbons: clean rock of high resistivity, thick enough. A screening by cut-offs, and no claim: a tight
 * limestone, coal or fresh water looks the same.
 */
import type { Well } from "../well.js";
import { waterSaturation } from "./water.js";

export interface ScreenedStep {
  readonly depth: number;
  /** NaN where unknown, as all below. */
  readonly resistivity: number;
  readonly shaleVolume: number;
  /** From 0 to 1. */
  readonly porosity: number;
}

export interface Interval {
  readonly top: number;
  readonly base: number;
  readonly thickness: number;
  readonly resistivity: number;
  readonly shaleVolume: number;
  readonly porosity: number | undefined;
  readonly waterSaturation: number | undefined;
}

export interface ScreeningOptions {
  readonly well: Well;
  /** Both in the unit of depth. */
  readonly step: number;
  readonly thickness: number;
  readonly found: (interval: Interval) => void;
}

export class Screening {
  readonly #options: ScreeningOptions;
  #steps: ScreenedStep[] = [];

  constructor(options: ScreeningOptions) {
    this.#options = options;
  }

  /** Steps come ever deeper. */
  add(step: ScreenedStep): void {
    const { resistivity, shaleVolume } = this.#options.well.screening;
    const last = this.#steps.at(-1);
    if (last !== undefined && step.depth - last.depth > 1.5 * this.#options.step) this.end();
    if (step.resistivity > resistivity && step.shaleVolume < shaleVolume) this.#steps.push(step);
    else this.end();
  }

  end(): void {
    const steps = this.#steps;
    if (steps.length === 0) return;
    this.#steps = [];
    const { step, thickness, well, found } = this.#options;
    const top = steps[0]!.depth - step / 2;
    const base = steps.at(-1)!.depth + step / 2;
    if (base - top < thickness * (1 - 1e-9)) return;
    const resistivity = meanOf(steps, (one) => one.resistivity);
    const porosity = meanOf(steps, (one) => one.porosity);
    found({
      top,
      base,
      thickness: base - top,
      resistivity,
      shaleVolume: meanOf(steps, (one) => one.shaleVolume),
      porosity: Number.isNaN(porosity) ? undefined : porosity,
      waterSaturation: well.archie && waterSaturation(resistivity, porosity, well.archie),
    });
  }
}

function meanOf(steps: readonly ScreenedStep[], of: (step: ScreenedStep) => number): number {
  let sum = 0;
  let count = 0;
  for (const step of steps) {
    if (Number.isNaN(of(step))) continue;
    sum += of(step);
    count++;
  }
  return sum / count;
}
