/** Core recovery: what came up by what was drilled, over the runs that took core. */
import type { Id, RunRow } from "./document.js";
import { metresText } from "./length.js";
import { errorAt, type Problem, warningAt } from "./problem.js";
import { type Ratio, ratioText } from "./ratio.js";
import { type Drilled, isNew, metresOf } from "./run.js";

/** As much of a run as recovery needs. */
export type Cored = Drilled & Pick<RunRow, "recoveredMm">;

/** A whole hole may give half a percent more than was drilled: tapes stretch. */
const MOST_OF_A_HOLE: Ratio = { sum: 1005, by: 1000 };

/** Core that came up by metres, over runs that took core. */
export function recoveryOf(runs: readonly Cored[]): Ratio {
  const cored = runs.filter((run) => isNew(run) && run.recoveredMm !== null);
  return {
    sum: cored.reduce((total, { recoveredMm }) => total + (recoveredMm ?? 0), 0),
    by: cored.reduce((total, run) => total + metresOf(run), 0),
  };
}

/** Percent with one decimal. */
export const recoveryText = (recovery: Ratio): string => ratioText(recovery, 1, [100, 1]);

/** What came up, from what was lost and what was gained of an earlier run's. */
export const recoveredFrom = (metresMm: number, lossMm: number, gainMm: number): number =>
  metresMm - lossMm + gainMm;

/**
 * Core that was left behind comes up with the next run, which then has more than it drilled: a warning. A hole cannot give more than was drilled in
 * all: an error at the run with which it would.
 */
export function recoveryProblems(
  runs: readonly RunRow[],
  earlier: readonly (Cored & { readonly hole: Id; readonly startsAt: number })[],
): Problem[] {
  return runs.filter(isNew).flatMap((run) => {
    if (run.recoveredMm === null) return [];
    const at = `runs/${run.id}/recovered`;
    const upToHere = [...earlier, ...runs].filter(
      ({ hole, startsAt }) => hole === run.hole && startsAt <= run.startsAt,
    );
    const { sum, by } = recoveryOf(upToHere);
    if (sum * MOST_OF_A_HOLE.by > by * MOST_OF_A_HOLE.sum)
      return [errorAt(at, "recovery-of-hole", { percent: recoveryText({ sum, by }) })];
    const metres = metresOf(run);
    return run.recoveredMm > metres
      ? [
          warningAt(at, "recovery-of-run", {
            recovered: metresText(run.recoveredMm),
            drilled: metresText(metres),
            percent: recoveryText({ sum: run.recoveredMm, by: metres }),
          }),
        ]
      : [];
  });
}
