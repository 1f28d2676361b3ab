/** Signing in and out, and what everybody does with an account of one's own. */
import Type from "typebox";
import { exchangeKey } from "../../identity/keys.js";
import { linkKinds, makeLink, useFirstLink, useLink } from "../../identity/one-time-links.js";
import { checkPassword, hashPassword, PASSWORD_LONGEST, weakness } from "../../identity/password.js";
import type { Principal } from "../../identity/principal.js";
import { permissionsOf, reachOf, roles } from "../../identity/roles.js";
import { beginFactor, confirmFactor, endFactor } from "../../identity/second-factor.js";
import { countGuess, signIn, takeCode } from "../../identity/sign-in.js";
import { isOpen } from "../../identity/who-asks.js";
import {
  accountByEmail,
  accountById,
  changeAccount,
  memberOf,
  openTenantsOf,
} from "../../store/repositories/accounts.js";
import { endSession, endSessions, sessionsOf } from "../../store/repositories/sessions.js";
import { actorOf, audited } from "../acting.js";
import type { OpenCall } from "../call.js";
import { mailLater } from "../outbox/mail.js";
import { notFound, Problem, tooMany } from "../problem.js";
import { type AnyRoute, json, nothing, publicRoute, route } from "../route.js";
import { email, id, instant, line, orNull, sent, told, word } from "../schema/values.js";
import type { Service } from "../service.js";
import { noSessionCookie, sessionCookie } from "../session-cookie.js";

const secret = Type.String({ minLength: 1, maxLength: PASSWORD_LONGEST });
const code = Type.String({ minLength: 6, maxLength: 20 });

const me = told({
  account: told({ id, email: orNull(Type.String()), name: Type.String() }),
  tenant: told({ id, slug: Type.String(), name: Type.String() }),
  role: word(...roles),
  client: orNull(id),
  rigs: orNull(Type.Array(id)),
  /** Each with how far it reaches. */
  permissions: Type.Record(Type.String(), word("all", "own", "contract", "used")),
  second_factor: Type.Boolean(),
  expires_at: orNull(instant),
});

async function meOf(service: Service, who: Principal, expiresAt: number | null) {
  const member = await service.store.control(({ sql }) => memberOf(sql, who.tenant, who.account));
  if (member === undefined) throw notFound("account");
  const held = permissionsOf(who.role).filter((one) => who.granted === undefined || who.granted.has(one));
  return {
    account: { id: who.account, email: who.email, name: who.name },
    tenant: { id: who.tenant, slug: member.tenant.slug, name: member.tenant.name },
    role: who.role,
    client: who.client,
    rigs: who.rigs === null ? null : [...who.rigs],
    permissions: Object.fromEntries(held.map((one) => [one, reachOf(who.role, one)!])),
    second_factor: member.account.totp_secret !== null,
    expires_at: expiresAt === null ? null : new Date(expiresAt).toISOString(),
  };
}

const secondsUntil = (at: number, now: number): number => Math.max(0, Math.floor((at - now) / 1000));

const linkRefused = (kind: "gone" | "address-taken"): Problem =>
  kind === "gone"
    ? new Problem("gone", "the link was used, or is too old; ask for a new one")
    : new Problem("conflict", "another account has that address");

