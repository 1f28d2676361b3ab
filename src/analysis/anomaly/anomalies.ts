/**
 * What no rule names: a channel that left its course in this state on this rig. Of each channel and state the slow course of the day is
 * followed, and how far the last minute usually is from it is learned, robustly. While another trouble is open nothing is said, for it
 * is named already.
 */
import { rigStates } from "../../wits/catalog/state.js";
import { ON } from "../rig/rows.js";
import type { EventRow, Finished } from "../table.js";
import { amount, signed } from "../trouble/amount.js";
import { Detector } from "../trouble/detector.js";
import { Episode, type Finding } from "../trouble/episode.js";
import type { Moment, NumberName } from "../trouble/moment.js";
import type { Picture } from "../trouble/picture.js";
import { Smooth } from "../trouble/smooth.js";
import { Robust } from "./robust.js";

const watched: Readonly<Partial<Record<NumberName, string>>> = {
  hookload: "hookload",
  torque: "torque",
  pressure: "standpipe pressure",
  flowOut: "flow out",
  flowOutShare: "flow out",
  density: "mud density in",
  densityOut: "mud density out",
  temperatureIn: "mud temperature in",
  temperatureOut: "mud temperature out",
  conductivityIn: "mud conductivity in",
  conductivityOut: "mud conductivity out",
  gas: "gas",
};
/** Median deviations of the last minute from the slow course, and times the farthest that it ever went and came back. */
const FAR = 12;
const FARTHER = 2;
/** A deviation is at least this share of the signal: what is far then is a change of an eighth. Of gas, of its logarithm: a factor of 2. */
const LEAST = 0.01;
const LEAST_OF_LOGARITHM = 0.058;
/** Seconds: of smoothing, of a state before it is judged, of a state in all, and of what is usual. */
const SMOOTHING = 60;
const COURSE = 1_800;
const SETTLED = 240;
const KNOWN = 5_400;
const MEMORY = 7_200;
/** Seconds after which what stays far is usual. */
const ACCEPTED = 3_600;
/** After a named trouble, until all is as it was. */
const AFTER = 1_800_000;

/** In a state: its slow course, and how far the last minute is from that. */
interface Course {
  readonly slow: Smooth;
  readonly off: Robust;
  readonly pumped: Smooth;
  readonly turned: Smooth;
}

/** Shares by which rates of pumps, and speeds of the string, are the same; and rev/min at which it stands. */
const ALIKE = 0.12;
const STANDS = 5;
/** Courses of a state; the one that was begun first is forgotten for another. */
const COURSES = 6;

/** What mud and string do by the crew's will; NaN where it is not sent. */
interface Working {
  readonly pumped: number;
  readonly turned: number;
}

/** Of what is not sent on either side nothing is known that differs. */
const alike = (one: number, other: number, least: number): boolean =>
  !(Math.abs(one - other) > Math.max(least, ALIKE * Math.max(Math.abs(one), Math.abs(other))));

/** Gas comes in multiples. */
const asLogarithm = (name: NumberName): boolean => name === "gas";

class Watch {
  readonly episode: Episode;
  readonly #name: NumberName;
  readonly #called: string;
  readonly #states: Course[][] = rigStates.map(() => []);
  readonly #smooth = new Smooth(SMOOTHING);
  #value = Number.NaN;
  #usual = Number.NaN;
  #far = 0;
  #farFor = 0;
  #unit: string | undefined;
  #state = "";

  constructor(name: NumberName, called: string, finished: Finished) {
    this.#name = name;
    this.#called = called;
    this.episode = new Episode("anomaly", { hold: 300, release: 300, lapse: 30 }, finished, () =>
      this.#finding(),
    );
  }

