/** Moments as text. */

/** ISO 8601, with `Z` when the time is UTC; milliseconds where there are some, or always. */
export function instant(milliseconds: number, utc: boolean, precision: "short" | "exact" = "short"): string {
  const text = new Date(milliseconds).toISOString().slice(0, -1);
  return (precision === "short" ? text.replace(/\.000$/, "") : text) + (utc ? "Z" : "");
}

/** The date of a day, counted from 1970. */
export const dayText = (day: number): string => new Date(day * DAY).toISOString().split("T", 1)[0]!;

const DAY = 86_400_000;
