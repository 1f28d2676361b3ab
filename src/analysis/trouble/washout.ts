/** Pressure that falls and stays down while as much is pumped and as much returns: mud takes a shorter way, through a hole in the string. */
import type { EventRow, Finished } from "../table.js";
import { duration } from "./amount.js";
import { Detector } from "./detector.js";
import { Episode, type Finding } from "./episode.js";
import type { Picture } from "./picture.js";
import { DEVIATIONS, GEL, HELD_BACK, Worst } from "./pressure-words.js";

/** Share of the usual pressure. */
const WASHED = 0.05;

export class Washout extends Detector {
  readonly #worst = new Worst();
  protected readonly episodes: readonly Episode[];
  readonly #episode: Episode;

  constructor(finished: Finished) {
    super();
    this.#episode = new Episode("washout", { hold: 300, release: 300, lapse: 20 }, finished, () =>
      this.#finding(),
    );
    this.episodes = [this.#episode];
  }

  add(picture: Picture): EventRow | undefined {
    const { pressure, flow, moment, pumps } = picture;
    const least = Math.max(WASHED, DEVIATIONS * pressure.noise);
    if (!this.#episode.isOpen && !this.#episode.isSuspected) this.#worst.reset();
    const balanced = !(Math.abs(flow.score) > HELD_BACK);
    const sign = pressure.isOwn && pressure.deviation < -least && balanced && pumps.onFor > 2 * GEL.seconds;
    if (sign) this.#worst.see(picture);
    return this.#episode.add(moment, sign, pressure.deviation < -least / 2);
  }

  #finding(): Finding {
    const { raised, start } = this.#episode;
    return {
      severity: this.#worst.pressure < -0.15 ? "high" : "medium",
      confidence: 0.6 + Math.min(0.2, -this.#worst.pressure),
      evidence: `${this.#worst.words}, for more than ${duration((raised - start) / 1000)}; returns as usual`,
      advice:
        "Compare strokes and pressure with the last slow pump test; pull and look for a hole in the string.",
    };
  }
}
