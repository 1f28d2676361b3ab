/**
 * What of a tenant's master data somebody sees. Staff sees all, a supervisor of some rigs those rigs; a client sees itself, its projects
 * and holes, and of rigs, people and items those that stand in reports which were released to it.
 */
import type { Scope } from "../identity/principal.js";
import type { Transaction } from "../store/database.js";
import type { MasterKind } from "./schema/master.js";

/** The ids that may be seen; undefined for all. */
export async function visibleIds(
  { sql }: Transaction,
  { table }: Pick<MasterKind, "table">,
  { rigs, client }: Scope,
): Promise<ReadonlySet<string> | undefined> {
  if (client === null) return table === "rig" && rigs !== null ? new Set(rigs) : undefined;
  const released = sql
    .selectFrom("shift")
    .select("id")
    .where("client_id", "=", client)
    .where("released_id", "is not", null);
  const ids = async (query: { execute(): Promise<readonly { readonly id: string }[]> }) =>
    new Set((await query.execute()).map(({ id }) => id));
  switch (table) {
    case "client":
      return new Set([client]);
    case "project":
      return ids(sql.selectFrom("project").select("id").where("client_id", "=", client));
    case "hole":
      return ids(
        sql
          .selectFrom("hole")
          .innerJoin("project", "project.id", "hole.project_id")
          .select("hole.id")
          .where("project.client_id", "=", client),
      );
    case "rig":
      return ids(
        sql
          .selectFrom("shift")
          .select("rig_id as id")
          .distinct()
          .where("client_id", "=", client)
          .where("released_id", "is not", null),
      );
    case "person":
      return ids(
        sql.selectFrom("crew").select("person_id as id").distinct().where("shift_id", "in", released),
      );
    case "item":
      return ids(
        sql.selectFrom("material_use").select("item_id as id").distinct().where("shift_id", "in", released),
      );
    case "activity_type":
      return undefined;
  }
}
