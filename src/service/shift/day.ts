/** A rig's 24 hours: all slots of a date as one, with what is missing named and never averaged away. */
import type { ActivityType } from "./activity.js";
import { standbyOf, timeByClass } from "./activity.js";
import { crewMinutes } from "./crew.js";
import type { ActivityClass, Id, ShiftContent, ShiftState } from "./document.js";
import { metresText } from "./length.js";
import { METRES_EACH, type Ratio, ratioText } from "./ratio.js";
import { type Cored, recoveryOf } from "./recovery.js";
import { metresOfRuns, rateOf } from "./run.js";
import type { ExpectedShift } from "./slots.js";

/** A report as a day looks at it. */
export interface DayShift {
  readonly state: ShiftState;
  readonly content: ShiftContent;
}

/** The sums of some shifts: everything that a total line shows. */
export interface Totals {
  readonly metresMm: number;
  /** Millimetres by milliseconds. */
  readonly rate: Ratio;
  readonly recovery: Ratio;
  readonly crewMinutes: number;
  readonly drillingMs: number;
  readonly byClass: ReadonlyMap<ActivityClass, number>;
  readonly standbyMs: Readonly<Record<"client" | "contractor", number>>;
}

/** The sums of a day, and how much of it was reported. */
export interface DayTotals extends Totals {
  readonly reported: number;
  readonly expected: number;
  /** Slots without a report. */
  readonly missing: readonly string[];
}

/** Activity types by their ids, as far as sums look at them. */
export type ClassesOfTypes = ReadonlyMap<Id, Pick<ActivityType, "class">>;

/** The sums of shifts: any, of a day, a hole, a month. */
export function totalsOf(shifts: readonly ShiftContent[], types: ClassesOfTypes): Totals {
  const runs = shifts.flatMap((shift) => shift.runs);
  const activities = shifts.flatMap((shift) => shift.activities);
  const standby = standbyOf(activities, types);
  const standing = (payer: "client" | "contractor"): number =>
    standby.filter((one) => one.payer === payer).reduce((total, { milliseconds }) => total + milliseconds, 0);
  const rate = rateOf(runs);
  return {
    metresMm: metresOfRuns(runs),
    rate,
    recovery: recoveryOf(runs as readonly Cored[]),
    crewMinutes: crewMinutes(shifts.flatMap(({ crew }) => crew)),
    drillingMs: rate.by,
    byClass: timeByClass(activities, types),
    standbyMs: { client: standing("client"), contractor: standing("contractor") },
  };
}

/** The day of a rig. A void report is none, and nobody waits for one in its slot unless the pattern expects it again. */
export function dayOf(
  expected: readonly ExpectedShift[],
  shifts: readonly DayShift[],
  types: ClassesOfTypes,
): DayTotals {
  const reported = shifts.filter(({ state }) => state !== "void").map(({ content }) => content);
  const voided = new Set(shifts.filter(({ state }) => state === "void").map(({ content }) => content.slot));
  const there = new Set(reported.map(({ slot }) => slot));
  const slots = [...new Set(expected.map(({ slot }) => slot))];
  const missing = slots.filter((slot) => !there.has(slot) && !voided.has(slot));
  return {
    ...totalsOf(reported, types),
    reported: reported.length,
    expected: reported.length + missing.length,
    missing,
  };
}

/** `62.80`, or `34.20, 1 of 2 shifts`. */
export function dayMetresText({ metresMm, reported, expected }: DayTotals): string {
  const metres = metresText(metresMm);
  return reported === expected ? metres : `${metres}, ${reported} of ${expected} shifts`;
}

/** `23.86`: metres a reported shift. */
export const metresAShift = (metresMm: number, reported: number): string =>
  ratioText({ sum: metresMm, by: reported }, 2, METRES_EACH);
