/** What the crew does when the well kicks, by the wait-and-weight method, and when it takes mud. */
import { Activity } from "./controls.js";
import { AT_SLIPS, type Crew, type Work } from "./crew.js";
import { goToBottom } from "./making-hole.js";
import { Kick, Loss } from "./trouble.js";

/** m³ that came in before the driller is sure. */
export const NOTICED = 1.5;
const KILL_DENSITY = 70;
const SLOW_FLOW = 0.36;
const LONGEST_KILL = 5 * 3_600;

export function startKick(crew: Crew): void {
  crew.rig.kick = new Kick(crew.random);
}

/** The kick is flowing. Ends on bottom, with heavier mud, pumps and rotary on. */
export function* killWell(crew: Crew): Work {
  const { rig } = crew;
  const { controls } = rig;
  const kick = rig.kick!;
  controls.weight = 0;
  controls.activity = Activity.flowCheck;
  yield* crew.moveBlock(rig.hoisting.block + 4, 0.2);
  yield* crew.rotate(0);
  yield* crew.stopPumps();
  yield* crew.wait(crew.about(75));
  controls.activity = Activity.undefined;
  controls.closed = true;
  // Pressures settle, are read, and the mud in the pits is weighted up.
  controls.density += KILL_DENSITY;
  yield* crew.wait(crew.about(28 * 60, 0.1));
  controls.activity = Activity.circulating;
  controls.flow = rig.well.flow * SLOW_FLOW;
  for (let second = 0; second < LONGEST_KILL && !kick.dead; second++) yield;
  yield* crew.stopPumps();
  controls.activity = Activity.flowCheck;
  controls.closed = false;
  yield* crew.wait(crew.about(420));
  controls.activity = Activity.circulating;
  yield* crew.startPumps(rig.well.flow);
  yield* crew.rotate(rig.well.speed * 0.5);
  yield* crew.wait(crew.about(900));
  yield* goToBottom(crew, rig.well.speed);
}

/** Returns fall behind while the bit drills on, the crew stops, lays a pill of fibre, and waits until the rock is sealed. */
export function* cureLoss(crew: Crew): Work {
  const { rig } = crew;
  const { controls } = rig;
  const loss = rig.loss!;
  controls.weight = 0;
  controls.activity = Activity.lostCirculation;
  yield* crew.moveBlock(Math.min(rig.hoisting.block + 6, AT_SLIPS + 27), 0.12);
  controls.rpm = rig.well.speed * 0.4;
  controls.flow = rig.well.flow * 0.6;
  yield* crew.wait(crew.about(900));
  loss.curing = true;
  while (!loss.healed) yield;
  yield* crew.wait(crew.about(200));
  yield* goToBottom(crew, rig.well.speed);
}

export function startLoss(crew: Crew): void {
  crew.rig.loss = new Loss(crew.random);
}
