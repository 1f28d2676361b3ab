/**
 * What is to be sent: written in the transaction that brings it about, and sent after it, at least once. Who sends takes some for a while;
 * what it has not told to be sent by then is taken by another one.
 */
import { sql as text } from "kysely";
import { canonical, parsed } from "../audit/canonical.js";
import type { Json } from "../audit/event.js";
import type { Transaction } from "../database.js";
import { newId } from "../identifier.js";
import type { TenantTables } from "../schema/tables.js";
import { groupedBy } from "./grouped.js";

export interface Message {
  /** What becomes of it: `notice` and `event` are of many, `digest` waits for others, `mail` and `webhook` are sent. */
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
  transaction: Transaction,
  message: Message,
  nextAt = transaction.now,
): Promise<string> {
  const id = newId(transaction.now);
  await enqueueOnce(transaction, id, message, nextAt);
  return id;
}

/** Under an identity that says what it is of: the same once more is the message that is there. False then. */
export async function enqueueOnce(
  { sql, tenant, now }: Transaction,
  id: string,
  { kind, target, payload }: Message,
  nextAt = now,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await sql
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
    .onConflict((conflict) => conflict.columns(["tenant_id", "id"]).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows !== 0n;
}

/** Whether something is due: what is asked often, and writes nothing. */
export async function hasDue({ sql, now }: Transaction, kinds: readonly string[]): Promise<boolean> {
  const found = await sql
    .selectFrom("outbox")
    .select("id")
    .where("sent_at", "is", null)
    .where("given_up_at", "is", null)
    .where("next_at", "<=", now)
    .where("kind", "in", kinds)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Takes what is due, the oldest first: until `leaseMs` are over nobody else does. */
export async function takeDue(
  { sql, engine, now }: Transaction,
  {
    most = 20,
    leaseMs = 60_000,
    kinds,
  }: { readonly most?: number; readonly leaseMs?: number; readonly kinds?: readonly string[] } = {},
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
  if (kinds !== undefined) due = due.where("kind", "in", kinds);
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
  return rows.map((row) => waitingIn({ ...row, attempts: row.attempts + 1 }));
}

const waitingIn = (row: OutboxRow): Waiting => ({
  id: row.id,
  kind: row.kind,
  target: row.target,
  payload: parsed(row.payload),
  attempts: row.attempts,
  createdAt: row.created_at,
});

/** `payload` is what is kept of it, where that is not all of it. */
export async function markSent({ sql, now }: Transaction, id: string, payload?: Json): Promise<void> {
  await sql
    .updateTable("outbox")
    .set({ sent_at: now, error: null, ...(payload !== undefined && { payload: canonical(payload) }) })
    .where("id", "=", id)
    .execute();
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

/** Given back as it was taken: nobody has tried it. */
export async function putBack({ sql, now }: Transaction, id: string): Promise<void> {
  await sql
    .updateTable("outbox")
    .set({ attempts: text<number>`attempts - 1`, next_at: now })
    .where("id", "=", id)
    .where("attempts", ">", 0)
    .where("sent_at", "is", null)
    .execute();
}

/** What goes the same way waits as long: a way that is closed is tried by one of them. */
export async function postpone(
  { sql }: Transaction,
  { kind, target, until }: { readonly kind: string; readonly target?: string; readonly until: number },
): Promise<void> {
  let others = sql
    .updateTable("outbox")
    .set({ next_at: until })
    .where("kind", "=", kind)
    .where("sent_at", "is", null)
    .where("given_up_at", "is", null)
    .where("next_at", "<", until);
  if (target !== undefined) others = others.where("target", "=", target);
  await others.execute();
}

/** Tried again now, with all its tries before it; false where it was sent or is not there. */
export async function tryAgain({ sql, now }: Transaction, id: string): Promise<boolean> {
  const { numUpdatedRows } = await sql
    .updateTable("outbox")
    .set({ attempts: 0, next_at: now, created_at: now, given_up_at: null })
    .where("id", "=", id)
    .where("sent_at", "is", null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

export type OutboxRow = Omit<TenantTables["outbox"], "tenant_id">;
export type MessageState = "waiting" | "sent" | "given-up";

export const stateOf = ({
  sent_at,
  given_up_at,
}: Pick<OutboxRow, "sent_at" | "given_up_at">): MessageState =>
  sent_at !== null ? "sent" : given_up_at !== null ? "given-up" : "waiting";

/** The newest first. */
export async function listMessages(
  { sql }: Transaction,
  {
    kinds,
    target,
    state,
    most = 100,
  }: {
    readonly kinds: readonly string[];
    readonly target?: string | undefined;
    readonly state?: MessageState | undefined;
    readonly most?: number;
  },
): Promise<OutboxRow[]> {
  let query = sql.selectFrom("outbox").selectAll().where("kind", "in", kinds);
  if (target !== undefined) query = query.where("target", "=", target);
  if (state === "sent") query = query.where("sent_at", "is not", null);
  if (state === "given-up") query = query.where("given_up_at", "is not", null);
  if (state === "waiting") query = query.where("sent_at", "is", null).where("given_up_at", "is", null);
  return query.orderBy("created_at", "desc").orderBy("id", "desc").limit(most).execute();
}

/** Forgets what was sent, and what was given up, before those instants. */
export async function forgetMessages(
  { sql }: Transaction,
  { sentBefore, givenUpBefore }: { readonly sentBefore: number; readonly givenUpBefore: number },
): Promise<number> {
  const { numDeletedRows } = await sql
    .deleteFrom("outbox")
    .where((eb) => eb.or([eb("sent_at", "<", sentBefore), eb("given_up_at", "<", givenUpBefore)]))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** What waits of a kind, by its target, the oldest first. */
export async function waitingOf({ sql }: Transaction, kind: string): Promise<Map<string, Waiting[]>> {
  const rows = await sql
    .selectFrom("outbox")
    .selectAll()
    .where("kind", "=", kind)
    .where("sent_at", "is", null)
    .where("given_up_at", "is", null)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return groupedBy(rows.map(waitingIn), ({ target }) => target);
}

/** Gives up what was written before that and never sent. */
export async function giveUpBefore({ sql, now }: Transaction, before: number, error: string): Promise<void> {
  await sql
    .updateTable("outbox")
    .set((eb) => ({ given_up_at: now, error: eb.fn.coalesce("error", eb.val(error)) }))
    .where("created_at", "<", before)
    .where("sent_at", "is", null)
    .where("given_up_at", "is", null)
    .execute();
}

/** Those of some messages that were written already, whatever became of them. */
export async function knownOf({ sql }: Transaction, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await sql.selectFrom("outbox").select("id").where("id", "in", ids).execute();
  return new Set(rows.map(({ id }) => id));
}
