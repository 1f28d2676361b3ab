/** Running the string in and pulling it, a stand at a time, with the pumps off and the hole on the trip tank. */
import { Activity } from "./controls.js";
import { AT_SLIPS, type Crew, type Work } from "./crew.js";
import { BOTTOM_HOLE_ASSEMBLY } from "./string.js";

/** m/s in casing, below the shoe, and of the empty block. */
const IN_CASING = 0.85;
const IN_OPEN_HOLE = 0.5;
const EMPTY = 0.95;
const STANDS_BETWEEN_FILLS = 24;

/** Speeds of heavy, unhandy collars are those of their lifting subs: slow. */
const handling = (bitDepth: number): number => (bitDepth < BOTTOM_HOLE_ASSEMBLY ? 4.5 : 1);

/** Until less than a stand is left to `depth`. The string hangs in the slips, the block is low. */
export function* tripIn(crew: Crew, depth: number): Work {
  const { rig } = crew;
  const { controls, hoisting } = rig;
  for (let stand = 1; rig.bitDepth + 29.5 < depth; stand++) {
    crew.nextStand();
    controls.activity = Activity.tripIn;
    controls.onTripTank = true;
    const slower = handling(rig.bitDepth);
    yield* crew.moveBlock(AT_SLIPS + rig.string.stand(), EMPTY);
    yield* crew.wait(crew.about(5 * slower));
    hoisting.carrying = true;
    yield* crew.wait(crew.about(10 * slower));
    controls.makeUp = 31;
    yield* crew.wait(4);
    controls.makeUp = 0;
    yield* crew.wait(crew.about(4 * slower));
    hoisting.carrying = false;
    yield* crew.pullSlips();
    const speed = rig.bitDepth < rig.well.shoe - 30 ? IN_CASING : IN_OPEN_HOLE;
    yield* crew.moveBlock(AT_SLIPS, crew.about(speed / Math.sqrt(slower), 0.08));
    yield* crew.setSlips();
    yield* crew.wait(crew.about(6));
    if (stand % STANDS_BETWEEN_FILLS === 0) yield* fillString(crew);
  }
}

/** The float keeps mud out of the string: it is filled from above now and then. */
function* fillString(crew: Crew): Work {
  const { controls, well } = crew.rig;
  controls.onTripTank = false;
  yield* crew.wait(crew.about(40));
  yield* crew.pullSlips();
  controls.activity = Activity.circulating;
  controls.flow = well.flow * 0.4;
  yield* crew.wait(crew.about(260));
  yield* crew.stopPumps();
  yield* crew.wait(crew.about(60));
  yield* crew.moveBlock(AT_SLIPS, 0.1);
  yield* crew.setSlips();
}

/** Until the bit is above `depth`. The block is low, and the string is out of the slips. */
export function* tripOut(crew: Crew, depth: number): Work {
  const { rig } = crew;
  const { controls, hoisting } = rig;
  while (rig.bitDepth > Math.max(depth, 0)) {
    crew.nextStand();
    controls.activity = Activity.tripOut;
    controls.onTripTank = true;
    controls.rpm = 0;
    const slower = handling(rig.bitDepth);
    const speed = rig.bitDepth < rig.well.shoe - 30 ? IN_CASING : IN_OPEN_HOLE;
    const stand = Math.min(rig.string.stand(), rig.bitDepth);
    yield* crew.moveBlock(AT_SLIPS + stand, crew.about(speed / Math.sqrt(slower), 0.08));
    yield* crew.setSlips();
    yield* crew.wait(crew.about(5 * slower));
    controls.makeUp = 28;
    yield* crew.wait(3);
    controls.makeUp = 0;
    hoisting.carrying = true;
    yield* crew.wait(crew.about(14 * slower));
    hoisting.carrying = false;
    yield* crew.moveBlock(AT_SLIPS, EMPTY);
    yield* crew.wait(crew.about(7));
    if (rig.bitDepth > 0) yield* crew.pullSlips();
  }
}
