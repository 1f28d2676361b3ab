/**
 * What is taken over from the previous shift: crew, hole and size, activities without their times, materials without their quantities. Rows of the last two are
 * no rows yet, but what a page offers to be filled in.
 */
import { MINUTE } from "./clock.js";
import type { ActivityRow, CrewRow, Id, MaterialRow, RunRow, ShiftContent } from "./document.js";
import { isNew } from "./run.js";
import { lengthOf, type Span } from "./span.js";

/** What is ticked. */
export interface Ticks {
  readonly crew: boolean;
  readonly hole: boolean;
  readonly activities: boolean;
  readonly materials: boolean;
}

/** What is offered. */
export interface Copied {
  readonly crew: readonly CrewRow[];
  /** Holes with their sizes, in the order in which they were last drilled, each from where it ended. */
  readonly runs: readonly Pick<RunRow, "hole" | "size" | "fromMm" | "bit">[];
  readonly activities: readonly Pick<ActivityRow, "type" | "hole" | "reason" | "payer" | "parallel">[];
  readonly materials: readonly Pick<MaterialRow, "item">[];
}

/** Whoever worked all of the previous shift works all of this one, however long it is. */
export function copyFrom(previous: ShiftContent, span: Span, ticks: Ticks, newId: () => Id): Copied {
  const whole = (length: Span): number => Math.round(lengthOf(length) / MINUTE);
  const minutes = (row: CrewRow): number =>
    row.minutes === whole(previous) ? whole(span) : Math.min(row.minutes, whole(span));
  return {
    crew: ticks.crew ? previous.crew.map((row) => ({ ...row, id: newId(), minutes: minutes(row) })) : [],
    runs: ticks.hole ? lastOfEachHole(previous.runs) : [],
    activities: ticks.activities
      ? distinct(
          previous.activities.map(({ type, hole, reason, payer, parallel }) => ({
            ...{ type, hole, reason, payer, parallel },
          })),
        )
      : [],
    materials: ticks.materials ? distinct(previous.materials.map(({ item }) => ({ item }))) : [],
  };
}

function lastOfEachHole(runs: readonly RunRow[]): Copied["runs"] {
  const last = new Map<Id, RunRow>();
  for (const run of runs.filter(isNew).sort((a, b) => a.startsAt - b.startsAt)) {
    last.delete(run.hole);
    last.set(run.hole, run);
  }
  return [...last.values()].map(({ hole, size, toMm, bit }) => ({ hole, size, fromMm: toMm, bit }));
}

const distinct = <Row>(rows: readonly Row[]): Row[] => [
  ...new Map(rows.map((row) => [JSON.stringify(row), row])).values(),
];
