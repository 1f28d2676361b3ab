/**
 * The string pulls heavier than it does here, and a string that does not come at all. What is usual is learned from moves upwards, per
 * length of string, turning and not: in a long hole the same move weighs twice as much without rotation.
 */
import { ON, STILL, UP } from "../rig/rows.js";
import type { EventRow, Finished } from "../table.js";
import { amount, duration, inUnit, percent } from "./amount.js";
import { Detector } from "./detector.js";
import { Episode, type Finding } from "./episode.js";
import type { Moment } from "./moment.js";
import type { Picture } from "./picture.js";
import { Baseline, Smooth } from "./smooth.js";

/** Share of the weight of the string, and mean deviations, above what moving it upwards usually takes. */
const PULLS = 0.15;
const STUCK = 0.2;
const DEVIATIONS = 6;
/** 10 klbf, in kilonewtons. */
const LEAST = 44.5;
/** Seconds of moving upwards before anything is usual; and until the string has stretched. */
const KNOWN = 120;
const STRETCHED = 8;
/** Shares: a string is at least so heavy against the block, and nothing pulls harder than the second of it. */
const STRING = 0.1;
const MOST = 2;
/** Seconds of moves in a row that all pull: that is what it weighs now, since the string or the mud was changed. */
const ACCEPTED = 400;
/** Share of the depth within which what was learned holds. */
const NEAR = 0.15;

class PickUp {
  readonly load = new Baseline(900);
  /** Seconds of moves since the last one that was usual. */
  pulled = 0;
  bit = Number.NaN;
}

export class Overpull extends Detector {
  protected readonly episodes: readonly Episode[];
  readonly #overpull: Episode;
  readonly #stuck: Episode;
  readonly #turning = new PickUp();
  readonly #plain = new PickUp();
  /** Of the block alone. */
  readonly #block = new Baseline(1_800);
  readonly #load = new Smooth(4);
  #up = 0;
  #worst = 0;
  #usual = 0;
  #unit: string | undefined;
  #bit = Number.NaN;

  constructor(finished: Finished) {
    super();
    this.#overpull = new Episode("overpull", { hold: 8, release: 60, lapse: 4 }, finished, () =>
      this.#finding(false),
    );
    this.#stuck = new Episode("stuck", { hold: 90, release: 120, lapse: 20 }, finished, () =>
      this.#finding(true),
    );
    this.episodes = [this.#overpull, this.#stuck];
  }

  add({ moment }: Picture): EventRow | undefined {
    const { hookload, passed, inSlips, moving } = moment;
    if (inSlips === ON) this.#block.add(hookload, passed);
    if (inSlips === ON || Number.isNaN(hookload) || moment.afterGap || !(moment.bit > 0)) {
      this.#up = 0;
      this.#load.reset();
      return this.#tell(moment, false, false);
    }
    const load = this.#load.add(hookload, passed);
    this.#up = moving === UP ? this.#up + passed : 0;
    const usual = moment.rotating === ON ? this.#turning : this.#plain;
    let over = this.#over(moment, usual, load);
    if (moving === UP) usual.pulled = over > 0 ? usual.pulled + passed : 0;
    if (over > MOST || usual.pulled > ACCEPTED) {
      usual.load.reset();
      usual.pulled = 0;
      over = Number.NaN;
    }
    const pulls = over > PULLS && this.#up > STRETCHED;
    const held = over > STUCK && moving === STILL && moment.rotating !== ON;
    if ((pulls || held) && over > 0) {
      if (!this.#overpull.isOpen && !this.#stuck.isOpen && over < this.#worst / 2) this.#worst = 0;
      this.#worst = Math.max(this.#worst, over);
      this.#usual = usual.load.mean;
      this.#unit = moment.unit("hookload");
      this.#bit = moment.bit;
    } else if (moving === UP && this.#up > STRETCHED && !(over > PULLS / 2 && usual.load.learned > KNOWN)) {
      this.#learn(moment, usual, load);
    }
    return this.#tell(moment, pulls, held);
  }

  #tell(moment: Moment, pulls: boolean, held: boolean): EventRow | undefined {
    const pulled = this.#overpull.add(moment, pulls);
    return this.#stuck.add(moment, held) ?? pulled;
  }

  #learn({ bit, passed }: Moment, usual: PickUp, load: number): void {
    if (!(Math.abs(bit - usual.bit) <= NEAR * bit)) {
      usual.load.reset();
      usual.bit = bit;
    }
    usual.load.add(load, passed);
    usual.bit += (bit - usual.bit) * (passed / (passed + 300));
  }

  /** Above the usual, as a share of the string's weight; NaN where nothing is usual here. */
  #over({ bit }: Moment, { load, bit: near }: PickUp, now: number): number {
    const block = this.#block.learned > 60 ? this.#block.mean : 0;
    const string = load.mean - block;
    if (load.learned < KNOWN || !(string > STRING * block) || !(Math.abs(bit - near) <= NEAR * bit))
      return Number.NaN;
    // The string is as much longer or shorter as the bit is deeper or higher.
    const usual = block + (string * bit) / near;
    const above = now - usual;
    const least = inUnit(LEAST / 10, "KDN", this.#unit) ?? 0;
    if (above < Math.max(least, DEVIATIONS * load.deviation)) return 0;
    return above / string;
  }

  #finding(isStuck: boolean): Finding {
    const episode = isStuck ? this.#stuck : this.#overpull;
    const held = isStuck
      ? `, and the string did not move for ${duration((episode.raised - episode.start) / 1000)}`
      : "";
    return {
      severity: isStuck ? "high" : this.#worst > 0.4 ? "medium" : "low",
      confidence: isStuck ? 0.6 : 0.7,
      evidence: `hookload ${percent(this.#worst)} of the string's weight above what pulling it usually takes here (${amount(this.#usual, this.#unit)}), bit at ${this.#bit.toFixed(0)}${held}`,
      advice: isStuck
        ? "Work the string in the direction that was free last; start rotation and circulation if they go."
        : "Stop pulling, go back down, circulate and turn before trying again.",
    };
  }
}
