/** Tenants, for whoever runs the service: which there are, a new one, one that is put aside and taken back. Nothing of what is theirs. */
import Type from "typebox";
import { putMembership } from "../../store/repositories/accounts.js";
import { changeTenant, createTenant, listTenants } from "../../store/repositories/tenants.js";
import type { ControlTables } from "../../store/schema/tables.js";
import { said } from "../../words/refusal.js";
import { actorOf, audited } from "../acting.js";
import { etagOf } from "../etag.js";
import { forbidden, notFound, Problem } from "../problem.js";
import { type AnyRoute, json, route } from "../route.js";
import { instant, line, sent, told } from "../schema/values.js";

const tagged = { tag: "admin", permission: "tenant:manage" } as const;

const path = Type.Object({ id: Type.String({ pattern: "^[0-9a-z][0-9a-z-]{0,39}$" }) });

const tenant = told({
  id: Type.String(),
  slug: Type.String(),
  name: Type.String(),
  active: Type.Boolean(),
  created_at: instant,
  row_version: Type.Integer(),
});

const shown = ({ id, slug, name, active, created_at, row_version }: ControlTables["tenant"]) => ({
  ...{ id, slug, name, row_version },
  active: active === 1,
  created_at: new Date(created_at).toISOString(),
});

export const tenantRoutes: readonly AnyRoute[] = [
  route({
    ...tagged,
    method: "GET",
    path: "/tenants",
    summary: "All tenants of this service, and nothing of what is theirs.",
    answer: json(told({ items: Type.Array(tenant) })),
    handle: async ({ service }) => ({ body: { items: (await listTenants(service.store)).map(shown) } }),
  }),
  route({
    ...tagged,
    method: "PUT",
    path: "/tenants/{id}",
    summary: "Make a tenant, and be let in to make its first admin.",
    params: path,
    body: sent({ name: line }),
    answer: json(tenant),
    async handle({ who, params: { id }, body: { name }, asked, service, now }) {
      const known = (await listTenants(service.store)).find((one) => one.id === id);
      if (known !== undefined) {
        if (known.name !== name) throw new Problem("conflict", said("tenant-by-other-name"));
        return { body: shown(known), etag: etagOf(known.row_version) };
      }
      await createTenant(service.store, { id, slug: id, name });
      await service.store.control(({ sql }) =>
        putMembership(
          sql,
          { tenant: id, account: who.account, role: "super_admin", client: null, rigs: null, active: true },
          now,
        ),
      );
      await audited(service, id, actorOf(who, asked), {
        action: "tenant.created",
        entity: "tenant",
        entityId: id,
        after: { name },
      });
      const body = { id, slug: id, name, active: true, created_at: new Date(now).toISOString() };
      return { body: { ...body, row_version: 1 }, status: 201, etag: etagOf(1) };
    },
  }),
  route({
    ...tagged,
    method: "PUT",
    path: "/tenants/{id}/active",
    summary:
      "Put a tenant aside, so that nobody of it is let in and nothing is done for it; or take it back. What it has stays.",
    params: path,
    body: sent({ active: Type.Boolean() }),
    ifMatch: "required",
    answer: json(tenant),
    async handle({ who, params: { id }, body: { active }, version = 0, asked, service }) {
      const known = (await listTenants(service.store)).find((one) => one.id === id);
      if (known === undefined) throw notFound("tenant");
      if (id === who.tenant) throw forbidden("own-tenant");
      const changed = new Problem("changed", said("changed", { what: "tenant", version: known.row_version }));
      if (known.row_version !== version) throw changed;
      await audited(service, id, actorOf(who, asked), {
        action: active ? "tenant.taken-back" : "tenant.put-aside",
        entity: "tenant",
        entityId: id,
        before: { active: known.active === 1 },
        after: { active },
      });
      const row = await changeTenant(service.store, id, { active: active ? 1 : 0 }, version);
      if (row === undefined) throw changed;
      return { body: shown(row), etag: etagOf(row.row_version) };
    },
  }),
];
