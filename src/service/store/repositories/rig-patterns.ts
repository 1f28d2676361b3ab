/** The patterns of rigs: which shifts are expected of them, and from which day on. */
import type { Slot } from "../../shift/slots.js";
import { parsed } from "../audit/canonical.js";
import type { Transaction } from "../database.js";

export interface RigPattern {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly slots: readonly Slot[];
  /** The date of its first report: nobody waits for shifts before it. Null where there is none yet. */
  readonly since: string | null;
  /** From then on nobody waits for shifts of it. */
  readonly archivedAt: number | null;
}

/** By name; those put aside too, whose past has days. */
export async function rigPatterns(
  { sql }: Transaction,
  rigs: readonly string[] | null = null,
): Promise<RigPattern[]> {
  let query = sql.selectFrom("rig").select((eb) => [
    "id",
    "name",
    "zone",
    "slots",
    "archived_at",
    eb
      .selectFrom("shift")
      .select(({ fn }) => fn.min<string | null>("shift.date").as("first"))
      .whereRef("shift.rig_id", "=", "rig.id")
      .as("since"),
  ]);
  if (rigs !== null) query = query.where("id", "in", rigs.length === 0 ? [""] : rigs);
  const rows = await query.orderBy("name").orderBy("id").execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    timeZone: row.zone,
    slots: slotsIn(row.slots),
    since: row.since,
    archivedAt: row.archived_at,
  }));
}

/** As master data has them: `starts` and `ends` by the rig's clock. */
const slotsIn = (text: string): Slot[] =>
  (parsed(text) as unknown as readonly { name: string; starts: string; ends: string }[]).map(
    ({ name, starts, ends }) => ({ name, from: starts, until: ends }),
  );
