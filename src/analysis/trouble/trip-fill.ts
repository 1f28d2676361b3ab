/**
 * On a trip the hole takes or gives the volume of the steel, stand by stand: record 06 has what was observed and what was expected. A hole
 * that takes less than the steel, or gives more, is swabbed in or flows; one that takes more loses mud. One stand says nothing: three
 * in a row do.
 */
import { Channels } from "../../columns/channels.js";
import type { SourcePage } from "../../columns/page.js";
import type { EventRow, Finished } from "../table.js";
import { inUnit, signed } from "./amount.js";
import { Detector } from "./detector.js";
import { Episode, type Finding } from "./episode.js";
import type { Moment } from "./moment.js";
import type { Picture } from "./picture.js";
import { Baseline } from "./smooth.js";

const RECORD = 6;
/** m³, 3 bbl, of all stands in a row; and a share of what was expected of them, which is all that holds where no unit is known. */
const LEAST = 0.5;
const LEAST_SHARE = 0.25;
const LEAST_SHARE_ALONE = 0.75;
const STANDS = 3;
/** Of a stand's expected volume: less says nothing of its sign. */
const SAYS = 0.1;
/** Stands after which it is known how far observed and expected usually are apart. */
const KNOWN = 4;
const MEMORY = 30;

interface Stand {
  readonly offset: number;
  readonly observed: number;
  readonly expected: number;
}

/** Of stands in a row: positive when the hole gave more, or took less, than the steel. */
class Run {
  stands = 0;
  gain = 0;
  expected = 0;
}

export class TripFill extends Detector {
  protected readonly episodes: readonly Episode[];
  readonly #kick: Episode;
  readonly #loss: Episode;
  readonly #channels = new Channels();
  readonly #waiting: Stand[] = [];
  readonly #usual = new Baseline(MEMORY);
  readonly #run = new Run();
  #unit: string | undefined;
  #goesOut = false;
  #seen = 0;
  #begun = 0;
  /** What the run had when it was worst, for the evidence. */
  #told = new Run();

  constructor(finished: Finished) {
    super();
    const patience = { hold: 0, release: 1_800 };
    this.#kick = new Episode("kick", patience, finished, () => this.#finding(true));
    this.#loss = new Episode("loss", patience, finished, () => this.#finding(false));
    this.episodes = [this.#kick, this.#loss];
  }

  /** Rows of record 06, which belong where they stand in the source. */
  other(page: SourcePage): void {
    if (page.record !== RECORD && page.table !== "frame") return;
    const observed = this.#channels.of(page, "fill-observed");
    const expected = this.#channels.of(page, "fill-expected");
    if (observed === undefined || expected === undefined) return;
    this.#unit = observed.unit;
    for (let row = 0; row < page.rows; row++) {
      const [had, should] = [observed.values[row]!, expected.values[row]!];
      if (!Number.isNaN(had) && !Number.isNaN(should)) {
        this.#waiting.push({ offset: page.offsets[row]!, observed: had, expected: should });
      }
    }
  }

  add({ moment }: Picture): EventRow | undefined {
    if (moment.state === "trip_out" || moment.state === "pump_out") this.#goesOut = true;
    else if (moment.state === "trip_in" || moment.state === "drill_rotate") this.#goesOut = false;
    let event: EventRow | undefined;
    if (moment.afterGap) this.#clear();
    while (this.#waiting.length > 0 && this.#waiting[0]!.offset <= moment.offset) {
      event = this.#stand(this.#waiting.shift()!, moment) ?? event;
    }
    for (const episode of this.episodes) if (episode.isOpen) episode.add(moment, false);
    return event;
  }

  #stand({ observed, expected }: Stand, moment: Moment): EventRow | undefined {
    // Some count what the hole gives, others what fills it on the way out.
    const fills = this.#goesOut && expected > 0;
    const gain = fills ? expected - observed : observed - expected;
    const { mean, deviation } = this.#usual;
    const off = this.#seen < KNOWN ? gain : gain - mean;
    const says = Math.abs(off) > Math.max(SAYS * Math.abs(expected), 3 * deviation);
    this.#seen++;
    if (!says) {
      this.#usual.add(gain, 1);
      this.#clear();
      return undefined;
    }
    if (off > 0 !== this.#run.gain > 0) this.#clear();
    if (this.#run.stands === 0) this.#begun = moment.time;
    this.#run.stands++;
    this.#run.gain += off;
    this.#run.expected += Math.abs(expected);
    const volume = inUnit(LEAST, "M3", this.#unit);
    const share = (volume === undefined ? LEAST_SHARE_ALONE : LEAST_SHARE) * this.#run.expected;
    if (this.#run.stands < STANDS || Math.abs(this.#run.gain) < Math.max(volume ?? 0, share))
      return undefined;
    this.#told = { ...this.#run };
    const episode = this.#run.gain > 0 ? this.#kick : this.#loss;
    return episode.add(moment, true, true, this.#begun);
  }

  #clear(): void {
    this.#run.stands = 0;
    this.#run.gain = 0;
    this.#run.expected = 0;
  }

  #finding(isKick: boolean): Finding {
    const { stands, gain } = this.#told;
    return {
      severity: "medium",
      confidence: Math.min(0.8, 0.4 + 0.05 * stands),
      evidence: `the hole ${isKick ? "took less or gave more" : "took more or gave less"} than the steel of ${stands} stands in a row: ${signed(gain, this.#unit)} against what was expected (record 06)`,
      advice: isKick
        ? "Stop the trip and flow check; go back to bottom if it flows or was swabbed."
        : "Fill the hole, and trip slower.",
    };
  }
}
