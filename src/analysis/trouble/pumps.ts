/** How the mud is pumped: how much, since when as steadily as now, and when the pumps were started or stopped. */
import type { Moment } from "./moment.js";
import { Smooth } from "./smooth.js";

/** As a share of the rate: more than pumps stray, less than a driller changes. */
const STEADY = 0.04;
/** Seconds over which the rate is a mean. */
const LEVEL = 30;

export class Pumps {
  /** What is pumped: the flow in, or strokes a minute of all pumps where no flow is sent. */
  flow = Number.NaN;
  /** Its mean of late, while they run. */
  level = Number.NaN;
  /** Seconds; 0 while they are off, or while it is not known. */
  steadyFor = 0;
  onFor = 0;
  offFor = 0;
  /** Times that they were started. */
  starts = 0;
  /** The level before they stopped. */
  levelBefore = Number.NaN;
  readonly #level = new Smooth(LEVEL);
  #strays = 0;

  add(moment: Moment): void {
    const { flowIn, strokeRate, passed } = moment;
    this.flow = Number.isNaN(flowIn) ? strokeRate : flowIn;
    if (moment.afterGap) this.#restart();
    if (moment.isPumping) {
      if (this.onFor === 0) {
        this.starts++;
        this.#restart();
      }
      this.onFor += passed;
      this.offFor = 0;
      this.#follow(passed);
      // The first row of a run stands for no time yet, but the pumps run.
      if (this.onFor === 0) this.onFor = Number.MIN_VALUE;
    } else if (moment.pumpsOff) {
      if (this.onFor > 0) this.levelBefore = this.level;
      this.onFor = 0;
      this.steadyFor = 0;
      this.offFor += passed;
      if (this.offFor === 0) this.offFor = Number.MIN_VALUE;
    } else {
      this.onFor = 0;
      this.offFor = 0;
      this.steadyFor = 0;
    }
  }

  #follow(passed: number): void {
    if (Number.isNaN(this.flow)) return;
    const level = this.#level.value;
    const strays = !(Math.abs(this.flow - level) <= STEADY * Math.abs(level));
    if (!strays) {
      this.#strays = 0;
      this.steadyFor += passed;
    } else if (++this.#strays >= 2 || Number.isNaN(level)) {
      // Two rows in a row: the rate was changed. One alone is a spike.
      this.#level.reset(this.flow);
      this.#strays = 0;
      this.steadyFor = 0;
    } else {
      this.steadyFor += passed;
      return;
    }
    this.level = this.#level.add(this.flow, passed);
  }

  #restart(): void {
    this.#level.reset();
    this.#strays = 0;
    this.steadyFor = 0;
    this.onFor = 0;
    this.offFor = 0;
  }
}
