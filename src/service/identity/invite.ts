/** How somebody comes into a tenant: with the account that they have elsewhere, or with a new one and a link with which they choose a password. */
import { randomUUID } from "node:crypto";
import type { ControlTransaction } from "../store/database.js";
import {
  accountByEmail,
  insertAccount,
  type Membership,
  putMembership,
} from "../store/repositories/accounts.js";
import { makeLink } from "./one-time-links.js";

export interface Invited {
  readonly email: string;
  readonly name: string;
  readonly held: Pick<Membership, "role" | "client" | "rigs">;
  readonly tenant: string;
  /** Of an account that is to be made. */
  readonly id?: string;
  readonly now: number;
}

/** The secret of the link; undefined where they have a password already, which is nobody else's to change. */
export async function invite(
  sql: ControlTransaction["sql"],
  { email, name, held, tenant, id = randomUUID(), now }: Invited,
): Promise<{ readonly account: string; readonly link: string | undefined }> {
  const known = await accountByEmail(sql, email);
  const account = known?.id ?? id;
  if (known === undefined) await insertAccount(sql, { id, email, name, passwordHash: null, now });
  await putMembership(sql, { tenant, account, ...held, active: true }, now);
  if (known !== undefined) return { account, link: undefined };
  return { account, link: await makeLink(sql, { kind: "invitation", account, tenant, now }) };
}
