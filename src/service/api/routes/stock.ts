/** Stock: what is left of items at rigs and in stores that are no rig's, what moved, and what people put in, counted or corrected. */
import Type from "typebox";
import { inScope, type Principal, scopeOf } from "../../identity/principal.js";
import { parseInstant } from "../../shift/clock.js";
import { decimalText, parseDecimal } from "../../shift/decimal.js";
import { needsReorder } from "../../shift/stock.js";
import { newId } from "../../store/identifier.js";
import { findMaster, listMaster } from "../../store/repositories/master.js";
import { addMove, listMoves, listStock } from "../../store/repositories/stock.js";
import { actorOf } from "../acting.js";
import { accountNames } from "../names.js";
import { forbidden, wrong } from "../problem.js";
import { type AnyRoute, json, route } from "../route.js";
import { id, instant, orNull, pageOf, paging, sent, told, word } from "../schema/values.js";

const tagged = { tag: "stock" } as const;
const quantity = Type.String({ pattern: "^-?\\d{1,6}(\\.\\d{1,3})?$" });
const shownQuantity = (milli: number): string => decimalText(milli, 3, 0);

const level = told({
  item: id,
  /** Null of a store that is no rig's. */
  rig: orNull(id),
  left: quantity,
  unit: Type.String(),
  reorder: orNull(quantity),
  /** At or below the limit of its item. */
  low: Type.Boolean(),
  counted_at: orNull(instant),
  moved_at: instant,
});

const move = told({
  id,
  item: id,
  rig: orNull(id),
  shift: orNull(id),
  kind: word("delivery", "use", "count", "adjust"),
  quantity,
  note: Type.String(),
  by: told({ id: Type.String(), name: Type.String() }),
  at: instant,
});

/** What is in store is the company's own affair. */
function checkStaff({ role }: Principal): void {
  if (role === "client") throw forbidden("office-own", { what: "stock" });
}

const rigsOf = (who: Principal, rig: string | undefined): string | readonly string[] | undefined => {
  const { rigs } = scopeOf(who);
  if (rigs === null) return rig;
  return rig === undefined ? rigs : rigs.filter((one) => one === rig);
};

export const stockRoutes: readonly AnyRoute[] = [
  route({
    ...tagged,
    method: "GET",
    path: "/stock",
    permission: "data:read",
    summary: "What is left of each item, a line an item and rig.",
    query: Type.Object({ rig: Type.Optional(id), item: Type.Optional(id) }, { additionalProperties: false }),
    answer: json(told({ items: Type.Array(level) })),
    handle: ({ who, query, service }) => {
      checkStaff(who);
      return service.store.read(who.tenant, async (transaction) => {
        const rig = rigsOf(who, query.rig);
        const lines = await listStock(transaction, {
          ...(rig !== undefined && { rig }),
          ...(query.item !== undefined && { item: query.item }),
        });
        const items = new Map(
          (await listMaster(transaction, "item", { archived: true })).map((item) => [item.id, item]),
        );
        return {
          body: {
            items: lines.map(({ item, rig: own, leftMilli, countedAt, movedAt }) => {
              const { unit, reorder_milli } = items.get(item)!;
              return {
                item,
                rig: own,
                left: shownQuantity(leftMilli),
                unit,
                reorder: reorder_milli === null ? null : shownQuantity(reorder_milli),
                low: needsReorder(leftMilli, reorder_milli),
                counted_at: countedAt === null ? null : new Date(countedAt).toISOString(),
                moved_at: new Date(movedAt).toISOString(),
              };
            }),
          },
        };
      });
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/stock/moves",
    permission: "data:read",
    summary: "What came, went and was counted, the newest first.",
    query: Type.Object(
      { ...paging, rig: Type.Optional(id), item: Type.Optional(id) },
      { additionalProperties: false },
    ),
    answer: json(pageOf(move)),
    async handle({ who, query: { limit, cursor, rig: asked, item }, service }) {
      checkStaff(who);
      const rig = rigsOf(who, asked);
      const { rows, next } = await service.store.read(who.tenant, (transaction) =>
        listMoves(
          transaction,
          { ...(item !== undefined && { item }), ...(rig !== undefined && { rig }) },
          { ...(limit !== undefined && { limit }), ...(cursor !== undefined && { cursor }) },
        ),
      );
      const nameOf = await accountNames(
        service,
        rows.map(({ actor }) => actor),
      );
      return {
        body: {
          items: rows.map((one) => ({
            id: one.id,
            item: one.item_id,
            rig: one.rig_id,
            shift: one.shift_id,
            kind: one.kind,
            quantity: shownQuantity(one.quantity_milli),
            note: one.note,
            by: { id: one.actor, name: nameOf(one.actor) },
            at: new Date(one.at).toISOString(),
          })),
          next,
        },
      };
    },
  }),
  route({
    ...tagged,
    method: "POST",
    path: "/stock",
    permission: "master:manage",
    summary:
      "A delivery, a count of what is there, or a correction, which may be below 0. What reports use is moved when they are approved.",
    body: sent({
      id: Type.Optional(id),
      item: id,
      rig: orNull(id),
      kind: word("delivery", "count", "adjust"),
      quantity,
      note: Type.Optional(Type.String({ maxLength: 1000 })),
      at: Type.Optional(instant),
    }),
    answer: json(told({ id, left: quantity }), 201),
    handle: ({ who, body, asked, service, now }) => {
      const milli = parseDecimal(body.quantity, 3)!;
      if (body.kind === "delivery" && milli <= 0) throw wrong("/quantity", "no-delivery");
      if (body.kind === "count" && milli < 0) throw wrong("/quantity", "no-count");
      if (body.kind === "adjust" && milli === 0) throw wrong("/quantity", "no-correction");
      const at = body.at === undefined ? now : parseInstant(body.at);
      if (at === undefined || at > now + 60_000) throw wrong("/at", "not-past");
      const { rigs } = scopeOf(who);
      // A store that is no rig's is the office's.
      if (!inScope({ rigs, client: null }, { rig: body.rig }) || (rigs !== null && body.rig === null))
        throw wrong("/rig", "rig-not-yours");
      return service.store.transaction(who.tenant, async (transaction) => {
        if ((await findMaster(transaction, "item", body.item)) === undefined)
          throw wrong("/item", "reference-missing", { what: "item" });
        if (body.rig !== null && (await findMaster(transaction, "rig", body.rig)) === undefined)
          throw wrong("/rig", "reference-missing", { what: "rig" });
        const own = body.id ?? newId(now);
        await addMove(transaction, {
          id: own,
          item: body.item,
          rig: body.rig,
          kind: body.kind,
          quantityMilli: milli,
          note: body.note ?? "",
          at,
          by: actorOf(who, asked),
        });
        const [line] = await listStock(transaction, { item: body.item, rig: body.rig });
        return { body: { id: own, left: shownQuantity(line?.leftMilli ?? 0) } };
      });
    },
  }),
];
