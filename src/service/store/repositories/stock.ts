/** Stock: what was delivered, used, counted. What a report used is moved when it is approved, and moved again when it was changed. */
import { sql as raw } from "kysely";
import type { ShiftContent } from "../../shift/document.js";
import { needsReorder } from "../../shift/stock.js";
import { said } from "../../words/refusal.js";
import type { Actor } from "../audit/event.js";
import type { Transaction } from "../database.js";
import { newId } from "../identifier.js";
import { Refusal } from "../refusal.js";
import type { TenantTables } from "../schema/tables.js";
import { raiseAlert, settleAlert } from "./alerts.js";
import { groupedBy } from "./grouped.js";
import { limitOf, type Page, type Paged, pagedBy, placeOf } from "./page.js";

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
  if (numInsertedOrUpdatedRows === 0n) return checkSame(transaction, move);
  transaction.audit({
    by: move.by,
    action: `stock.${move.kind}`,
    entity: "item",
    entityId: move.item,
    after: { move: move.id, rig: move.rig, quantity_milli: move.quantityMilli, at: move.at },
  });
  await checkReorder(transaction, move.item, move.rig);
}

/** The same sent again is done already; another move under its id would be lost without a word. */
async function checkSame({ sql }: Transaction, move: NewMove): Promise<void> {
  const there = await sql
    .selectFrom("stock_move")
    .select(["item_id", "rig_id", "kind", "quantity_milli"])
    .where("id", "=", move.id)
    .executeTakeFirst();
  const isSame =
    there?.item_id === move.item &&
    there.rig_id === move.rig &&
    there.kind === move.kind &&
    there.quantity_milli === move.quantityMilli;
  if (!isSame) throw new Refusal("taken", said("id-taken"), "stock_move(id)");
}

/** Moves of an item, the newest first: what people check when a count is not what they thought. */
export async function listMoves(
  { sql }: Transaction,
  { item, rig }: { readonly item?: string; readonly rig?: string | readonly string[] },
  page: Page = {},
): Promise<Paged<StockMoveRow>> {
  const limit = limitOf(page);
  const place = placeOf(page, "ns");
  let query = sql.selectFrom("stock_move").selectAll();
  if (item !== undefined) query = query.where("item_id", "=", item);
  if (typeof rig === "string") query = query.where("rig_id", "=", rig);
  else if (rig !== undefined) query = query.where("rig_id", "in", rig.length === 0 ? [""] : rig);
  if (place !== undefined)
    query = query.where(raw<boolean>`(stock_move.at, stock_move.id) < (${place[0]}, ${place[1]})`);
  const rows = await query
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();
  return pagedBy(rows, limit, ({ at, id }) => [at, id]);
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

/** One alert while it is low, however often it is used meanwhile; none any more when it was filled up. */
async function checkReorder(transaction: Transaction, item: string, rig: string | null): Promise<void> {
  const { reorder_milli: limit } = await transaction.sql
    .selectFrom("item")
    .select("reorder_milli")
    .where("id", "=", item)
    .executeTakeFirstOrThrow();
  const [line] = await listStock(transaction, { item, rig });
  const left = line?.leftMilli ?? 0;
  const place = { kind: "stock", item, ...(rig !== null && { rig }) } as const;
  if (!needsReorder(left, limit)) return settleAlert(transaction, place);
  await raiseAlert(transaction, { ...place, severity: "warning", value: left, threshold: limit });
}

export interface StockLine {
  readonly item: string;
  /** Null of a store that is no rig's. */
  readonly rig: string | null;
  readonly leftMilli: number;
  /** When it was counted last. */
  readonly countedAt: number | null;
  readonly movedAt: number;
}

/**
 * What is left of all items, a line an item and rig: what was counted last, and what came and went since, as `stockOf` has it. Added up
 * by the database: a rig's moves are as many as its reports.
 */
export async function listStock(
  { sql }: Transaction,
  { item, rig }: { readonly item?: string; readonly rig?: string | null | readonly string[] } = {},
): Promise<StockLine[]> {
  const where = [
    ...(item === undefined ? [] : [raw<boolean>`item_id = ${item}`]),
    ...(rig === undefined
      ? []
      : rig === null
        ? [raw<boolean>`rig_id IS NULL`]
        : [raw<boolean>`rig_id IN (${raw.join(typeof rig === "string" ? [rig] : ["", ...rig])})`]),
  ];
  const those = where.length === 0 ? raw`` : raw` WHERE ${raw.join(where, raw` AND `)}`;
  const { rows } = await raw<{
    item_id: string;
    rig_id: string | null;
    left_milli: number;
    counted_at: number | null;
    moved_at: number;
  }>`
    WITH moves AS (SELECT item_id, rig_id, id, at, kind, quantity_milli,
        max(CASE WHEN kind = 'count' THEN at END) OVER place AS counted_at FROM stock_move${those}
        WINDOW place AS (PARTITION BY item_id, rig_id)),
      marked AS (SELECT moves.*,
        max(CASE WHEN kind = 'count' AND at = counted_at THEN id END) OVER (PARTITION BY item_id, rig_id) AS counted_id
        FROM moves)
    SELECT item_id, rig_id, max(counted_at) AS counted_at, max(at) AS moved_at,
      sum(CASE
        WHEN id = counted_id THEN quantity_milli
        WHEN counted_at IS NOT NULL AND (at < counted_at OR (at = counted_at AND id < counted_id)) THEN 0
        WHEN kind = 'use' THEN -quantity_milli ELSE quantity_milli END) AS left_milli
    FROM marked GROUP BY item_id, rig_id ORDER BY item_id, rig_id`.execute(sql);
  return rows.map((row) => ({
    item: row.item_id,
    rig: row.rig_id,
    leftMilli: row.left_milli,
    countedAt: row.counted_at,
    movedAt: row.moved_at,
  }));
}
