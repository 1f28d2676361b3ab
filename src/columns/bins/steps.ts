/** Where bins begin: at whole multiples of a step, of time by the rig's clock, of depth from 0. */
import type { Timezone } from "../../wits/catalog/timezone.js";

export interface Steps {
  /** Where the bin begins that a time or a depth lies in. */
  startOf(value: number): number;
  /** Where the bin behind the one begins that begins at `start`. */
  after(start: number): number;
}

/**
 * Steps of milliseconds. Of times in UTC the zone says what the rig's clock shows: a bin begins whenever that shows a whole multiple,
 * so a day is a day there, of 23 or 25 hours where clocks are put forward or back, and the two hours that autumn has of one name are two.
 */
export function timeSteps(step: number, zone?: Timezone): Steps {
  const whole = (time: number): number => Math.floor(time / step) * step;
  if (zone === undefined) return { startOf: whole, after: (start) => start + step };
  const startOf = (time: number): number => {
    const local = whole(zone.toLocal(time));
    const second = zone.toUtc(local, true);
    return second <= time ? second : zone.toUtc(local);
  };
  return {
    startOf,
    after(start) {
      const local = zone.toLocal(start) + step;
      const candidates = [startOf(start + step), zone.toUtc(local), zone.toUtc(local, true)];
      return Math.min(...candidates.filter((candidate) => candidate > start));
    },
  };
}

/** Steps of a length. A depth that is a multiple but for its rounding is one: 0.3 lies at the third step of 0.1. */
export function depthSteps(step: number): Steps {
  const numberOf = (depth: number): number => Math.floor(depth / step + 1e-9);
  const startAt = (number: number): number => Number((number * step).toPrecision(12));
  return {
    startOf: (depth) => startAt(numberOf(depth)),
    after: (start) => startAt(numberOf(start) + 1),
  };
}
