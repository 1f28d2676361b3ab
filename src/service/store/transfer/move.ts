/** From one store into another, empty one: people and their keys, then tenant by tenant, and a look at both in the end. */
import { said } from "../../words/refusal.js";
import type { Store } from "../database.js";
import { Refusal } from "../refusal.js";
import { listTenants } from "../repositories/tenants.js";
import { type ControlTables, controlTables } from "../schema/tables.js";
import { differencesOf, sumsOf } from "./differences.js";
import { readTenant } from "./read-tenant.js";
import { tenantLines } from "./tenant-lines.js";

export interface Moved {
  readonly tenants: readonly { readonly id: string; readonly rows: number; readonly auditHead: string }[];
}

/** Throws where the two differ in the end; what was there before stays as it is. */
export async function moveStore(from: Store, to: Store): Promise<Moved> {
  await checkEmpty(to);
  await movePeople(from, to);
  const moved: Moved["tenants"][number][] = [];
  for (const tenant of await listTenants(from)) {
    await from.read(tenant.id, (transaction) => readTenant(to, tenantLines(transaction, tenant)));
    const [before, after] = [await from.read(tenant.id, sumsOf), await to.read(tenant.id, sumsOf)];
    const differences = differencesOf(before, after);
    if (differences.length > 0)
      throw new Refusal(
        "not-valid",
        said("in-its-words", {
          words: `the tenant ${tenant.id} differs after it was moved: ${differences.slice(0, 5).join("; ")}`,
        }),
        tenant.id,
      );
    const rows = [...after]
      .filter(([name]) => name.endsWith(".rows"))
      .reduce((sum, [, count]) => sum + Number(count), 0);
    moved.push({ id: tenant.id, rows, auditHead: after.get("audit head")! });
  }
  return { tenants: moved };
}

async function checkEmpty(to: Store): Promise<void> {
  const { count } = await to.control(({ sql }) =>
    sql
      .selectFrom("tenant")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow(),
  );
  if (count > 0)
    throw new Refusal(
      "taken",
      said("in-its-words", { words: `${to.shown} has ${count} tenants already; nothing is mixed` }),
    );
}

/** Rows refer to those of tables before them. */
async function movePeople(from: Store, to: Store): Promise<void> {
  for (const name of Object.keys(controlTables) as (keyof ControlTables)[]) {
    const rows = await from.control(({ sql }) =>
      sql
        .selectFrom(name as "tenant")
        .selectAll()
        .execute(),
    );
    await to.control(async ({ sql }) => {
      for (let i = 0; i < rows.length; i += 500)
        await sql
          .insertInto(name as "tenant")
          .values(rows.slice(i, i + 500))
          .execute();
    });
  }
}
