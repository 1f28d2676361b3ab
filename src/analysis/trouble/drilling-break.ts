/**
 * Rock that suddenly drills much faster with no more weight and speed: other rock, and perhaps other pressure in it. The rate is that of
 * the hole made, not what a recorder shows.
 */
import { unitShown } from "../../wits/catalog/spelled.js";
import type { EventRow, Finished } from "../table.js";
import { amount, percent } from "./amount.js";
import { Detector } from "./detector.js";
import { Episode, type Finding } from "./episode.js";
import type { Picture } from "./picture.js";
import { Baseline, Smooth } from "./smooth.js";

/** Times the usual rate, and of how many mean deviations. */
const FASTER = 1.7;
const DEVIATIONS = 3;
/** Shares by which weight and speed of the string may differ from usual. */
const MORE_WEIGHT = 0.2;
const MORE_SPEED = 0.1;
/** Seconds of drilling: what the rate is a mean of, what usual means, and before anything is usual. */
const FAST = 60;
const MEMORY = 1_200;
/** Seconds of drilling the other way, after which the rock that was usual for this one lies far above. */
const ELSEWHERE = 1_200;
const KNOWN = 600;
/** After a pause, until the bit has its weight again. */
const BEGINNING = 120;
/** Seconds after which the new rate is the usual one. */
const ACCEPTED = 480;

/** Of rotary drilling, or of sliding: they drill at different rates. */
class Rate {
  readonly usual = new Baseline(MEMORY);
  readonly weight = new Baseline(MEMORY);
  readonly speed = new Baseline(MEMORY);
  /** Seconds of drilling the other way since this one was seen. */
  elsewhere = 0;

  reset(): void {
    this.usual.reset();
    this.weight.reset();
    this.speed.reset();
  }
}

export class DrillingBreak extends Detector {
  protected readonly episodes: readonly Episode[];
  readonly #episode: Episode;
  readonly #rates = { drill_rotate: new Rate(), drill_slide: new Rate() } as const;
  readonly #fast = new Smooth(FAST);
  readonly #minute = new Smooth(FAST);
  readonly #weight = new Smooth(FAST);
  #way: "drill_rotate" | "drill_slide" = "drill_rotate";
  #for = 0;
  #hole = Number.NaN;
  #held = 0;
  #rate = 0;
  #usual = 0;
  #unit: string | undefined;
  #more = 0;

  constructor(finished: Finished) {
    super();
    this.#episode = new Episode("drilling_break", { hold: 60, release: 60, lapse: 15 }, finished, () =>
      this.#finding(),
    );
    this.episodes = [this.#episode];
  }

  add({ moment }: Picture): EventRow | undefined {
    const { hole, passed, state, drilling } = moment;
    const made = hole - this.#hole;
    this.#hole = hole;
    const way = state === "drill_slide" || state === "drill_rotate" ? state : this.#way;
    if (!drilling || way !== this.#way || moment.afterGap) {
      this.#way = way;
      this.#for = 0;
      this.#fast.reset();
      this.#minute.reset();
      this.#weight.reset();
      return this.#episode.add(moment, false);
    }
    if (!(made >= 0) || passed <= 0) return undefined;
    this.#for += passed;
    const rate = this.#rates[way];
    this.#rates[way === "drill_slide" ? "drill_rotate" : "drill_slide"].elsewhere += passed;
    if (rate.elsewhere > ELSEWHERE) rate.reset();
    rate.elsewhere = 0;
    // Twice smoothed: depth comes in steps.
    const fast = this.#minute.add(this.#fast.add(made / passed, passed), passed);
    const weight = this.#weight.add(moment.weight, passed);
    if (this.#for < BEGINNING) return undefined;
    const { mean, deviation, learned } = rate.usual;
    const asUsual =
      !(weight > (1 + MORE_WEIGHT) * rate.weight.mean) &&
      !(moment.speed > (1 + MORE_SPEED) * rate.speed.mean);
    const sign =
      learned > KNOWN && fast > FASTER * mean && fast > mean + DEVIATIONS * deviation && asUsual && mean > 0;
    if (sign) {
      if (!this.#episode.isOpen) this.#rate = 0;
      this.#rate = Math.max(this.#rate, 3600 * fast);
      this.#usual = 3600 * mean;
      this.#unit = moment.unit("hole");
      this.#more = weight / rate.weight.mean - 1;
    }
    this.#held = sign ? this.#held + passed : 0;
    if (this.#held > ACCEPTED) {
      rate.usual.reset();
      this.#held = 0;
    }
    if (!sign) {
      rate.usual.add(fast, passed);
      rate.weight.add(moment.weight, passed);
      rate.speed.add(moment.speed, passed);
    }
    return this.#episode.add(moment, sign);
  }

  #finding(): Finding {
    const unit = this.#unit === undefined ? undefined : `${unitShown(this.#unit)}/h`;
    const weight = Number.isNaN(this.#more) ? "" : `; weight on bit ${percent(this.#more)} against usual`;
    return {
      severity: "low",
      confidence: 0.6,
      evidence: `hole made at ${amount(this.#rate, unit)}, ${(this.#rate / this.#usual).toFixed(1)} times the usual ${amount(this.#usual, unit)}${weight}`,
      advice: "Flow check; watch pits and gas one lag later.",
    };
  }
}
