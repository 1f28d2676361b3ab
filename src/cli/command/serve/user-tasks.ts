/** `serve user`: who may come in, and as what; for whoever has the terminal, when nobody else can help. */
import { Failure } from "../../../failure/failure.js";
import type { Store } from "../../../service/store/database.js";
import type { Membership } from "../../../service/store/repositories/accounts.js";
import { ExitCode } from "../../failure.js";
import { print, printJson, terminalWidth } from "../../page/print.js";
import { formatTable } from "../../page/table.js";
import { type Asked, inTenant, TERMINAL, type Verbs } from "./verbs.js";

const accounts = () => import("../../../service/store/repositories/accounts.js");

export const userVerbs: Verbs = {
  list: {
    words: [],
    run: (asked) =>
      inTenant(asked, async (store, tenant) => {
        const { membersOf } = await accounts();
        const members = await store.control(({ sql }) => membersOf(sql, tenant));
        const shown = members.map(({ account, membership: { role, client_id, rig_ids, active } }) => ({
          email: account.email,
          name: account.name,
          role,
          client: client_id,
          rigs: rig_ids === null ? null : (JSON.parse(rig_ids) as string[]),
          active: active === 1 && account.active === 1,
          second_factor: account.totp_secret !== null,
          id: account.id,
        }));
        if (asked.flags.json) await printJson(shown);
        else
          await print(
            formatTable(
              shown.map((one) => [
                one.email ?? "",
                one.name,
                one.role,
                one.client ?? one.rigs?.join(", ") ?? "",
                [one.active ? "" : "put aside", one.second_factor ? "second factor" : ""]
                  .filter(Boolean)
                  .join(", "),
              ]),
              { head: ["email", "name", "role", "of", ""], width: terminalWidth() },
            ),
          );
        return ExitCode.done;
      }),
  },
  add: {
    words: ["EMAIL", "NAME"],
    run: (asked, [email, name]) =>
      inTenant(asked, async (store, tenant) => {
        if (!/^[^@\s]+@[^@\s]+$/.test(email!))
          throw new Failure("bad-option", `${email} is no address such as kari@rig.example`);
        const held = await heldIn(store, tenant, asked);
        const [{ accountByEmail, membership }, { invite }] = await Promise.all([
          accounts(),
          import("../../../service/identity/invite.js"),
        ]);
        const there = await store.control(async ({ sql }) => {
          const known = await accountByEmail(sql, email!);
          return known === undefined ? undefined : membership(sql, tenant, known.id);
        });
        if (there !== undefined)
          throw new Failure(
            "output-exists",
            `${email} is in this tenant; \`serve user role\` changes what they are`,
          );
        const { link } = await store.control(({ sql, now }) =>
          invite(sql, { email: email!, name: name!, held, tenant, now }),
        );
        await tell(store, tenant, "account.invited", email!, { role: held.role });
        await print(
          link === undefined
            ? `${email} has an account, and is ${held.role} in this tenant now`
            : `within seven days, once: ${asked.url}/password/${link}`,
        );
        return ExitCode.done;
      }),
  },
  role: {
    words: ["EMAIL"],
    run: (asked, [email]) =>
      inTenant(asked, async (store, tenant) => {
        const held = await heldIn(store, tenant, asked);
        const member = await memberIn(store, tenant, email!);
        if (member.membership.role === "admin" && held.role !== "admin")
          await checkLast(store, tenant, member.account.id);
        await put(store, tenant, member.account.id, { ...held, active: true });
        await tell(store, tenant, "membership.changed", member.account.id, { role: held.role });
        await print(`${email} is ${held.role}; their sessions are over`);
        return ExitCode.done;
      }),
  },
  disable: {
    words: ["EMAIL"],
    run: (asked, [email]) =>
      inTenant(asked, async (store, tenant) => {
        const { account, membership } = await memberIn(store, tenant, email!);
        if (membership.role === "admin") await checkLast(store, tenant, account.id);
        await put(store, tenant, account.id, { ...kept(membership), active: false });
        await tell(store, tenant, "membership.changed", account.id, { active: false });
        await print(`${email} is let in no more; their sessions and keys are over`);
        return ExitCode.done;
      }),
  },
  enable: {
    words: ["EMAIL"],
    run: (asked, [email]) =>
      inTenant(asked, async (store, tenant) => {
        const { account, membership } = await memberIn(store, tenant, email!);
        await put(store, tenant, account.id, { ...kept(membership), active: true });
        await tell(store, tenant, "membership.changed", account.id, { active: true });
        await print(`${email} is let in again`);
        return ExitCode.done;
      }),
  },
  reset: {
    words: ["EMAIL"],
    run: (asked, [email]) =>
      inTenant(asked, async (store, tenant) => {
        const { account } = await memberIn(store, tenant, email!);
        const [{ makeLink }, { endSessions }, { changeAccount }] = await Promise.all([
          import("../../../service/identity/one-time-links.js"),
          import("../../../service/store/repositories/sessions.js"),
          accounts(),
        ]);
        const link = await store.control(async ({ sql, now }) => {
          // A telephone that is lost is what most come for.
          await changeAccount(sql, account.id, { totp_secret: null, totp_step: null, recovery_codes: null });
          await endSessions(sql, account.id);
          return makeLink(sql, { kind: "reset", account: account.id, tenant, now });
        });
        await tell(store, tenant, "account.reset", account.id, { second_factor: null });
        await print(`within an hour, once; the second factor is taken off: ${asked.url}/password/${link}`);
        return ExitCode.done;
      }),
  },
};

