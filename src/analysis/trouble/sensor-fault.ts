/**
 * A gauge that stands still while what it measures cannot: a frozen hookload while the string moves, a pressure that does not
 * follow the pumps; and one that sends nothing any more. How long a gauge may stand is learned from its own rows.
 */
import { DOWN, ON, UP } from "../rig/rows.js";
import type { EventRow, Finished } from "../table.js";
import { amount, duration } from "./amount.js";
import { Detector } from "./detector.js";
import { Episode, type Finding } from "./episode.js";
import type { Moment, NumberName } from "./moment.js";
import type { Picture } from "./picture.js";

/** Seconds of the activity that a gauge may stand for, at least; and times what it ever stood before. */
const STANDS = 300;
const TIMES = 4;
/** Seconds of activity from which its usual standing is known. */
const KNOWN = 900;
/** Seconds without a value, after it had values for so long. */
const SILENT = 300;

interface Watched {
  readonly name: NumberName;
  readonly called: string;
  /** What cannot go on without the gauge moving. */
  readonly active: (moment: Moment) => boolean;
  readonly while: string;
}

const moves = ({ moving, inSlips, bit }: Moment): boolean =>
  inSlips !== ON && bit > 0 && (moving === UP || moving === DOWN);
const pumps = ({ isPumping }: Moment): boolean => isPumping;

const watched: readonly Watched[] = [
  { name: "hookload", called: "hookload", active: moves, while: "the string moved" },
  { name: "block", called: "block position", active: moves, while: "the bit moved" },
  { name: "pressure", called: "standpipe pressure", active: pumps, while: "the pumps ran" },
  { name: "flowOut", called: "flow out", active: pumps, while: "the pumps ran" },
  {
    name: "torque",
    called: "torque",
    active: (moment) => moment.rotating === ON && moment.drilling,
    while: "the string turned on bottom",
  },
  {
    name: "pit",
    called: "pit volume",
    active: (moment) => moment.isPumping && moment.drilling,
    while: "hole was drilled",
  },
];

class Gauge {
  readonly episode: Episode;
  readonly #watched: Watched;
  #value = Number.NaN;
  /** Seconds of activity for which it stands, the longest ever, and of activity at all. */
  #stands = 0;
  #longest = 0;
  #active = 0;
  #silent = 0;
  #sent = 0;
  #unit: string | undefined;

  constructor(one: Watched, finished: Finished) {
    this.#watched = one;
    this.episode = new Episode("sensor_fault", { hold: 0, release: 30 }, finished, () => this.#finding());
  }

  add(moment: Moment): EventRow | undefined {
    const { name, active } = this.#watched;
    const value = moment[name];
    const { passed } = moment;
    if (moment.afterGap) {
      this.#stands = 0;
      this.#silent = 0;
    }
    this.#unit = moment.unit(name);
    if (Number.isNaN(value)) this.#silent += passed;
    else {
      this.#silent = 0;
      this.#sent += passed;
    }
    const goes = active(moment);
    if (!Number.isNaN(value) && value !== this.#value) {
      // What stood so long while it was broken is not usual.
      if (this.#stands < STANDS) this.#longest = Math.max(this.#longest, this.#stands);
      this.#value = value;
      this.#stands = 0;
    } else if (goes && !Number.isNaN(value)) this.#stands += passed;
    if (goes) this.#active += passed;
    const most = Math.max(STANDS, TIMES * this.#longest);
    const frozen = this.#active - this.#stands > KNOWN && this.#stands > most;
    const lost = this.#sent > KNOWN && this.#silent > SILENT;
    const seconds = frozen ? this.#stands : this.#silent;
    return this.episode.add(moment, frozen || lost, frozen || lost, moment.time - 1000 * seconds);
  }

  #finding(): Finding {
    const lost = this.#silent > SILENT;
    const { called } = this.#watched;
    return {
      severity: "low",
      confidence: lost ? 0.9 : 0.8,
      evidence: lost
        ? `${called} is not sent any more`
        : `${called} stood at ${amount(this.#value, this.#unit)} for ${duration(Math.max(this.#stands, STANDS))} while ${this.#watched.while}; it never stood longer than ${duration(this.#longest)} before`,
      advice: "Check the sensor and its line; nothing that needs it is judged until it moves.",
    };
  }
}

export class SensorFault extends Detector {
  protected readonly episodes: readonly Episode[];
  readonly #gauges: readonly Gauge[];

  constructor(finished: Finished) {
    super();
    this.#gauges = watched.map((one) => new Gauge(one, finished));
    this.episodes = this.#gauges.map(({ episode }) => episode);
  }

  add({ moment }: Picture): EventRow | undefined {
    let event: EventRow | undefined;
    for (const gauge of this.#gauges) event = gauge.add(moment) ?? event;
    return event;
  }
}
