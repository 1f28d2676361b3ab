/** Who acts for whom: during a leave a deputy decides, with the rights of the one who is away, and the history says for whom. */
import type { Principal } from "../identity/principal.js";
import { type Permission, reachOf } from "../identity/roles.js";
import { memberOf } from "../store/repositories/accounts.js";
import { actsFor } from "../store/repositories/delegations.js";
import type { Service } from "./service.js";

export interface Deputy {
  /** For whom. */
  readonly account: string;
  /** Who asks, with the role of the one who is away. */
  readonly who: Principal;
}

/** The one who is away and holds the right; undefined where who asks stands in for nobody that does. */
export async function deputyFor(
  { store }: Service,
  who: Principal,
  permission: Permission,
): Promise<Deputy | undefined> {
  // A key acts by its own rights; a client's account never for the company.
  if (who.by !== "session" || who.role === "client") return undefined;
  const away = await store.read(who.tenant, (transaction) => actsFor(transaction, who.account));
  for (const account of away) {
    const member = await store.control(({ sql }) => memberOf(sql, who.tenant, account));
    if (member === undefined || member.membership.active !== 1 || member.account.active !== 1) continue;
    const { role, rig_ids } = member.membership;
    if (role === "client" || reachOf(role, permission) === undefined) continue;
    const rigs = rig_ids === null ? null : (JSON.parse(rig_ids) as readonly string[]);
    return { account, who: { ...who, role, rigs } };
  }
  return undefined;
}
