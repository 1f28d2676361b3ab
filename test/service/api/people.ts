/** Accounts of every role, signed in, for tests: made as people are, by invitation. */
import type { Role } from "../../../src/service/identity/roles.js";
import { putMembership } from "../../../src/service/store/repositories/accounts.js";
import { ask, cookieOf, PASSWORD, type Served } from "./serving.js";

/** The first admin, signed in. */
export async function admin(served: Served): Promise<string> {
  const token = served.firstAdmin?.split("/").at(-1);
  const email = "admin@rig.example";
  await ask(served, `PUT /first-admin/${token}`, { body: { email, name: "Admin", password: PASSWORD } });
  return signedIn(served, email);
}

export async function signedIn(served: Pick<Served, "url">, email: string): Promise<string> {
  const signed = await ask(served, "POST /session", { body: { email, password: PASSWORD } });
  if (signed.status !== 201) throw new Error(`${email}: ${JSON.stringify(signed.body)}`);
  return cookieOf(signed);
}

/** Invites somebody, who chooses a password and signs in. */
export async function person(
  served: Pick<Served, "url">,
  by: string,
  name: string,
  role: Exclude<Role, "super_admin">,
  more: object = {},
): Promise<{ readonly cookie: string; readonly id: string }> {
  const email = `${name}@rig.example`;
  const body = { email, name, role, ...more };
  const invited = await ask(served, "POST /accounts", { cookie: by, body });
  if (invited.status !== 201) throw new Error(`${name}: ${JSON.stringify(invited.body)}`);
  const link = invited.body.link.split("/").at(-1);
  await ask(served, `PUT /password-reset/${link}`, { body: { password: PASSWORD } });
  return { cookie: await signedIn(served, email), id: invited.body.id };
}

/** As on the terminal: nobody makes a super_admin by the API. */
export async function promoted(served: Served, account: string, tenant = "main"): Promise<void> {
  await served.service.store.control(({ sql }) =>
    putMembership(sql, { tenant, account, role: "super_admin", client: null, rigs: null, active: true }, 0),
  );
}
