/** What admins do beside people and keys: settings and deputies. */
import Type from "typebox";
import { isZone, parseInstant } from "../../shift/clock.js";
import { membership, membersOf } from "../../store/repositories/accounts.js";
import { addDelegation, listDelegations, revokeDelegation } from "../../store/repositories/delegations.js";
import { ssoProvidersOf } from "../../store/repositories/sso-providers.js";
import { getTenant } from "../../store/repositories/tenants.js";
import { said } from "../../words/refusal.js";
import { actorOf, audited } from "../acting.js";
import { etagOf } from "../etag.js";
import { accountNames } from "../names.js";
import { forbidden, notFound, Problem, wrong } from "../problem.js";
import { type AnyRoute, json, nothing, route } from "../route.js";
import { id, instant, params, sent, told } from "../schema/values.js";
import type { Service } from "../service.js";
import { settingsSchema } from "../tenant-settings.js";

const tagged = { tag: "admin" } as const;

const at = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** Nobody is locked out: a provider is there, and an admin who comes in where it is out. Throws Problem. */
async function checkSsoOnly(service: Service, of: string): Promise<void> {
  const { providers, members } = await service.store.control(async ({ sql }) => ({
    providers: await ssoProvidersOf(sql, of),
    members: await membersOf(sql, of),
  }));
  if (!providers.some(({ active }) => active === 1)) throw wrong("/sso_only", "no-provider");
  const isWayIn = members.some(
    ({ account, membership: { role, active } }) =>
      role === "admin" && active === 1 && account.active === 1 && account.totp_secret !== null,
  );
  if (!isWayIn) throw wrong("/sso_only", "no-second-factor");
}

export const adminRoutes: readonly AnyRoute[] = [
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
        throw new Problem("changed", said("changed", { what: "settings", version: null }));
      const zone = body.timetable?.time_zone;
      if (zone !== undefined && !isZone(zone)) throw wrong("/timetable/time_zone", "no-zone", { zone });
      if (body.sso_only === true) await checkSsoOnly(service, who.tenant);
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
        throw new Problem("changed", said("changed", { what: "settings", version: null }));
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
      if (who.role !== "admin" && body.account !== who.account) throw forbidden("deputy-of-other");
      const [startsAt, endsAt] = [parseInstant(body.starts_at), parseInstant(body.ends_at)];
      if (startsAt === undefined || endsAt === undefined || endsAt <= startsAt)
        throw wrong("/ends_at", "ends-before-start", { what: "row" });
      for (const account of [body.account, body.to_account]) {
        const held = await service.store.control(({ sql }) => membership(sql, who.tenant, account));
        if (held === undefined || held.role === "client")
          throw wrong("/to_account", "reference-missing", { what: "person" });
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
];
