/**
 * What happened, beside the log that tells of it: the document that `--truth` writes. Lengths, volumes and pressures are metric
 * whatever units the log has; times are the rig's clock, and an interval ends where the next one begins.
 */
import { activityName } from "../../wits/catalog/activity.js";
import type { Units } from "../measure.js";
import type { Outcome } from "../truth.js";
import type { Connection } from "./connections.js";
import { EventWatch } from "./events.js";
import type { Rig } from "./rig.js";
import { type State, stateOf } from "./state.js";

export interface StateTruth {
  readonly state: State;
  readonly start: string;
  readonly end: string;
  readonly seconds: number;
  /** Of new hole. */
  readonly metres: number;
}

export interface ActivityTruth {
  readonly code: number;
  readonly name: string;
  readonly start: string;
  readonly end: string;
  readonly seconds: number;
}

export interface ConnectionTruth {
  readonly depth: number;
  readonly offBottom: string;
  readonly intoSlips: string;
  readonly outOfSlips: string;
  readonly onBottom: string;
  /** Seconds; the sum of the next three is `weightToWeight`. */
  readonly bottomToSlips: number;
  readonly slipsToSlips: number;
  readonly slipsToBottom: number;
  readonly weightToWeight: number;
  readonly pumpsOff: number;
}

export interface EventTruth {
  readonly kind: string;
  readonly start: string;
  /** Null when the log ends before it is over. */
  readonly end: string | null;
  readonly seconds: number;
  readonly depth: number;
  readonly size: number;
  readonly unit: string;
}

export interface SurveyTruth {
  readonly time: string;
  readonly depth: number;
  readonly inclination: number;
  readonly azimuth: number;
}

export interface FormationTruth {
  readonly name: string;
  readonly top: number;
  /** When the bit reached it; null when it was drilled before the log begins. */
  readonly drilled: string | null;
  /** 1 drills at the planned rate, 2 at half of it. */
  readonly hardness: number;
  /** Per cent of gas in the mud that the planned rate sets free. */
  readonly gas: number;
}

export interface WellTruth {
  readonly name: string;
  /** Seconds between two frames of record 01. */
  readonly interval: number;
  readonly hole: { readonly start: number; readonly end: number; readonly drilled: number };
  readonly totals: Readonly<Record<string, { readonly seconds: number; readonly metres: number }>>;
  readonly states: readonly StateTruth[];
  readonly activities: readonly ActivityTruth[];
  readonly connections: readonly ConnectionTruth[];
  readonly events: readonly EventTruth[];
  readonly surveys: readonly SurveyTruth[];
  readonly formations: readonly FormationTruth[];
}

export interface ScenarioTruth {
  readonly scenario: string;
  readonly seed: number;
  readonly hours: number;
  readonly start: string;
  readonly end: string;
  /** What a decoder must find in the log. */
  readonly log: { readonly units: Units } & Outcome;
  readonly wells: readonly WellTruth[];
}

/** Decimals of what is written: floating-point dust is no truth. */
const rounded = (value: number, decimals = 2): number =>
  Math.round(value * 10 ** decimals) / 10 ** decimals + 0;

export const timeText = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 19);

interface Span<Of> {
  readonly of: Of;
  readonly start: number;
  metres: number;
}

/** Watches one well. Seconds of the log count from 1: the first row has the time of the start. */
export class WellRecorder {
  readonly #start: number;
  readonly #interval: number;
  readonly #rig: Rig;
  readonly #holeStart: number;
  readonly #states: Span<State>[] = [];
  readonly #activities: Span<number>[] = [];
  readonly #connections: Connection[] = [];
  readonly #surveys: SurveyTruth[] = [];
  readonly #events = new EventWatch();
  readonly #drilledAt = new Map<string, number>();

  /** `start` is the milliseconds of the first row. */
  constructor(rig: Rig, start: number, interval: number) {
    this.#rig = rig;
    this.#start = start;
    this.#interval = interval;
    this.#holeStart = rig.holeDepth;
  }

