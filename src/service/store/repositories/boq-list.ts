/** Which bills there are: of a month those with work, charges or corrections, and all that were issued. */

import { dateAfter } from "../../shift/clock.js";
import { quantitiesOf, type WorkQuantity } from "../../shift/quantities.js";
import type { Transaction } from "../database.js";
import { booksOf } from "./activity-types.js";
import { datesOf, type Versions, versionsIn } from "./boq-rows.js";
import { listContracts, type StoredContract } from "./contracts.js";
import { countedShifts } from "./counted-shifts.js";
import { groupedBy } from "./grouped.js";

/** The contracts, each as all of its versions, that may have anything in a month: in the order of their codes. */
export async function billedVersions(
  transaction: Transaction,
  period: string,
  { client }: { readonly client?: string } = {},
): Promise<Versions[]> {
  const { sql } = transaction;
  const [from, to] = datesOf(period);
  const worked = await sql
    .selectFrom("shift_revision")
    .select("contract_id as id")
    .distinct()
    .where("state", "=", "final")
    .where("contract_id", "is not", null)
    .where("date", ">=", dateAfter(from, -1))
    .where("date", "<=", to)
    .execute();
  // A month that was issued may be corrected in a later one, and charges may stand in a month without work.
  const kept = await sql
    .selectFrom("boq")
    .select("contract_id as id")
    .distinct()
    .where("period", "<=", period)
    .execute();
  const ids = new Set([...worked, ...kept].map(({ id }) => id));
  const all = await listContracts(transaction, client === undefined ? {} : { client });
  return groupsOf(all).filter((versions) => versions.ids.some((id) => ids.has(id)));
}

export const groupsOf = (all: readonly StoredContract[]): Versions[] =>
  [...groupedBy(all, ({ client, code }) => JSON.stringify([code, client])).values()].map(versionsIn);

/** A bill that was issued. */
export interface IssuedBill {
  readonly contract: string;
  readonly code: string;
  readonly client: string;
  readonly period: string;
  readonly currency: string;
  readonly minorDigits: number;
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
  readonly issuedAt: number;
}

/** The newest first. */
export async function issuedBills(
  { sql }: Transaction,
  { client, contracts }: { readonly client?: string; readonly contracts?: readonly string[] },
): Promise<IssuedBill[]> {
  let query = sql
    .selectFrom("boq as b")
    .innerJoin("contract as c", (join) =>
      join.onRef("c.tenant_id", "=", "b.tenant_id").onRef("c.id", "=", "b.contract_id"),
    )
    .selectAll("b")
    .select(["c.code", "c.client_id"])
    .where("b.state", "=", "issued");
  if (client !== undefined) query = query.where("c.client_id", "=", client);
  if (contracts !== undefined) query = query.where("b.contract_id", "in", contracts);
  const rows = await query.orderBy("b.period", "desc").orderBy("c.code").orderBy("b.id").execute();
  return rows.map((row) => ({
    ...{ contract: row.contract_id, code: row.code, client: row.client_id, period: row.period },
    ...{ currency: row.currency, minorDigits: row.minor_digits, netMinor: row.net_minor },
    ...{ taxMinor: row.tax_minor, totalMinor: row.total_minor, issuedAt: row.issued_at ?? 0 },
  }));
}

/** What was done under no contract: quantities alone. */
export async function quantitiesWithoutContract(
  transaction: Transaction,
  dates: { readonly from: string; readonly to: string; readonly client?: string },
): Promise<WorkQuantity[]> {
  const shifts = await countedShifts(transaction, { contracts: null, ...dates });
  return quantitiesOf(shifts, await booksOf(transaction));
}
