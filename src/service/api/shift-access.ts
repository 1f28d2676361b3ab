/** Which report somebody gets to see, and in which form: staff the one that is, a client the last revision that was released to it. */
import { inScope, type Principal, scopeOf } from "../identity/principal.js";
import type { ShiftDocument } from "../shift/document.js";
import type { Transaction } from "../store/database.js";
import { findShift, type StoredShift } from "../store/repositories/shift-read.js";
import { notFound } from "./problem.js";

export interface SeenShift {
  readonly stored: StoredShift;
  /** What who asks sees of it. */
  readonly document: ShiftDocument;
}

/** Throws Problem where it is not there, or not for them: the same sentence. */
export async function seenShift(transaction: Transaction, who: Principal, id: string): Promise<SeenShift> {
  const stored = await findShift(transaction, id);
  if (stored === undefined || !inScope(scopeOf(who), stored.document)) throw notFound("report");
  if (who.role !== "client") return { stored, document: stored.document };
  const document = await releasedOf(transaction, stored);
  if (document === undefined) throw notFound("report");
  return { stored, document };
}

/** The revision that its client sees. */
export async function releasedOf(
  { sql }: Transaction,
  { document, releasedId }: StoredShift,
): Promise<ShiftDocument | undefined> {
  if (releasedId === null) return undefined;
  const row = await sql
    .selectFrom("shift_revision")
    .select(["snapshot", "revision", "state"])
    .where("id", "=", releasedId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const content = JSON.parse(row.snapshot) as ShiftDocument;
  const { id, state, rowVersion } = document;
  const shownState = ["with_client", "disputed", "final"].includes(state) ? state : "with_client";
  return { ...content, id, state: shownState, revision: row.revision, rowVersion };
}
