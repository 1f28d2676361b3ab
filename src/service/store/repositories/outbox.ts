/**
 * What is to be sent: written in the transaction that brings it about, and sent after it, at least once. Who sends takes some for a while;
 * what it has not told to be sent by then is taken by another one.
 */
import { sql as text } from "kysely";
import { canonical, parsed } from "../audit/canonical.js";
import type { Json } from "../audit/event.js";
import type { Transaction } from "../database.js";
import { newId } from "../identifier.js";

export interface Message {
  /** What sends it: `notice`, `event`, `mail`, `webhook`. */
  readonly kind: string;
  readonly target: string;
  readonly payload: Json;
}

export interface Waiting extends Message {
  readonly id: string;
  /** How often it was taken, this time included. */
  readonly attempts: number;
  readonly createdAt: number;
}

export async function enqueue(
  { sql, tenant, now }: Transaction,
  { kind, target, payload }: Message,
  nextAt = now,
): Promise<string> {
  const id = newId(now);
  await sql
    .insertInto("outbox")
    .values({
      tenant_id: tenant,
      id,
      kind,
      target,
      payload: canonical(payload),
      attempts: 0,
      created_at: now,
      next_at: nextAt,
      sent_at: null,
      given_up_at: null,
      error: null,
    })
    .execute();
  return id;
}

/** Takes what is due, the oldest first: until `leaseMs` are over nobody else does. */
export async function takeDue(
  { sql, engine, now }: Transaction,
  {
    most = 20,
    leaseMs = 60_000,
    kind,
  }: { readonly most?: number; readonly leaseMs?: number; readonly kind?: string } = {},
): Promise<Waiting[]> {
  let due = sql
    .selectFrom("outbox")
    .selectAll()
    .where("sent_at", "is", null)
    .where("given_up_at", "is", null)
    .where("next_at", "<=", now)
    .orderBy("next_at")
    .orderBy("id")
    .limit(most);
  if (kind !== undefined) due = due.where("kind", "=", kind);
  // Others that send at the same time take other ones.
  const rows = await (engine === "postgres" ? due.forUpdate().skipLocked() : due).execute();
  if (rows.length === 0) return [];
  await sql
    .updateTable("outbox")
    .set({ attempts: text<number>`attempts + 1`, next_at: now + leaseMs })
    .where(
      "id",
      "in",
      rows.map(({ id }) => id),
    )
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    target: row.target,
    payload: parsed(row.payload),
    attempts: row.attempts + 1,
    createdAt: row.created_at,
  }));
}

export async function markSent({ sql, now }: Transaction, id: string): Promise<void> {
  await sql.updateTable("outbox").set({ sent_at: now, error: null }).where("id", "=", id).execute();
}

/** Tried again at `nextAt`; never where that is null. */
export async function markFailed(
  { sql, now }: Transaction,
  id: string,
  error: string,
  nextAt: number | null,
): Promise<void> {
  const then = nextAt === null ? { given_up_at: now } : { next_at: nextAt };
  await sql
    .updateTable("outbox")
    .set({ error: error.slice(0, 1000), ...then })
    .where("id", "=", id)
    .execute();
}
