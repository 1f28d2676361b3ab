/** What must be known beside a report to say what is wrong with it: other runs of its holes, other shifts of its day. */
import type { EarlierRun } from "../../shift/continuity.js";
import type { ShiftContent } from "../../shift/document.js";
import type { Transaction } from "../database.js";
import { activityTypes } from "./activity-types.js";
import { readShifts, type StoredShift } from "./shift-read.js";

export async function surroundingsOf(transaction: Transaction, shift: string, content: ShiftContent) {
  const { runs, surveys, casings } = content;
  const holes = [...runs, ...surveys, ...casings].map(({ hole }) => hole);
  return {
    activityTypes: await activityTypes(transaction),
    otherRuns: await runsOfHoles(transaction, [...new Set(holes)], shift),
  };
}

/** Runs of holes on all shifts that are not void, but for one. */
export async function runsOfHoles(
  { sql }: Transaction,
  holes: readonly string[],
  without = "",
): Promise<(EarlierRun & { readonly shift: string; readonly endsAt: number })[]> {
  if (holes.length === 0) return [];
  const rows = await sql
    .selectFrom("run as r")
    .innerJoin("shift as s", (join) =>
      join.onRef("s.tenant_id", "=", "r.tenant_id").onRef("s.id", "=", "r.shift_id"),
    )
    .select([
      "r.id",
      "r.hole_id",
      "r.kind",
      "r.from_mm",
      "r.to_mm",
      "r.starts_at",
      "r.ends_at",
      "r.recovered_mm",
      "r.shift_id",
    ])
    .where("r.hole_id", "in", holes)
    .where("r.shift_id", "<>", without)
    .where("s.state", "<>", "void")
    .orderBy("r.starts_at")
    .orderBy("r.id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    hole: row.hole_id,
    kind: row.kind,
    fromMm: row.from_mm,
    toMm: row.to_mm,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    recoveredMm: row.recovered_mm,
    shift: row.shift_id,
  }));
}

/** All reports of a rig and date, void ones too, in the order of the day. */
export async function shiftsOfDay(
  transaction: Transaction,
  rig: string,
  date: string,
): Promise<StoredShift[]> {
  const rows = await transaction.sql
    .selectFrom("shift")
    .select("id")
    .where("rig_id", "=", rig)
    .where("date", "=", date)
    .orderBy("starts_at")
    .orderBy("id")
    .execute();
  return readShifts(
    transaction,
    rows.map(({ id }) => id),
  );
}
