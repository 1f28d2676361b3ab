/** The columns of a store that states are decided from, by their names; they hold until rows are added to it. */
import type { RowStore } from "../rig/row-store.js";
import { place } from "./engine.js";

const HOOK = place("hookload");
const BLOCK = place("block-position");
const BIT = place("bit-depth");
const HOLE = place("hole-depth");
const SPEED = place("rotary-speed");
const TORQUE = place("torque");
const PRESSURE = place("pressure");
const FLOW = place("flow-in");
const PUMPS = [place("stroke-rate-1"), place("stroke-rate-2"), place("stroke-rate-3")] as const;
const WEIGHT = place("weight-on-bit");
const STROKES = place("strokes");

const none: Float64Array = new Float64Array(0);

/** NaN where a row has no value, in every row of a channel that none has. */
export class Signals {
  hook = none;
  block = none;
  bit = none;
  hole = none;
  weight = none;
  flow = none;
  pressure = none;
  speed = none;
  torque = none;
  strokes = none;
  /** Stroke rates of those pumps that are told. */
  pumps: readonly Float64Array[] = [];

  of({ channels, missing }: RowStore): void {
    const column = (channel: number): Float64Array => channels[channel] ?? missing;
    this.hook = column(HOOK);
    this.block = column(BLOCK);
    this.bit = column(BIT);
    this.hole = column(HOLE);
    this.weight = column(WEIGHT);
    this.flow = column(FLOW);
    this.pressure = column(PRESSURE);
    this.speed = column(SPEED);
    this.torque = column(TORQUE);
    this.strokes = column(STROKES);
    this.pumps = PUMPS.flatMap((pump) => channels[pump] ?? []);
  }
}
