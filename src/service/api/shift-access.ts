/** Which report somebody gets to see, and in which form: staff the one that is, a client the last revision that was released to it. */
import { inScope, type Principal, scopeOf } from "../identity/principal.js";
import type { ShiftDocument } from "../shift/document.js";
import type { Transaction } from "../store/database.js";
import { findShift, readShifts, type StoredShift } from "../store/repositories/shift-read.js";
import { WITH_CLIENT } from "../store/repositories/shift-totals.js";
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

/** Of these those that who asks sees, each in the form in which they see it: in the order in which they were asked for. */
export async function seenShifts(
  transaction: Transaction,
  who: Principal,
  ids: readonly string[],
): Promise<ShiftDocument[]> {
  const scope = scopeOf(who);
  const all = (await readShifts(transaction, ids)).filter(({ document }) => inScope(scope, document));
  if (who.role !== "client") return all.map(({ document }) => document);
  const frozen = await frozenOf(transaction, all);
  return all.flatMap((stored) => frozen(stored) ?? []);
}

/** The revision that its client sees. */
export const releasedOf = async (
  transaction: Transaction,
  stored: StoredShift,
): Promise<ShiftDocument | undefined> => (await frozenOf(transaction, [stored]))(stored);

async function frozenOf({ sql }: Transaction, all: readonly StoredShift[]) {
  const ids = all.flatMap(({ releasedId }) => releasedId ?? []);
  const rows =
    ids.length === 0
      ? []
      : await sql
          .selectFrom("shift_revision")
          .select(["id", "snapshot", "revision"])
          .where("id", "in", ids)
          .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ({ document, releasedId }: StoredShift): ShiftDocument | undefined => {
    const row = byId.get(releasedId ?? "");
    if (row === undefined) return undefined;
    const content = JSON.parse(row.snapshot) as ShiftDocument;
    const { id, state, rowVersion } = document;
    const shownState = WITH_CLIENT.includes(state) ? state : "with_client";
    return { ...content, id, state: shownState, revision: row.revision, rowVersion };
  };
}
