/** The words of the language that was chosen, and how its people write times and numbers. */
import { inThousands } from "../../shift/money.js";
import { tagOf } from "../../words/language.js";
import type { Words } from "./en.js";
import { spoken } from "./language.js";

/** `en-GB`, `es-CL`. */
export const language = (): string => tagOf(spoken.get().language, navigator.languages);

export const words = (): Words => spoken.get().words;

export const useWords = words;

const forms = new Map<string, Intl.DateTimeFormat>();

function form(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language()} ${JSON.stringify(options)}`;
  // Shifts are told by a clock of 24 hours everywhere.
  const found = forms.get(key) ?? new Intl.DateTimeFormat(language(), { ...options, hourCycle: "h23" });
  forms.set(key, found);
  return found;
}

/** A date of the calendar, `Thu 12 Mar 2026`. */
export const dateText = (date: string): string =>
  form({ weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(
    Date.parse(`${date}T00:00:00Z`),
  );

/** A date of the calendar in a list: its year is said where it is not this one, `Thu 12 Mar`. */
export const shortDateText = (date: string, thisYear = String(new Date().getFullYear())): string =>
  date.startsWith(thisYear)
    ? form({ weekday: "short", day: "numeric", month: "short", timeZone: "UTC" }).format(
        Date.parse(`${date}T00:00:00Z`),
      )
    : dateText(date);

/** A date of the calendar where there is little room, `12 Mar`. */
export const dayText = (date: string): string =>
  form({ day: "numeric", month: "short", timeZone: "UTC" }).format(Date.parse(`${date}T00:00:00Z`));

/** From when a contract is in force, and until when where that is known. */
export const spanText = (from: string, to: string | null, { contracts }: Words): string =>
  contracts.span(dateText(from), to === null ? null : dateText(to));

/** A month of the calendar, `March 2026`. */
export const monthText = (month: string): string =>
  form({ month: "long", year: "numeric", timeZone: "UTC" }).format(Date.parse(`${month}-01T00:00:00Z`));

/** An instant on the clock of this device: the time, with the date where it is not today's. */
export function momentText(at: number, now = Date.now()): string {
  const time = form({ hour: "2-digit", minute: "2-digit" }).format(at);
  const day = form({ day: "numeric", month: "short" });
  return day.format(at) === day.format(now) ? time : `${day.format(at)}, ${time}`;
}

/** An instant on the clock of this device, with its date and seconds: for what must be found again. */
export const instantText = (at: number): string =>
  form({
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).format(at);

export const bytesText = (bytes: number): string =>
  bytes >= 1e9
    ? sizeText(bytes / 1e9, "gigabyte", 1)
    : bytes >= 1e6
      ? sizeText(bytes / 1e6, "megabyte", 0)
      : sizeText(Math.ceil(bytes / 1000), "kilobyte", 0);

/** `12 MB`, and `12 Mo` in French; with a point, as all decimals of the app. */
const sizeText = (value: number, unit: string, places: number): string =>
  value
    .toLocaleString(language(), {
      style: "unit",
      unit,
      minimumFractionDigits: places,
      maximumFractionDigits: places,
      useGrouping: false,
    })
    .replace(",", ".");

/** `35,632.42` of a sum in English; elsewhere `35 632.42`, since a comma is read as the point there, and 35,632 pesos as 35. */
export function sumText(shown: string): string {
  const text = inThousands(shown);
  return spoken.get().language === "en" ? text : text.replaceAll(",", "\u00a0");
}
