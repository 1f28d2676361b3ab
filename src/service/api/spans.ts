/** Days and spans of days that a query names. */
import { dateAfter, isDate } from "../shift/clock.js";
import { notFound, Problem } from "./problem.js";

/** Throws Problem for what is no day of the calendar. */
export const checkedDate = (text: string): string => {
  if (!isDate(text)) throw notFound("day");
  return text;
};

/** Throws Problem for a span that is upside down, or longer than is answered at once. */
export function checkSpan(from: string, to: string, most: number): void {
  const wrong = (code: string, message: string) =>
    new Problem("bad-request", `?to: ${message}`, { errors: [{ at: "?to", code, message }] });
  if (!isDate(from) || !isDate(to)) throw wrong("no-date", "it must be a day of the calendar");
  if (to < from) throw wrong("upside-down", "it must not be before from");
  if (to >= dateAfter(from, most)) throw wrong("too-long", `ask for ${most} days at most`);
}
