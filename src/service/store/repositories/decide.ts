/**
 * A decision about a report: written down, and what it brings about with it, or nothing at all. Whoever decides says which version was
 * looked at; of two who decide about one version at once, one decides. What must hold of people and report, `move` has said before.
 */
import type { ShiftDocument } from "../../shift/document.js";
import type { ShiftEvent } from "../../shift/event.js";
import { snapshotOf } from "../../shift/revision.js";
import type { Effect, Moved } from "../../shift/workflow.js";
import { said } from "../../words/refusal.js";
import type { Actor } from "../audit/event.js";
import type { Transaction } from "../database.js";
import { newId } from "../identifier.js";
import { Refusal } from "../refusal.js";
import { settleAlert } from "./alerts.js";
import { enqueue } from "./outbox.js";
import { getShift, type StoredShift } from "./shift-read.js";
import { updateShiftTotals } from "./shift-totals.js";
import { moveStock } from "./stock.js";

export interface Decision {
  /** Made where it was decided: the same once more is the same decision. */
  readonly id: string;
  readonly shift: string;
  /** The version of the report that it was made on. */
  readonly ifVersion: number;
  readonly moved: Moved;
  readonly comment: string;
  /** Rows of the report that are meant. */
  readonly rowIds?: readonly string[];
  readonly by: Actor;
  /** For whom somebody acts as a deputy. */
  readonly onBehalf?: string | null;
}

export async function decide(transaction: Transaction, decision: Decision): Promise<StoredShift> {
  const before = await getShift(transaction, decision.shift);
  if (await isRepeated(transaction, decision)) return before;
  const { document } = before;
  if (document.rowVersion !== decision.ifVersion || document.state !== decision.moved.from)
    throw await tooLate(transaction, decision, document);
  await writeDown(transaction, decision, document);
  const { effects, to, event, revision } = decision.moved;
  const snapshot = effects.includes("snapshot") ? await freeze(transaction, decision, document) : undefined;
  await advance(transaction, decision, before, snapshot);
  if (effects.includes("move-stock")) await moveStock(transaction, document, decision.by);
  // It may have been approved before it was sent back, and has used nothing after all.
  if (to === "void") await moveStock(transaction, { ...document, materials: [] }, decision.by);
  await tell(transaction, decision, effects);
  transaction.audit({
    by: decision.by,
    action: `shift.${event}`,
    entity: "shift",
    entityId: decision.shift,
    before: { state: document.state, revision: document.revision },
    after: {
      state: to,
      revision,
      comment: decision.comment,
      on_behalf: decision.onBehalf ?? null,
      ...(snapshot !== undefined && { snapshot: snapshot.hash }),
    },
  });
  const after = await getShift(transaction, decision.shift);
  await updateShiftTotals(transaction, after);
  await settleLate(transaction, after.document);
  return after;
}

/** What was late is late no more. */
async function settleLate(
  transaction: Transaction,
  { id, rig, date, slot, state }: ShiftDocument,
): Promise<void> {
  if (state !== "draft") await settleAlert(transaction, { kind: "report-missing", rig, date, slot });
  if (state !== "with_client") await settleAlert(transaction, { kind: "with-client", shift: id, rig });
}

