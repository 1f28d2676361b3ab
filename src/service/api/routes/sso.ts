/** Signing in by a provider: to it, and back from it. */
import Type from "typebox";
import { beginSession } from "../../identity/sign-in.js";
import { admit } from "../../identity/sso/admit.js";
import { type Claims, personIn, type SsoRefusal } from "../../identity/sso/claims.js";
import { begunIn, endFlow, type Purpose } from "../../identity/sso/flow.js";
import { type Provider, providerOf } from "../../identity/sso/provider.js";
import { memberOf } from "../../store/repositories/accounts.js";
import { identitiesOf, insertIdentity } from "../../store/repositories/identities.js";
import { ssoProviderById, ssoProvidersOf } from "../../store/repositories/sso-providers.js";
import { listTenants } from "../../store/repositories/tenants.js";
import { audited } from "../acting.js";
import type { OpenCall } from "../call.js";
import { notFound, Problem } from "../problem.js";
import { backOf, openProvider, reasonOf, sendAway } from "../provider-way.js";
import { type AnyRoute, json, publicRoute, type Redirected, redirect } from "../route.js";
import { id, line, params, told } from "../schema/values.js";
import { awayIn, noAwayCookie, sessionCookie } from "../session-cookie.js";
import { keepTried } from "../tried-provider.js";

const tagged = { tag: "session" } as const;

/** A path of the app, and nothing that a browser takes for another site. */
const pathIn = (text: string | undefined): string =>
  text !== undefined && /^\/(?![/\\])[^\\\s]{0,500}$/.test(text) ? text : "/";

export const ssoRoutes: readonly AnyRoute[] = [
  publicRoute({
    ...tagged,
    method: "GET",
    path: "/sso",
    permission: "public",
    summary:
      "Providers by which people may sign in: of a tenant, of an address's domain, or of the only tenant there is.",
    query: Type.Object(
      { tenant: Type.Optional(line), domain: Type.Optional(line) },
      { additionalProperties: false },
    ),
    answer: json(told({ items: Type.Array(told({ id, name: Type.String() })) })),
    async handle({ query, service }) {
      const open = (await listTenants(service.store)).filter(({ active }) => active === 1);
      const domain = query.domain?.toLowerCase();
      // Of many tenants nobody is told whom they have: only who knows one already.
      const asked =
        query.tenant !== undefined
          ? open.filter(({ slug }) => slug === query.tenant)
          : domain !== undefined || open.length === 1
            ? open
            : [];
      const rows = await service.store.control(async ({ sql }) => {
        const all = [];
        for (const tenant of asked) all.push(...(await ssoProvidersOf(sql, tenant.id)));
        return all;
      });
      const items = rows
        .map(providerOf)
        .filter(({ isActive, domains }) => isActive && (domain === undefined || domains.includes(domain)))
        .map(({ id: own, name }) => ({ id: own, name }));
      return { body: { items } };
    },
  }),
  publicRoute({
    ...tagged,
    method: "GET",
    path: "/sso/{id}/start",
    permission: "public",
    summary: "Goes to a provider, to sign in there.",
    params: params.id,
    query: Type.Object(
      { next: Type.Optional(Type.String({ maxLength: 500 })) },
      { additionalProperties: false },
    ),
    answer: redirect,
    async handle({ params: path, query, service, now }) {
      const provider = await openProvider(service, path.id);
      if (!provider.isActive) throw notFound("provider");
      const purpose: Purpose = { kind: "sign-in", next: pathIn(query.next) };
      try {
        const { url, cookie } = await sendAway(service, provider, purpose, now);
        return { location: url, cookies: [cookie] };
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        return { location: "/sign-in?sso=provider", cookies: [] };
      }
    },
  }),
  publicRoute({
    ...tagged,
    method: "GET",
    path: "/sso/callback",
    permission: "public",
    summary: "Where a provider sends people back to.",
    query: Type.Object({
      state: Type.Optional(Type.String({ maxLength: 500 })),
      code: Type.Optional(Type.String({ maxLength: 8000 })),
      error: Type.Optional(Type.String({ maxLength: 500 })),
    }),
    answer: redirect,
    async handle(call) {
      const { asked, service, now, query } = call;
      const begun = begunIn(service.house, awayIn(asked.header("cookie")), now);
      if (begun === undefined) return backTo({ kind: "sign-in", next: "/" }, "gone");
      const row = await service.store.control(({ sql }) => ssoProviderById(sql, begun.provider));
      // A provider that was changed meanwhile is another one than was asked.
      if (row === undefined || row.row_version !== begun.version) return backTo(begun.purpose, "gone");
      const provider = providerOf(row);
      const said = new URLSearchParams(query as Readonly<Record<string, string>>);
      const claims = await endFlow(service.house, provider, {
        begun,
        back: backOf(service),
        query: said,
        now,
      });
      if (isRefusal(claims)) {
        service.log.warn("a sign-in by a provider failed", {
          provider: provider.id,
          why: reasonOf(claims.cause),
        });
        if (begun.purpose.kind === "try") await keepTried(call, { provider, begun, claims: undefined });
        return backTo(begun.purpose, claims.refused);
      }
      switch (begun.purpose.kind) {
        case "sign-in":
          return signedIn(call, provider, claims, begun.purpose);
        case "link":
          return linked(call, provider, claims, begun.purpose);
        case "try":
          await keepTried(call, { provider, begun, claims });
          return backTo(begun.purpose);
      }
    },
  }),
];

