/** Pressure that stays up alone: something in the string or the bit closed a part of its way. */
import type { EventRow, Finished } from "../table.js";
import { Detector } from "./detector.js";
import { Episode, type Finding } from "./episode.js";
import type { PackOff } from "./pack-off.js";
import type { Picture } from "./picture.js";
import { DEVIATIONS, GEL, HELD_BACK, TORQUE, Worst } from "./pressure-words.js";

/** Share of the usual pressure. */
const PLUGGED = 0.08;

export class PluggedBit extends Detector {
  readonly #worst = new Worst();
  protected readonly episodes: readonly Episode[];
  readonly #episode: Episode;
  readonly #packOff: PackOff;

  constructor(finished: Finished, packOff: PackOff) {
    super();
    this.#packOff = packOff;
    this.#episode = new Episode("plugged_bit", { hold: 240, release: 180, lapse: 15 }, finished, () =>
      this.#finding(),
    );
    this.episodes = [this.#episode];
  }

  add(picture: Picture): EventRow | undefined {
    const { pressure, torque, flow, moment, pumps } = picture;
    const least = Math.max(PLUGGED, DEVIATIONS * pressure.noise);
    const alone = !(torque.deviation > TORQUE / 2) && !(flow.score < -HELD_BACK);
    const other = this.#packOff.episode.isOpen || pumps.onFor < 2 * GEL.seconds;
    if (!this.#episode.isOpen && !this.#episode.isSuspected) this.#worst.reset();
    const sign = pressure.isOwn && pressure.deviation > least && alone && !other;
    if (sign) this.#worst.see(picture);
    return this.#episode.add(moment, sign, pressure.deviation > least / 2);
  }

  #finding(): Finding {
    return {
      severity: "medium",
      confidence: 0.6,
      evidence: `${this.#worst.words}; torque and returns as usual`,
      advice: "Check filters, pumps and valves at surface; pick up and vary the rate to clear a nozzle.",
    };
  }
}
