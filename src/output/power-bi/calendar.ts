/** The calendar of a model: a row for each day from the first to the last that rows have. */
import { dayText } from "../../text/instant.js";
import type { ModelColumn } from "./loader.js";

const DAY = 86_400_000;

/** The days that rows have, and all between them. */
export class Days {
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;

  /** The day of a time, as the key of the calendar. */
  see(milliseconds: number): string {
    const day = Math.floor(milliseconds / DAY);
    if (day < this.#first) this.#first = day;
    if (day > this.#last) this.#last = day;
    return dayText(day);
  }

  rows(): string[][] {
    const rows: string[][] = [];
    for (let day = this.#first; day <= this.#last && rows.length < LONGEST_CALENDAR; day++) {
      const date = new Date(day * DAY);
      const month = date.getUTCMonth();
      const weekday = (date.getUTCDay() + 6) % 7;
      rows.push([
        dayText(day),
        String(date.getUTCFullYear()),
        `Q${Math.floor(month / 3) + 1}`,
        String(month + 1),
        MONTHS[month]!,
        String(date.getUTCDate()),
        String(weekday + 1),
        WEEKDAYS[weekday]!,
      ]);
    }
    return rows;
  }
}

/** A wrong clock may tell 1970 and 2070: a calendar beyond two centuries is none. */
const LONGEST_CALENDAR = 73_050;
const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);
const WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ");

export const calendarColumns: readonly ModelColumn[] = [
  { name: "date", type: "date" },
  { name: "year", type: "Int64.Type" },
  { name: "quarter", type: "text" },
  { name: "month", type: "Int64.Type" },
  { name: "month_name", type: "text" },
  { name: "day", type: "Int64.Type" },
  { name: "weekday", type: "Int64.Type" },
  { name: "weekday_name", type: "text" },
];
