/** The words of the language that was chosen, and how its people write times and numbers. */
import { en, type Words } from "./en.js";

export const language = (): string => "en-GB";

export const words = (): Words => en;

export const useWords = words;

const forms = new Map<string, Intl.DateTimeFormat>();

function form(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language()} ${JSON.stringify(options)}`;
  const found = forms.get(key) ?? new Intl.DateTimeFormat(language(), options);
  forms.set(key, found);
  return found;
}

/** A date of the calendar, `Thu 12 Mar 2026`. */
export const dateText = (date: string): string =>
  form({ weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(
    Date.parse(`${date}T00:00:00Z`),
  );

/** A date of the calendar where there is little room, `12 Mar`. */
export const dayText = (date: string): string =>
  form({ day: "numeric", month: "short", timeZone: "UTC" }).format(Date.parse(`${date}T00:00:00Z`));

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
    ? `${(bytes / 1e9).toFixed(1)} GB`
    : bytes >= 1e6
      ? `${(bytes / 1e6).toFixed(0)} MB`
      : `${Math.ceil(bytes / 1000)} kB`;
