/** Cleaning the hole: circulating on the spot or while working the string, and reaming stand by stand. */
import { Activity } from "./controls.js";
import { AT_SLIPS, type Crew, type Work } from "./crew.js";

const REAMING_SPEED = 0.11;

/** Rotates and circulates off bottom, and moves the string a little all the time. */
export function* circulate(crew: Crew, seconds: number): Work {
  const { rig } = crew;
  const { controls } = rig;
  const until = rig.seconds + seconds;
  controls.activity = Activity.circulating;
  controls.weight = 0;
  yield* crew.startPumps(rig.well.flow);
  yield* crew.rotate(rig.well.speed * 0.75);
  const top = Math.min(rig.hoisting.block + 12, AT_SLIPS + 27);
  while (rig.seconds < until) {
    yield* crew.moveBlock(top, 0.09);
    yield* crew.wait(crew.about(25));
    yield* crew.moveBlock(Math.max(AT_SLIPS, top - 11), 0.09);
    yield* crew.wait(crew.about(25));
  }
}

/** Pulls stands with pumps and rotary on, and sets each back. The block must be low. */
export function* backReam(crew: Crew, stands: number): Work {
  const { rig } = crew;
  const { controls } = rig;
  for (let stand = 0; stand < stands; stand++) {
    controls.activity = Activity.reaming;
    yield* crew.startPumps(rig.well.flow);
    yield* crew.rotate(rig.well.speed * 0.8);
    yield* crew.moveBlock(AT_SLIPS + rig.string.stand(), REAMING_SPEED);
    yield* crew.rotate(0);
    yield* crew.stopPumps();
    yield* crew.wait(crew.about(12));
    yield* crew.setSlips();
    yield* crew.wait(crew.about(35));
    yield* crew.moveBlock(AT_SLIPS, 0.8);
    yield* crew.wait(crew.about(30));
    yield* crew.pullSlips();
  }
}

/** Runs the last stands to bottom with pumps and rotary on. The string hangs in the slips and the block is low. */
export function* reamToBottom(crew: Crew): Work {
  const { rig } = crew;
  const { controls } = rig;
  while (!rig.onBottom) {
    controls.activity = Activity.reaming;
    yield* crew.wait(crew.about(18));
    yield* crew.moveBlock(AT_SLIPS + rig.string.stand(), 0.7);
    yield* crew.wait(crew.about(40));
    yield* crew.pullSlips();
    yield* crew.startPumps(rig.well.flow);
    yield* crew.rotate(rig.well.speed * 0.65);
    yield* crew.moveBlock(AT_SLIPS, REAMING_SPEED);
    if (rig.onBottom) return;
    yield* crew.rotate(0);
    yield* crew.stopPumps();
    yield* crew.wait(crew.about(12));
    yield* crew.setSlips();
  }
}