async function isRepeated({ sql }: Transaction, { id, shift, moved }: Decision): Promise<boolean> {
  const known = await sql
    .selectFrom("decision")
    .select(["shift_id", "event"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (known === undefined) return false;
  if (known.shift_id === shift && known.event === moved.event) return true;
  throw new Refusal("taken", said("id-taken"), "decision(id)");
}

/** Somebody has decided, or changed it, since it was looked at. */
async function tooLate(
  { sql }: Transaction,
  { shift, ifVersion }: Decision,
  { rowVersion, state }: ShiftDocument,
): Promise<Refusal> {
  const other = await sql
    .selectFrom("decision")
    .select(["event", "actor"])
    .where("shift_id", "=", shift)
    .where("row_version", "=", ifVersion)
    .executeTakeFirst();
  if (other !== undefined)
    return new Refusal(
      "already-decided",
      said("decided", { event: other.event as ShiftEvent, by: other.actor ?? "" }),
      shift,
    );
  if (rowVersion !== ifVersion)
    return new Refusal("version-mismatch", said("changed", { what: "report", version: rowVersion }), shift);
  return new Refusal("not-from-this-state", said("left-state", { state }), shift);
}

async function writeDown(
  { sql, tenant, now }: Transaction,
  decision: Decision,
  document: ShiftDocument,
): Promise<void> {
  const { moved, by } = decision;
  const { numInsertedOrUpdatedRows } = await sql
    .insertInto("decision")
    .values({
      tenant_id: tenant,
      id: decision.id,
      shift_id: decision.shift,
      revision: document.revision,
      row_version: decision.ifVersion,
      event: moved.event,
      from_state: moved.from,
      to_state: moved.to,
      actor: by.account ?? by.kind,
      actor_role: moved.part,
      on_behalf: decision.onBehalf ?? null,
      comment: decision.comment,
      row_ids: JSON.stringify(decision.rowIds ?? []),
      at: now,
    })
    // Who was first is waited for, and seen.
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n)
    throw new Refusal("already-decided", said("decided-now"), decision.shift);
}

interface Frozen {
  readonly id: string;
  readonly hash: string;
}

async function freeze(
  { sql, tenant, now }: Transaction,
  { shift, moved, ifVersion }: Decision,
  document: ShiftDocument,
): Promise<Frozen> {
  const { text, hash } = await snapshotOf(document);
  const id = newId(now);
  await sql
    .insertInto("shift_revision")
    .values({
      tenant_id: tenant,
      id,
      shift_id: shift,
      revision: moved.revision,
      row_version: ifVersion,
      client_id: document.client,
      contract_id: document.contract,
      rig_id: document.rig,
      date: document.date,
      state: moved.to === "final" ? "final" : "submitted",
      snapshot: text,
      hash,
      at: now,
    })
    .execute();
  return { id, hash };
}

async function advance(
  transaction: Transaction,
  { shift, moved, ifVersion, by }: Decision,
  before: StoredShift,
  snapshot: Frozen | undefined,
): Promise<void> {
  const { sql, now } = transaction;
  const { to } = moved;
  const { numUpdatedRows } = await sql
    .updateTable("shift")
    .set({
      state: to,
      revision: moved.revision,
      row_version: ifVersion + 1,
      updated_at: now,
      ...(to === "submitted" && { submitted_by: by.account ?? by.kind }),
      ...(to === "with_client" && { released_id: await latestSnapshot(transaction, shift) }),
      ...(to === "final" && { released_id: snapshot!.id, final_id: snapshot!.id }),
    })
    .where("id", "=", shift)
    .where("row_version", "=", ifVersion)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n)
    throw new Refusal(
      "version-mismatch",
      said("changed", { what: "report", version: null }),
      before.document.id,
    );
}

async function latestSnapshot({ sql }: Transaction, shift: string): Promise<string> {
  const { id } = await sql
    .selectFrom("shift_revision")
    .select("id")
    .where("shift_id", "=", shift)
    .orderBy("row_version", "desc")
    .executeTakeFirstOrThrow();
  return id;
}

/** Whoever is to be told is told by what empties the outbox: after it has happened, and only if it has. */
async function tell(transaction: Transaction, decision: Decision, effects: readonly Effect[]): Promise<void> {
  const { shift, moved, comment, by } = decision;
  const payload = {
    shift,
    actor: by.account,
    part: moved.part,
    event: moved.event,
    from: moved.from,
    to: moved.to,
    revision: moved.revision,
    comment,
  };
  for (const target of ["supervisor", "manager", "client"] as const)
    if (effects.includes(`tell-${target}`)) await enqueue(transaction, { kind: "notice", target, payload });
  await enqueue(transaction, { kind: "event", target: `shift.${moved.event}`, payload });
}
