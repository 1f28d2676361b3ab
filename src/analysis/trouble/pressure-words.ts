/** How far the standpipe pressure strayed at worst, and what torque and returns did then, for the evidence of what is wrong. */
import { amount, percent, signed } from "./amount.js";
import type { Picture } from "./picture.js";

export class Worst {
  pressure = 0;
  torque = Number.NaN;
  returns = Number.NaN;
  usual = Number.NaN;
  unit: string | undefined;
  flow = Number.NaN;
  flowUnit: string | undefined;

  reset(): void {
    this.pressure = 0;
    this.torque = Number.NaN;
    this.returns = Number.NaN;
  }

  see({ moment, pressure, torque, flow, pumps }: Picture): void {
    if (Math.abs(pressure.deviation) > Math.abs(this.pressure)) {
      this.pressure = pressure.deviation;
      this.usual = pressure.usual;
      this.unit = moment.unit("pressure");
      this.flow = pumps.level;
      this.flowUnit = Number.isNaN(moment.flowIn) ? "strokes/min" : moment.unit("flowIn");
    }
    if (!(torque.deviation <= this.torque)) this.torque = torque.deviation;
    if (!(flow.excess >= this.returns)) this.returns = flow.excess;
  }

  get words(): string {
    const { pressure, usual, unit, flow, flowUnit } = this;
    return `standpipe pressure ${percent(Math.abs(pressure))} ${pressure > 0 ? "above" : "below"} usual (${signed(pressure * usual, unit)} of ${amount(usual, unit)}) at a steady ${amount(flow, flowUnit)}`;
  }
}

/** Seconds after a start of the pumps in which gel adds so much to the pressure. */
export const GEL = { seconds: 240, share: 0.2 } as const;
/** How many mean deviations of its rows a pressure strays. */
export const DEVIATIONS = 4;
/** Share above its usual value from which torque is a sign. */
export const TORQUE = 0.12;
/** Share of what would be a sign of a loss, by which returns that fall back are one. */
export const HELD_BACK = 0.7;
