/** The pattern of a rig: named spans of a day, of any number and length, and the shifts that are expected of it. */
import { dateAfter, HOUR, instantAt } from "./clock.js";
import type { Id } from "./document.js";
import { errorAt, type Problem } from "./problem.js";

/** A span of the pattern, by the rig's clock: `night`, `18:00` to `06:00`. The same time twice is a whole day. */
export interface Slot {
  readonly name: string;
  readonly from: string;
  readonly until: string;
}

/** A shift that should be there. */
export interface ExpectedShift {
  readonly rig: Id;
  readonly date: string;
  readonly slot: string;
  readonly startsAt: number;
  readonly endsAt: number;
}

/** From when until when a slot of a date is: 11 or 13 hours of a night of 12 in which the clock changes. */
export function spanOfSlot(
  { from, until }: Slot,
  date: string,
  timeZone: string,
): { readonly startsAt: number; readonly endsAt: number } {
  return {
    startsAt: instantAt(date, from, timeZone),
    endsAt: instantAt(until > from ? date : dateAfter(date), until, timeZone),
  };
}

/** The shifts of a rig from a date up to and with another, in order. */
export function expectedShifts(
  rig: { readonly id: Id; readonly timeZone: string; readonly slots: readonly Slot[] },
  fromDate: string,
  toDate: string,
): ExpectedShift[] {
  const expected: ExpectedShift[] = [];
  for (let date = fromDate; date <= toDate; date = dateAfter(date))
    for (const slot of rig.slots)
      expected.push({ rig: rig.id, date, slot: slot.name, ...spanOfSlot(slot, date, rig.timeZone) });
  return expected.sort((a, b) => a.startsAt - b.startsAt);
}

/** The expected shift that is on at an instant: whose report is begun then. */
export function shiftAt(
  rig: Parameters<typeof expectedShifts>[0],
  at: number,
  date: string,
): ExpectedShift | undefined {
  return expectedShifts(rig, dateAfter(date, -1), date).find(
    ({ startsAt, endsAt }) => startsAt <= at && at < endsAt,
  );
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** What is wrong with a pattern: times, names, and slots that overlap. A gap between slots is a rig that rests. */
export function patternProblems(slots: readonly Slot[]): Problem[] {
  const problems: Problem[] = [];
  for (const [i, { name, from, until }] of slots.entries()) {
    if (name.trim() === "") problems.push(errorAt(`slots/${i}/name`, "missing", { what: "slot-name" }));
    if (slots.slice(0, i).some((other) => other.name === name))
      problems.push(errorAt(`slots/${i}/name`, "twice", { what: "slot", name }));
    for (const [field, time] of [
      ["from", from],
      ["until", until],
    ] as const)
      if (!TIME.test(time)) problems.push(errorAt(`slots/${i}/${field}`, "no-time", { time }));
  }
  return problems.length > 0 ? problems : overlapping(slots);
}

/** On a day without clock changes; what lies behind midnight is compared with the next day's too. */
function overlapping(slots: readonly Slot[]): Problem[] {
  const spans = slots.map((slot) => spanOfSlot(slot, "2026-01-01", "UTC"));
  return spans.flatMap((span, i) => {
    const other = spans.findIndex((earlier, j) =>
      [-24 * HOUR, 0, 24 * HOUR].some(
        (days) => j < i && span.startsAt < earlier.endsAt + days && earlier.startsAt + days < span.endsAt,
      ),
    );
    return other < 0
      ? []
      : [errorAt(`slots/${i}/from`, "slots-overlap", { name: slots[i]!.name, other: slots[other]!.name })];
  });
}
