/** What everything is called, also what was put aside: for files, which say names where documents have ids. */
import type { LengthUnit } from "../../shift/length.js";
import type { Transaction } from "../database.js";
import { activityTypes, booksOf } from "./activity-types.js";

type Named = ReadonlyMap<string, string>;

export async function namesOf(transaction: Transaction) {
  const { sql } = transaction;
  const named = async (
    table: "rig" | "client" | "project" | "person" | "hole" | "contract",
    column: "name" | "code",
  ): Promise<Named> => {
    const rows = await sql
      .selectFrom(table as "project")
      .select(["id", `${column} as name`])
      .execute();
    return new Map(rows.map(({ id, name }) => [id, name]));
  };
  const { items } = await booksOf(transaction);
  return {
    rigs: await named("rig", "name"),
    clients: await named("client", "name"),
    projects: await named("project", "code"),
    contracts: await named("contract", "code"),
    people: await named("person", "name"),
    holes: await named("hole", "name"),
    items,
    activityTypes: await activityTypes(transaction),
    lengthUnit: "m" as LengthUnit,
  };
}
