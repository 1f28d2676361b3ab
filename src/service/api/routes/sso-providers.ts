/** What admins set of the providers by which people sign in. */
import Type, { type Static } from "typebox";
import { Failure } from "../../../failure/failure.js";
import { roles } from "../../identity/roles.js";
import {
  issuerUrl,
  type Provider,
  type ProviderSettings,
  providerKinds,
  providerOf,
  secretOf,
  strangerRules,
} from "../../identity/sso/provider.js";
import type { Json } from "../../store/audit/event.js";
import {
  putSsoProvider,
  removeSsoProvider,
  ssoProviderById,
  ssoProvidersOf,
} from "../../store/repositories/sso-providers.js";
import { said } from "../../words/refusal.js";
import { actorOf, audited } from "../acting.js";
import { etagOf } from "../etag.js";
import { checkPlace } from "../placing.js";
import { notFound, Problem, wrong } from "../problem.js";
import { backOf, ownProvider } from "../provider-way.js";
import { type AnyRoute, json, nothing, route } from "../route.js";
import { id, line, orNull, params, sent, told, word } from "../schema/values.js";
import type { Service } from "../service.js";

const tagged = { tag: "admin", permission: "sso:manage" } as const;

const place = {
  group: line,
  role: word(...roles.filter((role) => role !== "super_admin")),
  client: orNull(id),
  rigs: orNull(Type.Array(id, { maxItems: 500 })),
};

const settings = {
  name: line,
  kind: word(...providerKinds),
  issuer: Type.String({ minLength: 1, maxLength: 500 }),
  client_id: line,
  domains: Type.Array(Type.String({ pattern: "^[a-z0-9.-]{1,253}$" }), { maxItems: 50 }),
  groups_claim: Type.String({ pattern: "^[A-Za-z0-9_:./-]{1,200}$" }),
  group_map: Type.Array(sent(place), { maxItems: 200 }),
  directories: Type.Array(line, { maxItems: 50 }),
  strangers: word(...strangerRules),
  audience: orNull(line),
  active: Type.Boolean(),
};

const sentProvider = sent({
  ...settings,
  /** Left out, the one that is kept stays; null takes it away. */
  client_secret: Type.Optional(orNull(Type.String({ minLength: 1, maxLength: 500 }))),
});

type Sent = Static<typeof sentProvider>;

const provider = told({
  id,
  ...settings,
  group_map: Type.Array(told(place)),
  has_secret: Type.Boolean(),
  /** What is registered at the provider as the address to come back to. */
  redirect_uri: Type.String(),
  row_version: Type.Integer(),
});

const shown = (service: Service, one: Provider) => ({
  id: one.id,
  name: one.name,
  kind: one.kind,
  issuer: one.issuer,
  client_id: one.clientId,
  domains: [...one.domains],
  groups_claim: one.groupsClaim,
  group_map: one.places.map((each) => ({ ...each, rigs: each.rigs === null ? null : [...each.rigs] })),
  directories: [...one.directories],
  strangers: one.strangers,
  audience: one.audience,
  active: one.isActive,
  has_secret: one.secret !== null,
  redirect_uri: backOf(service),
  row_version: one.version,
});

/** Throws Problem for what cannot hold together. */
function checkSettings(service: Service, body: Sent): void {
  try {
    issuerUrl(body.issuer, service.house.issuers.allowPrivate);
  } catch (error) {
    if (error instanceof Failure) throw wrong("/issuer", "issuer", { why: error.message });
    throw error;
  }
  if (body.kind === "entra" && body.directories.length === 0) throw wrong("/directories", "no-directory");
  // An ID token of anybody who signs in would be a token of a machine.
  if (body.audience === body.client_id) throw wrong("/audience", "same-audience");
  if (body.strangers === "admitted" && body.group_map.length === 0) throw wrong("/group_map", "no-groups");
}

const toldOf = (one: Provider): Json => ({
  name: one.name,
  kind: one.kind,
  issuer: one.issuer,
  client_id: one.clientId,
  domains: one.domains,
  groups_claim: one.groupsClaim,
  group_map: one.places as unknown as Json,
  directories: one.directories,
  strangers: one.strangers,
  audience: one.audience,
  active: one.isActive,
});

