/** Signing in by a provider: to it, back from it, and other ways to sign in to an account of one's own. */
import { createHash } from "node:crypto";
import Type from "typebox";
import { hashOf } from "../../identity/opaque.js";
import { beginSession } from "../../identity/sign-in.js";
import { admit, verdictOn } from "../../identity/sso/admit.js";
import { type Claims, personIn, type SsoRefusal } from "../../identity/sso/claims.js";
import {
  type Begun,
  beginFlow,
  begunIn,
  endFlow,
  FLOW_WITHIN,
  type Purpose,
} from "../../identity/sso/flow.js";
import { type Provider, providerOf } from "../../identity/sso/provider.js";
import { accountById, memberOf } from "../../store/repositories/accounts.js";
import { identitiesOf, insertIdentity, removeIdentity } from "../../store/repositories/identities.js";
import { endTokens, insertToken } from "../../store/repositories/one-time-tokens.js";
import { ssoProviderById, ssoProvidersOf } from "../../store/repositories/sso-providers.js";
import { listTenants } from "../../store/repositories/tenants.js";
import { actorOf, audited } from "../acting.js";
import type { OpenCall } from "../call.js";
import { notFound, Problem, tooMany } from "../problem.js";
import { type AnyRoute, json, nothing, publicRoute, type Redirected, redirect, route } from "../route.js";
import { id, instant, line, params, sent, told } from "../schema/values.js";
import type { Service } from "../service.js";
import { awayCookie, awayIn, noAwayCookie, sessionCookie } from "../session-cookie.js";

const tagged = { tag: "session" } as const;

/** Where providers send people back to; what is registered there. */
export const backOf = (service: Service): string => `${service.url()}/api/v1/sso/callback`;

/** One that people may use now. Throws Problem. */
export async function openProvider(service: Service, wanted: string): Promise<Provider> {
  const found = await service.store.control(async ({ sql }) => {
    const row = await ssoProviderById(sql, wanted);
    if (row === undefined) return undefined;
    const open = await sql
      .selectFrom("tenant")
      .select("id")
      .where("id", "=", row.tenant_id)
      .where("active", "=", 1)
      .executeTakeFirst();
    return open === undefined ? undefined : providerOf(row);
  });
  if (found === undefined) throw notFound("provider");
  return found;
}

/** Where to send the browser, and its cookie. Throws Problem where the provider does not answer. */
export async function sendAway(
  service: Service,
  provider: Provider,
  purpose: Purpose,
  now: number,
): Promise<{ readonly url: string; readonly cookie: string }> {
  try {
    const { url, cookie } = await beginFlow(service.house, provider, { purpose, back: backOf(service), now });
    return { url, cookie: awayCookie(cookie, FLOW_WITHIN / 1000) };
  } catch (error) {
    service.log.warn("a provider of sign-ins does not answer", {
      provider: provider.id,
      why: reasonOf(error),
    });
    throw new Problem("unavailable", `${provider.name} does not answer; try again, or sign in by password`, {
      cause: error,
    });
  }
}

