/** What was changed, by whom, and whether nobody has changed that. */
import Type from "typebox";
import { parseInstant } from "../../shift/clock.js";
import { verify } from "../../store/audit/chain.js";
import { said } from "../../words/refusal.js";
import { textOf } from "../../words/speech.js";
import { languageFor } from "../languages.js";
import { accountNames } from "../names.js";
import { forbidden, wrongIn } from "../problem.js";
import { type AnyRoute, json, route } from "../route.js";
import { instant, line, orNull, told } from "../schema/values.js";

const tagged = { tag: "admin" } as const;

const at = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** Throws Problem for what is no instant. */
function spanIn(name: string, text: string | undefined): number | undefined {
  const found = text === undefined ? undefined : parseInstant(text);
  if (text !== undefined && found === undefined)
    throw wrongIn("bad-request", `?${name}`, "no-instant", { text });
  return found;
}

export const auditRoutes: readonly AnyRoute[] = [
  route({
    ...tagged,
    method: "GET",
    path: "/audit",
    permission: "audit:read",
    summary: "What was changed, by whom, the newest first.",
    query: Type.Object(
      {
        entity: Type.Optional(line),
        entity_id: Type.Optional(line),
        actor: Type.Optional(line),
        /** Whole, or its beginning: `shift`, `shift.approve`. */
        action: Type.Optional(Type.String({ pattern: "^[a-z0-9._-]{1,100}$" })),
        from: Type.Optional(instant),
        until: Type.Optional(instant),
        before: Type.Optional(Type.Integer({ minimum: 1 })),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
      },
      { additionalProperties: false },
    ),
    answer: json(
      told({
        items: Type.Array(
          told({
            seq: Type.Integer(),
            at: instant,
            actor: orNull(Type.String()),
            actor_name: orNull(Type.String()),
            actor_kind: Type.String(),
            ip: orNull(Type.String()),
            action: Type.String(),
            entity: Type.String(),
            entity_id: Type.String(),
            before: Type.Unknown(),
            after: Type.Unknown(),
            hash: Type.String(),
          }),
        ),
      }),
    ),
    async handle({ who, reach, query, service }) {
      const [from, until] = [spanIn("from", query.from), spanIn("until", query.until)];
      const rows = await service.store.read(who.tenant, async ({ sql }) => {
        // Whoever holds it for themselves reads their own acts.
        const actor = reach === "own" ? who.account : query.actor;
        let events = sql.selectFrom("audit_event").selectAll();
        if (actor !== undefined) events = events.where("actor", "=", actor);
        if (query.entity !== undefined) events = events.where("entity", "=", query.entity);
        if (query.entity_id !== undefined) events = events.where("entity_id", "=", query.entity_id);
        if (query.before !== undefined) events = events.where("seq", "<", query.before);
        const { action } = query;
        if (action !== undefined)
          events = events.where((eb) =>
            eb.or([eb("action", "=", action), eb("action", "like", `${action}.%`)]),
          );
        if (from !== undefined) events = events.where("at", ">=", from);
        if (until !== undefined) events = events.where("at", "<", until);
        return events
          .orderBy("seq", "desc")
          .limit(query.limit ?? 100)
          .execute();
      });
      const nameOf = await accountNames(
        service,
        rows.flatMap(({ actor }) => (actor === null ? [] : [actor])),
      );
      return {
        body: {
          items: rows.map((row) => ({
            ...row,
            at: at(row.at),
            actor_name: row.actor === null ? null : nameOf(row.actor) || null,
            before: row.before === null ? null : JSON.parse(row.before),
            after: row.after === null ? null : JSON.parse(row.after),
          })),
        },
      };
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/audit/verify",
    permission: "audit:read",
    summary: "Follows the audit chain from its beginning; says where it is broken.",
    answer: json(
      told({
        whole: Type.Boolean(),
        seq: Type.Integer(),
        hash: orNull(Type.String()),
        what: orNull(Type.String()),
        /** The same by its code with what its sentence names. */
        told: orNull(told({ code: Type.String(), params: Type.Unknown() })),
      }),
    ),
    async handle({ who, reach, asked, service }) {
      if (reach !== "all") throw forbidden("own-acts");
      const found = await service.store.read(who.tenant, ({ sql }) => verify(sql));
      if (found.isWhole)
        return { body: { whole: true, seq: found.head.seq, hash: found.head.hash, what: null, told: null } };
      const fault = said("chain-broken", { seq: found.seq, what: found.what });
      const what = textOf(fault, languageFor(asked, who));
      return { body: { whole: false, seq: found.seq, hash: null, what, told: fault } };
    },
  }),
];
