import { said } from "../../words/refusal.js";
import type { Actor } from "../audit/event.js";
import type { Transaction } from "../database.js";
import { Refusal } from "../refusal.js";
import type { TenantTables } from "../schema/tables.js";

export type PhotoRow = Omit<TenantTables["photo"], "tenant_id">;

export async function getPhoto({ sql }: Transaction, id: string): Promise<PhotoRow> {
  const row = await sql.selectFrom("photo").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) throw new Refusal("not-found", said("no-such", { what: "photo" }), id);
  return row;
}

/** Its bytes are on our disk, whole: by their hash, which is the file's name. Told again, it is the same receipt. */
export async function markPhotoStored(
  transaction: Transaction,
  { id, sha256, by }: { readonly id: string; readonly sha256: string; readonly by: Actor },
): Promise<PhotoRow> {
  const photo = await getPhoto(transaction, id);
  if (photo.sha256 !== sha256)
    throw new Refusal("not-valid", said("other-photo", { sha256: photo.sha256 }), id);
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
