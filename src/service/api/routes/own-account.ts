/** What everybody does with an account of one's own: its password, its second factor, where it is signed in. */
import Type from "typebox";
import { FRESH, proveOwner } from "../../identity/own-account.js";
import { checkPassword, hashPassword, weakness } from "../../identity/password.js";
import type { Principal } from "../../identity/principal.js";
import { beginFactor, confirmFactor, endFactor } from "../../identity/second-factor.js";
import { countGuess, takeCode } from "../../identity/sign-in.js";
import { isOpen } from "../../identity/who-asks.js";
import { type AccountRow, accountById, changeAccount } from "../../store/repositories/accounts.js";
import { endSession, endSessions, sessionsOf } from "../../store/repositories/sessions.js";
import { said } from "../../words/refusal.js";
import { actorOf, audited } from "../acting.js";
import { code, secret, weak } from "../passwords.js";
import { forbidden, notFound, Problem, tooMany, wrong } from "../problem.js";
import { type AnyRoute, json, nothing, route } from "../route.js";
import { instant, orNull, sent, told } from "../schema/values.js";
import type { Service } from "../service.js";

const tagged = { tag: "session" } as const;

/** That the owner asks, not whoever has the session: left out where the account has no password. */
const proof = { password: Type.Optional(secret) };

export const ownAccountRoutes: readonly AnyRoute[] = [
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
        throw wrong("/old", "wrong-password");
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
    summary:
      "Begin a second factor, then confirm it by its first code: recovery codes are told once. Both ask for the password; an account without one must have signed in by its provider within ten minutes.",
    body: sent({
      ...proof,
      pending: Type.Optional(Type.String({ maxLength: 400 })),
      code: Type.Optional(code),
    }),
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
      const { forget } = await owner(service, account, { password: body.password, session: who.proof, now });
      await forget();
      if (account.totp_secret !== null) throw new Problem("conflict", said("factor-there"));
      if (body.pending === undefined || body.code === undefined) {
        const { secret: typed, uri, pending } = await beginFactor(service.house, account);
        const { renderSVG } = await import("uqr");
        return { body: { secret: typed, uri, svg: renderSVG(uri), pending } };
      }
      const { pending, code: first } = body;
      const codes = await confirmFactor(service.house, { account: account.id, pending, code: first, now });
      if (codes === "there") throw new Problem("conflict", said("factor-there"));
      if (codes === "wrong") throw wrong("/code", "wrong-code");
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
    method: "POST",
    path: "/me/otp/end",
    permission: "signed-in",
    summary:
      "Give up one's second factor, by one of its codes and the password; an account without one must have signed in by its provider within ten minutes.",
    body: sent({ ...proof, code }),
    answer: nothing,
    async handle({ who, body, asked, service, now }) {
      const account = await ownAccount(service, who);
      const { forget } = await owner(service, account, { password: body.password, session: who.proof, now });
      if (!(await takeCode(service.house, account, body.code, now))) throw wrong("/code", "wrong-code");
      await forget();
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
];

/** Digits of the hash of a session by which its owner names it. */
const SHOWN = 24;

/** A key acts for an account, and is not its owner. */
function ownSession(who: Principal): void {
  if (who.by !== "session") throw forbidden("by-session");
}

async function ownAccount(service: Service, who: Principal) {
  ownSession(who);
  const account = await service.store.control(({ sql }) => accountById(sql, who.account));
  if (account === undefined) throw notFound("account");
  return account;
}

/** Refuses whoever has the session alone: `proveOwner`, in the words of the API. */
async function owner(
  service: Service,
  account: AccountRow,
  asked: Parameters<typeof proveOwner>[2],
): Promise<{ forget(): Promise<void> }> {
  const owned = await proveOwner(service.house, account, asked);
  switch (owned.kind) {
    case "owner":
      return owned;
    case "wait":
      throw tooMany(owned.waitMs);
    case "stale":
      throw forbidden("stale-session", { minutes: FRESH / 60_000 });
    default:
      throw wrong("/password", owned.kind);
  }
}
