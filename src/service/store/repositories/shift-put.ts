/**
 * A whole report is put: made, or changed to what was sent. The same once more changes nothing, so that a device may send again what it
 * has no receipt of; another one needs the version that it was made from.
 */
import type { ShiftContent, ShiftDocument } from "../../shift/document.js";
import { said } from "../../words/refusal.js";
import { canonical } from "../audit/canonical.js";
import type { Actor, Json } from "../audit/event.js";
import type { Transaction } from "../database.js";
import { Refusal } from "../refusal.js";
import { indexShift } from "./search.js";
import { differenceOf } from "./shift-difference.js";
import { type PartName, type PartRow, partNames, parts, toStored } from "./shift-parts.js";
import { contentOf, findShift, getShift, headColumns } from "./shift-read.js";

export interface PutShift {
  readonly id: string;
  readonly content: ShiftContent;
  /** `If-Match`: the version that it was made from; null makes a new one. */
  readonly ifVersion: number | null;
  readonly by: Actor;
}

export interface Put {
  readonly document: ShiftDocument;
  readonly outcome: "created" | "changed" | "same";
}

const OPEN = ["draft", "returned"];

export async function putShift(transaction: Transaction, put: PutShift): Promise<Put> {
  const before = await findShift(transaction, put.id);
  if (before === undefined && (await created(transaction, put)))
    return afterwards(transaction, put, "created");
  const { document } = before ?? (await getShift(transaction, put.id));
  if (sameContent(contentOf(document), put.content)) return { document, outcome: "same" };
  if (put.ifVersion !== document.rowVersion) throw changedMeanwhile(document);
  if (!OPEN.includes(document.state))
    throw new Refusal("locked", said("locked", { state: document.state }), put.id);
  await change(transaction, put, document);
  return afterwards(transaction, put, "changed", document);
}

export const sameContent = (one: ShiftContent, other: ShiftContent): boolean =>
  canonical(inOrder(one)) === canonical(inOrder(other));

/** Of the fields that a report has, and no others. */
const inOrder = (content: ShiftContent): Json =>
  ({
    ...headColumns(content),
    ...Object.fromEntries(
      partNames.map((name) => [name, content[name].map((row: PartRow<PartName>) => toStored(name, row))]),
    ),
  }) as Json;

const changedMeanwhile = ({ rowVersion, id }: ShiftDocument): Refusal =>
  new Refusal("version-mismatch", said("changed", { what: "report", version: rowVersion }), id);

/** False where somebody else has made it at this moment. */
async function created(transaction: Transaction, { id, content, ifVersion, by }: PutShift): Promise<boolean> {
  const { sql, tenant, now } = transaction;
  if (ifVersion !== null) throw new Refusal("not-found", said("no-such", { what: "report" }), id);
  await checkSlot(transaction, id, content);
  const { numInsertedOrUpdatedRows } = await sql
    .insertInto("shift")
    .values({
      tenant_id: tenant,
      id,
      ...headColumns(content),
      state: "draft",
      revision: 0,
      row_version: 1,
      released_id: null,
      final_id: null,
      created_by: by.account ?? by.kind,
      created_at: now,
      submitted_by: null,
      updated_at: now,
    })
    // Any conflict: of a report that two make at the same moment, PostgreSQL may see that of the slot before that of the id.
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n) {
    if ((await findShift(transaction, id)) === undefined) throw slotTaken(content);
    return false;
  }
  for (const name of partNames) await addRows(transaction, id, name, [...content[name].entries()]);
  return true;
}

async function change(
  transaction: Transaction,
  { id, content }: PutShift,
  before: ShiftDocument,
): Promise<void> {
  const { sql, now } = transaction;
  await checkSlot(transaction, id, content);
  const { numUpdatedRows } = await sql
    .updateTable("shift")
    .set({ ...headColumns(content), row_version: before.rowVersion + 1, updated_at: now })
    .where("id", "=", id)
    .where("row_version", "=", before.rowVersion)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) throw changedMeanwhile(before);
  for (const name of partNames) await changeRows(transaction, id, name, before[name], content[name]);
}

/** Said here in words that people read; that nobody comes between is the index's to see. */
async function checkSlot({ sql }: Transaction, id: string, content: ShiftContent): Promise<void> {
  const { rig, date, slot } = content;
  const other = await sql
    .selectFrom("shift")
    .select("id")
    .where("rig_id", "=", rig)
    .where("date", "=", date)
    .where("slot", "=", slot)
    .where("state", "<>", "void")
    .where("id", "<>", id)
    .executeTakeFirst();
  if (other !== undefined) throw slotTaken(content);
}

const slotTaken = ({ date, slot }: ShiftContent): Refusal =>
  new Refusal("taken", said("slot-taken", { date, slot }), "shift(rig_id, date, slot)");

type Placed = readonly [position: number, row: PartRow<PartName>];

/** Writes what differs, by id and place; what was taken out goes first, as its hash or its place may be another one's now. */
async function changeRows(
  transaction: Transaction,
  shift: string,
  name: PartName,
  before: readonly PartRow<PartName>[],
  after: readonly PartRow<PartName>[],
): Promise<void> {
  const { sql } = transaction;
  const { table } = parts[name];
  const inKind = ([position, row]: Placed): string => canonical({ position, ...toStored(name, row) });
  const known = new Map([...before.entries()].map((placed) => [placed[1].id, inKind(placed)]));
  const kept = new Set(after.map(({ id }) => id));
  const gone = [...known.keys()].filter((id) => !kept.has(id));
  if (gone.length > 0)
    await sql.deleteFrom(table).where("shift_id", "=", shift).where("id", "in", gone).execute();
  const placed: Placed[] = [...after.entries()];
  for (const one of placed) {
    const [position, row] = one;
    if (!known.has(row.id) || known.get(row.id) === inKind(one)) continue;
    const { id, ...columns } = toStored(name, row);
    await sql
      .updateTable(table)
      .set({ ...columns, position } as object)
      .where("shift_id", "=", shift)
      .where("id", "=", String(id))
      .execute();
  }
  await addRows(
    transaction,
    shift,
    name,
    placed.filter(([, { id }]) => !known.has(id)),
  );
}

async function addRows(
  { sql, tenant }: Transaction,
  shift: string,
  name: PartName,
  rows: readonly Placed[],
): Promise<void> {
  if (rows.length === 0) return;
  const { table } = parts[name];
  const values = rows.map(([position, row]) => ({
    tenant_id: tenant,
    shift_id: shift,
    position,
    ...toStored(name, row),
    ...(name === "photos" && { stored_at: null }),
  }));
  await sql
    .insertInto(table)
    .values(values as never)
    .execute();
}

async function afterwards(
  transaction: Transaction,
  { id, by }: PutShift,
  outcome: "created" | "changed",
  before?: ShiftDocument,
): Promise<Put> {
  const { document } = await getShift(transaction, id);
  await indexShift(transaction, document);
  transaction.audit({
    by,
    action: `shift.${outcome}`,
    entity: "shift",
    entityId: id,
    ...differenceOf(before === undefined ? undefined : contentOf(before), contentOf(document)),
  });
  return { document, outcome };
}
