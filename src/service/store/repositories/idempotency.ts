/**
 * Answers by the key of their request: who sends it again gets the answer, and nothing is done twice. A key is taken before the work is
 * done and answered after it; in between, who sends the same is told that it is under way.
 */
import { said } from "../../words/refusal.js";
import type { Transaction } from "../database.js";
import { Refusal } from "../refusal.js";

/** Milliseconds for which an answer is kept. */
const KEPT_FOR = 24 * 3_600_000;
/** After this the one that began has died. */
const GIVEN_UP = 60_000;
/** Of a request that is under way. */
const UNDER_WAY = 0;

export interface Keyed {
  readonly key: string;
  readonly account: string;
  /** Of method, path and body: the same key for another request is refused. */
  readonly requestHash: string;
}

/** What there is for a key: nothing, and it is this one's to do; the same, under way; or its answer, as it was kept. */
export type Known =
  | { readonly kind: "new" }
  | { readonly kind: "under-way" }
  | { readonly kind: "answered"; readonly status: number; readonly answer: string };

/** Takes a key. Throws a refusal where it was for another request. */
export async function takeKey(
  { sql, tenant, now }: Transaction,
  { key, account, requestHash }: Keyed,
): Promise<Known> {
  await sql
    .deleteFrom("idempotency")
    .where("id", "=", key)
    .where("account", "=", account)
    .where((eb) =>
      eb.or([
        eb("at", "<", now - KEPT_FOR),
        eb.and([eb("status", "=", UNDER_WAY), eb("at", "<", now - GIVEN_UP)]),
      ]),
    )
    .execute();
  const { numInsertedOrUpdatedRows } = await sql
    .insertInto("idempotency")
    .values({
      ...{ tenant_id: tenant, id: key, account },
      ...{ request_hash: requestHash, status: UNDER_WAY, answer: "{}", at: now },
    })
    .onConflict((conflict) => conflict.columns(["tenant_id", "id", "account"]).doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 0n) return { kind: "new" };
  const known = await sql
    .selectFrom("idempotency")
    .selectAll()
    .where("id", "=", key)
    .where("account", "=", account)
    .executeTakeFirstOrThrow();
  if (known.request_hash !== requestHash)
    throw new Refusal("same-key-other-request", said("other-request"), key);
  if (known.status === UNDER_WAY) return { kind: "under-way" };
  return { kind: "answered", status: known.status, answer: known.answer };
}

/** Keeps what was answered. */
export async function answerKey(
  { sql }: Transaction,
  { key, account }: Keyed,
  { status, answer }: { readonly status: number; readonly answer: string },
): Promise<void> {
  await sql
    .updateTable("idempotency")
    .set({ status, answer })
    .where("id", "=", key)
    .where("account", "=", account)
    .execute();
}

/** It was not done, or is done again: the key is free. */
export async function freeKey({ sql }: Transaction, { key, account }: Keyed): Promise<void> {
  await sql.deleteFrom("idempotency").where("id", "=", key).where("account", "=", account).execute();
}

/** Forgets keys that nobody will send again. */
export async function forgetKeys({ sql }: Transaction, before: number): Promise<number> {
  const { numDeletedRows } = await sql
    .deleteFrom("idempotency")
    .where("at", "<", before)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
