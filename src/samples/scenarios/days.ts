/** What the crew of each scenario does from the first second on; none ends before its log does. */
import { backReam, circulate, reamToBottom } from "./circulating.js";
import { Activity } from "./controls.js";
import type { Crew, Work } from "./crew.js";
import { circulationBreak, packOff } from "./hole-trouble.js";
import { connection, drillDown, drillStand, type Style } from "./making-hole.js";
import { tripIn, tripOut } from "./tripping.js";
import { cureLoss, killWell, NOTICED, startKick, startLoss } from "./well-control.js";

export function* drillStands(crew: Crew, style: Style): Work {
  for (;;) {
    yield* drillStand(crew, style);
    yield* connection(crew, style);
  }
}

export function* breakCirculation(crew: Crew): Work {
  const { rig } = crew;
  const repairs = [
    { seconds: 11 * 60, pumps: [1, 3] },
    { seconds: 100, pumps: [1, 3] },
    { seconds: 25 * 60, pumps: [1, 2] },
  ];
  for (let times = 0; ; times++) {
    const { seconds, pumps } = repairs[times % repairs.length]!;
    const floor = 6 + crew.random.below(8);
    yield* drillDown(crew, floor, "rotate");
    if (rig.hoisting.block > 3)
      yield* circulationBreak(crew, seconds * (1 + 0.1 * crew.random.swing()), pumps);
    yield* drillStand(crew);
    yield* connection(crew);
  }
}

/** Metres from the start at which each trouble waits; the layers of the well are laid accordingly. */
const LOSS_AFTER = 42;
const PACK_OFF_AFTER = 88;
/** So that the string is out, and laid down, when the day is over. */
const PULL_OUT = 17.2 * 3600;

export function* wholeDay(crew: Crew): Work {
  const { rig } = crew;
  const start = rig.holeDepth;
  const sand = rig.well.formations.top("Gas sand");
  const met = { loss: false, packOff: false, kick: false };
  yield* crew.wait(crew.about(600));
  yield* tripIn(crew, start - 62);
  rig.controls.onTripTank = false;
  yield* reamToBottom(crew);
  yield* drillDown(crew, rig.hoisting.block - 0.3, "rotate");
  const stop = (): boolean => {
    if (!met.loss) return rig.holeDepth > start + LOSS_AFTER;
    if (!met.kick && rig.holeDepth > sand + 0.8) {
      if (rig.kick === undefined) startKick(crew);
      return (rig.kick?.volume ?? 0) > NOTICED;
    }
    return false;
  };
  const noticesLoss = (): boolean => (rig.loss?.volume ?? 0) > 1.8;
  for (let stand = 1; rig.seconds < PULL_OUT; stand++) {
    const style: Style = stand % 3 === 0 ? { slide: 11 + crew.random.below(5) } : { reams: stand % 2 };
    let stopped = yield* drillStand(crew, style, stop);
    while (stopped) {
      if (!met.loss) {
        met.loss = true;
        startLoss(crew);
        yield* drillDown(crew, 0.7, "rotate", noticesLoss);
        yield* cureLoss(crew);
      } else {
        met.kick = true;
        yield* killWell(crew);
      }
      stopped = yield* drillStand(crew, {}, stop);
    }
    // The stand was down before the pits had told: they do while the crew gets ready for the connection.
    if (rig.kick !== undefined && !met.kick) {
      while (rig.kick.volume < NOTICED) yield;
      met.kick = true;
      yield* killWell(crew);
    }
    if (!met.packOff && rig.holeDepth > start + PACK_OFF_AFTER) {
      met.packOff = true;
      yield* packOff(crew);
    }
    if (rig.seconds < PULL_OUT) yield* connection(crew, style);
  }
  yield* circulate(crew, 4_200);
  yield* leave(crew);
}

/** Off bottom, up to the shoe with the pumps on for the first stands, and out of the hole. */
function* leave(crew: Crew): Work {
  const { rig } = crew;
  yield* crew.moveBlock(1.4, 0.1);
  yield* backReam(crew, 4);
  rig.controls.rpm = 0;
  yield* crew.stopPumps();
  rig.controls.activity = Activity.flowCheck;
  yield* crew.wait(crew.about(600));
  yield* tripOut(crew, 0);
  rig.controls.activity = Activity.rigUp;
  for (;;) yield;
}

/** Drills a stand down, cleans the hole and pulls out. */
export function* roundTrip(crew: Crew): Work {
  yield* drillStand(crew);
  yield* circulate(crew, 1_800);
  yield* leave(crew);
}
