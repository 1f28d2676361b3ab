/** From flags to a state: the first line that holds. What is not known is taken for none of its answers. */
import { type RigState, rigStates } from "../../wits/catalog/state.js";
import type { RowStore } from "../rig/row-store.js";
import { DOWN, ON, UP } from "../rig/rows.js";

const index = (state: RigState): number => rigStates.indexOf(state);
const [OUT_OF_HOLE, CONNECTION, DRILL_ROTATE, DRILL_SLIDE, REAM_DOWN, BACK_REAM, WASH_DOWN, PUMP_OUT] = (
  [
    "out_of_hole",
    "connection",
    "drill_rotate",
    "drill_slide",
    "ream_down",
    "back_ream",
    "wash_down",
    "pump_out",
  ] as const
).map(index) as [number, number, number, number, number, number, number, number];
const [TRIP_IN, TRIP_OUT, CIRCULATE, ROTATE, STATIC] = (
  ["trip_in", "trip_out", "circulate", "rotate_off_bottom", "static"] as const
).map(index) as [number, number, number, number, number];

export function stateOf(store: RowStore, row: number, bit: number): number {
  const pumping = store.pumping[row] === ON;
  const rotating = store.rotating[row] === ON;
  const moving = store.moving[row];
  if (bit <= 0) return OUT_OF_HOLE;
  if (store.inSlips[row] === ON) return CONNECTION;
  if (store.makingHole[row] === ON) return rotating ? DRILL_ROTATE : DRILL_SLIDE;
  if (moving === DOWN) return pumping ? (rotating ? REAM_DOWN : WASH_DOWN) : TRIP_IN;
  if (moving === UP) return pumping ? (rotating ? BACK_REAM : PUMP_OUT) : TRIP_OUT;
  return pumping ? CIRCULATE : rotating ? ROTATE : STATIC;
}
