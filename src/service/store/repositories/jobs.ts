/**
 * What the service does by itself, a row each: which time it was due was done last, and who does it now. Of several servers one takes each
 * time; who dies over it lets another take it when the lease is over. A lock of the database would be let go with its connection, and
 * behind a pool of connections nobody knows whose that is.
 */
import type { Selectable } from "kysely";
import type { ControlTables } from "../schema/tables.js";
import type { ControlDatabase } from "./accounts.js";

export type JobRow = Selectable<ControlTables["job"]>;

export const jobRows = (db: ControlDatabase): Promise<JobRow[]> =>
  db.selectFrom("job").selectAll().orderBy("name").execute();

/** One that is new is due from now on: what was due before it was there is not made up for. */
export async function addJob(db: ControlDatabase, name: string, now: number): Promise<void> {
  await db
    .insertInto("job")
    .values({
      name,
      due_at: now,
      began_at: null,
      ended_at: null,
      holder: null,
      leased_until: 0,
      result: "",
      error: null,
    })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
}

export interface Lease {
  readonly name: string;
  readonly holder: string;
  readonly now: number;
  readonly until: number;
}

/** False where that time was done, or somebody does it. Without `dueAt` it is done in any case, but never by two at once. */
export async function takeJob(db: ControlDatabase, lease: Lease, dueAt?: number): Promise<boolean> {
  const { name, holder, now, until } = lease;
  let query = db
    .updateTable("job")
    .set({ holder, leased_until: until, began_at: now })
    .where("name", "=", name)
    .where((eb) =>
      // Whoever asks by hand need not wait for what failed to be due again.
      eb.or([eb("leased_until", "<=", now), ...(dueAt === undefined ? [eb("holder", "is", null)] : [])]),
    );
  if (dueAt !== undefined) query = query.where("due_at", "<", dueAt);
  const { numUpdatedRows } = await query.executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Goes on holding it; false where somebody else has taken it meanwhile. */
export async function keepJob(db: ControlDatabase, { name, holder, until }: Lease): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("job")
    .set({ leased_until: until })
    .where("name", "=", name)
    .where("holder", "=", holder)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

export interface Ended {
  readonly name: string;
  readonly holder: string;
  readonly now: number;
  readonly result: string;
  readonly error: string | null;
  /** The time that was done; undefined where it is to be done again. */
  readonly dueAt: number | undefined;
  /** Not tried by anybody before. */
  readonly notBefore: number;
}

export async function endJob(db: ControlDatabase, ended: Ended): Promise<void> {
  const { name, holder, now, result, error, dueAt, notBefore } = ended;
  await db
    .updateTable("job")
    .set({
      holder: null,
      leased_until: notBefore,
      ended_at: now,
      result,
      error: error?.slice(0, 1000) ?? null,
      ...(dueAt !== undefined && { due_at: dueAt }),
    })
    .where("name", "=", name)
    .where("holder", "=", holder)
    .execute();
}
