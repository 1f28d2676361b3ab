/** Names of accounts, which are kept apart from what they did. */
import type { Service } from "./service.js";

export async function accountNames(
  { store }: Service,
  ids: readonly string[],
): Promise<(id: string) => string> {
  const asked = [...new Set(ids)];
  if (asked.length === 0) return () => "";
  const rows = await store.control(({ sql }) =>
    sql.selectFrom("account").select(["id", "name"]).where("id", "in", asked).execute(),
  );
  const byId = new Map(rows.map(({ id, name }) => [id, name]));
  return (id) => byId.get(id) ?? "";
}
