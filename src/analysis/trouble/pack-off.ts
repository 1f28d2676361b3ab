/** Cuttings that close the annulus: pressure up at a steady rate, and with it torque, or returns that fall behind. */
import type { EventRow, Finished } from "../table.js";
import { percent } from "./amount.js";
import { Detector } from "./detector.js";
import { Episode, type Finding } from "./episode.js";
import type { Picture } from "./picture.js";
import { DEVIATIONS, GEL, HELD_BACK, TORQUE, Worst } from "./pressure-words.js";

/** Share of the usual pressure. */
const PACKED = 0.1;

export class PackOff extends Detector {
  readonly #worst = new Worst();
  protected readonly episodes: readonly Episode[];
  readonly episode: Episode;
  #clear = 0;

  constructor(finished: Finished) {
    super();
    this.episode = new Episode("pack_off", { hold: 20, release: 600, lapse: 10 }, finished, () =>
      this.#finding(),
    );
    this.episodes = [this.episode];
  }

  add(picture: Picture): EventRow | undefined {
    const { pressure, torque, flow, moment, pumps } = picture;
    const least = Math.max(PACKED, DEVIATIONS * pressure.noise) + (pumps.onFor < GEL.seconds ? GEL.share : 0);
    const packed = pressure.deviation > least;
    const second = torque.deviation > TORQUE || flow.score < -HELD_BACK;
    if (!this.episode.isOpen && !this.episode.isSuspected) this.#worst.reset();
    const sign = packed && second;
    // The crew pumps slower, and nobody knows what is usual at that rate: until the pressure is usual again, it is not over.
    const unknown = Number.isNaN(pressure.deviation) && moment.isPumping;
    if (sign) this.#worst.see(picture);
    const keeps = sign || pressure.deviation > least / 2 || (this.episode.isOpen && unknown);
    const opened = this.episode.add(moment, sign, keeps);
    this.#clear = this.episode.isOpen && pressure.deviation < least / 2 ? this.#clear + moment.passed : 0;
    if (this.#clear > 60) this.episode.end();
    return opened;
  }

  #finding(): Finding {
    const { pressure, torque, returns, words } = this.#worst;
    const also = [
      ...(torque > TORQUE ? [`torque ${percent(torque)} above usual`] : []),
      ...(returns < -0.01 ? [`${percent(-returns)} less returns`] : []),
    ];
    const both = also.length > 1 ? 0.15 : 0;
    return {
      severity: pressure > 0.25 ? "high" : "medium",
      confidence: 0.6 + both + Math.min(0.2, pressure / 2),
      evidence: [words, ...also].join("; "),
      advice: "Pump slower and keep the string moving and turning; do not pull into it.",
    };
  }
}
