/** What admins do: people and their roles, keys of programs, settings, deputies, the audit chain, tenants. */
import { randomUUID } from "node:crypto";
import Type from "typebox";
import { beyond, makeKey } from "../../identity/keys.js";
import { makeLink } from "../../identity/one-time-links.js";
import { isPermission, type Permission, permissions, roles } from "../../identity/roles.js";
import { parseInstant } from "../../shift/clock.js";
import { verify } from "../../store/audit/chain.js";
import {
  accountByEmail,
  insertAccount,
  type Membership,
  membership,
  membersOf,
  putMembership,
} from "../../store/repositories/accounts.js";
import { apiKeysOf, revokeApiKey } from "../../store/repositories/api-keys.js";
import { addDelegation, listDelegations, revokeDelegation } from "../../store/repositories/delegations.js";
import { findMaster } from "../../store/repositories/master.js";
import { endSessions } from "../../store/repositories/sessions.js";
import { createTenant, getTenant, listTenants } from "../../store/repositories/tenants.js";
import { actorOf, audited } from "../acting.js";
import type { Call } from "../call.js";
import { etagOf } from "../etag.js";
import { mailLater } from "../mail.js";
import { accountNames } from "../names.js";
import { notFound, Problem } from "../problem.js";
import { type AnyRoute, json, nothing, route } from "../route.js";
import { email, id, instant, line, orNull, params, sent, told, word } from "../schema/values.js";
import { settingsSchema } from "../tenant-settings.js";

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

const at = (milliseconds: number): string => new Date(milliseconds).toISOString();

const wrong = (where: string, code: string, message: string): Problem =>
  new Problem("invalid", `${where}: ${message}`, { errors: [{ at: where, code, message }] });

/** Throws Problem for a role that who asks cannot give, or that lacks what belongs to it. */
async function checkPlace(
  { who, service }: Call<unknown, unknown, unknown>,
  asked: {
    readonly role: Membership["role"];
    readonly client: string | null;
    readonly rigs: readonly string[] | null;
  },
): Promise<void> {
  if (who.role === "super_admin" && asked.role !== "admin")
    throw new Problem("forbidden", "a super_admin makes the first admin of a tenant, who makes all others");
  if (asked.role === "super_admin")
    throw new Problem("forbidden", "a super_admin is made on the terminal alone");
  if ((asked.role === "client") !== (asked.client !== null))
    throw wrong("/client", "client-of-role", "the role client, and no other, belongs to a client");
  if (asked.rigs !== null && asked.role !== "supervisor")
    throw wrong("/rigs", "rigs-of-role", "a supervisor alone has rigs of their own");
  await service.store.read(who.tenant, async (transaction) => {
    if (asked.client !== null && (await findMaster(transaction, "client", asked.client)) === undefined)
      throw wrong("/client", "reference-missing", "there is no such client");
    for (const rig of asked.rigs ?? [])
      if ((await findMaster(transaction, "rig", rig)) === undefined)
        throw wrong("/rigs", "reference-missing", `there is no rig ${rig}`);
  });
}

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

const key = told({
  id,
  name: Type.String(),
  account: id,
  permissions: Type.Array(Type.String()),
  created_at: instant,
  expires_at: orNull(instant),
  revoked_at: orNull(instant),
  used_at: orNull(instant),
});

const tenant = told({ id: Type.String(), slug: Type.String(), name: Type.String(), active: Type.Boolean() });

