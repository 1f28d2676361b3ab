/** Photos of reports: the row comes with the report, the bytes by themselves, and what is stored of them is told by a receipt. */
import { sql as text } from "kysely";
import type { Actor } from "../audit/event.js";
import type { Transaction } from "../database.js";
import { Refusal } from "../refusal.js";
import type { TenantTables } from "../schema/tables.js";

export type PhotoRow = Omit<TenantTables["photo"], "tenant_id">;

export async function getPhoto({ sql }: Transaction, id: string): Promise<PhotoRow> {
  const row = await sql.selectFrom("photo").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) throw new Refusal("not-found", "there is no such photo", id);
  return row;
}

/** Its bytes are on our disk, whole: by their hash, which is the file's name. Told again, it is the same receipt. */
export async function markPhotoStored(
  transaction: Transaction,
  { id, sha256, by }: { readonly id: string; readonly sha256: string; readonly by: Actor },
): Promise<PhotoRow> {
  const photo = await getPhoto(transaction, id);
  if (photo.sha256 !== sha256)
    throw new Refusal(
      "not-valid",
      `the bytes are not those of the report: their hash is ${sha256}, and ${photo.sha256} was announced`,
      id,
    );
  if (photo.stored_at !== null) return photo;
  const { sql, now } = transaction;
  await sql
    .updateTable("photo")
    .set({ stored_at: now })
    .where("id", "=", id)
    .where("stored_at", "is", null)
    .execute();
  transaction.audit({
    by,
    action: "photo.stored",
    entity: "shift",
    entityId: photo.shift_id,
    after: { photo: id, sha256 },
  });
  return { ...photo, stored_at: now };
}

/** Of a report, which photos are on the server. */
export async function listPhotos({ sql }: Transaction, shift: string): Promise<PhotoRow[]> {
  return sql
    .selectFrom("photo")
    .selectAll()
    .where("shift_id", "=", shift)
    .orderBy("position")
    .orderBy("id")
    .execute();
}

/** Whether any photo, or any frozen report, still has these bytes: what no one has may be removed. */
export async function isPhotoUsed({ sql }: Transaction, sha256: string): Promise<boolean> {
  const row = await sql.selectFrom("photo").select("id").where("sha256", "=", sha256).executeTakeFirst();
  if (row !== undefined) return true;
  const frozen = await sql
    .selectFrom("shift_revision")
    .select("id")
    .where(text<boolean>`CAST(snapshot AS text) LIKE ${`%${sha256}%`}`)
    .limit(1)
    .executeTakeFirst();
  return frozen !== undefined;
}

/** Hashes of all bytes that must be there: what a backup takes along. */
export async function storedPhotos({ sql }: Transaction): Promise<string[]> {
  const rows = await sql
    .selectFrom("photo")
    .select("sha256")
    .distinct()
    .where("stored_at", "is not", null)
    .orderBy("sha256")
    .execute();
  return rows.map(({ sha256 }) => sha256);
}
