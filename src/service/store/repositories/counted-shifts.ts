/** Reports as they count: by the revision that is final, whatever is being amended; and those of the same days that do not count yet. */
import type { CountedShift } from "../../shift/bill-lines.js";
import type { ShiftContent, ShiftState } from "../../shift/document.js";
import { parsed } from "../audit/canonical.js";
import type { Transaction } from "../database.js";

export interface Counting {
  /** Of these contracts; null is of none. */
  readonly contracts: readonly string[] | null;
  /** Dates, both included. */
  readonly from: string;
  readonly to: string;
  readonly client?: string;
}

/** In the order of dates, rigs and the day. */
export async function countedShifts(
  transaction: Transaction,
  { contracts, ...span }: Counting,
): Promise<CountedShift[]> {
  const query = finalRevisions(transaction, span);
  const own =
    contracts === null
      ? query.where("r.contract_id", "is", null)
      : query.where("r.contract_id", "in", contracts);
  return (await own.execute()).map(countedOf);
}

/** Whatever their contract is: of rigs where some are named, and of a client where one is. */
export async function finalShifts(
  transaction: Transaction,
  {
    rigs,
    most,
    ...span
  }: Omit<Counting, "contracts"> & { readonly rigs: readonly string[] | null; readonly most: number },
): Promise<CountedShift[] | "too-many"> {
  let query = finalRevisions(transaction, span).limit(most + 1);
  if (rigs !== null) query = query.where("r.rig_id", "in", rigs.length === 0 ? [""] : rigs);
  const rows = await query.execute();
  return rows.length > most ? "too-many" : rows.map(countedOf);
}

function finalRevisions({ sql }: Transaction, { from, to, client }: Omit<Counting, "contracts">) {
  const query = sql
    .selectFrom("shift_revision as r")
    .innerJoin("shift as s", (join) =>
      join.onRef("s.tenant_id", "=", "r.tenant_id").onRef("s.final_id", "=", "r.id"),
    )
    .select(["s.id", "r.revision", "r.snapshot"])
    .where("r.date", ">=", from)
    .where("r.date", "<=", to)
    .orderBy("r.date")
    .orderBy("r.rig_id")
    .orderBy("s.starts_at");
  return client === undefined ? query : query.where("r.client_id", "=", client);
}

const countedOf = ({
  id,
  revision,
  snapshot,
}: {
  readonly id: string;
  readonly revision: number;
  readonly snapshot: string;
}): CountedShift => ({ id, revision, content: parsed(snapshot) as unknown as ShiftContent });

/** A report that is on its way. */
export interface WaitingShift {
  readonly id: string;
  readonly rig: string;
  readonly date: string;
  readonly slot: string;
  readonly state: ShiftState;
}

/** What is not final, or is being amended: what a bill will have and has not yet. */
export async function waitingShifts(
  { sql }: Transaction,
  { contracts, from, to, client }: Counting,
): Promise<WaitingShift[]> {
  let query = sql
    .selectFrom("shift")
    .select(["id", "rig_id as rig", "date", "slot", "state"])
    .where("date", ">=", from)
    .where("date", "<=", to)
    .where("state", "not in", ["final", "void"]);
  query =
    contracts === null ? query.where("contract_id", "is", null) : query.where("contract_id", "in", contracts);
  if (client !== undefined) query = query.where("client_id", "=", client);
  return query.orderBy("date").orderBy("rig_id").orderBy("starts_at").execute();
}
