/**
 * What a person wrote of a shift against what the rig recorded of it: depths and metres that are more than 0.10 m apart, times that are
 * more than 10 minutes apart. Which of both is right is for people to say.
 */
import { MINUTE } from "./clock.js";
import type { ActivityClass, ActivityRow, Id, RunRow, ShiftContent } from "./document.js";
import type { RigProposal } from "./proposed.js";
import { isNew, metresOfRuns } from "./run.js";
import { lengthOf, type Span, shared } from "./span.js";

/** Apart by no more is the same. */
const SAME_MM = 100;
const SAME_MS = 10 * MINUTE;

/** What sensors tell of time that is no drilling; all else is a person's to say. */
const TOLD = ["tripping", "reaming", "circulating"] as const satisfies readonly ActivityClass[];

/** One thing that is not the same. `row` is the one that it is of; null of the whole shift. */
export type RigDifference =
  | {
      readonly what: "start-depth" | "end-depth" | "metres" | "run-from" | "run-to";
      readonly row: Id | null;
      readonly writtenMm: number;
      readonly rigMm: number;
    }
  | {
      readonly what: "drilling" | "class";
      /** Of `class`. */
      readonly class: ActivityClass | null;
      readonly row: null;
      readonly writtenMs: number;
      readonly rigMs: number;
    }
  | {
      readonly what: "row-start" | "row-end";
      readonly row: Id;
      readonly writtenAt: number;
      readonly rigAt: number;
    };

/** Of the content that is written so far, as much as can be compared. `classOf` tells the class of an activity's type. */
export function againstRig(
  content: Pick<ShiftContent, "runs" | "activities" | "endsAt">,
  proposal: RigProposal,
  classOf: (type: Id) => ActivityClass | undefined,
): RigDifference[] {
  const { totals } = proposal;
  if (proposal.why !== null || totals === null) return [];
  return [
    // A shift that goes on is not written to its end, and neither has the rig got there.
    ...(proposal.endsAt >= content.endsAt ? ofTheShift(content, proposal, totals, classOf) : []),
    ...[...content.runs, ...content.activities].flatMap((row) => ofRow(row, proposal)),
  ];
}

function ofTheShift(
  { runs, activities }: Pick<ShiftContent, "runs" | "activities">,
  proposal: RigProposal,
  totals: NonNullable<RigProposal["totals"]>,
  classOf: (type: Id) => ActivityClass | undefined,
): RigDifference[] {
  const fresh = runs.filter(isNew);
  const found: RigDifference[] = [];
  const depth = (
    what: "start-depth" | "end-depth" | "metres",
    writtenMm: number,
    rigMm: number | null,
  ): void => {
    if (rigMm !== null && Math.abs(writtenMm - rigMm) > SAME_MM)
      found.push({ what, row: null, writtenMm, rigMm });
  };
  // Depths of two holes are no depths of one rig.
  if (fresh.length > 0 && fresh.every(({ hole }) => hole === fresh[0]!.hole)) {
    depth("start-depth", Math.min(...fresh.map(({ fromMm }) => fromMm)), totals.startMm);
    depth("end-depth", Math.max(...fresh.map(({ toMm }) => toMm)), totals.endMm);
  }
  if (totals.endMm !== null) depth("metres", metresOfRuns(runs), totals.metresMm);
  // Where the rig asks what was done, only people know.
  const asked = proposal.activities.filter((one) => one.class === null);
  const written = (rows: readonly Span[]): number =>
    summed(rows) - rows.reduce((sum, row) => sum + summed(asked.flatMap((gap) => shared(row, gap) ?? [])), 0);
  const time = (
    what: "drilling" | "class",
    of: ActivityClass | null,
    writtenMs: number,
    rigMs: number,
  ): void => {
    if (Math.abs(writtenMs - rigMs) > SAME_MS) found.push({ what, class: of, row: null, writtenMs, rigMs });
  };
  time("drilling", null, written(runs), summed(proposal.runs));
  for (const one of TOLD) {
    const own = activities.filter(({ parallel, type }) => !parallel && classOf(type) === one);
    time("class", one, written(own), summed(proposal.activities.filter((row) => row.class === one)));
  }
  return found;
}

/** A row that was taken from the rig, and changed since. */
function ofRow(row: RunRow | ActivityRow, { runs, activities }: RigProposal): RigDifference[] {
  const run = runs.find(({ id }) => id === row.id);
  const proposed = run ?? activities.find(({ id }) => id === row.id);
  if (proposed === undefined) return [];
  const found: RigDifference[] = [];
  if (run !== undefined && "fromMm" in row) {
    if (Math.abs(row.fromMm - run.fromMm) > SAME_MM)
      found.push({ what: "run-from", row: row.id, writtenMm: row.fromMm, rigMm: run.fromMm });
    if (Math.abs(row.toMm - run.toMm) > SAME_MM)
      found.push({ what: "run-to", row: row.id, writtenMm: row.toMm, rigMm: run.toMm });
  }
  if (Math.abs(row.startsAt - proposed.startsAt) > SAME_MS)
    found.push({ what: "row-start", row: row.id, writtenAt: row.startsAt, rigAt: proposed.startsAt });
  if (Math.abs(row.endsAt - proposed.endsAt) > SAME_MS)
    found.push({ what: "row-end", row: row.id, writtenAt: row.endsAt, rigAt: proposed.endsAt });
  return found;
}

const summed = (rows: readonly Span[]): number => rows.reduce((sum, row) => sum + lengthOf(row), 0);
