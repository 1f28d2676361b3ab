/** The bit sticks and lets go: torque swings much more than it does on this rig while the string turns at the same speed. */
import type { EventRow, Finished } from "../table.js";
import { amount, percent } from "./amount.js";
import { Detector } from "./detector.js";
import { Episode, type Finding } from "./episode.js";
import type { Picture } from "./picture.js";

/** Standard deviation of the torque over its mean: what the field calls severe, and of what is usual on this rig. */
const SEVERE = 0.25;
const USUAL_TIMES = 2.2;

export class StickSlip extends Detector {
  protected readonly episodes: readonly Episode[];
  readonly #episode: Episode;
  #swing = 0;
  #usual = 0;
  #torque = 0;
  #unit: string | undefined;
  #speed = Number.NaN;

  constructor(finished: Finished) {
    super();
    this.#episode = new Episode("stick_slip", { hold: 90, release: 180, lapse: 20 }, finished, () =>
      this.#finding(),
    );
    this.episodes = [this.#episode];
  }

  add({ moment, torque }: Picture): EventRow | undefined {
    const least = Math.max(SEVERE, USUAL_TIMES * (torque.usualSwing || 0));
    const sign = torque.swing > least && torque.swings.learned > 300;
    if (sign) {
      if (!this.#episode.isOpen && !this.#episode.isSuspected) this.#swing = 0;
      this.#swing = Math.max(this.#swing, torque.swing);
      this.#usual = torque.usualSwing;
      this.#torque = moment.torque;
      this.#unit = moment.unit("torque");
      this.#speed = moment.speed;
    }
    return this.#episode.add(moment, sign, torque.swing > 0.8 * least);
  }

  #finding(): Finding {
    const turns = Number.isNaN(this.#speed) ? "" : ` at ${Math.round(this.#speed)} rev/min`;
    return {
      severity: this.#swing > 0.45 ? "medium" : "low",
      confidence: 0.6,
      evidence: `torque swings by ${percent(this.#swing)} of its mean, usually ${percent(this.#usual)}, near ${amount(this.#torque, this.#unit)}${turns}`,
      advice: "Turn faster, or put less weight on the bit.",
    };
  }
}