  add(
    moment: Moment,
    state: number,
    { settledFor, isNamed, working }: { settledFor: number; isNamed: boolean; working: Working },
  ): EventRow | undefined {
    const value = moment[this.#name];
    if (settledFor === 0) this.#smooth.reset();
    if (Number.isNaN(value)) return this.episode.add(moment, false);
    const smooth = this.#smooth.add(value, moment.passed);
    if (settledFor < SETTLED) return this.episode.add(moment, false);
    const logarithm = asLogarithm(this.#name);
    const level = logarithm ? Math.log(Math.max(smooth, 0.01)) : smooth;
    const begun = this.#courseOf(state, working);
    const { slow, off } = begun;
    const course = Number.isNaN(slow.value) ? level : slow.value;
    const least = logarithm ? LEAST_OF_LOGARITHM : LEAST * Math.abs(course);
    const far = off.learned > KNOWN ? off.distance(level - course, least) : 0;
    const sign = !isNamed && far > FAR && far > FARTHER * off.farthest;
    if (sign) {
      if (!this.episode.isOpen && !this.episode.isSuspected) this.#far = 0;
      if (far > this.#far) {
        this.#far = far;
        this.#value = smooth;
        this.#usual = logarithm ? Math.exp(course) : course;
        this.#unit = moment.unit(this.#name);
        this.#state = moment.state;
      }
    }
    // What is far is not learned, until it was far for so long that it is how things are now.
    this.#farFor = far > FAR / 2 ? this.#farFor + moment.passed : 0;
    if (this.#farFor > ACCEPTED) this.#states[state] = this.#states[state]!.filter((one) => one !== begun);
    else if (far <= FAR / 2) {
      slow.add(level, moment.passed);
      off.add(level - course, moment.passed, least);
      begun.pumped.add(working.pumped, moment.passed);
      begun.turned.add(working.turned, moment.passed);
    }
    return this.episode.add(moment, sign);
  }

  /** Slow circulation through a choke says nothing of what full circulation is: each way of working has its own. */
  #courseOf(state: number, { pumped, turned }: Working): Course {
    const courses = this.#states[state]!;
    for (const one of courses) {
      if (alike(one.pumped.value, pumped, 0) && alike(one.turned.value, turned, STANDS)) return one;
    }
    const begun = {
      slow: new Smooth(COURSE),
      off: new Robust(MEMORY),
      pumped: new Smooth(COURSE),
      turned: new Smooth(COURSE),
    };
    begun.pumped.reset(pumped);
    begun.turned.reset(turned);
    courses.push(begun);
    if (courses.length > COURSES) courses.shift();
    return begun;
  }

  #finding(): Finding {
    return {
      severity: "low",
      confidence: Math.min(0.8, 0.3 + this.#far / 100),
      evidence: `${this.#called} at ${amount(this.#value, this.#unit)}, ${signed(this.#value - this.#usual, this.#unit)} against its course in state ${this.#state}: ${Math.round(this.#far)} times its median deviation`,
      advice: "No rule names this. Look at the channel, and at what changed on the rig.",
    };
  }
}

export class Anomalies extends Detector {
  protected readonly episodes: readonly Episode[];
  readonly #watches: readonly Watch[];
  readonly #isNamed: () => boolean;
  #namedAt = Number.NEGATIVE_INFINITY;
  readonly #speed = new Smooth(SMOOTHING);
  #state = -1;
  #for = 0;

  /** `isNamed` while any other trouble is open. */
  constructor(finished: Finished, isNamed: () => boolean) {
    super();
    this.#isNamed = isNamed;
    this.#watches = Object.entries(watched).map(
      ([name, called]) => new Watch(name as NumberName, called, finished),
    );
    this.episodes = this.#watches.map(({ episode }) => episode);
  }

  add({ moment, pumps }: Picture): EventRow | undefined {
    const state = rigStates.indexOf(moment.state);
    const steady = !moment.isPumping || pumps.steadyFor > SETTLED;
    if (state !== this.#state || !steady || moment.afterGap || moment.inSlips === ON) {
      this.#state = state;
      this.#for = 0;
    } else this.#for += moment.passed;
    if (this.#for === 0) this.#speed.reset();
    const turned = this.#speed.add(moment.speed, moment.passed);
    if (this.#isNamed()) this.#namedAt = moment.time;
    const isNamed = moment.time - this.#namedAt < AFTER;
    let event: EventRow | undefined;
    const working = { pumped: moment.isPumping ? pumps.level : 0, turned };
    const now = { settledFor: this.#for, isNamed, working };
    for (const watch of this.#watches) event = watch.add(moment, state, now) ?? event;
    return event;
  }
}
