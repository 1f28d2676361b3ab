/** What happens to a report as it goes from hand to hand, and what is taken over from it. */
import Type from "typebox";
import { parseInstant } from "../../shift/clock.js";
import { copyFrom } from "../../shift/copy.js";
import { decimalText } from "../../shift/decimal.js";
import type { ShiftEvent } from "../../shift/event.js";
import { documentToWire } from "../../shift/wire.js";
import { newId } from "../../store/identifier.js";
import { type DecisionMade, listDecisions } from "../../store/repositories/revisions.js";
import type { StoredShift } from "../../store/repositories/shift-read.js";
import { actorOf } from "../acting.js";
import { decideOn, eventPermissions } from "../deciding.js";
import { etagOf } from "../etag.js";
import { accountNames } from "../names.js";
import { notFound, wrong } from "../problem.js";
import { type AnyRoute, json, route } from "../route.js";
import { shiftDocument, shiftState } from "../schema/shift.js";
import { count, decimal, id, instant, orNull, params, sent, told, word } from "../schema/values.js";
import { releasedOf, seenShift } from "../shift-access.js";
import { changed } from "../shift-changed.js";
import { settingsOf } from "../tenant-settings.js";

const tagged = { tag: "shifts" } as const;
const events = Object.keys(eventPermissions) as readonly ShiftEvent[];

const summaries: Readonly<Record<ShiftEvent, string>> = {
  submit: "Hand a report in: it is looked through whole, frozen and locked.",
  recall: "Take back what was handed in, before somebody decides.",
  return: "Give it back to be mended; a comment says why.",
  approve:
    "Approve it; the last of a day goes to the client with it, or is final where the contract asks no client.",
  release: "Send it to the client before all of the day is approved, with a reason.",
  reopen: "Give back what was approved, before the client has seen it.",
  accept: "Accept it as the client: it is final.",
  dispute: "Dispute it as the client; a comment says what, and rows may be named.",
  answer: "Answer a dispute without a change.",
  rework: "Have a disputed report written anew.",
  amend: "Correct a final report: the last final revision counts until the new one is final.",
  void: "Take a report that was never final out; its slot is free again.",
};

const shownDocument = async (
  transaction: Parameters<typeof releasedOf>[0],
  client: boolean,
  stored: StoredShift,
) => (client ? await releasedOf(transaction, stored) : stored.document);

const decisionRoute = (event: ShiftEvent): AnyRoute =>
  route({
    ...tagged,
    method: "POST",
    path: `/shifts/{id}/${event}`,
    permission: eventPermissions[event],
    deputies: true,
    summary: summaries[event],
    params: params.id,
    body: sent({
      id: Type.Optional(id),
      comment: Type.Optional(Type.String({ maxLength: 4000 })),
      rows: Type.Optional(Type.Array(id, { maxItems: 200 })),
    }),
    ifMatch: "required",
    answer: json(shiftDocument),
    async handle({ who, params: at, body, version, asked, onBehalf, service }) {
      const settings = await settingsOf(service, who.tenant);
      const { told: happened, shown } = await service.store.transaction(who.tenant, async (transaction) => {
        const decided = await decideOn(
          transaction,
          who,
          {
            event,
            shift: at.id,
            id: body.id ?? newId(transaction.now),
            ifVersion: version ?? 0,
            comment: body.comment ?? "",
            rows: body.rows ?? [],
            by: actorOf(who, asked),
            onBehalf,
          },
          settings,
        );
        const document = await shownDocument(transaction, who.role === "client", decided[0]!);
        return { told: decided, shown: document };
      });
      for (const { document } of happened) service.events.tell(changed(who.tenant, document));
      if (shown === undefined) throw notFound("report");
      return { body: documentToWire(shown), etag: etagOf(shown.rowVersion) };
    },
  });

const clientEvents = ["release", "accept", "dispute", "answer"];

/** Why the office sends a report before its day is whole, it says to itself. */
const forClient = ({ event, comment, ...decision }: DecisionMade): DecisionMade => ({
  ...decision,
  event,
  comment: event === "release" ? "" : comment,
});

