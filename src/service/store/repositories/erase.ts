/**
 * A person's name is replaced by a code where the law or the person asks for it. Reports keep who was there by the id; events of the audit chain
 * never had the name. What people wrote in remarks is theirs to change.
 */
import { sha256 } from "../audit/canonical.js";
import type { Actor } from "../audit/event.js";
import type { Transaction } from "../database.js";
import { getMaster } from "./master.js";
import { indexShift } from "./search.js";
import { readShifts } from "./shift-read.js";

/** Of an id, so that two erased people are two. */
export const erasedName = (id: string): string => `erased-${sha256(id).slice(0, 8)}`;

const AT_ONCE = 200;

/** The same once more changes nothing. */
export async function erasePerson(
  transaction: Transaction,
  { id, by }: { readonly id: string; readonly by: Actor },
): Promise<void> {
  const { sql, now } = transaction;
  const person = await getMaster(transaction, "person", id);
  const name = erasedName(id);
  if (person.name === name) return;
  await sql
    .updateTable("person")
    .set((eb) => ({
      name,
      archived_at: eb.fn.coalesce("archived_at", eb.val(now)),
      updated_at: now,
      row_version: eb("row_version", "+", 1),
    }))
    .where("id", "=", id)
    .execute();
  transaction.audit({ by, action: "person.erased", entity: "person", entityId: id });
  await indexAgain(transaction, id);
}

/** Reports are found by the names of who was there. */
async function indexAgain(transaction: Transaction, person: string): Promise<void> {
  const rows = await transaction.sql
    .selectFrom("crew")
    .select("shift_id")
    .distinct()
    .where("person_id", "=", person)
    .orderBy("shift_id")
    .execute();
  for (let i = 0; i < rows.length; i += AT_ONCE) {
    const ids = rows.slice(i, i + AT_ONCE).map(({ shift_id }) => shift_id);
    for (const { document } of await readShifts(transaction, ids)) await indexShift(transaction, document);
  }
}
