/** Kinds of activity, items and other things as the arithmetic of reports asks for them: by their ids, those put aside too. */
import type { ActivityType } from "../../shift/activity.js";
import type { Books } from "../../shift/bill-lines.js";
import type { Transaction } from "../database.js";

export async function activityTypes({ sql }: Transaction): Promise<ReadonlyMap<string, ActivityType>> {
  const rows = await sql.selectFrom("activity_type").selectAll().execute();
  return new Map(
    rows.map((row) => [
      row.id,
      { id: row.id, code: row.code, name: row.name, class: row.class, payer: row.payer },
    ]),
  );
}

/** What lines of bills are named by. */
export async function booksOf(transaction: Transaction): Promise<Books> {
  const items = await transaction.sql.selectFrom("item").select(["id", "name", "code", "unit"]).execute();
  return {
    activityTypes: await activityTypes(transaction),
    items: new Map(items.map(({ id, name, code, unit }) => [id, { name: name === "" ? code : name, unit }])),
  };
}
