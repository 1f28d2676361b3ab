/** How an admin looks whether a provider works, without anybody being signed in. */
import Type from "typebox";
import { forbidden, tooMany } from "../problem.js";
import { backOf, ownProvider, reasonOf, sendAway } from "../provider-way.js";
import { type AnyRoute, json, route } from "../route.js";
import { instant, orNull, params, told } from "../schema/values.js";
import { triedKind } from "../tried-provider.js";

const tagged = { tag: "admin", permission: "sso:manage" } as const;

export const ssoTrialRoutes: readonly AnyRoute[] = [
  route({
    ...tagged,
    method: "POST",
    path: "/sso-providers/{id}/try",
    summary:
      "Look whether a provider answers, and with what; where it does, an address to sign in at without being let in here.",
    params: params.id,
    answer: json(
      told({
        answers: Type.Boolean(),
        why: orNull(Type.String()),
        issuer: orNull(Type.String()),
        pkce: Type.Boolean(),
        redirect_uri: Type.String(),
        url: orNull(Type.String()),
      }),
    ),
    async handle({ who, params: path, service, now }) {
      if (who.by !== "session") throw forbidden("by-session");
      const wait = service.floods.take(`try ${who.account}`, now);
      if (wait > 0) throw tooMany(wait);
      const one = await ownProvider(service, who.tenant, path.id);
      const { issuers } = service.house;
      issuers.forget(one.issuer);
      const silent = (why: string) => ({
        body: { answers: false, why, issuer: null, pkce: false, redirect_uri: backOf(service), url: null },
      });
      try {
        const { doors } = await issuers.find(one.issuer);
        const away = await sendAway(
          service,
          one,
          { kind: "try", account: who.account, provider: one.id },
          now,
        );
        return {
          body: {
            answers: true,
            why: null,
            issuer: doors.issuer,
            pkce: doors.code_challenge_methods_supported?.includes("S256") ?? false,
            redirect_uri: backOf(service),
            url: away.url,
          },
          headers: { "set-cookie": away.cookie, "cache-control": "no-store" },
        };
      } catch (error) {
        return silent(reasonOf(error));
      }
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/sso-providers/{id}/tried",
    summary:
      "What came of one's last try: what the provider said, and what that would make of the person here.",
    params: params.id,
    answer: json(
      told({
        at: orNull(instant),
        claims: Type.Array(Type.String()),
        subject: Type.Optional(Type.String()),
        name: Type.Optional(Type.String()),
        directory: Type.Optional(orNull(Type.String())),
        groups: Type.Optional(Type.Array(Type.String())),
        role: Type.Optional(orNull(Type.String())),
        why: orNull(Type.String()),
      }),
    ),
    async handle({ who, params: path, service, now }) {
      const one = await ownProvider(service, who.tenant, path.id);
      const row = await service.store.control(({ sql }) =>
        sql
          .selectFrom("token")
          .selectAll()
          .where("kind", "=", triedKind(one.id))
          .where("account_id", "=", who.account)
          .where("expires_at", ">", now)
          .executeTakeFirst(),
      );
      if (row === undefined) return { body: { at: null, claims: [], why: null } };
      const details = JSON.parse(row.details) as { readonly claims: string[]; readonly why: string | null };
      return { body: { ...details, at: new Date(row.created_at).toISOString() } };
    },
  }),
];
