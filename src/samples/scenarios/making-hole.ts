/** Drilling a stand down, by rotating or by sliding, and the connection that puts the next one on. */
import { Activity } from "./controls.js";
import { AT_SLIPS, type Crew, type Work } from "./crew.js";
import { LOWEST } from "./hoisting.js";

/** How far the bit is lifted off bottom while no hole is made. */
const OFF_BOTTOM = AT_SLIPS - LOWEST;

export interface Style {
  /** Metres of each stand that are drilled without turning the string, from its top. */
  readonly slide?: number;
  /** A survey after the connection; the default is true. */
  readonly survey?: boolean;
  /** Times that the stand is reamed before the connection. */
  readonly reams?: number;
}

/** Ends at the floor, or as soon as `stop` says so. True when it was stopped. */
export function* drillDown(
  crew: Crew,
  floor: number,
  how: "rotate" | "slide",
  stop: () => boolean = () => false,
): Generator<undefined, boolean, undefined> {
  const { rig } = crew;
  const { controls, well } = rig;
  controls.activity = Activity.drilling;
  controls.rpm = how === "rotate" ? well.speed : 0;
  controls.weight = how === "rotate" ? well.weight : well.weight * 0.85;
  while (rig.hoisting.block > floor + 0.001) {
    if (stop()) {
      controls.weight = 0;
      return true;
    }
    yield;
  }
  controls.weight = 0;
  return false;
}

/** From above, with pumps and rotary on. */
export function* goToBottom(crew: Crew, rpm: number): Work {
  const { rig } = crew;
  yield* crew.startPumps(rig.well.flow);
  if (rpm > 0) yield* crew.rotate(rpm);
  yield* crew.moveBlock(rig.hoisting.block - (rig.holeDepth - rig.bitDepth) - 0.5, 0.07);
}

export function* drillStand(
  crew: Crew,
  { slide = 0 }: Style = {},
  stop?: () => boolean,
): Generator<undefined, boolean, undefined> {
  const { rig } = crew;
  if (slide > 0) {
    yield* orient(crew);
    const end = Math.max(LOWEST, rig.hoisting.block - slide);
    if (yield* drillDown(crew, end, "slide", stop)) return true;
    yield* crew.wait(crew.about(40));
    yield* crew.moveBlock(rig.hoisting.block + 3, 0.08);
    yield* crew.rotate(rig.well.speed);
    yield* crew.moveBlock(rig.hoisting.block - 4, 0.06);
  }
  return yield* drillDown(crew, LOWEST, "rotate", stop);
}

/** Works the string up and down without turning until the tool points where the hole shall go. */
function* orient(crew: Crew): Work {
  const { rig } = crew;
  rig.controls.activity = Activity.drilling;
  rig.controls.weight = 0;
  yield* crew.rotate(0);
  for (let times = 0; times < 2; times++) {
    yield* crew.moveBlock(rig.hoisting.block + 4, 0.12);
    yield* crew.wait(crew.about(20));
    yield* crew.moveBlock(rig.hoisting.block - 3.5, 0.12);
  }
  yield* crew.wait(crew.about(70));
  yield* crew.moveBlock(rig.hoisting.block - 2, 0.06);
}

/** From the stand that is drilled down to the bit on bottom again, with a new one on. */
export function* connection(crew: Crew, { survey = true, reams = 0 }: Style = {}): Work {
  const { rig } = crew;
  const { controls } = rig;
  crew.nextStand();
  controls.activity = Activity.connection;
  controls.weight = 0;
  yield* crew.wait(crew.about(22));
  for (let times = 0; times < reams; times++) {
    yield* crew.moveBlock(LOWEST + 9, 0.2);
    yield* crew.moveBlock(AT_SLIPS + 0.5, 0.2);
  }
  yield* crew.moveBlock(LOWEST + OFF_BOTTOM, 0.08);
  yield* crew.rotate(0);
  yield* crew.wait(crew.about(8));
  yield* crew.stopPumps();
  yield* crew.wait(crew.about(18));
  yield* crew.setSlips();
  yield* addStand(crew);
  yield* crew.pullSlips();
  if (survey) yield* takeSurvey(crew);
  yield* goToBottom(crew, rig.well.speed);
}

/** Breaks out, lifts the empty block, latches a stand and makes it up. */
function* addStand(crew: Crew): Work {
  const { rig } = crew;
  const { controls, hoisting } = rig;
  yield* crew.wait(crew.about(10));
  controls.makeUp = 27 + 3 * crew.random.swing();
  yield* crew.wait(4);
  controls.makeUp = 0;
  yield* crew.wait(crew.about(12));
  yield* crew.moveBlock(AT_SLIPS + rig.string.stand(), 0.62);
  yield* crew.wait(crew.about(9));
  hoisting.carrying = true;
  yield* crew.wait(crew.about(14));
  yield* crew.rotate(22);
  yield* crew.wait(crew.about(7));
  yield* crew.rotate(0);
  controls.makeUp = 33 + crew.random.swing();
  yield* crew.wait(5);
  controls.makeUp = 0;
  hoisting.carrying = false;
  yield* crew.wait(crew.about(6));
}

/** The tool measures while all stands still, and sends what it found when the mud goes round again. */
function* takeSurvey(crew: Crew): Work {
  const { rig } = crew;
  yield* crew.wait(crew.about(30));
  yield* crew.startPumps(rig.well.flow);
  yield* crew.wait(crew.about(55));
  rig.surveyed = true;
  yield* crew.wait(4);
}
