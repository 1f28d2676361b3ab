/** Stock: what was delivered, used, counted. What a report used is moved when it is approved, and moved again when it was changed. */
import type { ShiftContent } from "../../shift/document.js";
import { needsReorder, stockOf } from "../../shift/stock.js";
import type { Actor } from "../audit/event.js";
import type { Transaction } from "../database.js";
import { newId } from "../identifier.js";
import type { TenantTables } from "../schema/tables.js";
import { raiseAlert } from "./alerts.js";
import { groupedBy } from "./grouped.js";

export type StockMoveRow = Omit<TenantTables["stock_move"], "tenant_id">;

export interface NewMove {
  readonly id: string;
  readonly item: string;
  readonly rig: string | null;
  readonly kind: "delivery" | "count" | "adjust";
  readonly quantityMilli: number;
  readonly note: string;
  readonly at: number;
  readonly by: Actor;
}

export async function addMove(transaction: Transaction, move: NewMove): Promise<void> {
  const { sql, tenant } = transaction;
  const { numInsertedOrUpdatedRows } = await sql
    .insertInto("stock_move")
    .values({
      tenant_id: tenant,
      id: move.id,
      item_id: move.item,
      rig_id: move.rig,
      shift_id: null,
      kind: move.kind,
      quantity_milli: move.quantityMilli,
      note: move.note,
      actor: move.by.account ?? move.by.kind,
      at: move.at,
    })
    .onConflict((conflict) => conflict.columns(["tenant_id", "id"]).doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n) return;
  transaction.audit({
    by: move.by,
    action: `stock.${move.kind}`,
    entity: "item",
    entityId: move.item,
    after: { move: move.id, rig: move.rig, quantity_milli: move.quantityMilli, at: move.at },
  });
}

/** What a report uses, one move an item, in place of what it used before. */
export async function moveStock(
  transaction: Transaction,
  shift: ShiftContent & { readonly id: string },
  by: Actor,
): Promise<void> {
  const { sql, tenant, now } = transaction;
  const before = await sql
    .selectFrom("stock_move")
    .select("item_id")
    .where("shift_id", "=", shift.id)
    .where("kind", "=", "use")
    .execute();
  await sql.deleteFrom("stock_move").where("shift_id", "=", shift.id).where("kind", "=", "use").execute();
  const used = groupedBy(shift.materials, ({ item }) => item);
  for (const [item, rows] of used)
    await sql
      .insertInto("stock_move")
      .values({
        tenant_id: tenant,
        id: newId(now),
        item_id: item,
        rig_id: shift.rig,
        shift_id: shift.id,
        kind: "use",
        quantity_milli: rows.reduce((sum, { quantityMilli }) => sum + quantityMilli, 0),
        note: "",
        actor: by.account ?? by.kind,
        at: shift.endsAt,
      })
      .execute();
  for (const item of new Set([...used.keys(), ...before.map(({ item_id }) => item_id)]))
    await checkReorder(transaction, item, shift.rig);
}

/** One alert while it is low, however often it is used meanwhile. */
async function checkReorder(transaction: Transaction, item: string, rig: string): Promise<void> {
  const { reorder_milli: limit } = await transaction.sql
    .selectFrom("item")
    .select("reorder_milli")
    .where("id", "=", item)
    .executeTakeFirstOrThrow();
  const left = await stockLeft(transaction, item, rig);
  if (needsReorder(left, limit))
    await raiseAlert(transaction, {
      kind: "stock",
      severity: "warning",
      item,
      rig,
      value: left,
      threshold: limit,
    });
}

/** In thousandths; of a rig alone where one is named. */
export async function stockLeft({ sql }: Transaction, item: string, rig?: string): Promise<number> {
  let query = sql
    .selectFrom("stock_move")
    .select(["kind", "quantity_milli", "at"])
    .where("item_id", "=", item);
  if (rig !== undefined) query = query.where("rig_id", "=", rig);
  const rows = await query.orderBy("at").orderBy("id").execute();
  return stockOf(rows.map(({ kind, quantity_milli, at }) => ({ kind, quantityMilli: quantity_milli, at })));
}

export interface StockLine {
  readonly item: string;
  readonly rig: string | null;
  readonly leftMilli: number;
}

/** What is left of all items, a line an item and rig. */
export async function listStock({ sql }: Transaction, rig?: string): Promise<StockLine[]> {
  let query = sql.selectFrom("stock_move").select(["item_id", "rig_id", "kind", "quantity_milli", "at"]);
  if (rig !== undefined) query = query.where("rig_id", "=", rig);
  const rows = await query.orderBy("item_id").orderBy("rig_id").orderBy("at").orderBy("id").execute();
  const lines = groupedBy(rows, ({ item_id, rig_id }) => JSON.stringify([item_id, rig_id]));
  return [...lines.values()].map((moves) => ({
    item: moves[0]!.item_id,
    rig: moves[0]!.rig_id,
    leftMilli: stockOf(
      moves.map(({ kind, quantity_milli, at }) => ({ kind, quantityMilli: quantity_milli, at })),
    ),
  }));
}
