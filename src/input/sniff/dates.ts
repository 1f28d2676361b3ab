/**
 * The order of day, month and year in dates that do not tell it, from the dates of a log together: a part above 12 is no
 * month, a year is not yet to come, and the days of a log follow each other.
 */
import { type DateOrder, dateOrders } from "../../wits/dialect/dialect.js";

export interface DateOrderGuess {
  readonly order: DateOrder;
  /** Other orders that fit as well. */
  readonly others: readonly DateOrder[];
  /** Why it is this one; undefined when nothing tells, and the usual order is kept. */
  readonly why: string | undefined;
}

const DAY = 86_400_000;

/** `latest`: milliseconds since 1970 that no date can be beyond, the time of the file say. Undefined when there are no dates. */
export function dateOrderOf(sequence: readonly string[], latest: number): DateOrderGuess | undefined {
  const ambiguous = sequence.filter(isAmbiguous);
  if (sequence.length === 0) return undefined;
  if (ambiguous.length === 0) return { order: "ymd", others: [], why: undefined };
  const readings = dateOrders.map((order) => readingOf(order, ambiguous, latest));
  const [best] = [...readings].sort((a, b) => a.wrong - b.wrong || a.travel - b.travel);
  const same = readings.filter(({ wrong, travel }) => wrong === best!.wrong && travel === best!.travel);
  // The standard's own order wins when nothing tells it from another.
  const { order } = same[0]!;
  const others = same.slice(1).map((reading) => reading.order);
  const usual = readings[0]!;
  if (order === "ymd") return { order, others, why: undefined };
  const why =
    usual.impossible !== undefined
      ? `${usual.impossible} is no date in the order ymd`
      : usual.future !== undefined
        ? `in the order ymd ${usual.future} is still to come`
        : `${ambiguous.slice(0, 3).join(", ")} lie ${best!.travel} days apart as ${order}, ${usual.travel} as ymd`;
  return { order, others, why };
}

interface Reading {
  readonly order: DateOrder;
  /** Dates that cannot be. */
  readonly wrong: number;
  readonly impossible: string | undefined;
  readonly future: string | undefined;
  /** Days from each date to the next, summed. */
  readonly travel: number;
}

function readingOf(order: DateOrder, dates: readonly string[], latest: number): Reading {
  let wrong = 0;
  let travel = 0;
  let impossible: string | undefined;
  let future: string | undefined;
  let previous: number | undefined;
  for (const date of dates) {
    const day = dayOf(date, order);
    if (day === undefined) {
      impossible ??= date;
      wrong++;
    } else if (day * DAY > latest) {
      future ??= date;
      wrong++;
    } else {
      if (previous !== undefined) travel += Math.abs(day - previous);
      previous = day;
    }
  }
  return { order, wrong, impossible, future, travel };
}

/** Digits alone, or three parts of which none or the last is a year of four digits. */
const isAmbiguous = (date: string): boolean =>
  /^\d{5,8}$/.test(date) || /^\d{1,2}([-./])\d{1,2}\1(\d{2}|\d{4})$/.test(date);

/** Days since 1970; undefined for a day that the calendar does not have. */
function dayOf(date: string, order: DateOrder): number | undefined {
  const parts = partsOf(date, order);
  const [a, b, c] = parts;
  const isLastYear = parts[2]!.length === 4;
  const [year, month, day] =
    order === "ymd" && isLastYear
      ? [c, b, a]
      : order === "ymd"
        ? [a, b, c]
        : order === "dmy"
          ? [c, b, a]
          : [c, a, b];
  const full = Number(year) + (year!.length === 4 ? 0 : Number(year) < 70 ? 2000 : 1900);
  const time = Date.UTC(full, Number(month) - 1, Number(day));
  const back = new Date(time);
  const exists = back.getUTCMonth() === Number(month) - 1 && back.getUTCDate() === Number(day);
  return exists && full >= 1900 && full < 2200 ? time / DAY : undefined;
}

function partsOf(date: string, order: DateOrder): readonly string[] {
  if (/\D/.test(date)) return date.split(/\D/);
  if (date.length <= 6) return date.padStart(6, "0").match(/../g)!;
  const digits = date.padStart(8, "0");
  return order === "ymd"
    ? [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)]
    : [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)];
}
