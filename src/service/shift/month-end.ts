/**
 * Contracts that bill by the calendar cut a shift at the midnight in which a month ends: metres by the depth that the rig had then, or in proportion
 * to the time of the run; hours at the instant; people in proportion to the shift. What is used counts to the day on which the shift started.
 */
import { instantAt, localDate } from "./clock.js";
import type { Id, RunRow, ShiftContent } from "./document.js";
import { halfUp } from "./half-up.js";
import { lengthOf, type Span, shared } from "./span.js";

/** What was worked in one month: a shift, or one of the two parts of it. */
export type Part = Pick<ShiftContent, "date" | "runs" | "activities" | "crew" | "materials"> & Span;

/** The depth of a hole that the rig's own data tell at an instant, in millimetres. */
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

function monthEndWithin({ startsAt, endsAt, timeZone }: ShiftContent): number | undefined {
  const last = localDate(endsAt - 1, timeZone);
  if (last.slice(0, 7) === localDate(startsAt, timeZone).slice(0, 7)) return undefined;
  return instantAt(`${last.slice(0, 7)}-01`, "00:00", timeZone);
}

function depthOf(run: RunRow, midnight: number, depthAt: DepthAt): number {
  const told = depthAt(run.hole, midnight);
  if (told !== undefined) return Math.min(Math.max(told, run.fromMm), run.toMm);
  const metres = halfUp([run.toMm - run.fromMm, midnight - run.startsAt], [lengthOf(run)]);
  return run.fromMm + metres;
}

function runBefore(run: RunRow, midnight: number, depthAt: DepthAt): RunRow | undefined {
  if (run.startsAt >= midnight) return undefined;
  if (run.endsAt <= midnight) return run;
  const toMm = depthOf(run, midnight, depthAt);
  return { ...run, endsAt: midnight, toMm };
}

function runAfter(run: RunRow, midnight: number, depthAt: DepthAt): RunRow | undefined {
  if (run.endsAt <= midnight) return undefined;
  if (run.startsAt >= midnight) return run;
  return { ...run, startsAt: midnight, fromMm: depthOf(run, midnight, depthAt) };
}
