/** What the pictures of a day are drawn from: states to the minute, depths and curves by steps of five. */

import type { UnitOf } from "../../analysis/table.js";
import { spelled } from "../../wits/catalog/spelled.js";
import type { DayCurve, Pictures, Stretch } from "../document/pictures.js";
import type { ActivityHours } from "../document/time.js";
import { rounded } from "../figure.js";
import type { DayClock } from "./clock.js";
import { type DayChannel, type DayRows, dayChannels, STEP } from "./ledger.js";
import { titleOf } from "./mud.js";
import type { Piece } from "./pieces.js";
import { Running } from "./spread.js";

const DRAWN: readonly DayChannel[] = [
  "rate-of-penetration",
  "hookload",
  "weight-on-bit",
  "rotary-speed",
  "torque",
  "pressure",
  "flow-in",
  "pit-volume",
  "gas",
];
const MINUTE = 60_000;
const HOUR = 3_600_000;

export interface PictureFacts {
  readonly start: number;
  readonly end: number;
  readonly clock: DayClock;
  readonly pieces: readonly Piece[];
  readonly days: readonly DayRows[];
  readonly unitOf: UnitOf;
  readonly holeAt: (time: number) => number | undefined;
  readonly bitAt: (time: number) => number | undefined;
  readonly byActivity: readonly ActivityHours[];
}

export function picturesOf(facts: PictureFacts): Pictures {
  const { start, end, clock, unitOf, byActivity } = facts;
  const depth = spelled(unitOf("hole-depth"));
  const steps = Math.ceil((end - start) / STEP);
  const course = (at: (time: number) => number | undefined): (number | null)[] =>
    Array.from({ length: steps }, (_, step) => {
      const value = at(Math.min(start + (step + 1) * STEP, end) - 1);
      return value === undefined ? null : rounded(value * depth.factor, 2);
    });
  const hours: { at: number; clock: string }[] = [];
  for (let time = start; time <= end; time += HOUR)
    hours.push({
      at: (time - start) / 1000,
      clock: (time === end ? clock.until(time) : clock.instant(time)).clock,
    });
  return {
    seconds: (end - start) / 1000,
    hours,
    states: stretchesOf(facts),
    stepSeconds: STEP / 1000,
    holeDepth: course(facts.holeAt),
    bitDepth: course(facts.bitAt),
    depthUnit: depth.unit ?? null,
    curves: DRAWN.flatMap((channel) => curveOf(channel, steps, facts)),
    hoursByActivity: byActivity.map(({ activity, hours: own }) => ({ activity, hours: own })),
  };
}

/** Of each minute what most of it was. */
function stretchesOf({ pieces, start, end }: PictureFacts): Stretch[] {
  const stretches: { from: number; to: number; state: string }[] = [];
  let place = 0;
  for (let from = start; from < end; from += MINUTE) {
    const to = Math.min(from + MINUTE, end);
    while (place < pieces.length && pieces[place]!.end <= from) place++;
    let [state, most]: [string, number] = ["data_gap", 0];
    for (let at = place; at < pieces.length && pieces[at]!.start < to; at++) {
      const shared = Math.min(pieces[at]!.end, to) - Math.max(pieces[at]!.start, from);
      if (shared > most) [state, most] = [pieces[at]!.state, shared];
    }
    const last = stretches.at(-1);
    if (last?.state === state) last.to = (to - start) / 1000;
    else stretches.push({ from: (from - start) / 1000, to: (to - start) / 1000, state });
  }
  return stretches;
}

function curveOf(channel: DayChannel, steps: number, { days, unitOf }: PictureFacts): DayCurve[] {
  const place = dayChannels.indexOf(channel);
  const own = Array.from({ length: steps }, (_, step) => {
    const found = days.flatMap((day) => day.steps[place]!.get(step) ?? []);
    if (found.length <= 1) return found[0];
    const sum = new Running();
    for (const one of found) sum.take(one);
    return sum;
  });
  if (own.every((one) => one === undefined)) return [];
  const { unit, factor } = spelled(unitOf(channel));
  const shown = (value: number | undefined): number | null =>
    value === undefined ? null : rounded(value * factor, 2);
  return [
    {
      channel,
      title: titleOf(channel),
      unit: unit ?? null,
      least: own.map((one) => shown(one?.least)),
      mean: own.map((one) => shown(one?.mean)),
      greatest: own.map((one) => shown(one?.greatest)),
    },
  ];
}
