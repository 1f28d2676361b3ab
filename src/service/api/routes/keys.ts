/** Keys of programs, which act for the account that made them. */
import Type from "typebox";
import { beyond, makeKey } from "../../identity/keys.js";
import { isPermission, type Permission, permissions } from "../../identity/roles.js";
import { parseInstant } from "../../shift/clock.js";
import { apiKeysOf, revokeApiKey } from "../../store/repositories/api-keys.js";
import { actorOf, audited } from "../acting.js";
import { accountNames } from "../names.js";
import { forbidden, notFound, wrong } from "../problem.js";
import { type AnyRoute, json, nothing, route } from "../route.js";
import { id, instant, line, orNull, params, sent, told, word } from "../schema/values.js";

const tagged = { tag: "admin" } as const;

const at = (milliseconds: number): string => new Date(milliseconds).toISOString();

const key = told({
  id,
  name: Type.String(),
  account: id,
  account_name: Type.String(),
  permissions: Type.Array(Type.String()),
  created_at: instant,
  expires_at: orNull(instant),
  revoked_at: orNull(instant),
  used_at: orNull(instant),
});

export const keyRoutes: readonly AnyRoute[] = [
  route({
    ...tagged,
    method: "GET",
    path: "/api-keys",
    permission: "keys:manage",
    summary: "Keys of programs; their secrets are told to nobody.",
    answer: json(told({ items: Type.Array(key) })),
    async handle({ who, service }) {
      const keys = await service.store.control(({ sql }) => apiKeysOf(sql, who.tenant));
      const nameOf = await accountNames(
        service,
        keys.map(({ account_id }) => account_id),
      );
      const when = (value: number | null) => (value === null ? null : at(value));
      return {
        body: {
          items: keys.map((one) => ({
            id: one.id,
            name: one.name,
            account: one.account_id,
            account_name: nameOf(one.account_id),
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
      if (more.length > 0) throw forbidden("key-beyond-maker", { permissions: more });
      const expires = body.expires_at == null ? null : parseInstant(body.expires_at);
      if (expires === undefined || (expires !== null && expires <= now))
        throw wrong("/expires_at", "not-to-come");
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
];
