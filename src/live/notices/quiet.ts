/** Times of the day in which nothing is told: `22:00-06:00`, on the clock of the machine, or of a zone that is named behind it. */
import { type Timezone, timezoneNamed } from "../../wits/catalog/timezone.js";

export interface QuietTimes {
  /** Minutes of the day; the second may be before the first, behind midnight. */
  readonly from: number;
  readonly until: number;
  readonly zone: Timezone | undefined;
}

/** Throws an Error, or the Failure of a zone that there is not. */
export function quietTimesIn(text: string): QuietTimes {
  const [, from, until, zone] = /^\s*(\d\d?:\d\d)\s*-\s*(\d\d?:\d\d)(?:\s+(\S+))?\s*$/.exec(text) ?? [];
  const [first, last] = [minutesOf(from), minutesOf(until)];
  if (first === undefined || last === undefined || first === last)
    throw new Error(`"${text}" is no time of the day; write it as 22:00-06:00 or 22:00-06:00 Europe/Oslo`);
  return { from: first, until: last, zone: zone === undefined ? undefined : timezoneNamed(zone) };
}

function minutesOf(text = ""): number | undefined {
  const [hours = Number.NaN, minutes = Number.NaN] = text.split(":").map(Number);
  const whole = hours * 60 + minutes;
  return minutes < 60 && whole <= 24 * 60 ? whole : undefined;
}

/** `now` in milliseconds since 1970, UTC. */
export function isQuiet(times: readonly QuietTimes[], now: number): boolean {
  return times.some(({ from, until, zone }) => {
    const minute = minuteOf(now, zone);
    return from < until ? minute >= from && minute < until : minute >= from || minute < until;
  });
}

function minuteOf(now: number, zone: Timezone | undefined): number {
  if (zone !== undefined) return Math.floor(zone.toLocal(now) / 60_000) % (24 * 60);
  const local = new Date(now);
  return local.getHours() * 60 + local.getMinutes();
}
