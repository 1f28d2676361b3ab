/** Answers by the key of their request: who sends it again gets the answer, and nothing is done twice. */
import { canonical, parsed } from "../audit/canonical.js";
import type { Json } from "../audit/event.js";
import type { Transaction } from "../database.js";
import { Refusal } from "../refusal.js";

export interface Asked {
  readonly key: string;
  readonly account: string;
  /** Of method, path and body: the same key for another request is refused. */
  readonly requestHash: string;
}

export interface Answered {
  readonly status: number;
  readonly answer: Json;
}

/** Does `work` once for a key, in the transaction that keeps its answer. */
export async function once(
  transaction: Transaction,
  asked: Asked,
  work: () => Promise<Answered>,
): Promise<Answered> {
  const { sql, tenant, now } = transaction;
  const known = await sql
    .selectFrom("idempotency")
    .selectAll()
    .where("id", "=", asked.key)
    .where("account", "=", asked.account)
    .executeTakeFirst();
  if (known !== undefined) {
    if (known.request_hash !== asked.requestHash)
      throw new Refusal(
        "same-key-other-request",
        "the key was used for another request; make a new one",
        asked.key,
      );
    return { status: known.status, answer: parsed(known.answer) };
  }
  const answered = await work();
  // Two that come at once: the second is refused by the key of the table, and told so; sent again, it gets the answer.
  await sql
    .insertInto("idempotency")
    .values({
      tenant_id: tenant,
      id: asked.key,
      account: asked.account,
      request_hash: asked.requestHash,
      status: answered.status,
      answer: canonical(answered.answer),
      at: now,
    })
    .execute();
  return answered;
}

/** Forgets keys that nobody will send again. */
export async function forgetKeys({ sql }: Transaction, before: number): Promise<number> {
  const { numDeletedRows } = await sql
    .deleteFrom("idempotency")
    .where("at", "<", before)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
