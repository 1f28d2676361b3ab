/** Runs: metres, hours and rates. Only `new` ones make metres. */
import { decimalText } from "./decimal.js";
import type { RunRow } from "./document.js";
import { centiFeet, type LengthUnit, metresText } from "./length.js";
import type { Ratio } from "./ratio.js";
import { lengthOf } from "./span.js";

/** As much of a run as metres need. */
export type Drilled = Pick<RunRow, "kind" | "fromMm" | "toMm">;

export const isNew = ({ kind }: Pick<RunRow, "kind">): boolean => kind === "new";

/** Millimetres of new hole. */
export const metresOf = (run: Drilled): number => (isNew(run) ? run.toMm - run.fromMm : 0);

/** Millimetres of new hole of several. */
export const metresOfRuns = (runs: readonly Drilled[]): number =>
  runs.reduce((total, run) => total + metresOf(run), 0);

/** Thousandths of a millimetre between two depths, exactly: 0.01 ft, in which people type feet, are 3,048 of them. */
export const exactLength = ({
  fromMm,
  toMm,
  typedIn,
}: Pick<RunRow, "fromMm" | "toMm" | "typedIn">): number =>
  typedIn === "ft" ? (centiFeet(toMm) - centiFeet(fromMm)) * 3048 : (toMm - fromMm) * 1000;

/**
 * New hole of several runs: millimetres, or hundredths of a foot. In feet a run is as long as the difference of its two depths that are read, so that rows
 * add up to what a person adds up, and pieces of a hole to the hole.
 */
export const madeIn = (runs: readonly Drilled[], unit: LengthUnit): number =>
  unit === "m"
    ? metresOfRuns(runs)
    : runs.filter(isNew).reduce((total, { fromMm, toMm }) => total + centiFeet(toMm) - centiFeet(fromMm), 0);

/** The same as text, without the unit's name. */
export const madeText = (runs: readonly Drilled[], unit: LengthUnit): string =>
  unit === "m" ? metresText(metresOfRuns(runs)) : decimalText(madeIn(runs, unit), 2);

/** Metres of new hole by the time of those runs: millimetres by milliseconds. */
export function rateOf(runs: readonly (Drilled & Pick<RunRow, "startsAt" | "endsAt">)[]): Ratio {
  const fresh = runs.filter(isNew);
  return { sum: metresOfRuns(fresh), by: fresh.reduce((total, run) => total + lengthOf(run), 0) };
}

/** The same by the time on bottom, over the runs for which the rig's data tell it. */
export function onBottomRateOf(runs: readonly (Drilled & Pick<RunRow, "onBottomSeconds">)[]): Ratio {
  const known = runs.filter((run) => isNew(run) && run.onBottomSeconds !== null);
  return {
    sum: metresOfRuns(known),
    by: known.reduce((total, { onBottomSeconds }) => total + (onBottomSeconds ?? 0) * 1000, 0),
  };
}
