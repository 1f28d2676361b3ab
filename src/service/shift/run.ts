/** Runs: metres, hours and rates. Only `new` ones make metres. */
import type { RunRow } from "./document.js";
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
