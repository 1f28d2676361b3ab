/**
 * Contracts that bill by the calendar cut a shift at the midnight in which a month ends: metres by the depth that the rig recorded then, or in proportion
 * to the time of the run where it recorded none, or one that is not of this run; hours at the instant; people in proportion to the shift. What is used counts to the day on which the shift started.
 */
import { instantAt, localDate } from "./clock.js";
import type { Id, RunRow, ShiftContent } from "./document.js";
import { halfUp } from "./half-up.js";
import { lengthOf, type Span, shared } from "./span.js";

/** What was worked in one month: a shift, or one of the two parts of it. */
export type Part = Pick<ShiftContent, "date" | "activities" | "crew" | "materials"> &
  Span & {
    readonly runs: readonly PartRun[];
  };

/** A run, or the part of it before or after a midnight, and what told the depth there. */
export type PartRun = RunRow & { readonly cutBy?: "rig" | "time" };

/** The depth that the rig's own data tell at an instant, in millimetres; undefined where they tell none. */
export type DepthAt = (hole: Id, at: number) => number | undefined;

/** A shift as it is, or in two parts where a month ends within it. */
export function partsByMonth(content: ShiftContent, depthAt: DepthAt = () => undefined): Part[] {
  const midnight = monthEndWithin(content);
  if (midnight === undefined) return [content];
  const before: Span = { startsAt: content.startsAt, endsAt: midnight };
  const after: Span = { startsAt: midnight, endsAt: content.endsAt };
  const crew = content.crew.map((row) => {
    const minutes = halfUp([row.minutes, lengthOf(before)], [lengthOf(content)]);
    return { row, minutes };
  });
  const activitiesIn = (span: Span): Part["activities"] =>
    content.activities.flatMap((row) => {
      const both = shared(row, span);
      return both === undefined ? [] : [{ ...row, ...both }];
    });
  return [
    {
      ...before,
      date: content.date,
      runs: content.runs.flatMap((run) => runBefore(run, midnight, depthAt) ?? []),
      activities: activitiesIn(before),
      crew: crew.map(({ row, minutes }) => ({ ...row, minutes })),
      materials: content.materials,
    },
    {
      ...after,
      date: localDate(midnight, content.timeZone),
      runs: content.runs.flatMap((run) => runAfter(run, midnight, depthAt) ?? []),
      activities: activitiesIn(after),
      crew: crew.map(({ row, minutes }) => ({ ...row, minutes: row.minutes - minutes })),
      materials: [],
    },
  ];
}

/** The midnight in a shift at which a month ends, on its own clock. */
export function monthEndWithin({
  startsAt,
  endsAt,
  timeZone,
}: Pick<ShiftContent, "startsAt" | "endsAt" | "timeZone">): number | undefined {
  const last = localDate(endsAt - 1, timeZone);
  if (last.slice(0, 7) === localDate(startsAt, timeZone).slice(0, 7)) return undefined;
  return instantAt(`${last.slice(0, 7)}-01`, "00:00", timeZone);
}

/** What people write and what a rig records are this far apart and the same; further outside of a run a depth is of something else. */
const SAME_MM = 100;

function depthOf(
  run: RunRow,
  midnight: number,
  depthAt: DepthAt,
): { readonly mm: number; readonly cutBy: "rig" | "time" } {
  const told = depthAt(run.hole, midnight);
  if (told !== undefined && told >= run.fromMm - SAME_MM && told <= run.toMm + SAME_MM)
    return { mm: Math.min(Math.max(told, run.fromMm), run.toMm), cutBy: "rig" };
  const metres = halfUp([run.toMm - run.fromMm, midnight - run.startsAt], [lengthOf(run)]);
  return { mm: run.fromMm + metres, cutBy: "time" };
}

function runBefore(run: RunRow, midnight: number, depthAt: DepthAt): PartRun | undefined {
  if (run.startsAt >= midnight) return undefined;
  if (run.endsAt <= midnight) return run;
  const { mm: toMm, cutBy } = depthOf(run, midnight, depthAt);
  return { ...run, endsAt: midnight, toMm, cutBy };
}

function runAfter(run: RunRow, midnight: number, depthAt: DepthAt): PartRun | undefined {
  if (run.endsAt <= midnight) return undefined;
  if (run.startsAt >= midnight) return run;
  const { mm: fromMm, cutBy } = depthOf(run, midnight, depthAt);
  return { ...run, startsAt: midnight, fromMm, cutBy };
}
