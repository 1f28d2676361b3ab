/** What was frozen of a report, and what two revisions differ in. */
import Type from "typebox";
import { contentToWire } from "../../shift/wire.js";
import { getRevisionNumbered, listRevisions, type Revision } from "../../store/repositories/revisions.js";
import { notFound } from "../problem.js";
import { type AnyRoute, json, route } from "../route.js";
import { shiftContent } from "../schema/shift.js";
import { count, id, instant, params, told, word } from "../schema/values.js";
import { type SeenShift, seenShift } from "../shift-access.js";
import { wireDifferences } from "../wire-difference.js";

const tagged = { tag: "shifts" } as const;

const revision = told({
  revision: count,
  state: word("submitted", "final"),
  hash: Type.String(),
  at: instant,
  content: shiftContent,
});

const revisionShown = (one: Revision) => ({
  revision: one.revision,
  state: one.state,
  hash: one.hash,
  at: new Date(one.at).toISOString(),
  content: contentToWire(one.content),
});

/** A client sees the revision that was released to it, and the one that counts. */
const mayRead = ({ stored }: SeenShift, client: boolean, { id: own }: Revision): boolean =>
  !client || own === stored.releasedId || own === stored.finalId;

const numbered = Type.Object({ id, n: Type.String({ pattern: "^[1-9]\\d{0,5}$" }) });

export const revisionRoutes: readonly AnyRoute[] = [
  route({
    ...tagged,
    method: "GET",
    path: "/shifts/{id}/revisions",
    permission: "data:read",
    summary: "What was frozen of a report at each submit and when it was final.",
    params: params.id,
    answer: json(told({ items: Type.Array(revision) })),
    handle: ({ who, params: at, service }) =>
      service.store.read(who.tenant, async (transaction) => {
        const seen = await seenShift(transaction, who, at.id);
        const all = await listRevisions(transaction, at.id);
        const shown = all.filter((one) => mayRead(seen, who.role === "client", one));
        return { body: { items: shown.map(revisionShown) } };
      }),
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/shifts/{id}/revisions/{n}",
    permission: "data:read",
    summary: "A revision by its number, as it was frozen last.",
    params: numbered,
    answer: json(revision),
    handle: ({ who, params: at, service }) =>
      service.store.read(who.tenant, async (transaction) => {
        const seen = await seenShift(transaction, who, at.id);
        const found = await getRevisionNumbered(transaction, at.id, Number(at.n));
        if (!mayRead(seen, who.role === "client", found)) throw notFound("revision");
        return { body: revisionShown(found), etag: `"${found.hash.slice(0, 16)}"` };
      }),
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/shifts/{id}/difference",
    permission: "data:read",
    summary: "What changed from one revision to another, or to the report as it is.",
    params: params.id,
    query: Type.Object(
      { from: Type.Integer({ minimum: 1 }), to: Type.Optional(Type.Integer({ minimum: 1 })) },
      { additionalProperties: false },
    ),
    answer: json(
      told({
        items: Type.Array(told({ at: Type.String(), before: Type.Unknown(), after: Type.Unknown() })),
      }),
    ),
    handle: ({ who, params: at, query, service }) =>
      service.store.read(who.tenant, async (transaction) => {
        const seen = await seenShift(transaction, who, at.id);
        const contentAt = async (n: number | undefined) => {
          if (n === undefined) return seen.document;
          const found = await getRevisionNumbered(transaction, at.id, n);
          if (!mayRead(seen, who.role === "client", found)) throw notFound("revision");
          return found.content;
        };
        const [before, after] = [await contentAt(query.from), await contentAt(query.to)];
        return { body: { items: wireDifferences(before, after) } };
      }),
  }),
];