const weak = (why: string, at = "/password"): Problem =>
  new Problem("invalid", `the password will not do: ${why}`, {
    errors: [{ at, code: "weak-password", message: why }],
  });

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
          throw new Problem(
            "sign-in-refused",
            "the address or the password is wrong, or the code where one is needed",
          );
        case "code-needed":
          throw new Problem("code-needed", "send the code of the second factor too, as `code`");
        case "sso-only":
          throw new Problem(
            "forbidden",
            "this company has its people sign in by its own provider; an admin with a second factor alone signs in by password",
          );
        case "which-tenant":
          throw new Problem("conflict", "this account is in several tenants; send one as `tenant`", {
            errors: signed.tenants.map(({ slug, name }) => ({ at: "/tenant", code: slug, message: name })),
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
    method: "PUT",
    path: "/me/password",
    permission: "signed-in",
    summary: "Change one's password; all other sessions end.",
    body: sent({ old: secret, new: secret }),
    answer: nothing,
    async handle({ who, body, asked, service, now }) {
      const account = await ownAccount(service, who);
      const guess = await countGuess(service.house, who.account, now);
      if (guess.waitMs > 0) throw tooMany(guess.waitMs);
      if (!(await checkPassword(body.old, account.password_hash, service.house.passwordCost)).fits)
        throw new Problem("invalid", "the old password is another", {
          errors: [{ at: "/old", code: "wrong-password", message: "it is another" }],
        });
      await guess.forget();
      const why = weakness(body.new, { name: who.name, ...(who.email !== null && { email: who.email }) });
      if (why !== undefined) throw weak(why, "/new");
      const hash = await hashPassword(body.new, service.house.passwordCost);
      await audited(service, who.tenant, actorOf(who, asked), {
        action: "password-changed",
        entity: "account",
        entityId: who.account,
      });
      await service.store.control(async ({ sql }) => {
        await changeAccount(sql, who.account, { password_hash: hash });
        await endSessions(sql, who.account, { but: who.proof });
      });
      return undefined;
    },
  }),
  route({
    ...tagged,
    method: "POST",
    path: "/me/otp",
    permission: "signed-in",
    summary: "Begin a second factor, then confirm it by its first code: recovery codes are told once.",
    body: sent({ pending: Type.Optional(Type.String({ maxLength: 400 })), code: Type.Optional(code) }),
    answer: json(
      told({
        secret: Type.Optional(Type.String()),
        uri: Type.Optional(Type.String()),
        svg: Type.Optional(Type.String()),
        pending: Type.Optional(Type.String()),
        recovery_codes: Type.Optional(Type.Array(Type.String())),
      }),
    ),
    async handle({ who, body, asked, service, now }) {
      const account = await ownAccount(service, who);
      if (account.totp_secret !== null)
        throw new Problem("conflict", "there is a second factor; give it up before another is set");
      if (body.pending === undefined || body.code === undefined) {
        const { secret: typed, uri, pending } = await beginFactor(service.house, account);
        const { renderSVG } = await import("uqr");
        return { body: { secret: typed, uri, svg: renderSVG(uri), pending } };
      }
      const asked_ = { account: account.id, pending: body.pending, code: body.code, now };
      const codes = await confirmFactor(service.house, asked_);
      if (codes === undefined)
        throw new Problem("invalid", "the code does not fit; look at the clock of the phone", {
          errors: [{ at: "/code", code: "wrong-code", message: "it does not fit" }],
        });
      await audited(service, who.tenant, actorOf(who, asked), {
        action: "second-factor-set",
        entity: "account",
        entityId: who.account,
      });
      await service.store.control(({ sql }) => endSessions(sql, who.account, { but: who.proof }));
      return { body: { recovery_codes: [...codes] } };
    },
  }),
  route({
    ...tagged,
    method: "DELETE",
    path: "/me/otp",
    permission: "signed-in",
    summary: "Give up one's second factor, by one of its codes.",
    query: Type.Object({ code }),
    answer: nothing,
    async handle({ who, query, asked, service, now }) {
      const guess = await countGuess(service.house, who.account, now);
      if (guess.waitMs > 0) throw tooMany(guess.waitMs);
      const account = await ownAccount(service, who);
      if (!(await takeCode(service.house, account, query.code, now)))
        throw new Problem("invalid", "the code does not fit", {
          errors: [{ at: "?code", code: "wrong-code", message: "it does not fit" }],
        });
      await guess.forget();
      await audited(service, who.tenant, actorOf(who, asked), {
        action: "second-factor-ended",
        entity: "account",
        entityId: who.account,
      });
      await endFactor(service.house, who.account);
      return undefined;
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/me/sessions",
    permission: "signed-in",
    summary: "Where one is signed in.",
    answer: json(
      told({
        items: Type.Array(
          told({
            id: Type.String(),
            own: Type.Boolean(),
            created_at: instant,
            seen_at: instant,
            address: orNull(Type.String()),
            agent: orNull(Type.String()),
          }),
        ),
      }),
    ),
    async handle({ who, service, now }) {
      ownSession(who);
      const sessions = await service.store.control(({ sql }) => sessionsOf(sql, who.account));
      const open = sessions.filter((one) => isOpen(one, now));
      return {
        body: {
          items: open.map((one) => ({
            id: one.id_hash.slice(0, SHOWN),
            own: one.id_hash === who.proof,
            created_at: new Date(one.created_at).toISOString(),
            seen_at: new Date(one.seen_at).toISOString(),
            address: one.ip,
            agent: one.agent,
          })),
        },
      };
    },
  }),
  route({
    ...tagged,
    method: "DELETE",
    path: "/me/sessions/{id}",
    permission: "signed-in",
    summary: "Sign out elsewhere: a lost device.",
    params: Type.Object({ id: Type.String({ pattern: "^[0-9a-f]{24}$" }) }),
    answer: nothing,
    async handle({ who, params, service }) {
      ownSession(who);
      const ended = await service.store.control(async ({ sql }) => {
        const all = await sessionsOf(sql, who.account);
        const one = all.find(({ id_hash }) => id_hash.startsWith(params.id));
        return one !== undefined && endSession(sql, who.account, one.id_hash);
      });
      if (!ended) throw notFound("session");
      return undefined;
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
      if (who.by !== "key") throw new Problem("forbidden", "a token is given for an API key alone");
      const { token, expiresAt } = await exchangeKey(service.house, who, now);
      return { body: { token, expires_at: new Date(expiresAt).toISOString() } };
    },
  }),
  publicRoute({
    ...tagged,
    method: "POST",
    path: "/password-reset",
    permission: "public",
    summary:
      "Ask for a link by mail with which a new password is set. Whether there is such an account is not told.",
    body: sent({ email }),
    answer: json(told({ sent: Type.Literal("if-known") }), 202),
    handle(call) {
      const wait = call.service.floods.take(`reset ${call.asked.address}`, call.now);
      if (wait > 0) throw tooMany(wait);
      call.service.later(resetBy(call, call.body.email));
      return { body: { sent: "if-known" as const } };
    },
  }),
  publicRoute({
    ...tagged,
    method: "PUT",
    path: "/password-reset/{token}",
    permission: "public",
    summary: "Set a password with the link of a mail or an invitation.",
    params: Type.Object({ token: Type.String({ pattern: "^[A-Za-z0-9_-]{43}$" }) }),
    body: sent({ password: secret }),
    answer: nothing,
    async handle({ params, body, service, now }) {
      const used = await useLink(service.house, { secret: params.token, password: body.password, now });
      if (used.kind === "weak") throw weak(used.why);
      if (used.kind !== "done") throw linkRefused(used.kind);
      return undefined;
    },
  }),
  publicRoute({
    ...tagged,
    method: "PUT",
    path: "/first-admin/{token}",
    permission: "public",
    summary: "Make the first account of a new service, with the link that its terminal shows.",
    params: Type.Object({ token: Type.String({ pattern: "^[A-Za-z0-9_-]{43}$" }) }),
    body: sent({ email, name: line, password: secret }),
    answer: nothing,
    async handle({ params, body, service, now }) {
      const used = await useFirstLink(service.house, { secret: params.token, ...body, now });
      if (used.kind === "weak") throw weak(used.why);
      if (used.kind !== "done") throw linkRefused(used.kind);
      return undefined;
    },
  }),
];

