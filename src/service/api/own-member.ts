/** Somebody of a tenant, as its admins may change them. */
import {
  type AccountRow,
  accountById,
  type MembershipRow,
  membership,
  membersOf,
  tenantsOf,
} from "../store/repositories/accounts.js";
import { said } from "../words/refusal.js";
import type { Call } from "./call.js";
import { notFound, Problem } from "./problem.js";

/** At least one person must be able to let others in. */
export async function checkLast(
  call: Call<unknown, unknown, unknown>,
  account: string,
  stays: boolean,
): Promise<void> {
  if (stays) return;
  const members = await call.service.store.control(({ sql }) => membersOf(sql, call.who.tenant));
  const others = members.filter(
    (one) =>
      one.account.id !== account &&
      one.membership.role === "admin" &&
      one.membership.active === 1 &&
      one.account.active === 1,
  );
  if (others.length === 0) throw new Problem("conflict", said("last-admin"));
}

/** Of this tenant alone: what an account is elsewhere is not an admin's here to change. Throws Problem. */
export async function ownMember(
  { who, service }: Call<unknown, unknown, unknown>,
  wanted: string,
): Promise<{ readonly account: AccountRow; readonly held: MembershipRow }> {
  const found = await service.store.control(async ({ sql }) => ({
    account: await accountById(sql, wanted),
    held: await membership(sql, who.tenant, wanted),
    tenants: await tenantsOf(sql, wanted),
  }));
  const { account, held } = found;
  if (account === undefined || held === undefined || held.role === "super_admin") throw notFound("account");
  if (found.tenants.length > 1) throw new Problem("conflict", said("other-company"));
  return { account, held };
}
