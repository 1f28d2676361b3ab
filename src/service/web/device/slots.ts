/** Which shifts of a rig a person may be about to write: those of the last days, the one that is on, and the next when it begins soon. */
import { dateAfter, HOUR, localDate } from "../../shift/clock.js";
import { type ExpectedShift, expectedShifts } from "../../shift/slots.js";
import type { Rig } from "./master.js";

/** The newest first. */
export function occasionsUntil(rig: Rig, now: number, days = 3): ExpectedShift[] {
  const today = localDate(now, rig.timeZone);
  return expectedShifts(rig, dateAfter(today, -days), dateAfter(today))
    .filter(({ startsAt }) => startsAt <= now + 2 * HOUR)
    .reverse()
    .slice(0, days * Math.max(1, rig.slots.length));
}
