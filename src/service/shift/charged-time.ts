/**
 * Time as a contract charges it: what is free a day is taken off first, then the time of a rate and day goes to the nearest step. Both are
 * of the day, while lines are of a shift: each shift has what the day's sum grew by.
 */
import { HOUR, MINUTE } from "./clock.js";
import type { Id } from "./document.js";
import { toStep } from "./half-up.js";

/** The time of one rate in one part of a day. */
export interface RatedTime {
  readonly rate: Id;
  readonly freeMin: number;
  readonly milliseconds: number;
}

/** The charged milliseconds of each, in the order of the day. */
export function chargedTimes(times: readonly RatedTime[], timeStepMin: number): number[] {
  const sums = new Map<Id, { measured: number; charged: number }>();
  const charged = times.map(({ rate, freeMin, milliseconds }) => {
    const sum = sums.get(rate) ?? { measured: 0, charged: 0 };
    const measured = sum.measured + milliseconds;
    const due = toStep(Math.max(0, measured - freeMin * MINUTE), timeStepMin * MINUTE);
    sums.set(rate, { measured, charged: due });
    return due - sum.charged;
  });
  return withinTheDay(times, charged);
}

/**
 * Steps of several rates may add up to more than a day has: what is above is taken from the rate that gained most by rounding, from its last part on.
 * A day has 24 hours, or what was really worked when clocks went back.
 */
function withinTheDay(times: readonly RatedTime[], charged: readonly number[]): number[] {
  const total = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0);
  const day = Math.max(24 * HOUR, total(times.map(({ milliseconds }) => milliseconds)));
  const result = [...charged];
  for (let above = total(result) - day; above > 0; ) {
    const gains = new Map<Id, number>();
    for (const [i, { rate, milliseconds }] of times.entries())
      gains.set(rate, (gains.get(rate) ?? 0) + result[i]! - milliseconds);
    const [most, gain] = [...gains].reduce((a, b) => (b[1] > a[1] ? b : a));
    let rest = Math.min(above, gain);
    above -= rest;
    for (let i = times.length - 1; i >= 0 && rest > 0; i--) {
      if (times[i]!.rate !== most) continue;
      const taken = Math.min(rest, result[i]!);
      result[i] = result[i]! - taken;
      rest -= taken;
    }
  }
  return result;
}
