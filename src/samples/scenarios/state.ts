/**
 * What the rig does in a second, by what moves: slips, pumps, rotary, block and bit. It is read from the model itself, before any
 * sensor's noise and rounding, and so is what a program that reads the log should find.
 */
import type { RigState } from "../../wits/catalog/state.js";
import { Activity } from "./controls.js";
import type { Rig } from "./rig.js";
import { BOTTOM_HOLE_ASSEMBLY } from "./string.js";

/** A model never lacks a row. */
export type State = Exclude<RigState, "data_gap">;

const TURNING = 2;
const PUMPING = 50;

/** L/min. */
export const isPumping = (rig: Rig): boolean => rig.hydraulics.flow > PUMPING;

export function stateOf(rig: Rig): State {
  const { hoisting, rotary, controls } = rig;
  if (rig.bitDepth === 0) return "out_of_hole";
  if (controls.slips) {
    if (rig.bitDepth < BOTTOM_HOLE_ASSEMBLY) return "bha_handling";
    return controls.activity === Activity.connection ? "connection" : "trip_connection";
  }
  const pumping = isPumping(rig);
  const turning = rotary.speed > TURNING;
  if (rig.drilled > 0) return turning ? "drill_rotate" : "drill_slide";
  if (hoisting.moving) {
    const down = hoisting.velocity < 0;
    if (pumping && turning) return down ? "ream_down" : "back_ream";
    if (pumping) return down ? "wash_down" : "pump_out";
    return down ? "trip_in" : "trip_out";
  }
  if (pumping) return "circulate";
  return turning ? "rotate_off_bottom" : "static";
}