export const adminRoutes: readonly AnyRoute[] = [
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
  route({
    ...tagged,
    method: "GET",
    path: "/api-keys",
    permission: "keys:manage",
    summary: "Keys of programs; their secrets are told to nobody.",
    answer: json(told({ items: Type.Array(key) })),
    async handle({ who, service }) {
      const keys = await service.store.control(({ sql }) => apiKeysOf(sql, who.tenant));
      const when = (value: number | null) => (value === null ? null : at(value));
      return {
        body: {
          items: keys.map((one) => ({
            id: one.id,
            name: one.name,
            account: one.account_id,
            permissions: JSON.parse(one.permissions) as string[],
            created_at: at(one.created_at),
            expires_at: when(one.expires_at),
            revoked_at: when(one.revoked_at),
            used_at: when(one.used_at),
          })),
        },
      };
    },
  }),
  route({
    ...tagged,
    method: "POST",
    path: "/api-keys",
    permission: "keys:manage",
    summary: "Make a key, with no more rights than one's own; it is told once.",
    body: sent({
      name: line,
      permissions: Type.Array(word(...permissions), { minItems: 1, maxItems: 50 }),
      expires_at: Type.Optional(orNull(instant)),
    }),
    answer: json(told({ id, key: Type.String() }), 201),
    async handle({ who, body, asked, service, now }) {
      const asking = body.permissions.filter((one): one is Permission => isPermission(one));
      const more = beyond(who, asking);
      if (more.length > 0)
        throw new Problem("forbidden", `a key does no more than its maker, who lacks ${more.join(", ")}`);
      const expires = body.expires_at == null ? null : parseInstant(body.expires_at);
      if (expires === undefined || (expires !== null && expires <= now))
        throw wrong("/expires_at", "not-readable", "it must be an instant to come, with its offset");
      const made = await makeKey(service.house, who, {
        name: body.name,
        permissions: asking,
        expiresAt: expires,
        now,
      });
      await audited(service, who.tenant, actorOf(who, asked), {
        action: "api-key.created",
        entity: "api_key",
        entityId: made.id,
        after: { name: body.name, permissions: asking },
      });
      return { body: { ...made }, headers: { "cache-control": "no-store" } };
    },
  }),
  route({
    ...tagged,
    method: "DELETE",
    path: "/api-keys/{id}",
    permission: "keys:manage",
    summary: "Make a key void.",
    params: params.id,
    answer: nothing,
    async handle({ who, params: path, asked, service, now }) {
      const done = await service.store.control(({ sql }) =>
        revokeApiKey(sql, { tenant: who.tenant, id: path.id, now }),
      );
      if (!done) throw notFound("key");
      await audited(service, who.tenant, actorOf(who, asked), {
        action: "api-key.revoked",
        entity: "api_key",
        entityId: path.id,
      });
      return undefined;
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/settings",
    permission: "settings:manage",
    summary: "What this tenant has chosen.",
    answer: json(settingsSchema),
    async handle({ who, service }) {
      const found = await getTenant(service.store, who.tenant);
      return { body: JSON.parse(found.settings) as never, etag: etagOf(found.row_version) };
    },
  }),
  route({
    ...tagged,
    method: "PUT",
    path: "/settings",
    permission: "settings:manage",
    summary: "Choose anew, whole.",
    body: settingsSchema,
    ifMatch: "required",
    answer: json(settingsSchema),
    async handle({ who, body, version = 0, asked, service }) {
      const before = await getTenant(service.store, who.tenant);
      if (before.row_version !== version)
        throw new Problem("changed", "somebody has changed the settings meanwhile");
      await audited(service, who.tenant, actorOf(who, asked), {
        action: "settings.changed",
        entity: "tenant",
        entityId: who.tenant,
        before: JSON.parse(before.settings) as never,
        after: body as never,
      });
      const { numUpdatedRows } = await service.store.control(({ sql }) =>
        sql
          .updateTable("tenant")
          .set({ settings: JSON.stringify(body), row_version: version + 1 })
          .where("id", "=", who.tenant)
          .where("row_version", "=", version)
          .executeTakeFirst(),
      );
      if (Number(numUpdatedRows) !== 1)
        throw new Problem("changed", "somebody has changed the settings meanwhile");
      return { body, etag: etagOf(version + 1) };
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/delegations",
    permission: "delegation:manage",
    summary: "Who acts for whom, and when.",
    answer: json(
      told({
        items: Type.Array(
          told({
            id,
            account: told({ id, name: Type.String() }),
            to_account: told({ id, name: Type.String() }),
            starts_at: instant,
            ends_at: instant,
            revoked: Type.Boolean(),
          }),
        ),
      }),
    ),
    async handle({ who, service }) {
      const all = await service.store.read(who.tenant, listDelegations);
      const nameOf = await accountNames(
        service,
        all.flatMap((one) => [one.account, one.to_account]),
      );
      return {
        body: {
          items: all.map((one) => ({
            id: one.id,
            account: { id: one.account, name: nameOf(one.account) },
            to_account: { id: one.to_account, name: nameOf(one.to_account) },
            starts_at: at(one.starts_at),
            ends_at: at(one.ends_at),
            revoked: one.revoked_at !== null,
          })),
        },
      };
    },
  }),
  route({
    ...tagged,
    method: "PUT",
    path: "/delegations/{id}",
    permission: "delegation:manage",
    summary: "Let somebody act for oneself; an admin sets it for others.",
    params: params.id,
    body: sent({ account: id, to_account: id, starts_at: instant, ends_at: instant }),
    answer: nothing,
    async handle({ who, params: path, body, asked, service }) {
      if (who.role !== "admin" && body.account !== who.account)
        throw new Problem("forbidden", "a manager names a deputy for themselves alone");
      const [startsAt, endsAt] = [parseInstant(body.starts_at), parseInstant(body.ends_at)];
      if (startsAt === undefined || endsAt === undefined || endsAt <= startsAt)
        throw wrong("/ends_at", "not-readable", "it must be an instant after starts_at");
      for (const account of [body.account, body.to_account]) {
        const held = await service.store.control(({ sql }) => membership(sql, who.tenant, account));
        if (held === undefined || held.role === "client")
          throw wrong("/to_account", "reference-missing", "there is no such person in this company");
      }
      await service.store.transaction(who.tenant, (transaction) =>
        addDelegation(transaction, {
          id: path.id,
          account: body.account,
          toAccount: body.to_account,
          startsAt,
          endsAt,
          by: actorOf(who, asked),
        }),
      );
      return undefined;
    },
  }),
  route({
    ...tagged,
    method: "DELETE",
    path: "/delegations/{id}",
    permission: "delegation:manage",
    summary: "End it before its time.",
    params: params.id,
    answer: nothing,
    async handle({ who, params: path, asked, service }) {
      await service.store.transaction(who.tenant, async (transaction) => {
        const found = await transaction.sql
          .selectFrom("delegation")
          .select("account")
          .where("id", "=", path.id)
          .executeTakeFirst();
        if (found === undefined || (who.role !== "admin" && found.account !== who.account))
          throw notFound("delegation");
        await revokeDelegation(transaction, path.id, actorOf(who, asked));
      });
      return undefined;
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/audit",
    permission: "audit:read",
    summary: "What was changed, by whom, the newest first.",
    query: Type.Object(
      {
        entity: Type.Optional(line),
        entity_id: Type.Optional(line),
        actor: Type.Optional(line),
        before: Type.Optional(Type.Integer({ minimum: 1 })),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
      },
      { additionalProperties: false },
    ),
    answer: json(
      told({
        items: Type.Array(
          told({
            seq: Type.Integer(),
            at: instant,
            actor: orNull(Type.String()),
            actor_kind: Type.String(),
            ip: orNull(Type.String()),
            action: Type.String(),
            entity: Type.String(),
            entity_id: Type.String(),
            before: Type.Unknown(),
            after: Type.Unknown(),
            hash: Type.String(),
          }),
        ),
      }),
    ),
    handle: ({ who, reach, query, service }) =>
      service.store.read(who.tenant, async ({ sql }) => {
        // Whoever holds it for themselves reads their own acts.
        const actor = reach === "own" ? who.account : query.actor;
        let events = sql.selectFrom("audit_event").selectAll();
        if (actor !== undefined) events = events.where("actor", "=", actor);
        if (query.entity !== undefined) events = events.where("entity", "=", query.entity);
        if (query.entity_id !== undefined) events = events.where("entity_id", "=", query.entity_id);
        if (query.before !== undefined) events = events.where("seq", "<", query.before);
        const rows = await events
          .orderBy("seq", "desc")
          .limit(query.limit ?? 100)
          .execute();
        return {
          body: {
            items: rows.map((row) => ({
              ...row,
              at: at(row.at),
              before: row.before === null ? null : JSON.parse(row.before),
              after: row.after === null ? null : JSON.parse(row.after),
            })),
          },
        };
      }),
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/audit/verify",
    permission: "audit:read",
    summary: "Follows the audit chain from its beginning; says where it is broken.",
    answer: json(
      told({
        whole: Type.Boolean(),
        seq: Type.Integer(),
        hash: orNull(Type.String()),
        what: orNull(Type.String()),
      }),
    ),
    async handle({ who, reach, service }) {
      if (reach !== "all") throw new Problem("forbidden", "this account reads its own acts alone");
      const found = await service.store.read(who.tenant, ({ sql }) => verify(sql));
      return found.isWhole
        ? { body: { whole: true, seq: found.head.seq, hash: found.head.hash, what: null } }
        : { body: { whole: false, seq: found.seq, hash: null, what: found.what } };
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/tenants",
    permission: "tenant:manage",
    summary: "All tenants of this service, and nothing of what is theirs.",
    answer: json(told({ items: Type.Array(tenant) })),
    async handle({ service }) {
      const all = await listTenants(service.store);
      return { body: { items: all.map((one) => ({ ...one, active: one.active === 1 })) } };
    },
  }),
  route({
    ...tagged,
    method: "PUT",
    path: "/tenants/{id}",
    permission: "tenant:manage",
    summary: "Make a tenant, and be let in to make its first admin.",
    params: Type.Object({ id: Type.String({ pattern: "^[0-9a-z][0-9a-z-]{0,39}$" }) }),
    body: sent({ name: line }),
    answer: json(tenant),
    async handle({ who, params: path, body, asked, service, now }) {
      const known = (await listTenants(service.store)).find((one) => one.id === path.id);
      if (known !== undefined) {
        if (known.name !== body.name)
          throw new Problem("conflict", "there is such a tenant, by another name");
        return { body: { ...known, active: known.active === 1 } };
      }
      await createTenant(service.store, { id: path.id, slug: path.id, name: body.name });
      await service.store.control(({ sql }) =>
        putMembership(
          sql,
          {
            tenant: path.id,
            account: who.account,
            role: "super_admin",
            client: null,
            rigs: null,
            active: true,
          },
          now,
        ),
      );
      await audited(service, path.id, actorOf(who, asked), {
        action: "tenant.created",
        entity: "tenant",
        entityId: path.id,
        after: { name: body.name },
      });
      return { body: { id: path.id, slug: path.id, name: body.name, active: true }, status: 201 };
    },
  }),
];
