/** What a state is, in words, and in the codes of the specification. */
import type { RigState } from "../../wits/catalog/state.js";

/** By state: what the specification calls it in item 07, and what makes it so. */
export const meaning: Readonly<Record<RigState, readonly [code: number | undefined, reason: string]>> = {
  out_of_hole: [undefined, "the bit is at surface, or hangs in the rotary table"],
  bha_handling: [undefined, "in slips, and no more than collars and tools are in the hole"],
  connection: [3, "in slips, hole was made on this stand, and the bit is near bottom"],
  trip_connection: [undefined, "in slips, and no hole was made on this stand"],
  drill_rotate: [2, "the hole grows with the bit on bottom, and the string turns"],
  drill_slide: [2, "the hole grows with the bit on bottom, and the string does not turn"],
  ream_down: [4, "the string goes down, off bottom, with pumps on and turning"],
  back_ream: [4, "the string goes up, off bottom, with pumps on and turning"],
  wash_down: [4, "the string goes down, off bottom, with pumps on and not turning"],
  pump_out: [9, "the string goes up, off bottom, with pumps on and not turning"],
  trip_in: [8, "the string goes down with the pumps off"],
  trip_out: [9, "the string goes up with the pumps off"],
  circulate: [7, "the string stands, and the pumps are on"],
  rotate_off_bottom: [0, "the string stands and turns, and the pumps are off"],
  static: [0, "the string hangs and stands, and the pumps are off"],
  data_gap: [undefined, "no rows tell, or none of hookload, block and bit"],
};
