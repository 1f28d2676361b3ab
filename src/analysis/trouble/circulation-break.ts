/**
 * The pumps stop in the middle of the work, and it is no connection: the string is not set in slips before they run again. Whether it is
 * one is only sure when they do; live it is told after some minutes, and withdrawn if slips follow.
 */
import { ON } from "../rig/rows.js";
import type { EventRow, Finished } from "../table.js";
import { duration, inUnit } from "./amount.js";
import { Detector } from "./detector.js";
import { Episode, type Finding } from "./episode.js";
import type { Moment } from "./moment.js";
import type { Picture } from "./picture.js";

/** Seconds: shorter is no break, and before the second nobody is told, since slips may still be set. */
const SHORTEST = 30;
const TOLD = 180;
/** Metres that the block moves without the bit, and that the bit moves altogether while the string is only kept free. */
const EMPTY = 6;
const TRIP = 400;
/** Seconds that the pumps ran before. */
const CIRCULATED = 120;

export class CirculationBreak extends Detector {
  protected readonly episodes: readonly Episode[];
  readonly #episode: Episode;
  #since = Number.NaN;
  #isBreak = false;
  #pumped = 0;
  #told = false;
  #seconds = 0;
  #empty = 0;
  #travel = 0;
  #block = Number.NaN;
  #bit = Number.NaN;
  readonly #withdrawn: (event: EventRow) => void;

  /** `withdrawn` is told of what was told, and was none. */
  constructor(finished: Finished, withdrawn: (event: EventRow) => void) {
    super();
    this.#withdrawn = withdrawn;
    this.#episode = new Episode("circulation_break", { hold: 0, release: 0 }, finished, () =>
      this.#finding(),
    );
    this.episodes = [this.#episode];
  }

  add({ moment, pumps }: Picture): EventRow | undefined {
    if (moment.afterGap) this.#forget();
    if (moment.isPumping) {
      const back = this.#isBreak && this.#seconds >= SHORTEST;
      // Sure now: the mud goes round again, and no slips were set.
      if (back && !this.#episode.isOpen) this.#episode.add(moment, true, true, this.#since);
      const event = back && !this.#told ? this.#episode.open() : undefined;
      this.#episode.end();
      this.#forget();
      this.#pumped = pumps.onFor;
      return event;
    }
    if (!moment.pumpsOff) return undefined;
    if (Number.isNaN(this.#since)) {
      this.#since = moment.time;
      this.#isBreak = this.#pumped >= CIRCULATED && moment.inSlips !== ON;
    }
    this.#seconds = (moment.time - this.#since) / 1000;
    // A block that travels without the bit leaves the string in slips, whatever the hookload says; a bit that travels far is on a trip.
    this.#empty += Math.max(0, Math.abs(moment.block - this.#block) - Math.abs(moment.bit - this.#bit)) || 0;
    this.#travel += Math.abs(moment.bit - this.#bit) || 0;
    this.#block = moment.block;
    this.#bit = moment.bit;
    const trips = this.#empty > this.#long(EMPTY, moment) || this.#travel > this.#long(TRIP, moment);
    if (moment.inSlips === ON || trips) {
      this.#isBreak = false;
      this.#withdraw(
        moment.inSlips === ON
          ? "the string was set in slips"
          : "the string was tripped, or the block moved without it",
      );
    }
    if (!this.#isBreak || this.#seconds < TOLD) return undefined;
    const event = this.#episode.add(moment, true, true, this.#since);
    if (event !== undefined) this.#told = true;
    return event;
  }

  #withdraw(why: string): void {
    const event = this.#episode.open();
    this.#episode.withdraw();
    if (event === undefined) return;
    this.#withdrawn({ ...event, evidence: `no break after all: ${why} before the pumps ran again` });
  }

  #long(metres: number, moment: Moment): number {
    return inUnit(metres, "M", moment.unit("hole")) ?? metres * 3.3;
  }

  #forget(): void {
    this.#empty = 0;
    this.#travel = 0;
    this.#block = Number.NaN;
    this.#bit = Number.NaN;
    this.#since = Number.NaN;
    this.#isBreak = false;
    this.#told = false;
    this.#seconds = 0;
  }

  #finding(): Finding {
    return {
      severity: this.#seconds > 600 ? "low" : "note",
      confidence: 0.9,
      evidence: `pumps off for ${duration(this.#seconds)} out of slips, after they had run for ${duration(this.#pumped)}`,
      advice: "Keep the string moving; break circulation slowly.",
    };
  }

  /** Pumps that stand when the rows end may be those of a connection. */
  override end(): void {
    if (this.#told) this.#episode.end();
    else this.#episode.withdraw();
  }
}
