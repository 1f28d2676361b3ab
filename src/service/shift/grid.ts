/**
 * The time grid: runs and the activities of the main line fill a shift from its start to its end, without holes and without overlaps.
 * Time that nobody accounted for is shown and is never called standby: it becomes a row only when a person gives it to one.
 */
import { DAY, localDate, localTime, MINUTE } from "./clock.js";
import type { ActivityRow, Id, ShiftContent } from "./document.js";
import { errorAt, type Problem, type ShownSpan } from "./problem.js";
import { lengthOf, type Span, shared } from "./span.js";

/** What of a shift its grid looks at. */
export type TimedShift = Pick<ShiftContent, "startsAt" | "endsAt" | "timeZone" | "runs" | "activities">;

/** A row of the main line, by the section it is in. */
export interface GridRow extends Span {
  readonly id: Id;
  readonly section: "runs" | "activities";
}

/** Two rows that claim the same time. */
export interface Overlap extends Span {
  readonly rows: readonly [GridRow, GridRow];
}

/** A shift, filled as far as it is. */
export interface Grid {
  /** By start. */
  readonly rows: readonly GridRow[];
  /** Pieces of the shift in no row. */
  readonly free: readonly Span[];
  readonly overlaps: readonly Overlap[];
  /** Rows that lie outside of the shift, in part or whole. */
  readonly outside: readonly GridRow[];
  /** Length of the shift less all rows, in milliseconds; below 0 is too much. */
  readonly remainder: number;
}

/** What parallel activities take is not in it. */
export function gridOf(shift: TimedShift): Grid {
  const rows = mainLine(shift);
  return {
    rows,
    free: freeOf(shift, rows),
    overlaps: overlapsOf(rows),
    outside: rows.filter((row) => row.startsAt < shift.startsAt || row.endsAt > shift.endsAt),
    remainder: rows.reduce((rest, row) => rest - lengthOf(row), lengthOf(shift)),
  };
}

function mainLine({ runs, activities }: TimedShift): GridRow[] {
  const rows = [
    ...runs.map((row) => ({ row, section: "runs" as const })),
    ...activities.filter(({ parallel }) => !parallel).map((row) => ({ row, section: "activities" as const })),
  ];
  return rows
    .map(({ row: { id, startsAt, endsAt }, section }) => ({ id, section, startsAt, endsAt }))
    .sort((a, b) => a.startsAt - b.startsAt || a.endsAt - b.endsAt || (a.id < b.id ? -1 : 1));
}

/** Each row that begins before an earlier one has ended, with the one of those that ends last. */
function overlapsOf(rows: readonly GridRow[]): Overlap[] {
  const overlaps: Overlap[] = [];
  let last: GridRow | undefined;
  for (const row of rows) {
    const both = last === undefined ? undefined : shared(last, row);
    if (both !== undefined) overlaps.push({ ...both, rows: [last!, row] });
    if (last === undefined || row.endsAt > last.endsAt) last = row;
  }
  return overlaps;
}

function freeOf(shift: Span, rows: readonly Span[]): Span[] {
  const free: Span[] = [];
  let filled = shift.startsAt;
  for (const { startsAt, endsAt } of [...rows, { startsAt: shift.endsAt, endsAt: shift.endsAt }]) {
    const until = Math.min(startsAt, shift.endsAt);
    if (until > filled) free.push({ startsAt: filled, endsAt: until });
    filled = Math.max(filled, endsAt);
  }
  return free;
}

/** What "give the rest to ..." makes: a row for each free piece of the shift, of the kind that a person chose. */
export function rowsForTheRest(
  shift: TimedShift,
  chosen: Pick<ActivityRow, "type" | "hole" | "reason" | "payer" | "remarks">,
  newId: () => Id,
): ActivityRow[] {
  return gridOf(shift).free.map(({ startsAt, endsAt }) => ({
    id: newId(),
    type: chosen.type,
    startsAt,
    endsAt,
    hole: chosen.hole,
    reason: chosen.reason,
    payer: chosen.payer,
    parallel: false,
    source: "typed",
    remarks: chosen.remarks,
  }));
}

/** Why a grid does not close: what a submit is refused for. Up to `toleranceMinutes` in all may stay without a row; an overlap may not. */
export function gridProblems(shift: TimedShift, toleranceMinutes: number): Problem[] {
  const { free, overlaps, outside, remainder } = gridOf(shift);
  const when = (at: number): string => clockOf(at, shift);
  const span = ({ startsAt, endsAt }: Span): ShownSpan => ({ from: when(startsAt), until: when(endsAt) });
  const problems = [
    ...outside.map((row) =>
      errorAt(fieldOf(row, row.startsAt < shift.startsAt ? "starts_at" : "ends_at"), "outside-shift", {
        row: span(row),
        shift: span(shift),
      }),
    ),
    ...overlaps.map(({ rows: [, later], ...both }) =>
      errorAt(fieldOf(later, "starts_at"), "overlap", span(both)),
    ),
  ];
  const unaccounted = free.reduce((total, piece) => total + lengthOf(piece), 0);
  if (remainder < 0) problems.push(errorAt("activities", "too-much-time", { by_s: -remainder / 1000 }));
  else if (unaccounted > toleranceMinutes * MINUTE)
    problems.push(
      errorAt("activities", "unaccounted-time", { by_s: unaccounted / 1000, free: free.map(span) }),
    );
  return problems;
}

const fieldOf = ({ section, id }: GridRow, field: string): string => `${section}/${id}/${field}`;

/** A time of the shift's clock, with its date where that is far from the shift's. */
function clockOf(at: number, { startsAt, endsAt, timeZone }: TimedShift): string {
  const far = at < startsAt - DAY / 2 || at > endsAt + DAY / 2;
  return far ? `${localDate(at, timeZone)} ${localTime(at, timeZone)}` : localTime(at, timeZone);
}
