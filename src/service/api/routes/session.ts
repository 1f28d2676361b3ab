/** Signing in and out, who one is then, and tokens for programs. */
import Type from "typebox";
import { exchangeKey } from "../../identity/keys.js";
import type { Principal } from "../../identity/principal.js";
import { permissionsOf, reachOf, roles } from "../../identity/roles.js";
import { signIn } from "../../identity/sign-in.js";
import { LENGTH_UNITS } from "../../shift/length.js";
import { memberOf } from "../../store/repositories/accounts.js";
import { endSession, sessionsOf } from "../../store/repositories/sessions.js";
import { languages } from "../../words/language.js";
import { said } from "../../words/refusal.js";
import { actorOf, audited } from "../acting.js";
import { code, secret } from "../passwords.js";
import { forbidden, notFound, Problem, tooMany } from "../problem.js";
import { type AnyRoute, json, nothing, publicRoute, route } from "../route.js";
import { runsService } from "../running.js";
import { id, instant, orNull, sent, told, word } from "../schema/values.js";
import type { Service } from "../service.js";
import { noSessionCookie, sessionCookie } from "../session-cookie.js";
import { settingsIn } from "../tenant-settings.js";

const me = told({
  account: told({
    id,
    email: orNull(Type.String()),
    name: Type.String(),
    language: orNull(word(...languages)),
  }),
  /** `length_unit` is what it reads and types lengths in, unless somebody has chosen otherwise on their device. */
  tenant: told({ id, slug: Type.String(), name: Type.String(), length_unit: word(...LENGTH_UNITS) }),
  role: word(...roles),
  client: orNull(id),
  rigs: orNull(Type.Array(id)),
  /** Each with how far it reaches. */
  permissions: Type.Record(Type.String(), word("all", "own", "contract", "used")),
  /** Whether changes of what guards the account ask for one: an account of a provider has none. */
  has_password: Type.Boolean(),
  second_factor: Type.Boolean(),
  expires_at: orNull(instant),
});

async function meOf(service: Service, who: Principal, expiresAt: number | null) {
  const member = await service.store.control(({ sql }) => memberOf(sql, who.tenant, who.account));
  if (member === undefined) throw notFound("account");
  const reach = reachOf(who.role, "service:manage");
  const isRunner = reach !== undefined && (await runsService(service, reach));
  const held = permissionsOf(who.role).filter(
    (one) => (who.granted === undefined || who.granted.has(one)) && (one !== "service:manage" || isRunner),
  );
  return {
    account: { id: who.account, email: who.email, name: who.name, language: who.language },
    tenant: {
      ...{ id: who.tenant, slug: member.tenant.slug, name: member.tenant.name },
      length_unit: settingsIn(member.tenant).lengthUnit,
    },
    role: who.role,
    client: who.client,
    rigs: who.rigs === null ? null : [...who.rigs],
    permissions: Object.fromEntries(held.map((one) => [one, reachOf(who.role, one)!])),
    has_password: member.account.password_hash !== null,
    second_factor: member.account.totp_secret !== null,
    expires_at: expiresAt === null ? null : new Date(expiresAt).toISOString(),
  };
}

const secondsUntil = (at: number, now: number): number => Math.max(0, Math.floor((at - now) / 1000));
const tagged = { tag: "session" } as const;

export const sessionRoutes: readonly AnyRoute[] = [
  publicRoute({
    ...tagged,
    method: "POST",
    path: "/session",
    permission: "public",
    summary: "Sign in with address and password, and the code of the second factor where one is set.",
    body: sent({
      email: Type.String({ minLength: 1, maxLength: 254 }),
      password: secret,
      code: Type.Optional(code),
      tenant: Type.Optional(Type.String({ maxLength: 100 })),
    }),
    answer: json(me, 201),
    async handle({ body, asked, service, now }) {
      const from = { address: asked.address, agent: asked.agent, session: asked.cookie, now };
      const signed = await signIn(service.house, body, from);
      switch (signed.kind) {
        case "wait":
          throw tooMany(signed.waitMs);
        case "refused":
          throw new Problem("sign-in-refused", said("sign-in-refused"));
        case "code-needed":
          throw new Problem("code-needed", said("code-needed"));
        case "sso-only":
          throw forbidden("sso-only");
        case "which-tenant":
          throw new Problem("conflict", said("which-tenant"), {
            errors: signed.tenants.map(({ slug, name }) => ({
              at: "/tenant",
              ...said("a-tenant", { slug, name }),
            })),
          });
        case "in": {
          await audited(service, signed.who.tenant, actorOf(signed.who, asked), {
            action: "sign-in",
            entity: "account",
            entityId: signed.who.account,
          });
          return {
            body: await meOf(service, signed.who, signed.expiresAt),
            headers: { "set-cookie": sessionCookie(signed.secret, secondsUntil(signed.expiresAt, now)) },
          };
        }
      }
    },
  }),
  route({
    ...tagged,
    method: "DELETE",
    path: "/session",
    permission: "signed-in",
    summary: "Sign out.",
    answer: nothing,
    async handle({ who, service }) {
      if (who.by === "session")
        await service.store.control(({ sql }) => endSession(sql, who.account, who.proof));
      return { headers: { "set-cookie": noSessionCookie, "clear-site-data": '"cache"' } };
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/me",
    permission: "signed-in",
    summary: "Who is signed in, and what they may do.",
    answer: json(me),
    async handle({ who, service }) {
      const sessions =
        who.by === "session" ? await service.store.control(({ sql }) => sessionsOf(sql, who.account)) : [];
      const session = sessions.find(({ id_hash }) => id_hash === who.proof);
      return { body: await meOf(service, who, session?.expires_at ?? null) };
    },
  }),
  route({
    ...tagged,
    method: "POST",
    path: "/token",
    permission: "signed-in",
    summary: "A token of fifteen minutes for an API key.",
    answer: json(told({ token: Type.String(), expires_at: instant }), 201),
    async handle({ who, service, now }) {
      // Otherwise a token would live on by itself.
      if (who.by !== "key") throw forbidden("key-for-token");
      const { token, expiresAt } = await exchangeKey(service.house, who, now);
      return { body: { token, expires_at: new Date(expiresAt).toISOString() } };
    },
  }),
];
