/**
 * Numbers and moments as a report has them. A number is rounded once, here, before it stands in the document: whoever lays it out prints
 * what it finds, so that paper, spreadsheet, page and XML say the same as the JSON.
 */

/** A number with its unit. It is rounded already: `value` has no more than `decimals` decimals. */
export interface Figure {
  /** Null where nobody knows it. */
  readonly value: number | null;
  /** As people write it, `m`, `m/h`, `kPa`; null where there is none or nothing declares it. */
  readonly unit: string | null;
  /** How many are shown, zeros at the end as well. */
  readonly decimals: number;
}

/** A moment of the day. */
export interface Instant {
  /** ISO 8601, to the second: on the rig's clock, with the offset of its zone where that is told. */
  readonly iso: string;
  /** The time on the rig's clock, to the minute: `06:15`. The end of a day that begins at midnight is `24:00`. */
  readonly clock: string;
}

export const figure = (value: number | undefined, unit: string | undefined, decimals: number): Figure => ({
  value: value === undefined || !Number.isFinite(value) ? null : rounded(value, decimals),
  unit: unit ?? null,
  decimals,
});

/** To so many decimals, as `toFixed` has it; never -0. */
export const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals)) + 0;

/** The number alone, as it is printed: `18.40`; nothing where nobody knows it. */
export const numberShown = ({ value, decimals }: Figure): string => value?.toFixed(decimals) ?? "";

/** With its unit: `18.40 m/h`. */
export function figureShown(one: Figure): string {
  const number = numberShown(one);
  if (number === "" || one.unit === null) return number;
  return `${number} ${one.unit}`;
}

/**
 * Shares of a whole, rounded so that they add up to it exactly: each is rounded down, and what is left goes to those that lost most.
 * `parts` must add up to `whole`, which is a number of steps.
 */
export function addingUp(parts: readonly number[], whole: number): number[] {
  const floors = parts.map((part) => Math.floor(part + 1e-9));
  let left = Math.round(whole) - floors.reduce((sum, one) => sum + one, 0);
  const byLoss = parts
    .map((part, place) => ({ place, loss: part - floors[place]! }))
    .sort((one, other) => other.loss - one.loss || one.place - other.place);
  for (const { place } of byLoss) {
    if (left <= 0) break;
    floors[place]!++;
    left--;
  }
  return floors;
}
