/**
 * From a person whom a provider names to an account and a place in the provider's tenant: known by issuer and subject, made where the
 * provider's settings let strangers in, changed where it says what its groups are.
 */
import { randomUUID } from "node:crypto";
import { type Actor, SYSTEM } from "../../store/audit/event.js";
import type { ControlTransaction, Store } from "../../store/database.js";
import {
  type AccountRow,
  accountById,
  insertAccount,
  type MembershipRow,
  membership,
  membersOf,
  putMembership,
} from "../../store/repositories/accounts.js";
import { identityOf, insertIdentity } from "../../store/repositories/identities.js";
import { endSessions } from "../../store/repositories/sessions.js";
import type { Person, SsoRefusal } from "./claims.js";
import type { GroupPlace, Provider } from "./provider.js";

export type Admitted = { readonly account: string } | { readonly refused: SsoRefusal };

/** What would become of a person; nothing is changed by asking. */
export type Verdict =
  | { readonly kind: "in"; readonly account: string; readonly change: Place | undefined }
  | {
      readonly kind: "new";
      readonly account: string | undefined;
      readonly place: Place;
      readonly isActive: boolean;
    }
  | { readonly kind: "refused"; readonly why: SsoRefusal };

interface Place {
  readonly role: MembershipRow["role"];
  readonly client: string | null;
  readonly rigs: readonly string[] | null;
}

/** Who waits sees nothing, and what an admin makes of them is said then. */
const WAITING: Place = { role: "viewer", client: null, rigs: null };

export async function verdictOn(
  { sql }: ControlTransaction,
  provider: Provider,
  person: Person,
): Promise<Verdict> {
  const refused = (why: SsoRefusal): Verdict => ({ kind: "refused", why });
  const identity = await identityOf(sql, person);
  const account = identity === undefined ? undefined : await accountById(sql, identity.account_id);
  if (account !== undefined && account.active !== 1) return refused("inactive");
  const held = account === undefined ? undefined : await membership(sql, provider.tenant, account.id);
  if (held === undefined) return stranger(provider, person, account);
  if (held.active !== 1) return refused("inactive");
  if (person.place === null) return refused("no-group");
  const change = changeOf(held, person.place);
  const isLast = change !== undefined && held.role === "admin" && (await isLastAdmin(sql, held));
  return { kind: "in", account: held.account_id, change: isLast ? undefined : change };
}

function stranger(provider: Provider, { place }: Person, account: AccountRow | undefined): Verdict {
  const refused = (why: SsoRefusal): Verdict => ({ kind: "refused", why });
  if (provider.strangers === "refused") return refused("unknown");
  if (place === null) return refused("no-group");
  if (provider.strangers === "pending")
    return {
      kind: "new",
      account: account?.id,
      place: place === undefined ? WAITING : placeOf(place),
      isActive: false,
    };
  return place === undefined
    ? refused("unknown")
    : { kind: "new", account: account?.id, place: placeOf(place), isActive: true };
}

const placeOf = ({ role, client, rigs }: GroupPlace): Place => ({ role, client, rigs });

/** Undefined where somebody is already what the groups say, and of whoever was let in on the terminal. */
function changeOf(held: MembershipRow, place: GroupPlace | undefined): Place | undefined {
  if (place === undefined || held.role === "super_admin") return undefined;
  const rigs = place.role === "supervisor" ? (place.rigs ?? rigsOf(held)) : null;
  const same =
    held.role === place.role &&
    held.client_id === place.client &&
    JSON.stringify(rigsOf(held)) === JSON.stringify(rigs);
  return same ? undefined : { role: place.role, client: place.client, rigs };
}

const rigsOf = ({ rig_ids }: MembershipRow): readonly string[] | null =>
  rig_ids === null ? null : (JSON.parse(rig_ids) as readonly string[]);

/** A list of groups that somebody changes elsewhere leaves nobody without an admin here. */
async function isLastAdmin(sql: ControlTransaction["sql"], held: MembershipRow): Promise<boolean> {
  const members = await membersOf(sql, held.tenant_id);
  return !members.some(
    ({ account, membership: one }) =>
      one.account_id !== held.account_id && one.role === "admin" && one.active === 1 && account.active === 1,
  );
}

export async function admit(
  store: Store,
  provider: Provider,
  person: Person,
  { address, now }: { readonly address: string; readonly now: number },
): Promise<Admitted> {
  const verdict = await store.control((control) => verdictOn(control, provider, person));
  if (verdict.kind === "refused") return { refused: verdict.why };
  const by: Actor = { ...SYSTEM, ip: address };
  if (verdict.kind === "in") {
    const { account, change } = verdict;
    if (change === undefined) return { account };
    await tell(store, provider, by, { action: "membership.by-groups", account, after: change });
    await store.control(async ({ sql }) => {
      await putMembership(sql, { tenant: provider.tenant, account, ...change, active: true }, now);
      await endSessions(sql, account, { tenant: provider.tenant });
    });
    return { account };
  }
  const account = verdict.account ?? randomUUID();
  await tell(store, provider, by, {
    action: verdict.isActive ? "account.admitted" : "account.waiting",
    account,
    after: verdict.place,
  });
  const isTheirs = await store.control(async ({ sql }) => {
    if (verdict.account === undefined) {
      // No address: what a provider says of it would be a way into accounts that others have made for it.
      await insertAccount(sql, { id: account, email: null, name: person.name, passwordHash: null, now });
      const { issuer, subject, directory } = person;
      const row = { issuer, subject, account_id: account, tid: directory, created_at: now };
      if (!(await insertIdentity(sql, row))) return false;
    }
    await putMembership(
      sql,
      { tenant: provider.tenant, account, ...verdict.place, active: verdict.isActive },
      now,
    );
    return true;
  });
  // Two of their tabs at once: the other one was quicker.
  if (!isTheirs) return { refused: "gone" };
  return verdict.isActive ? { account } : { refused: "waiting" };
}

const tell = (
  store: Store,
  { tenant, id }: Provider,
  by: Actor,
  { action, account, after }: { readonly action: string; readonly account: string; readonly after: Place },
): Promise<void> =>
  store.transaction(tenant, async (transaction) =>
    transaction.audit({
      by,
      action,
      entity: "account",
      entityId: account,
      after: { provider: id, role: after.role, client: after.client, rigs: after.rigs },
    }),
  );
