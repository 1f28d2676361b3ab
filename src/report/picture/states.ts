/** What the rig did, in the few kinds that a picture can show beside each other, a lane and a colour each. */
import { stateColours } from "../../drawing/state-colours.js";
import type { RigState } from "../../wits/catalog/state.js";

export interface StateKind {
  readonly name: string;
  readonly states: ReadonlySet<string>;
  /** In the palette's lanes. */
  readonly colour: number;
}

const kind = (name: string, ...states: readonly [RigState, ...RigState[]]): StateKind => ({
  name,
  states: new Set<string>(states),
  colour: stateColours[states[0]],
});

/** From making hole to doing nothing: the lanes from the top. */
export const stateKinds: readonly StateKind[] = [
  kind("Drilling, rotating", "drill_rotate"),
  kind("Drilling, sliding", "drill_slide"),
  kind("Connections", "connection", "trip_connection"),
  kind("Reaming, washing", "ream_down", "back_ream", "wash_down", "pump_out"),
  kind("Circulating", "circulate"),
  kind("Tripping", "trip_in", "trip_out"),
  kind("Off bottom, static", "rotate_off_bottom", "static"),
  kind("Assembly, out of hole", "bha_handling", "out_of_hole"),
];

/** Nothing is known there, which no colour says. */
export const GAP: RigState = "data_gap";
