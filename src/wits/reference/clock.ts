/** Dates and times of items 05 and 06, in all the forms that feeds send. */
import type { DateOrder } from "../dialect/dialect.js";

/** A date: days since 1970-01-01, and the digits that its integer column holds. */
export interface ReadDate {
  readonly days: number;
  readonly digits: number;
}

/** A time: milliseconds of the day, and the digits that its integer column holds. */
export interface ReadTime {
  readonly milliseconds: number;
  readonly digits: number;
}

const DAY = 86_400_000;

function daysOf(year: number, month: number, day: number): number | undefined {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 ? date.getTime() / DAY : undefined;
}

/** Two digits of year: 70 to 99 are of the last century. */
const fullYear = (year: number): number => year + (year < 70 ? 2000 : 1900);

function ordered(
  parts: [number, number, number],
  order: DateOrder,
  short: boolean,
): [number, number, number] {
  const [a, b, c] = parts;
  const [year, month, day] = order === "ymd" ? [a, b, c] : order === "dmy" ? [c, b, a] : [c, a, b];
  return [short ? fullYear(year) : year, month, day];
}

/** Digits alone; `value` is their number, so that leading zeros may be lost. */
export function dateOfDigits(value: number, order: DateOrder): ReadDate | undefined {
  if (!Number.isInteger(value) || value < 0 || value > 99_999_999) return undefined;
  const short = value < 1_000_000;
  const text = String(value).padStart(short ? 6 : 8, "0");
  const cuts = short ? [2, 4] : order === "ymd" ? [4, 6] : [2, 4];
  const part = (from: number, to?: number): number => Number(text.slice(from, to));
  const parts: [number, number, number] = [part(0, cuts[0]), part(cuts[0]!, cuts[1]), part(cuts[1]!)];
  const days = daysOf(...ordered(parts, order, short));
  return days === undefined ? undefined : { days, digits: value + 0 }; // no -0
}

const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

const toDate = (year: number, month: number, day: number): ReadDate | undefined => {
  const days = daysOf(year, month, day);
  return days === undefined ? undefined : { days, digits: year * 10_000 + month * 100 + day };
};

/** `2023-09-25`, `25.09.2023`, `25/09/23`, and with the name of a month, `25 Sep 2023`, `25SEP23`, `2023-September-25`. */
export function dateOfText(text: string, order: DateOrder): ReadDate | undefined {
  const match = /^(\d{1,4})([-./])(\d{1,2})\2(\d{1,4})$/.exec(text);
  if (match === null) return dateWithName(text);
  const [first, middle, last] = [match[1]!, match[3]!, match[4]!];
  const [a, b, c] = [Number(first), Number(middle), Number(last)];
  let date: [number, number, number];
  if (first.length === 4 && last.length <= 2) date = [a, b, c];
  else if (first.length > 2) return undefined;
  else if (last.length === 4) date = order === "mdy" ? [c, a, b] : [c, b, a];
  else if (last.length <= 2) date = ordered([a, b, c], order, true);
  else return undefined;
  return toDate(...date);
}

/** Four digits tell the year; where none do, it comes last. */
function dateWithName(text: string): ReadDate | undefined {
  const match = /^(\d{1,4})([-./ ]?)([A-Za-z]{3,9})\2(\d{1,4})$/.exec(text);
  if (match === null) return undefined;
  const [first, name, last] = [match[1]!, match[3]!.toLowerCase(), match[4]!];
  const month = 1 + MONTHS.findIndex((whole) => whole === name || whole.slice(0, 3) === name);
  if (first.length === 4) return last.length <= 2 ? toDate(Number(first), month, Number(last)) : undefined;
  if (first.length > 2 || last.length === 3) return undefined;
  return toDate(last.length === 4 ? Number(last) : fullYear(Number(last)), month, Number(first));
}

function timeOf(hour: number, minute: number, second: number, milli: number): number | undefined {
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return ((hour * 60 + minute) * 60 + second) * 1000 + milli;
}

/** HHMMSS with its leading zeros lost, HHMMSS.fff, or HHMMSSfff. */
export function timeOfDigits(value: number): ReadTime | undefined {
  const digits = Math.floor(value) + 0; // an integer column has no -0
  if (!(digits >= 0 && digits <= 235_959_999)) return undefined;
  const long = digits > 999_999;
  const clock = long ? Math.floor(digits / 1000) : digits;
  const milli = long ? digits % 1000 : Math.min(Math.floor((value - digits) * 1000 + 0.5), 999);
  const milliseconds = timeOf(Math.floor(clock / 10_000), Math.floor(clock / 100) % 100, clock % 100, milli);
  return milliseconds === undefined ? undefined : { milliseconds, digits };
}

