/** The depth of a hole goes on where it ended, whatever shift and rig drilled last: no metre twice, none left out. */
import type { Id, RunRow } from "./document.js";
import { centiFeet, metresText } from "./length.js";
import { errorAt, type Problem, warningAt } from "./problem.js";
import { isNew } from "./run.js";

/** What is known of a run of another shift. */
export type EarlierRun = Pick<
  RunRow,
  "id" | "hole" | "kind" | "fromMm" | "toMm" | "startsAt" | "recoveredMm"
>;

type Placed = Pick<RunRow, "id" | "startsAt">;

/** Of two that start at once the one that was made first: ids are in order of time. */
const isBefore = (a: Placed, b: Placed): boolean =>
  a.startsAt < b.startsAt || (a.startsAt === b.startsAt && a.id < b.id);

/** How deep a hole was before a run: the largest depth that an earlier `new` run of it reached; undefined where there is none. */
export function holeDepthBefore(
  run: Placed & Pick<RunRow, "hole">,
  all: readonly EarlierRun[],
): number | undefined {
  const depths = all
    .filter((other) => isNew(other) && other.hole === run.hole && isBefore(other, run))
    .map(({ toMm }) => toMm);
  return depths.length === 0 ? undefined : Math.max(...depths);
}

/** How deep a hole is at an instant: where the next run will start. */
export const holeDepthAt = (hole: Id, at: number, all: readonly EarlierRun[]): number =>
  holeDepthBefore({ id: "", hole, startsAt: at }, all) ?? 0;

/**
 * A `new` run starts where its hole ends. Where it does not, that is an error; a gap whose reason is in the run's remarks is a warning. Work
 * in old hole cannot be below its end.
 */
export function continuityProblems(runs: readonly RunRow[], others: readonly EarlierRun[]): Problem[] {
  const all = [...others, ...runs];
  return runs.flatMap((run) => {
    const end = holeDepthBefore(run, all) ?? 0;
    if (!isNew(run)) return run.toMm > end && !isAt(run, run.toMm, end) ? [belowHole(run, end)] : [];
    if (isAt(run, run.fromMm, end)) return [];
    if (run.fromMm < end)
      return [
        errorAt(`runs/${run.id}/from`, "depth-overlap", {
          by: metresText(end - run.fromMm),
          end: metresText(end),
        }),
      ];
    const explained = run.remarks.trim() !== "";
    const gap = { by: metresText(run.fromMm - end), end: metresText(end), explained };
    return [(explained ? warningAt : errorAt)(`runs/${run.id}/from`, "depth-gap", gap)];
  });
}

/** Whether a depth of a run is the end of its hole: to what was typed, which in feet is no finer than 3 mm. */
const isAt = ({ typedIn }: Pick<RunRow, "typedIn">, depthMm: number, end: number): boolean =>
  depthMm === end || (typedIn === "ft" && centiFeet(depthMm) === centiFeet(end));

const belowHole = (run: RunRow, end: number): Problem =>
  errorAt(`runs/${run.id}/to`, "below-hole", {
    kind: run.kind,
    depth: metresText(run.toMm),
    end: metresText(end),
  });