/** Digits of the hash of a session by which its owner names it. */
const SHOWN = 24;

/** A key acts for an account, and is not its owner. */
function ownSession(who: Principal): void {
  if (who.by !== "session") throw new Problem("forbidden", "sign in for that: a key may not");
}

async function ownAccount(service: Service, who: Principal) {
  ownSession(who);
  const account = await service.store.control(({ sql }) => accountById(sql, who.account));
  if (account === undefined) throw notFound("account");
  return account;
}

async function resetBy(
  { service, now }: OpenCall<unknown, unknown, unknown>,
  address: string,
): Promise<void> {
  const made = await service.store.control(async ({ sql }) => {
    const account = await accountByEmail(sql, address);
    if (account === undefined || account.active !== 1) return undefined;
    const [tenant] = await openTenantsOf(sql, account.id);
    if (tenant === undefined) return undefined;
    const link = await makeLink(sql, { kind: "reset", account: account.id, tenant: tenant.id, now });
    return { tenant: tenant.id, account, link };
  });
  if (made === undefined || made.account.email === null) return;
  await mailLater(service, made.tenant, {
    to: made.account.email,
    until: now + linkKinds.reset,
    letter: {
      subject: "A new password for witskit",
      paragraphs: ["Somebody asked for a new password of this account."],
      link: { name: "Choose a password", url: `${service.url()}/password/${made.link}` },
      foot: "The link works once, for an hour. If it was not you, nothing needs to be done.",
    },
  });
}
