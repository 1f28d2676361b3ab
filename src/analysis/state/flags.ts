/** What was seen in each row, before anybody called it a state: the table `flags`, as long as the rows themselves. */
import { rigStates } from "../../wits/catalog/state.js";
import type { BegunStage } from "../rig/rig.js";
import { DOWN, OFF, ON, type RigRows, STILL, UP } from "../rig/rows.js";

const known = (flag: number): 0 | 1 | undefined => (flag === ON ? 1 : flag === OFF ? 0 : undefined);
const MOVING = { [DOWN]: "down", [STILL]: "still", [UP]: "up" } as const;

export const flags: BegunStage = (finished) => ({
  name: "flags",
  needs: [],
  add({ rows, log: source, well, times, offsets, before, states, flags: of, moving }: RigRows) {
    for (let row = 0; row < rows; row++) {
      finished("flags", {
        source,
        well,
        time: times[row]!,
        offset: offsets[row]! - before,
        state: rigStates[states[row]!]!,
        in_slips: known(of.in_slips[row]!),
        pumping: known(of.pumping[row]!),
        rotating: known(of.rotating[row]!),
        on_bottom: known(of.on_bottom[row]!),
        moving: MOVING[moving[row] as keyof typeof MOVING],
        making_hole: known(of.making_hole[row]!),
      });
    }
  },
  end() {},
});