export const decisionRoutes: readonly AnyRoute[] = [
  ...events.map(decisionRoute),
  route({
    ...tagged,
    method: "GET",
    path: "/shifts/{id}/decisions",
    permission: "data:read",
    summary: "What was decided about a report, from its beginning.",
    params: params.id,
    answer: json(
      told({
        items: Type.Array(
          told({
            id,
            revision: count,
            row_version: count,
            event: word(...events),
            from: shiftState,
            to: shiftState,
            actor: told({ id: Type.String(), name: Type.String() }),
            part: Type.String(),
            on_behalf: orNull(told({ id: Type.String(), name: Type.String() })),
            comment: Type.String(),
            rows: Type.Array(id),
            at: instant,
          }),
        ),
      }),
    ),
    async handle({ who, params: at, service }) {
      const made = await service.store.read(who.tenant, async (transaction) => {
        await seenShift(transaction, who, at.id);
        const all = await listDecisions(transaction, at.id);
        return who.role === "client"
          ? all.filter(({ event }) => clientEvents.includes(event)).map(forClient)
          : all;
      });
      const nameOf = await accountNames(
        service,
        made.flatMap(({ actor, onBehalf }) => [actor, ...(onBehalf === null ? [] : [onBehalf])]),
      );
      return {
        body: {
          items: made.map((one) => ({
            id: one.id,
            revision: one.revision,
            row_version: one.rowVersion,
            event: one.event as ShiftEvent,
            from: one.from,
            to: one.to,
            actor: { id: one.actor, name: nameOf(one.actor) },
            part: one.part,
            on_behalf: one.onBehalf === null ? null : { id: one.onBehalf, name: nameOf(one.onBehalf) },
            comment: one.comment,
            rows: [...one.rowIds],
            at: new Date(one.at).toISOString(),
          })),
        },
      };
    },
  }),
  route({
    ...tagged,
    method: "POST",
    path: "/shifts/{id}/copy",
    permission: "shift:write",
    summary:
      "What the next shift takes over from this one: crew, holes, activities without times, materials without quantities.",
    params: params.id,
    body: sent({
      starts_at: instant,
      ends_at: instant,
      crew: Type.Optional(Type.Boolean()),
      hole: Type.Optional(Type.Boolean()),
      activities: Type.Optional(Type.Boolean()),
      materials: Type.Optional(Type.Boolean()),
    }),
    answer: json(
      told({
        crew: Type.Array(told({ id, person: id, role: Type.String(), minutes: count })),
        runs: Type.Array(told({ hole: id, size: Type.String(), from: decimal, bit: orNull(Type.String()) })),
        activities: Type.Array(
          told({
            type: id,
            hole: orNull(id),
            reason: orNull(Type.String()),
            payer: word("client", "contractor"),
            parallel: Type.Boolean(),
          }),
        ),
        materials: Type.Array(told({ item: id })),
      }),
    ),
    handle({ who, params: at, body, service }) {
      const [startsAt, endsAt] = [parseInstant(body.starts_at), parseInstant(body.ends_at)];
      if (startsAt === undefined || endsAt === undefined || endsAt <= startsAt)
        throw wrong("/ends_at", "ends-before-start", { what: "shift" });
      const { crew = true, hole = true, activities = true, materials = true } = body;
      return service.store.read(who.tenant, async (transaction) => {
        const { document } = await seenShift(transaction, who, at.id);
        const ticks = { crew, hole, activities, materials };
        const copied = copyFrom(document, { startsAt, endsAt }, ticks, () => newId(service.now()));
        return {
          body: {
            crew: copied.crew.map((row) => ({ ...row })),
            runs: copied.runs.map(({ hole: own, size, fromMm, bit }) => ({
              hole: own,
              size,
              from: decimalText(fromMm, 3, 2),
              bit,
            })),
            activities: copied.activities.map((row) => ({ ...row })),
            materials: copied.materials.map((row) => ({ ...row })),
          },
        };
      });
    },
  }),
];
