/**
 * Mud that is moved between tanks, or mixed into one: a gain of the active tanks that is no kick, a drop that is no loss. With every
 * tank sent, what some gain others lose. Without, tanks that change while as much returns as should.
 */
import type { EventRow, Finished } from "../table.js";
import { duration, inUnit, signed } from "./amount.js";
import { Detector } from "./detector.js";
import { Episode, type Finding } from "./episode.js";
import type { Picture } from "./picture.js";
import type { WellControl } from "./well-control.js";

/** Tanks are compared with themselves this long ago, in steps. Seconds. */
const WINDOW = 180;
const STEP = 30;
const STEPS = WINDOW / STEP;
/** m³ in the window, and shares: of the larger by the smaller, and of all. */
const LEAST = 0.5;
const BALANCED = 0.65;
/** Seconds after a start or a stop of the pumps. */
const DRAINING = 480;
/** Where no unit is known: of all that is in the tanks. */
const LEAST_SHARE = 0.005;

interface Look {
  readonly tanks: Float64Array;
  trip: number;
  active: number;
}

export class TankTransfer extends Detector {
  protected readonly episodes: readonly Episode[];
  readonly #episode: Episode;
  readonly #mixing: Episode;
  readonly #looks: Look[] = [];
  #sinceLook = 0;
  #into: number[] = [];
  #outOf: number[] = [];
  #began: Look | undefined;
  #moved = 0;
  #unit: string | undefined;
  #least = Number.NaN;
  #gain = 0;
  #since = 0;

  readonly #control: WellControl;

  constructor(finished: Finished, control: WellControl) {
    super();
    this.#control = control;
    this.#episode = new Episode("tank_transfer", { hold: 60, release: 90, lapse: 45 }, finished, () =>
      this.#finding(),
    );
    this.#mixing = new Episode("tank_transfer", { hold: 120, release: 300, lapse: 30 }, finished, () =>
      this.#mixed(),
    );
    this.episodes = [this.#episode, this.#mixing];
  }

  add(picture: Picture): EventRow | undefined {
    const { moment } = picture;
    if (moment.afterGap) this.#looks.length = 0;
    this.#sinceLook += moment.passed;
    const due = this.#sinceLook >= STEP || this.#looks.length === 0;
    if (due) this.#look(picture);
    // The surface system fills or drains: what tanks do then is the hole's, not other tanks'.
    const { onFor, offFor } = picture.pumps;
    const drains = Math.max(onFor, offFor) < DRAINING && Math.max(onFor, offFor) > 0;
    const moves = !drains && this.#moves();
    const opened = this.#episode.add(moment, moves);
    const mixes =
      !moves &&
      !this.#episode.isOpen &&
      !this.#control.freezes &&
      Math.abs(picture.pits.score) >= 1 &&
      !Number.isNaN(picture.flow.excess) &&
      Math.abs(picture.flow.score) < 0.5;
    if (mixes) {
      this.#gain = picture.pits.gain;
      this.#unit = moment.unit(picture.pits.channel);
      this.#since = picture.pits.since;
    }
    return this.#mixing.add(moment, mixes) ?? opened;
  }

  #look({ moment }: Picture): void {
    this.#sinceLook = 0;
    const reused = this.#looks.length > STEPS ? this.#looks.shift()! : undefined;
    const look = reused ?? { tanks: new Float64Array(moment.tanks.length), trip: 0, active: 0 };
    look.tanks.set(moment.tanks);
    look.trip = moment.tripTank;
    look.active = moment.pit;
    this.#looks.push(look);
    this.#unit ??= moment.unit("pit") ?? moment.unit("tripTank");
    this.#least = inUnit(LEAST, "M3", this.#unit) ?? LEAST_SHARE * moment.allTanks;
  }

  #moves(): boolean {
    const looks = this.#looks;
    if (looks.length <= STEPS) return false;
    const [first, last] = [looks[0]!, looks[looks.length - 1]!];
    let up = 0;
    let down = 0;
    for (let i = 0; i <= last.tanks.length; i++) {
      const change = i < last.tanks.length ? last.tanks[i]! - first.tanks[i]! : last.trip - first.trip;
      if (change > 0) up += change;
      else if (change < 0) down -= change;
    }
    const less = Math.min(up, down);
    const moves = less >= this.#least && less >= BALANCED * Math.max(up, down);
    if (moves && !this.#episode.isSuspected && !this.#episode.isOpen) this.#begin(first);
    if (moves && this.#began !== undefined) this.#follow(last);
    return moves;
  }

  #begin(first: Look): void {
    this.#began = { tanks: Float64Array.from(first.tanks), trip: first.trip, active: first.active };
    this.#moved = 0;
  }

  #follow(last: Look): void {
    const began = this.#began!;
    let up = 0;
    this.#into = [];
    this.#outOf = [];
    for (let i = 0; i < last.tanks.length; i++) {
      const change = last.tanks[i]! - began.tanks[i]!;
      if (change > 0) up += change;
      if (change > this.#least / 2) this.#into.push(i + 1);
      if (change < -this.#least / 2) this.#outOf.push(i + 1);
    }
    this.#moved = Math.max(up, last.trip - began.trip || 0);
  }

  #finding(): Finding {
    const named = (tanks: readonly number[]): string =>
      tanks.length === 0 ? "the trip tank" : `tank ${tanks.join(", ")}`;
    return {
      severity: "note",
      confidence: 0.9,
      evidence: `${signed(this.#moved, this.#unit)} in ${named(this.#into)}, as much less in ${named(this.#outOf)}`,
      advice: "No kick and no loss. Tell the driller, so that gains are measured from the new level.",
    };
  }

  #mixed(): Finding {
    return {
      severity: "note",
      confidence: 0.5,
      evidence: `active tanks ${signed(this.#gain, this.#unit)} against their trend of the last ${duration(Math.min(this.#since, 600))}, while as much returned as usual: mud was added, mixed or taken away at surface; no other tank that is sent tells more`,
      advice: "Ask who moves mud; note it, so that gains are measured from the new level.",
    };
  }
}
