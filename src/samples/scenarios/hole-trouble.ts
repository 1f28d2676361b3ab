/** A hole that packs off around the string, and pumps that stop. */
import { Activity } from "./controls.js";
import { AT_SLIPS, type Crew, type Work } from "./crew.js";
import { goToBottom } from "./making-hole.js";
import { PackOff } from "./trouble.js";

/** Cavings bridge the annulus as the string is reamed up before a connection; it is worked until it is free. */
export function* packOff(crew: Crew): Work {
  const { rig } = crew;
  const { controls } = rig;
  controls.weight = 0;
  controls.activity = Activity.reaming;
  yield* crew.wait(crew.about(20));
  const trouble = new PackOff(crew.random);
  rig.packOff = trouble;
  yield* crew.moveBlock(rig.hoisting.block + 5, 0.08);
  yield* crew.wait(crew.about(45));
  controls.flow = rig.well.flow * 0.55;
  for (let times = 0; times < 4; times++) {
    yield* crew.moveBlock(rig.hoisting.block - 3.5, 0.1);
    yield* crew.wait(crew.about(12));
    yield* crew.moveBlock(rig.hoisting.block + 4.5, 0.1);
    yield* crew.wait(crew.about(12));
    if (times === 1) trouble.clearing = true;
  }
  while (!trouble.cleared) yield;
  yield* crew.startPumps(rig.well.flow);
  for (let times = 0; times < 3; times++) {
    yield* crew.moveBlock(AT_SLIPS + 18, 0.11);
    yield* crew.moveBlock(AT_SLIPS + 0.5, 0.11);
  }
  yield* goToBottom(crew, rig.well.speed);
}

/** The pumps stop in the middle of a stand. `repair` seconds later they, or others, bring the mud round again. */
export function* circulationBreak(crew: Crew, repair: number, pumps: readonly number[]): Work {
  const { rig } = crew;
  const { controls } = rig;
  controls.weight = 0;
  rig.pumpsFailed = true;
  controls.flow = 0;
  yield* crew.wait(crew.about(15));
  controls.activity = Activity.repair;
  yield* crew.moveBlock(Math.min(rig.hoisting.block + 5, AT_SLIPS + 28), 0.15);
  controls.rpm = 30;
  const until = rig.seconds + repair;
  // The string is kept moving, so that it does not stick.
  while (rig.seconds < until) {
    yield* crew.wait(crew.about(35));
    yield* crew.moveBlock(rig.hoisting.block - 3, 0.1);
    yield* crew.wait(crew.about(35));
    yield* crew.moveBlock(rig.hoisting.block + 3, 0.1);
  }
  controls.pumps = pumps;
  rig.pumpsFailed = false;
  controls.activity = Activity.circulating;
  yield* crew.startPumps(rig.well.flow);
  yield* crew.wait(crew.about(100));
  yield* goToBottom(crew, rig.well.speed);
}