  observe(connection: Connection | undefined): void {
    const rig = this.#rig;
    extend(this.#states, stateOf(rig), rig);
    extend(this.#activities, rig.controls.activity, rig);
    if (connection !== undefined) this.#connections.push(connection);
    this.#events.observe(rig);
    if (rig.drilled === 0) return;
    for (const { name, depth } of rig.well.formations.tops) {
      if (depth > rig.holeDepth - rig.drilled && depth <= rig.holeDepth)
        this.#drilledAt.set(name, rig.seconds);
    }
  }

  survey(depth: number, inclination: number, azimuth: number): void {
    const time = this.#time(this.#rig.seconds);
    this.#surveys.push({
      time,
      depth: rounded(depth),
      inclination: rounded(inclination),
      azimuth: rounded(azimuth),
    });
  }

  end(): WellTruth {
    const rig = this.#rig;
    const last = rig.seconds + 1;
    const spans = <Of>(all: readonly Span<Of>[]) =>
      all.map((span, i) => {
        const end = all[i + 1]?.start ?? last;
        const times = { start: this.#time(span.start), end: this.#time(end), seconds: end - span.start };
        return { ...span, ...times };
      });
    const states = spans(this.#states).map(({ of, start, end, seconds, metres }) => {
      return { state: of, start, end, seconds, metres: rounded(metres, 3) };
    });
    return {
      name: rig.well.name,
      interval: this.#interval,
      hole: {
        start: rounded(this.#holeStart),
        end: rounded(rig.holeDepth),
        drilled: rounded(rig.holeDepth - this.#holeStart),
      },
      totals: totalsOf(states),
      states,
      activities: spans(this.#activities).map(({ of, start, end, seconds }) => {
        return { code: of, name: activityName(of) ?? "", start, end, seconds };
      }),
      connections: this.#connections.map((connection) => this.#connection(connection)),
      events: this.#events.events.map((event) => ({
        kind: event.kind,
        start: this.#time(event.start),
        end: event.end === undefined ? null : this.#time(event.end),
        seconds: (event.end ?? last) - event.start,
        depth: rounded(event.depth),
        size: rounded(event.size),
        unit: event.unit,
      })),
      surveys: this.#surveys,
      formations: rig.well.formations.tops
        .filter(({ depth }) => depth <= rig.holeDepth)
        .map(({ name, depth, hardness, gas }) => {
          const drilled = this.#drilledAt.get(name);
          const time = drilled === undefined ? null : this.#time(drilled);
          return { name, top: depth, drilled: time, hardness, gas };
        }),
    };
  }

  #connection(connection: Connection): ConnectionTruth {
    const { offBottom, intoSlips, outOfSlips, onBottom, pumpsOff, depth } = connection;
    return {
      depth: rounded(depth),
      offBottom: this.#time(offBottom),
      intoSlips: this.#time(intoSlips),
      outOfSlips: this.#time(outOfSlips),
      onBottom: this.#time(onBottom),
      bottomToSlips: intoSlips - offBottom,
      slipsToSlips: outOfSlips - intoSlips,
      slipsToBottom: onBottom - outOfSlips,
      weightToWeight: onBottom - offBottom,
      pumpsOff,
    };
  }

  #time(second: number): string {
    return timeText(this.#start + (second - 1) * 1000);
  }
}

function extend<Of>(spans: Span<Of>[], of: Of, rig: Rig): void {
  const last = spans.at(-1);
  if (last?.of === of) last.metres += rig.drilled;
  else spans.push({ of, start: rig.seconds, metres: rig.drilled });
}

function totalsOf(states: readonly StateTruth[]): Record<string, { seconds: number; metres: number }> {
  const totals: Record<string, { seconds: number; metres: number }> = {};
  for (const { state, seconds, metres } of states) {
    const total = totals[state] ?? { seconds: 0, metres: 0 };
    totals[state] = { seconds: total.seconds + seconds, metres: rounded(total.metres + metres, 3) };
  }
  return totals;
}