/** The deepest reason, which says what went wrong; what is around it says where that was noticed. */
export function reasonOf(error: unknown): string {
  let [reason, depth] = [error, 0];
  while (reason instanceof Error && reason.cause instanceof Error && depth++ < 5) reason = reason.cause;
  return (reason instanceof Error ? reason.message : String(reason)).slice(0, 300);
}

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
  route({
    ...tagged,
    method: "GET",
    path: "/me/identities",
    permission: "signed-in",
    summary: "Providers by which one signs in, beside a password.",
    answer: json(
      told({
        items: Type.Array(
          told({ id: Type.String(), issuer: Type.String(), subject: Type.String(), created_at: instant }),
        ),
        providers: Type.Array(told({ id, name: Type.String() })),
      }),
    ),
    async handle({ who, service }) {
      if (who.by !== "session") throw bySession();
      const { identities, providers } = await service.store.control(async ({ sql }) => ({
        identities: await identitiesOf(sql, who.account),
        providers: (await ssoProvidersOf(sql, who.tenant)).map(providerOf),
      }));
      return {
        body: {
          items: identities.map(({ issuer, subject, created_at }) => ({
            id: identityId({ issuer, subject }),
            issuer,
            subject,
            created_at: new Date(created_at).toISOString(),
          })),
          providers: providers
            .filter(({ isActive }) => isActive)
            .map((one) => ({ id: one.id, name: one.name })),
        },
      };
    },
  }),
  route({
    ...tagged,
    method: "POST",
    path: "/me/identities",
    permission: "signed-in",
    summary:
      "Begin to take on a provider as another way to sign in: the browser goes to the address that is answered.",
    body: sent({ provider: id }),
    answer: json(told({ url: Type.String() })),
    async handle({ who, body, service, now }) {
      if (who.by !== "session") throw bySession();
      const wait = service.floods.take(`link ${who.account}`, now);
      if (wait > 0) throw tooMany(wait);
      const provider = await openProvider(service, body.provider);
      if (provider.tenant !== who.tenant || !provider.isActive) throw notFound("provider");
      const { url, cookie } = await sendAway(service, provider, { kind: "link", account: who.account }, now);
      return { body: { url }, headers: { "set-cookie": cookie, "cache-control": "no-store" } };
    },
  }),
  route({
    ...tagged,
    method: "DELETE",
    path: "/me/identities/{id}",
    permission: "signed-in",
    summary: "Give up a provider as a way to sign in.",
    params: Type.Object({ id: Type.String({ pattern: "^[0-9a-f]{24}$" }) }),
    answer: nothing,
    async handle({ who, params: path, asked, service }) {
      if (who.by !== "session") throw bySession();
      const { account, all } = await service.store.control(async ({ sql }) => ({
        account: await accountById(sql, who.account),
        all: await identitiesOf(sql, who.account),
      }));
      const one = all.find((identity) => identityId(identity) === path.id);
      if (one === undefined) throw notFound("identity");
      if (account?.password_hash == null && all.length === 1)
        throw new Problem("conflict", "it is the only way to sign in to this account; set a password first");
      await audited(service, who.tenant, actorOf(who, asked), {
        action: "identity.removed",
        entity: "account",
        entityId: who.account,
        before: { issuer: one.issuer, subject: one.subject },
      });
      await service.store.control(({ sql }) => removeIdentity(sql, { ...one, account: who.account }));
      return undefined;
    },
  }),
];

const bySession = (): Problem => new Problem("forbidden", "sign in for that: a key may not");

/** An issuer is an address, which no path holds. */
const identityId = ({ issuer, subject }: { readonly issuer: string; readonly subject: string }): string =>
  createHash("sha256").update(`${issuer}\n${subject}`).digest("hex").slice(0, 24);

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

/** What came of a try, for the admin who made it: for an hour, and the last one alone. */
async function keepTried(
  { service, now }: Coming,
  { provider, begun, claims }: { provider: Provider; begun: Begun; claims: Claims | undefined },
): Promise<void> {
  if (begun.purpose.kind !== "try") return;
  const { account } = begun.purpose;
  const person = claims === undefined ? "provider" : personIn(provider, claims);
  const details = await service.store.control(async (control) => {
    if (typeof person === "string") return { why: person, claims: Object.keys(claims ?? {}) };
    const verdict = await verdictOn(control, provider, person);
    return {
      claims: Object.keys(claims ?? {}),
      subject: person.subject,
      name: person.name,
      directory: person.directory,
      groups: person.groups,
      role: person.place?.role ?? null,
      why: verdict.kind === "refused" ? verdict.why : null,
    };
  });
  await service.store.control(async ({ sql }) => {
    const kind = triedKind(provider.id);
    await endTokens(sql, { kind, account });
    await insertToken(sql, {
      hash: hashOf(`${kind} ${account} ${now}`),
      kind,
      account_id: account,
      tenant_id: provider.tenant,
      details: JSON.stringify(details),
      created_at: now,
      expires_at: now + TRIED_KEPT,
    });
  });
}

const TRIED_KEPT = 3_600_000;
export const triedKind = (provider: string): string => `sso-tried ${provider}`;
