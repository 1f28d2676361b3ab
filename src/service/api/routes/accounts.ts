/** People of a tenant: who they are there, their invitations, and where they are signed in. */
import { randomUUID } from "node:crypto";
import Type from "typebox";
import { invite } from "../../identity/invite.js";
import { linkKinds, makeLink } from "../../identity/one-time-links.js";
import { roles } from "../../identity/roles.js";
import { isOpen } from "../../identity/who-asks.js";
import { accountByEmail, membership, membersOf, putMembership } from "../../store/repositories/accounts.js";
import { knownByProviders } from "../../store/repositories/identities.js";
import { endSessions, sessionsOfTenant } from "../../store/repositories/sessions.js";
import { letterWords } from "../../words/letter-words.js";
import { said } from "../../words/refusal.js";
import { actorOf, audited } from "../acting.js";
import type { Call } from "../call.js";
import { languageFor } from "../languages.js";
import { mailLater } from "../outbox/mail.js";
import { checkLast, ownMember } from "../own-member.js";
import { checkPlace } from "../placing.js";
import { forbidden, notFound, Problem } from "../problem.js";
import { type AnyRoute, json, nothing, route } from "../route.js";
import { email, id, instant, line, orNull, params, sent, told, word } from "../schema/values.js";

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
  /** Nothing to sign in with yet: the link of the invitation was not used. */
  invited: Type.Boolean(),
  /** Known by a provider. */
  sso: Type.Boolean(),
  /** Where they are signed in now, in this tenant. */
  sessions: Type.Integer(),
  seen_at: orNull(instant),
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
    throw forbidden("admin-does-that");
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
      const { members, known, sessions } = await call.service.store.control(async ({ sql }) => {
        const all = await membersOf(sql, call.who.tenant);
        return {
          members: all,
          known: await knownByProviders(
            sql,
            all.map(({ account }) => account.id),
          ),
          sessions: (await sessionsOfTenant(sql, call.who.tenant)).filter((one) => isOpen(one, call.now)),
        };
      });
      const openOf = (account: string) => sessions.filter(({ account_id }) => account_id === account);
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
            invited: account.password_hash === null && !known.has(account.id),
            sso: known.has(account.id),
            sessions: openOf(account.id).length,
            seen_at: instantOf(openOf(account.id)[0]?.seen_at),
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
        if (there !== undefined) throw new Problem("conflict", said("in-tenant"));
      }
      const account = known?.id ?? randomUUID();
      await audited(service, who.tenant, actorOf(who, asked), {
        action: "account.invited",
        entity: "account",
        entityId: account,
        after: { role: held.role, client: held.client, rigs: held.rigs },
      });
      const { email: address, name } = body;
      // Whoever comes has chosen no language yet: it is that of who lets them in.
      const language = languageFor(asked, who);
      const words = letterWords(language);
      const { link } = await service.store.control(({ sql }) =>
        invite(sql, { email: address, name, held, tenant: who.tenant, id: account, now }),
      );
      const url = link === undefined ? null : `${service.url()}/password/${link}`;
      if (url !== null)
        await mailLater(service, who.tenant, {
          to: body.email,
          until: now + linkKinds.invitation,
          letter: {
            language,
            subject: words.invitation.subject,
            paragraphs: [words.invitation.text(who.name)],
            link: { name: words.choosePassword, url },
            foot: words.invitation.foot,
          },
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
  route({
    ...tagged,
    method: "POST",
    path: "/accounts/{id}/link",
    permission: "users:admin",
    summary:
      "A new link with which somebody sets a password: of an invitation, or where there is no mail to ask for one by.",
    params: params.id,
    answer: json(told({ link: Type.String() }), 201),
    async handle(call) {
      const { who, params: path, asked, service, now } = call;
      await checkFirst(call);
      const { account } = await ownMember(call, path.id);
      await audited(service, who.tenant, actorOf(who, asked), {
        action: "account.link-made",
        entity: "account",
        entityId: account.id,
      });
      const kind = account.password_hash === null ? "invitation" : "reset";
      const link = await service.store.control(({ sql }) =>
        makeLink(sql, { kind, account: account.id, tenant: who.tenant, now }),
      );
      return {
        body: { link: `${service.url()}/password/${link}` },
        headers: { "cache-control": "no-store" },
      };
    },
  }),
  route({
    ...tagged,
    method: "DELETE",
    path: "/accounts/{id}/sessions",
    permission: "users:admin",
    summary: "Sign somebody out of this tenant, wherever they are signed in: a lost device.",
    params: params.id,
    answer: nothing,
    async handle(call) {
      const { who, params: path, asked, service } = call;
      await checkFirst(call);
      const held = await service.store.control(({ sql }) => membership(sql, who.tenant, path.id));
      if (held === undefined || held.role === "super_admin") throw notFound("account");
      await audited(service, who.tenant, actorOf(who, asked), {
        action: "account.signed-out",
        entity: "account",
        entityId: path.id,
      });
      await service.store.control(({ sql }) => endSessions(sql, path.id, { tenant: who.tenant }));
      return undefined;
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/colleagues",
    permission: "delegation:manage",
    summary: "Who may be named as a deputy: members of the company that are let in.",
    answer: json(told({ items: Type.Array(told({ id, name: Type.String(), role: word(...roles) })) })),
    async handle({ who, service }) {
      const members = await service.store.control(({ sql }) => membersOf(sql, who.tenant));
      const items = members
        .filter(
          ({ account, membership: { role, active } }) =>
            active === 1 && account.active === 1 && role !== "client" && role !== "super_admin",
        )
        .map(({ account, membership: { role } }) => ({ id: account.id, name: account.name, role }));
      return { body: { items } };
    },
  }),
];

const instantOf = (at: number | undefined): string | null =>
  at === undefined ? null : new Date(at).toISOString();
