/** Other ways to sign in to an account of one's own. */
import { createHash } from "node:crypto";
import Type from "typebox";
import { providerOf } from "../../identity/sso/provider.js";
import { accountById } from "../../store/repositories/accounts.js";
import { identitiesOf, removeIdentity } from "../../store/repositories/identities.js";
import { ssoProvidersOf } from "../../store/repositories/sso-providers.js";
import { said } from "../../words/refusal.js";
import { actorOf, audited } from "../acting.js";
import { forbidden, notFound, Problem, tooMany } from "../problem.js";
import { openProvider, sendAway } from "../provider-way.js";
import { type AnyRoute, json, nothing, route } from "../route.js";
import { id, instant, sent, told } from "../schema/values.js";

const tagged = { tag: "session" } as const;

export const identityRoutes: readonly AnyRoute[] = [
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
        throw new Problem("conflict", said("only-way-in"));
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

const bySession = (): Problem => forbidden("by-session");

/** An issuer is an address, which no path holds. */
const identityId = ({ issuer, subject }: { readonly issuer: string; readonly subject: string }): string =>
  createHash("sha256").update(`${issuer}\n${subject}`).digest("hex").slice(0, 24);
