/** What must be known beside a report to say what is wrong with it. */
import type { ShiftContent } from "../shift/document.js";
import type { Surroundings } from "../shift/rules.js";
import type { Transaction } from "../store/database.js";
import type { TenantSettings } from "./tenant-settings.js";

export async function surroundingsOf(
  { sql }: Transaction,
  shift: string,
  content: ShiftContent,
  { toleranceMinutes }: TenantSettings,
): Promise<Surroundings> {
  const types = await sql.selectFrom("activity_type").select(["id", "class", "name"]).execute();
  const holes = [...new Set(content.runs.map(({ hole }) => hole))];
  const runs =
    holes.length === 0
      ? []
      : await sql
          .selectFrom("run")
          .innerJoin("shift", "shift.id", "run.shift_id")
          .select([
            "run.id",
            "run.hole_id",
            "run.kind",
            "run.from_mm",
            "run.to_mm",
            "run.starts_at",
            "run.recovered_mm",
          ])
          .where("run.hole_id", "in", holes)
          .where("run.shift_id", "<>", shift)
          .where("shift.state", "<>", "void")
          .execute();
  return {
    activityTypes: new Map(types.map((type) => [type.id, type])),
    otherRuns: runs.map((run) => ({
      id: run.id,
      hole: run.hole_id,
      kind: run.kind,
      fromMm: run.from_mm,
      toMm: run.to_mm,
      startsAt: run.starts_at,
      recoveredMm: run.recovered_mm,
    })),
    toleranceMinutes,
  };
}
