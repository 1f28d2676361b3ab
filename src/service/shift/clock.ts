/** Clocks: instants within, local dates and times with their clock changes where people read them. Runs in a browser as on a server. */
import { type Timezone, timezoneNamed } from "../../wits/catalog/timezone.js";

export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

const zones = new Map<string, Timezone>();
/** There are some 600 names; more are spellings of them, which anybody may send. */
const MOST_ZONES = 1000;

/** A zone by its name; a name that there is not throws a failure with the nearest one. */
export function zoneNamed(name: string): Timezone {
  let zone = zones.get(name);
  if (zone === undefined) {
    zone = timezoneNamed(name);
    if (zones.size >= MOST_ZONES) zones.clear();
    zones.set(name, zone);
  }
  return zone;
}

export function isZone(name: string): boolean {
  try {
    zoneNamed(name);
    return true;
  } catch {
    return false;
  }
}

/** Whether a text is a day of the calendar, `2026-03-28`. */
export const isDate = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && dateText(Date.parse(`${text}T00:00:00Z`)) === text;

const dateText = (local: number): string =>
  Number.isNaN(local) ? "" : new Date(local).toISOString().slice(0, 10);

/** The date so many days later. */
export const dateAfter = (date: string, days = 1): string =>
  dateText(Date.parse(`${date}T00:00:00Z`) + days * DAY);

/** The date that the clock shows. */
export const localDate = (at: number, timeZone: string): string => dateText(zoneNamed(timeZone).toLocal(at));

/** The time that the clock shows, `18:00`. */
export const localTime = (at: number, timeZone: string): string =>
  new Date(zoneNamed(timeZone).toLocal(at)).toISOString().slice(11, 16);

/** The instant at which the clock shows that; of an hour that occurs twice the first, or the second. */
export const instantAt = (date: string, time: string, timeZone: string, second = false): number =>
  zoneNamed(timeZone).toUtc(Date.parse(`${date}T${time}:00Z`), second);

/**
 * The instants of a shift, its end among them, at which the clock shows a time: none, one, or two where the clock goes back within it. So a typed `02:30`
 * is found on the right side of midnight.
 */
export function instantsInShift(
  time: string,
  shift: { readonly startsAt: number; readonly endsAt: number; readonly timeZone: string },
): readonly number[] {
  const found = new Set<number>();
  const last = localDate(shift.endsAt, shift.timeZone);
  for (let date = localDate(shift.startsAt, shift.timeZone); date <= last; date = dateAfter(date))
    for (const second of [false, true]) {
      const at = instantAt(date, time, shift.timeZone, second);
      const shown = localTime(at, shift.timeZone) === time;
      if (shown && at >= shift.startsAt && at <= shift.endsAt) found.add(at);
    }
  return [...found].sort((a, b) => a - b);
}

/** RFC 3339 with the offset that the zone has then: `2026-03-28T18:00:00+01:00`. */
export function instantText(at: number, timeZone: string): string {
  const local = zoneNamed(timeZone).toLocal(at);
  const minutes = (local - at) / MINUTE;
  // Offsets of before 1970 may have seconds, which RFC 3339 cannot write.
  if (!Number.isInteger(minutes)) return new Date(at).toISOString().replace(".000Z", "Z");
  const two = (value: number): string => `${value}`.padStart(2, "0");
  const size = Math.abs(minutes);
  const offset = `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  return new Date(local).toISOString().replace(/(?:\.000)?Z$/, "") + offset;
}

/** The instant of an RFC 3339 text with its offset; undefined when it is none, or finer than a millisecond. */
export function parseInstant(text: string): number | undefined {
  const parts =
    /^(\d{4}-\d\d-\d\d)[Tt](([01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d+))?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/.exec(
      text,
    );
  if (parts === null) return undefined;
  const [, date, time, , fraction = "", sign, hours = "0", minutes = "0"] = parts;
  if (!isDate(date!) || /[1-9]/.test(fraction.slice(3))) return undefined;
  const offset = (Number(hours) * HOUR + Number(minutes) * MINUTE) * (sign === "-" ? -1 : 1);
  return Date.parse(`${date}T${time}.${fraction.slice(0, 3).padEnd(3, "0")}Z`) - offset;
}

/** `1 h 15 min`; to the minute, and seconds only of what is less than one. */
export function durationText(milliseconds: number): string {
  const size = Math.abs(milliseconds);
  if (size > 0 && size < MINUTE) return `${Math.ceil(size / 1000)} s`;
  const minutes = Math.round(size / MINUTE);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return hours === 0 ? `${rest} min` : rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