/** HHMM with its leading zeros lost; its integer is HHMMSS. */
export function shortTime(value: number): ReadTime | undefined {
  if (!Number.isInteger(value) || value < 0) return undefined;
  const milliseconds = timeOf(Math.floor(value / 100), value % 100, 0, 0);
  return milliseconds === undefined ? undefined : { milliseconds, digits: value * 100 + 0 }; // no -0
}

/** `11:27`, `11:27:51`, `11:27:51.250`, and the same with hyphens. */
export function timeOfText(text: string): ReadTime | undefined {
  const match = /^(\d{1,2})([:-])(\d{1,2})(?:\2(\d{1,2})(?:\.(\d{1,9}))?)?$/.exec(text);
  if (match === null) return undefined;
  return timeOfParts([match[0], match[1], match[3], match[4], match[5]]);
}

/** From the second on: hour, minute, and maybe second and the digits of its fraction. */
function timeOfParts(parts: readonly (string | undefined)[]): ReadTime | undefined {
  const [hour, minute, second] = [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0)];
  const milli = Number((parts[4] ?? "").padEnd(3, "0").slice(0, 3));
  const milliseconds = timeOf(hour, minute, second, milli);
  return milliseconds === undefined
    ? undefined
    : { milliseconds, digits: hour * 10_000 + minute * 100 + second };
}

/** A date and a time: milliseconds since 1970, and the digits that its integer column holds, YYYYMMDDHHMMSS. */
export interface ReadMoment {
  readonly milliseconds: number;
  readonly digits: number;
}

/** Twelve digits or fourteen, leading zeros lost; or a date, blanks or `T`, and a time. `Z` behind it says nothing that is believed. */
export function momentOfText(text: string, order: DateOrder): ReadMoment | undefined {
  const whole = text.length > 1 ? text.replace(/[Zz]$/, "") : text;
  const compact = /^(\d{3,8})(\d{6}(?:\.\d{1,9})?)$/.exec(whole);
  const [date, time] =
    compact === null ? (/^\d{9}/.test(whole) ? ["", ""] : dateAndTime(whole)) : [compact[1]!, compact[2]!];
  const day = /^\d+$/.test(date)
    ? compact !== null || date.length === 6 || date.length === 8
      ? fullDate(Number(date), order)
      : undefined
    : dateOfText(date, order);
  const clock = /^(\d{2})(\d{2})(\d{2})(?:\.(\d{1,9}))?$/.exec(time);
  const ofDay = clock === null ? timeOfText(time) : timeOfParts(clock);
  if (day === undefined || ofDay === undefined) return undefined;
  return {
    milliseconds: day.days * DAY + ofDay.milliseconds,
    digits: day.digits * 1_000_000 + ofDay.digits,
  };
}

/** What stands before the last blank or `T`, less the blanks before that, and what stands behind. */
function dateAndTime(text: string): [string, string] {
  let time = text.length;
  while (time > 0 && !" \t\0Tt".includes(text[time - 1]!)) time--;
  let end = Math.max(0, time - 1);
  while (end > 0 && " \t\0".includes(text[end - 1]!)) end--;
  return [text.slice(0, end), text.slice(time)];
}

/** The date of these digits, its own being YYYYMMDD. */
function fullDate(value: number, order: DateOrder): ReadDate | undefined {
  const date = dateOfDigits(value, order);
  if (date === undefined) return undefined;
  return {
    days: date.days,
    digits: Number(new Date(date.days * DAY).toISOString().slice(0, 10).replaceAll("-", "")),
  };
}

/** The clock of one source: the last date it told, and the time that went with it. */
export class SourceClock {
  #days: number | undefined;
  #time = 0;

  /** The moment of a date and a time as a frame gave them, in milliseconds since 1970; undefined when there is none. */
  resolve(date: ReadDate | undefined, time: ReadTime | undefined): number | undefined {
    if (date !== undefined) {
      this.#days = date.days;
      this.#time = time?.milliseconds ?? 0;
    } else if (time !== undefined && this.#days !== undefined) {
      // A time that falls back by more than half a day has passed midnight.
      if (time.milliseconds < this.#time - DAY / 2) this.#days++;
      this.#time = time.milliseconds;
    }
    return time === undefined || this.#days === undefined ? undefined : this.#days * DAY + time.milliseconds;
  }
}
