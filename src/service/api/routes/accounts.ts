/** People of a tenant: who they are there, their invitations, and where they are signed in. */
import { randomUUID } from "node:crypto";
import Type from "typebox";
import { makeLink } from "../../identity/one-time-links.js";
import { roles } from "../../identity/roles.js";
import {
  accountByEmail,
  insertAccount,
  membership,
  membersOf,
  putMembership,
} from "../../store/repositories/accounts.js";
import { endSessions } from "../../store/repositories/sessions.js";
import { actorOf, audited } from "../acting.js";
import type { Call } from "../call.js";
import { mailLater } from "../mail.js";
import { checkPlace } from "../placing.js";
import { notFound, Problem } from "../problem.js";
import { type AnyRoute, json, route } from "../route.js";
import { email, id, line, orNull, params, sent, told, word } from "../schema/values.js";

const tagged = { tag: "admin" } as const;

const member = told({
  id,
  email: orNull(Type.String()),
  name: Type.String(),
  role: word(...roles),
  client: orNull(id),
  rigs: orNull(Type.Array(id)),
  active: Type.Boolean(),
  second_factor: Type.Boolean(),
  version: Type.Integer(),
});

const place = {
  role: word(...roles),
  client: Type.Optional(orNull(id)),
  rigs: Type.Optional(orNull(Type.Array(id, { maxItems: 500 }))),
};

/** A super_admin is let in to make the first admin, and to nobody's business after that. */
async function checkFirst({ who, service }: Call<unknown, unknown, unknown>): Promise<void> {
  if (who.role !== "super_admin") return;
  const members = await service.store.control(({ sql }) => membersOf(sql, who.tenant));
  if (members.some(({ membership: held }) => held.role === "admin" && held.active === 1))
    throw new Problem("forbidden", "the tenant has an admin, who does that");
}

/** At least one person must be able to let others in. */
async function checkLast(
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
  if (others.length === 0)
    throw new Problem("conflict", "this is the last admin of the tenant; make another one first");
}

export const accountRoutes: readonly AnyRoute[] = [
  route({
    ...tagged,
    method: "GET",
    path: "/accounts",
    permission: "users:admin",
    summary: "Who is in this tenant, and as what.",
    answer: json(told({ items: Type.Array(member) })),
    async handle(call) {
      await checkFirst(call);
      const members = await call.service.store.control(({ sql }) => membersOf(sql, call.who.tenant));
      return {
        body: {
          items: members.map(({ account, membership: held }) => ({
            id: account.id,
            email: account.email,
            name: account.name,
            role: held.role,
            client: held.client_id,
            rigs: held.rig_ids === null ? null : (JSON.parse(held.rig_ids) as string[]),
            active: held.active === 1 && account.active === 1,
            second_factor: account.totp_secret !== null,
            version: held.version,
          })),
        },
      };
    },
  }),
  route({
    ...tagged,
    method: "POST",
    path: "/accounts",
    permission: "users:admin",
    summary: "Invite somebody: a link, by mail where it is set up, lets them choose a password.",
    body: sent({ email, name: line, ...place }),
    answer: json(told({ id, link: orNull(Type.String()) }), 201),
    async handle(call) {
      const { who, body, asked, service, now } = call;
      await checkFirst(call);
      const held = { role: body.role, client: body.client ?? null, rigs: body.rigs ?? null };
      await checkPlace(call, held);
      const known = await service.store.control(({ sql }) => accountByEmail(sql, body.email));
      if (known !== undefined) {
        const there = await service.store.control(({ sql }) => membership(sql, who.tenant, known.id));
        if (there !== undefined)
          throw new Problem("conflict", "somebody with that address is in this tenant");
      }
      const account = known?.id ?? randomUUID();
      await audited(service, who.tenant, actorOf(who, asked), {
        action: "account.invited",
        entity: "account",
        entityId: account,
        after: { role: held.role, client: held.client, rigs: held.rigs },
      });
      const link = await service.store.control(async ({ sql }) => {
        if (known === undefined)
          await insertAccount(sql, {
            id: account,
            email: body.email,
            name: body.name,
            passwordHash: null,
            now,
          });
        await putMembership(sql, { tenant: who.tenant, account, ...held, active: true }, now);
        // Whoever has an account elsewhere has a password; it is not an admin's here to change.
        return known === undefined
          ? makeLink(sql, { kind: "invitation", account, tenant: who.tenant, now })
          : undefined;
      });
      const url = link === undefined ? null : `${service.url()}/password/${link}`;
      if (url !== null)
        await mailLater(service, who.tenant, {
          to: body.email,
          subject: "Your account for shift reports",
          text: `${who.name} has made an account for you. Choose a password within seven days:\n\n${url}\n`,
        });
      return { body: { id: account, link: url } };
    },
  }),
  route({
    ...tagged,
    method: "PUT",
    path: "/memberships/{id}",
    permission: "users:admin",
    summary: "Change what somebody is in this tenant. Their sessions and tokens end.",
    params: params.id,
    body: sent({ ...place, active: Type.Boolean() }),
    answer: json(told({ version: Type.Integer() })),
    async handle(call) {
      const { who, params: path, body, asked, service, now } = call;
      await checkFirst(call);
      const before = await service.store.control(({ sql }) => membership(sql, who.tenant, path.id));
      if (before === undefined || before.role === "super_admin") throw notFound("account");
      const held = { role: body.role, client: body.client ?? null, rigs: body.rigs ?? null };
      await checkPlace(call, held);
      await checkLast(call, path.id, before.role !== "admin" || (body.active && body.role === "admin"));
      await audited(service, who.tenant, actorOf(who, asked), {
        action: "membership.changed",
        entity: "account",
        entityId: path.id,
        before: { role: before.role, client: before.client_id, active: before.active === 1 },
        after: { role: held.role, client: held.client, rigs: held.rigs, active: body.active },
      });
      const version = await service.store.control(async ({ sql }) => {
        await putMembership(sql, { tenant: who.tenant, account: path.id, ...held, active: body.active }, now);
        await endSessions(sql, path.id, { tenant: who.tenant });
        return (await membership(sql, who.tenant, path.id))?.version ?? 0;
      });
      return { body: { version } };
    },
  }),
];