type Held = Pick<Membership, "role" | "client" | "rigs">;

const kept = ({
  role,
  client_id,
  rig_ids,
}: {
  role: Membership["role"];
  client_id: string | null;
  rig_ids: string | null;
}): Held => ({
  role,
  client: client_id,
  rigs: rig_ids === null ? null : (JSON.parse(rig_ids) as string[]),
});

async function heldIn(store: Store, tenant: string, { flags: { role, client, rigs } }: Asked): Promise<Held> {
  if (role === undefined) throw new Failure("missing-option", "--role says what they are");
  const { checkHeld } = await import("../../../service/api/placing.js");
  const held = { role, client: client ?? null, rigs: rigs ?? null };
  await checkHeld(store, tenant, held);
  return held;
}

async function memberIn(store: Store, tenant: string, email: string) {
  const { membersOf } = await accounts();
  const members = await store.control(({ sql }) => membersOf(sql, tenant));
  const found = members.find(({ account }) => account.email === email.toLowerCase() || account.id === email);
  if (found === undefined)
    throw new Failure(
      "unknown-name",
      `${email} is not in this tenant; \`witskit serve user list\` tells who is`,
    );
  return found;
}

async function checkLast(store: Store, tenant: string, account: string): Promise<void> {
  const { membersOf } = await accounts();
  const members = await store.control(({ sql }) => membersOf(sql, tenant));
  const others = members.some(
    (one) =>
      one.account.id !== account &&
      one.membership.role === "admin" &&
      one.membership.active === 1 &&
      one.account.active === 1,
  );
  if (!others)
    throw new Failure("bad-option", "this is the last admin of the tenant; make another one first");
}

async function put(
  store: Store,
  tenant: string,
  account: string,
  held: Held & { readonly active: boolean },
): Promise<void> {
  const [{ putMembership }, { endSessions }] = await Promise.all([
    accounts(),
    import("../../../service/store/repositories/sessions.js"),
  ]);
  await store.control(async ({ sql, now }) => {
    await putMembership(sql, { tenant, account, ...held }, now);
    await endSessions(sql, account, { tenant });
  });
}

const tell = (
  store: Store,
  tenant: string,
  action: string,
  entityId: string,
  after: Readonly<Record<string, string | boolean | null>>,
): Promise<void> =>
  store.transaction(tenant, async (transaction) =>
    transaction.audit({ by: TERMINAL, action, entity: "account", entityId, after }),
  );
