/** What is sent: whether mail is set up, what waits and what was given up, and how somebody wants to be told. */
import Type from "typebox";
import { isRefusedMail, sendMail } from "../../../network/mail.js";
import { changeAccount, changeMails, membership } from "../../store/repositories/accounts.js";
import { listMessages, tryAgain } from "../../store/repositories/outbox.js";
import { languages } from "../../words/language.js";
import { letterWords } from "../../words/letter-words.js";
import { said } from "../../words/refusal.js";
import { actorOf, audited } from "../acting.js";
import { languageFor } from "../languages.js";
import { written } from "../outbox/letter.js";
import { forbidden, notFound, Problem, tooMany } from "../problem.js";
import { type AnyRoute, json, nothing, route } from "../route.js";
import { orNull, params, sent, told, word } from "../schema/values.js";
import { messageSchema, messageShown } from "./webhooks.js";

const tagged = { tag: "admin", permission: "settings:manage" } as const;
const mails = word("at-once", "digest", "none");
const KINDS = ["mail", "webhook"] as const;

export const messageRoutes: readonly AnyRoute[] = [
  route({
    ...tagged,
    method: "GET",
    path: "/messages",
    summary: "What was sent lately, waits, or was given up with what was said; not what is in it.",
    query: Type.Object(
      { state: Type.Optional(word("waiting", "sent", "given-up")), kind: Type.Optional(word(...KINDS)) },
      { additionalProperties: false },
    ),
    answer: json(
      told({
        items: Type.Array(
          told({
            ...messageSchema.properties,
            kind: word(...KINDS),
            to: Type.String(),
            subject: Type.String(),
          }),
        ),
      }),
    ),
    handle: ({ who, query, service }) =>
      service.store.read(who.tenant, async (transaction) => {
        const kinds = query.kind === undefined ? KINDS : [query.kind];
        const rows = await listMessages(transaction, { kinds, state: query.state });
        const items = rows.map((row) => {
          const payload = JSON.parse(row.payload) as { readonly subject?: string; readonly title?: string };
          return {
            ...messageShown(row),
            kind: row.kind as (typeof KINDS)[number],
            to: row.target,
            subject: payload.subject ?? payload.title ?? "",
          };
        });
        return { body: { items } };
      }),
  }),
  route({
    ...tagged,
    method: "POST",
    path: "/messages/{id}/again",
    summary: "Send what waits, or was given up, now.",
    params: params.id,
    answer: nothing,
    async handle({ who, params: at, asked, service }) {
      await service.store.transaction(who.tenant, async (transaction) => {
        if (!(await tryAgain(transaction, at.id))) throw notFound("message");
        transaction.audit({
          by: actorOf(who, asked),
          action: "message.sent-again",
          entity: "outbox",
          entityId: at.id,
        });
      });
      service.wake(who.tenant);
      return undefined;
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/mail",
    summary: "Whether mail is sent, by which server, and how it goes.",
    answer: json(
      told({
        configured: Type.Boolean(),
        server: orNull(Type.String()),
        waiting: Type.Integer(),
        given_up: Type.Integer(),
        last: orNull(messageSchema),
      }),
    ),
    handle: ({ who, service }) =>
      service.store.read(who.tenant, async (transaction) => {
        const count = async (state: "waiting" | "given-up") =>
          (await listMessages(transaction, { kinds: ["mail"], state, most: 1000 })).length;
        const [last] = await listMessages(transaction, { kinds: ["mail"], most: 1 });
        const { mail } = service.settings;
        return {
          body: {
            configured: mail !== undefined,
            server: mail === undefined ? null : mail.url.host,
            waiting: await count("waiting"),
            given_up: await count("given-up"),
            last: last === undefined ? null : messageShown(last),
          },
        };
      }),
  }),
  route({
    ...tagged,
    method: "POST",
    path: "/mail/test",
    summary: "Send a mail to oneself now, and say how it went.",
    answer: json(told({ taken: Type.Boolean(), error: orNull(Type.String()) })),
    async handle({ who, asked, service, now }) {
      const { mail } = service.settings;
      if (mail === undefined) throw new Problem("not-here", said("no-mail-server"));
      if (who.email === null) throw new Problem("invalid", said("no-address"));
      const wait = service.floods.take(`test ${who.tenant}`, now);
      if (wait > 0) throw tooMany(wait);
      await audited(service, who.tenant, actorOf(who, asked), {
        action: "mail.tested",
        entity: "tenant",
        entityId: who.tenant,
      });
      const language = languageFor(asked, who);
      const words = letterWords(language);
      const letter = {
        language,
        subject: words.test.subject,
        paragraphs: [words.test.text],
        foot: words.foot,
      };
      try {
        const late = AbortSignal.any([asked.signal, AbortSignal.timeout(TEST_WITHIN)]);
        await sendMail(
          mail,
          { ...written(letter), to: [who.email], messageId: `<test.${now}.${who.account}@witskit>` },
          late,
        );
        return { body: { taken: true, error: null } };
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        return { body: { taken: false, error: isRefusedMail(error) ? `it is refused: ${why}` : why } };
      }
    },
  }),
  route({
    tag: "session",
    method: "GET",
    path: "/me/mails",
    permission: "signed-in",
    summary: "Whether one is told by a mail at once, by one a day, or by the pages alone.",
    answer: json(told({ mails, configured: Type.Boolean() })),
    async handle({ who, service }) {
      const held = await service.store.control(({ sql }) => membership(sql, who.tenant, who.account));
      if (held === undefined) throw notFound("account");
      return { body: { mails: held.mails, configured: service.settings.mail !== undefined } };
    },
  }),
  route({
    tag: "session",
    method: "PUT",
    path: "/me/mails",
    permission: "signed-in",
    summary: "Choose how one is told.",
    body: sent({ mails }),
    answer: nothing,
    async handle({ who, body, service }) {
      if (who.by !== "session") throw forbidden("by-session");
      await service.store.control(({ sql }) => changeMails(sql, who.tenant, who.account, body.mails));
      return undefined;
    },
  }),
  route({
    tag: "session",
    method: "GET",
    path: "/me/language",
    permission: "signed-in",
    summary: "In which language one is written to; null where none was chosen.",
    answer: json(told({ language: orNull(word(...languages)) })),
    handle: async ({ who }) => ({ body: { language: who.language } }),
  }),
  route({
    tag: "session",
    method: "PUT",
    path: "/me/language",
    permission: "signed-in",
    summary: "Choose in which language one is written to.",
    body: sent({ language: word(...languages) }),
    answer: nothing,
    async handle({ who, body: { language }, service }) {
      if (who.by !== "session") throw forbidden("by-session");
      await service.store.control(({ sql }) => changeAccount(sql, who.account, { language }));
      return undefined;
    },
  }),
];

/** Milliseconds that somebody waits at a page. */
const TEST_WITHIN = 20_000;