const isRefusal = (
  claims: Claims | { readonly refused: SsoRefusal; readonly cause: unknown },
): claims is { readonly refused: SsoRefusal; readonly cause: unknown } => "refused" in claims;

/** Back to the page that the way began at, with what came of it in a word. */
function backTo(purpose: Purpose, refused?: SsoRefusal): Redirected {
  const said = refused ?? "done";
  const location =
    purpose.kind === "sign-in"
      ? `/sign-in?sso=${said}`
      : purpose.kind === "link"
        ? `/account?sso=${said}`
        : `/settings/sso?tried=${said}&provider=${purpose.provider}`;
  return { location, cookies: [noAwayCookie] };
}

type Coming = OpenCall<unknown, unknown, unknown>;

async function signedIn(
  { asked, service, now }: Coming,
  provider: Provider,
  claims: Claims,
  purpose: Extract<Purpose, { kind: "sign-in" }>,
): Promise<Redirected> {
  if (!provider.isActive) return backTo(purpose, "gone");
  const person = personIn(provider, claims);
  const admitted =
    typeof person === "string"
      ? { refused: person }
      : await admit(service.store, provider, person, { address: asked.address, now });
  if (typeof person === "string" || "refused" in admitted) {
    const why = "refused" in admitted ? admitted.refused : "provider";
    service.log.info("a provider's person was not let in", { provider: provider.id, why });
    return backTo(purpose, why);
  }
  const { account } = admitted;
  const actor = { account, kind: "person", role: "sso", ip: asked.address } as const;
  await audited(service, provider.tenant, actor, {
    action: "sign-in",
    entity: "account",
    entityId: account,
    after: { provider: provider.id },
  });
  const from = { address: asked.address, agent: asked.agent, session: asked.cookie, now };
  const { secret, expiresAt } = await service.store.control(({ sql }) =>
    beginSession(sql, { account, tenant: provider.tenant, mfa: person.mfa, from }),
  );
  const seconds = Math.max(0, Math.floor((expiresAt - now) / 1000));
  return { location: purpose.next, cookies: [sessionCookie(secret, seconds), noAwayCookie] };
}

/** Who is known by the password takes on the provider's name for them. */
async function linked(
  { asked, service, now }: Coming,
  provider: Provider,
  claims: Claims,
  purpose: Extract<Purpose, { kind: "link" }>,
): Promise<Redirected> {
  const person = personIn(provider, claims);
  if (typeof person === "string") return backTo(purpose, person);
  const member = await service.store.control(({ sql }) => memberOf(sql, provider.tenant, purpose.account));
  if (member?.membership.active !== 1 || member.account.active !== 1) return backTo(purpose, "inactive");
  const { issuer, subject, directory } = person;
  await audited(
    service,
    provider.tenant,
    { account: purpose.account, kind: "person", role: member.membership.role, ip: asked.address },
    { action: "identity.linked", entity: "account", entityId: purpose.account, after: { issuer, subject } },
  );
  const isTheirs = await service.store.control(async ({ sql }) => {
    const row = { issuer, subject, account_id: purpose.account, tid: directory, created_at: now };
    if (await insertIdentity(sql, row)) return true;
    return (await identitiesOf(sql, purpose.account)).some(
      (one) => one.issuer === issuer && one.subject === subject,
    );
  });
  return backTo(purpose, isTheirs ? undefined : "linked-elsewhere");
}
