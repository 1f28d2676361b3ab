/** What both engines do around the work of a transaction. */
import { AsyncLocalStorage } from "node:async_hooks";
import { append } from "../audit/chain.js";
import type { AuditEntry } from "../audit/event.js";
import type { Transaction } from "../database.js";

const underWay = new AsyncLocalStorage<readonly object[]>();

/** One within another of the same store would wait for it for ever, in one engine, and not be part of it, in the other. */
export function outside<Value>(store: object, work: () => Promise<Value>): Promise<Value> {
  const around = underWay.getStore() ?? [];
  if (around.includes(store)) return Promise.reject(new Error("a transaction is opened within another"));
  return underWay.run([...around, store], work);
}

/** Does the work, and adds what it has told to the chain as the last thing. */
export async function auditing<Value>(
  transaction: Omit<Transaction, "audit">,
  work: (transaction: Transaction) => Promise<Value>,
): Promise<Value> {
  const told: AuditEntry[] = [];
  const answer = await work({ ...transaction, audit: (entry) => void told.push(entry) });
  await append(transaction.sql, transaction.engine, transaction.tenant, transaction.now, told);
  return answer;
}