export const ssoProviderRoutes: readonly AnyRoute[] = [
  route({
    ...tagged,
    method: "GET",
    path: "/sso-providers",
    summary: "Providers by which people of this tenant sign in; their secrets are told to nobody.",
    answer: json(told({ items: Type.Array(provider), redirect_uri: Type.String() })),
    async handle({ who, service }) {
      const rows = await service.store.control(({ sql }) => ssoProvidersOf(sql, who.tenant));
      return {
        body: {
          items: rows.map((row) => shown(service, providerOf(row))),
          redirect_uri: backOf(service),
        },
      };
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/sso-providers/{id}",
    summary: "One of them.",
    params: params.id,
    answer: json(provider),
    async handle({ who, params: path, service }) {
      const one = await ownProvider(service, who.tenant, path.id);
      return { body: shown(service, one), etag: etagOf(one.version) };
    },
  }),
  route({
    ...tagged,
    method: "PUT",
    path: "/sso-providers/{id}",
    summary: "Make or change a provider, whole.",
    params: params.id,
    body: sentProvider,
    ifMatch: "new",
    answer: json(provider),
    async handle(call) {
      const { who, params: path, body, version, asked, service } = call;
      checkSettings(service, body);
      for (const [i, each] of body.group_map.entries()) await checkPlace(call, each, `/group_map/${i}`);
      const row = await service.store.control(({ sql }) => ssoProviderById(sql, path.id));
      if (row !== undefined && row.tenant_id !== who.tenant) throw new Problem("conflict", said("id-taken"));
      if (row === undefined && version !== undefined) throw notFound("provider");
      const before = row === undefined ? undefined : providerOf(row);
      if (before !== undefined && before.version !== version)
        throw new Problem("changed", said("changed", { what: "provider", version: null }));
      const secret =
        body.client_secret === undefined
          ? (before?.secret ?? "")
          : body.client_secret === null
            ? ""
            : service.house.sealing.seal(body.client_secret, secretOf(path.id));
      const kept: ProviderSettings = {
        kind: body.kind,
        directories: body.directories,
        groups_claim: body.groups_claim,
        strangers: body.strangers,
        audience: body.audience,
      };
      const put = {
        id: path.id,
        tenant_id: who.tenant,
        name: body.name,
        issuer: body.issuer,
        client_id: body.client_id,
        secret_ref: secret,
        domains: JSON.stringify(body.domains),
        group_map: JSON.stringify(body.group_map),
        settings: JSON.stringify(kept),
        active: body.active ? 1 : 0,
      };
      const after = providerOf({ ...put, row_version: (version ?? 0) + 1 });
      await audited(service, who.tenant, actorOf(who, asked), {
        action: before === undefined ? "sso-provider.created" : "sso-provider.changed",
        entity: "sso_provider",
        entityId: path.id,
        ...(before !== undefined && { before: toldOf(before) }),
        after: { ...(toldOf(after) as object), secret_changed: body.client_secret !== undefined },
      });
      if (!(await service.store.control(({ sql }) => putSsoProvider(sql, put, version ?? null))))
        throw new Problem("changed", said("changed", { what: "provider", version: null }));
      service.house.issuers.forget(body.issuer);
      return {
        body: shown(service, after),
        etag: etagOf(after.version),
        status: before === undefined ? 201 : 200,
      };
    },
  }),
  route({
    ...tagged,
    method: "DELETE",
    path: "/sso-providers/{id}",
    summary: "Take a provider away. Who was known by it is known by it again where it comes back.",
    params: params.id,
    answer: nothing,
    async handle({ who, params: path, asked, service }) {
      const one = await ownProvider(service, who.tenant, path.id);
      await audited(service, who.tenant, actorOf(who, asked), {
        action: "sso-provider.removed",
        entity: "sso_provider",
        entityId: one.id,
        before: toldOf(one),
      });
      await service.store.control(({ sql }) => removeSsoProvider(sql, { tenant: who.tenant, id: one.id }));
      return undefined;
    },
  }),
];
