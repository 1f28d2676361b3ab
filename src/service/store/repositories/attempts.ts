/** Tries that are counted, by what they are counted for. */
import type { ControlDatabase } from "./accounts.js";

export interface Attempts {
  readonly count: number;
  readonly since: number;
}

/** Those so far, none as a count of 0; whoever else counts the same waits for the end of this transaction. */
export async function attemptsOf(db: ControlDatabase, key: string, now: number): Promise<Attempts> {
  return db
    .insertInto("attempt")
    .values({ key, count: 0, since: now })
    .onConflict((conflict) =>
      conflict.column("key").doUpdateSet((eb) => ({ count: eb.ref("attempt.count") })),
    )
    .returning(["count", "since"])
    .executeTakeFirstOrThrow();
}

export async function putAttempts(
  db: ControlDatabase,
  key: string,
  { count, since }: Attempts,
): Promise<void> {
  await db
    .insertInto("attempt")
    .values({ key, count, since })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ count, since }))
    .execute();
}

/** One try less: it succeeded, and is not counted. */
export async function takeBackAttempt(db: ControlDatabase, key: string): Promise<void> {
  await db
    .updateTable("attempt")
    .set((eb) => ({ count: eb("count", "-", 1) }))
    .where("key", "=", key)
    .where("count", ">", 0)
    .execute();
}

export async function forgetAttempts(db: ControlDatabase, key: string): Promise<void> {
  await db.deleteFrom("attempt").where("key", "=", key).execute();
}

export async function forgetAttemptsBefore(db: ControlDatabase, before: number): Promise<void> {
  await db.deleteFrom("attempt").where("since", "<", before).execute();
}
