/** How a language writes what its sentences name. Decimals keep their point in all of them, as papers and fields of the app do: a comma is read as thousands elsewhere. */
import { durationText } from "../shift/clock.js";
import { parseDecimal } from "../shift/decimal.js";
import { type LengthUnit, lengthText } from "../shift/length.js";
import { type Language, tagOf } from "./language.js";

export interface Writing {
  /** A date of the calendar: `28 Mar 2026`. */
  readonly date: (date: string) => string;
  /** A month of the calendar: `March 2026`. */
  readonly month: (month: string) => string;
  /** `1 h 15 min`. */
  readonly duration: (seconds: number) => string;
  /** A depth or a length, from metres as they travel: `120.50 m`, `395.34 ft`. */
  readonly length: (metres: string) => string;
  /** A, B and C; A, B or C. */
  readonly list: (list: readonly string[], how?: "and" | "or") => string;
}

const made = new Map<string, Writing>();

/** By the language, the country that a reader names, `es-CL`, and what they read lengths in. */
export function writingOf(language: Language, tags: readonly string[] = [], unit: LengthUnit = "m"): Writing {
  const tag = tagOf(language, tags);
  const name = `${tag} ${unit}`;
  const found = made.get(name) ?? writingIn(tag, unit);
  made.set(name, found);
  return found;
}

function writingIn(tag: string, unit: LengthUnit): Writing {
  const day = new Intl.DateTimeFormat(tag, {
    ...({ day: "numeric", month: "short", year: "numeric", timeZone: "UTC" } as const),
  });
  const month = new Intl.DateTimeFormat(tag, { month: "long", year: "numeric", timeZone: "UTC" });
  const lists = {
    and: new Intl.ListFormat(tag, { type: "conjunction" }),
    or: new Intl.ListFormat(tag, { type: "disjunction" }),
  };
  return {
    date: (date) => written(day, `${date}T00:00:00Z`, date),
    month: (text) => written(month, `${text}-01T00:00:00Z`, text),
    duration: (seconds) => durationText(seconds * 1000),
    length(metres) {
      const mm = parseDecimal(metres, 3);
      return mm === undefined ? `${metres} m` : `${lengthText(mm, unit)} ${unit}`;
    },
    list: (list, how = "and") => lists[how].format(list),
  };
}

/** What is no date is shown as it came. */
function written(form: Intl.DateTimeFormat, instant: string, shown: string): string {
  const at = Date.parse(instant);
  return Number.isNaN(at) ? shown : form.format(at);
}
