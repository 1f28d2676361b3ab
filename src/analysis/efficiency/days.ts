/** Days as a rig counts them: from an hour that is told to the same hour of the next day, on the rig's clock. */
import type { Timezone } from "../../wits/catalog/timezone.js";

export interface DaySettings {
  /** Milliseconds after midnight. */
  readonly start: number;
  /** Of the rig's clock, where times of rows are instants in UTC; asked when the first row has come. */
  readonly zone?: (() => Timezone | undefined) | undefined;
}

export interface Day {
  readonly from: number;
  /** Before this. */
  readonly until: number;
}

const DAY = 86_400_000;

/** The day of a moment. One in which clocks are changed is an hour longer, or shorter. */
export function dayOf(time: number, { start, zone }: DaySettings): Day {
  const timezone = zone?.();
  const local = timezone?.toLocal(time) ?? time;
  const begun = Math.floor((local - start) / DAY) * DAY + start;
  const instant = (at: number): number => timezone?.toUtc(at) ?? at;
  return { from: instant(begun), until: instant(begun + DAY) };
}
