/** Tenants: a row among those who may come in, and a place for what is theirs. */
import { said } from "../../words/refusal.js";
import type { Store } from "../database.js";
import { Refusal } from "../refusal.js";
import type { ControlTables } from "../schema/tables.js";
import { checkTenant } from "../tenant.js";

export interface NewTenant {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly settings?: string;
}

/** The same once more makes what is missing of it. */
export async function createTenant(
  store: Store,
  { id, slug, name, settings = "{}" }: NewTenant,
): Promise<void> {
  checkTenant(id);
  await store.control(({ sql, now }) =>
    sql
      .insertInto("tenant")
      .values({ id, slug, name, active: 1, settings, created_at: now, row_version: 1 })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .execute(),
  );
  await store.prepareTenant(id);
}

export const listTenants = (store: Store): Promise<ControlTables["tenant"][]> =>
  store.control(({ sql }) => sql.selectFrom("tenant").selectAll().orderBy("slug").execute());

export async function getTenant(store: Store, id: string): Promise<ControlTables["tenant"]> {
  const found = await store.control(({ sql }) =>
    sql.selectFrom("tenant").selectAll().where("id", "=", id).executeTakeFirst(),
  );
  if (found === undefined) throw new Refusal("not-found", said("no-such", { what: "tenant" }), id);
  return found;
}

/** Undefined where it is no more of the version that is told. */
export const changeTenant = (
  store: Store,
  id: string,
  change: Pick<ControlTables["tenant"], "active">,
  version: number,
): Promise<ControlTables["tenant"] | undefined> =>
  store.control(({ sql }) =>
    sql
      .updateTable("tenant")
      .set({ ...change, row_version: version + 1 })
      .where("id", "=", id)
      .where("row_version", "=", version)
      .returningAll()
      .executeTakeFirst(),
  );
