/** What is said beside a report: by staff to each other, and with the client. */
import { randomUUID } from "node:crypto";
import Type from "typebox";
import { addComment, listComments } from "../../store/repositories/comments.js";
import { actorOf } from "../acting.js";
import { accountNames } from "../names.js";
import { forbidden } from "../problem.js";
import { type AnyRoute, json, route } from "../route.js";
import { comment } from "../schema/shift.js";
import { id, orNull, params, sent, told, word } from "../schema/values.js";
import { seenShift } from "../shift-access.js";

const tagged = { tag: "shifts" } as const;

export const commentRoutes: readonly AnyRoute[] = [
  route({
    ...tagged,
    method: "GET",
    path: "/shifts/{id}/comments",
    permission: "data:read",
    summary: "What was said about a report; a client reads what is for clients.",
    params: params.id,
    answer: json(told({ items: Type.Array(comment) })),
    async handle({ who, params: at, service }) {
      const rows = await service.store.read(who.tenant, async (transaction) => {
        await seenShift(transaction, who, at.id);
        return listComments(transaction, at.id, who.role === "client" ? "client" : undefined);
      });
      const nameOf = await accountNames(
        service,
        rows.map(({ author }) => author),
      );
      return {
        body: {
          items: rows.map(({ id: own, row_id, author, audience, text: said, at: when }) => ({
            id: own,
            row_id,
            author: { id: author, name: nameOf(author) },
            audience,
            text: said,
            at: new Date(when).toISOString(),
          })),
        },
      };
    },
  }),
  route({
    ...tagged,
    method: "POST",
    path: "/shifts/{id}/comments",
    permission: "data:read",
    summary: "Say something about a report, or about a row of it.",
    params: params.id,
    body: sent({
      id: Type.Optional(id),
      row_id: Type.Optional(orNull(id)),
      audience: Type.Optional(word("staff", "client")),
      text: Type.String({ minLength: 1, maxLength: 4000, pattern: "\\S" }),
    }),
    answer: json(told({ id }), 201),
    async handle({ who, params: at, body, asked, service }) {
      // Who only looks on says nothing; a client speaks to the office, and is always heard by itself.
      if (who.role === "viewer" || who.role === "operator" || who.role === "super_admin")
        throw forbidden("reads-only");
      const own = body.id ?? randomUUID();
      const audience = who.role === "client" ? "client" : (body.audience ?? "staff");
      await service.store.transaction(who.tenant, async (transaction) => {
        await seenShift(transaction, who, at.id);
        await addComment(transaction, {
          id: own,
          shift: at.id,
          row: body.row_id ?? null,
          audience,
          text: body.text,
          by: actorOf(who, asked),
        });
      });
      return { body: { id: own } };
    },
  }),
];
