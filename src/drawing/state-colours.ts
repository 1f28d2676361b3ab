/** What the rig did, in the colours of one palette: what is alike has one colour, in charts and reports. */
import type { RigState } from "../wits/catalog/state.js";

/** Places in the palette's lanes. */
export const stateColours: Readonly<Record<RigState, number>> = {
  out_of_hole: 7,
  bha_handling: 7,
  connection: 4,
  trip_connection: 4,
  drill_rotate: 0,
  drill_slide: 6,
  ream_down: 1,
  back_ream: 1,
  wash_down: 1,
  pump_out: 1,
  trip_in: 2,
  trip_out: 2,
  circulate: 5,
  rotate_off_bottom: 3,
  static: 3,
  data_gap: 4,
};

/** The same places as lines, which must be darker than what fills a lane to be seen on paper. */
export const laneInks = [
  "#0067ad",
  "#c4480a",
  "#00805c",
  "#a63d8a",
  "#5d6672",
  "#8a6d00",
  "#5a54a8",
  "#7a5a2b",
] as const;
