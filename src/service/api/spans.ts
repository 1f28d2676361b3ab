/** Days and spans of days that a query names. */
import { dateAfter, isDate } from "../shift/clock.js";
import { notFound, wrongIn } from "./problem.js";

/** Throws Problem for what is no day of the calendar. */
export const checkedDate = (text: string): string => {
  if (!isDate(text)) throw notFound("day");
  return text;
};

/** Throws Problem for a span that is upside down, or longer than is answered at once. */
export function checkSpan(from: string, to: string, most: number): void {
  if (!isDate(from) || !isDate(to)) throw wrongIn("bad-request", "?to", "no-day");
  if (to < from) throw wrongIn("bad-request", "?to", "before-start");
  if (to >= dateAfter(from, most)) throw wrongIn("bad-request", "?to", "too-many-days", { most });
}
