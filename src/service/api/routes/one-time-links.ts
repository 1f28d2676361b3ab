/** What is done with a link that works once: a new password, and the first account of a service. */
import Type from "typebox";
import { countedAddress } from "../../identity/limits.js";
import { linkKinds, makeResetLink, useFirstLink, useLink } from "../../identity/one-time-links.js";
import { accountByEmail, openTenantsOf } from "../../store/repositories/accounts.js";
import { letterWords } from "../../words/letter-words.js";
import { said } from "../../words/refusal.js";
import type { OpenCall } from "../call.js";
import { mailLater } from "../outbox/mail.js";
import { secret, weak } from "../passwords.js";
import { Problem, tooMany } from "../problem.js";
import { type AnyRoute, json, nothing, publicRoute } from "../route.js";
import { email, line, sent, told } from "../schema/values.js";

const linkRefused = (kind: "gone" | "address-taken"): Problem =>
  kind === "gone" ? new Problem("gone", said("link-used")) : new Problem("conflict", said("address-taken"));

const tagged = { tag: "session" } as const;

export const linkRoutes: readonly AnyRoute[] = [
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
      const wait = call.service.floods.take(`reset ${countedAddress(call.asked.address)}`, call.now);
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

async function resetBy(
  { service, asked, now }: OpenCall<unknown, unknown, unknown>,
  address: string,
): Promise<void> {
  const made = await service.store.control(async ({ sql }) => {
    const account = await accountByEmail(sql, address);
    if (account === undefined || account.active !== 1) return undefined;
    const [tenant] = await openTenantsOf(sql, account.id);
    if (tenant === undefined) return undefined;
    const link = await makeResetLink(sql, { account: account.id, tenant: tenant.id, now });
    if (link === undefined) return undefined;
    return { tenant: tenant.id, account, link };
  });
  if (made === undefined || made.account.email === null) return;
  const language = made.account.language ?? asked.language ?? "en";
  const words = letterWords(language);
  await mailLater(service, made.tenant, {
    to: made.account.email,
    until: now + linkKinds.reset,
    letter: {
      language,
      subject: words.reset.subject,
      paragraphs: [words.reset.text],
      link: { name: words.choosePassword, url: `${service.url()}/password/${made.link}` },
      foot: words.reset.foot,
    },
  });
}
