/** Bills as they are kept: a contract's versions share one a month, open or issued, with its lines in their order. */
import { type Bill, periodOf } from "../../shift/bill.js";
import type { BillLine } from "../../shift/bill-line.js";
import { dateAfter } from "../../shift/clock.js";
import type { Contract } from "../../shift/contract.js";
import { quantityMilli } from "../../shift/money.js";
import { said } from "../../words/refusal.js";
import type { Json } from "../audit/event.js";
import type { Transaction } from "../database.js";
import { newId } from "../identifier.js";
import { Refusal } from "../refusal.js";
import type { TenantTables } from "../schema/tables.js";
import { getContract, listContracts, type StoredContract } from "./contracts.js";

/** All versions of a contract, oldest first, and the one that stands for them. */
export interface Versions {
  readonly all: readonly StoredContract[];
  readonly first: StoredContract;
  readonly ids: readonly string[];
}

/** Of any version. Two clients may have contracts of one code, which are none of each other. */
export async function versionsOf(transaction: Transaction, contract: string): Promise<Versions> {
  const { code, client } = await getContract(transaction, contract);
  return versionsIn(await listContracts(transaction, { client, code }));
}

export const versionsIn = (all: readonly StoredContract[]): Versions => ({
  all,
  first: all.find(({ state }) => state !== "draft") ?? all[0]!,
  ids: all.map(({ id }) => id),
});

type Row = TenantTables["boq"];

/** The row of a month, under whichever version it was made. */
export const findBoq = (
  { sql }: Transaction,
  { ids }: Pick<Versions, "ids">,
  period: string,
): Promise<Row | undefined> =>
  sql
    .selectFrom("boq")
    .selectAll()
    .where("contract_id", "in", ids)
    .where("period", "=", period)
    .orderBy("state")
    .orderBy("id")
    .executeTakeFirst();

/** Months before one that were issued, oldest first. */
export const issuedBefore = (
  { sql }: Transaction,
  { ids }: Pick<Versions, "ids">,
  period: string,
): Promise<Row[]> =>
  sql
    .selectFrom("boq")
    .selectAll()
    .where("contract_id", "in", ids)
    .where("state", "=", "issued")
    .where("period", "<", period)
    .orderBy("period")
    .execute();

/** The identity of an open month, made where it is not there. */
export async function openBoq(transaction: Transaction, versions: Versions, period: string): Promise<string> {
  const known = await findBoq(transaction, versions, period);
  if (known !== undefined) return known.id;
  const { sql, tenant, now } = transaction;
  const contract: Contract = versions.first;
  await sql
    .insertInto("boq")
    .values({
      tenant_id: tenant,
      id: newId(now),
      contract_id: contract.id,
      period,
      state: "open",
      currency: contract.currency,
      minor_digits: contract.minorDigits,
      tax_bp: contract.taxBp,
      net_minor: 0,
      tax_minor: 0,
      total_minor: 0,
      issued_at: null,
      issued_by: null,
      hash: null,
    })
    .onConflict((conflict) => conflict.columns(["tenant_id", "contract_id", "period"]).doNothing())
    .execute();
  const { id } = await sql
    .selectFrom("boq")
    .select("id")
    .where("contract_id", "=", contract.id)
    .where("period", "=", period)
    .executeTakeFirstOrThrow();
  return id;
}

/** Of a month, what somebody has added by hand. */
export async function chargesOf({ sql }: Transaction, boq: string): Promise<BillLine[]> {
  const rows = await sql
    .selectFrom("boq_line")
    .selectAll()
    .where("boq_id", "=", boq)
    .where("kind", "=", "charge")
    .orderBy("date")
    .orderBy("id")
    .execute();
  return rows.map(lineOf);
}

/** Of a month, in the order in which they were issued. */
export async function linesOf({ sql }: Transaction, boq: string): Promise<BillLine[]> {
  const rows = await sql
    .selectFrom("boq_line")
    .selectAll()
    .where("boq_id", "=", boq)
    .orderBy("position")
    .execute();
  return rows.map(lineOf);
}

/** What has been billed of a month: its own lines, and what later bills corrected of it. Charges are nobody's work and stay. */
export async function linesIssuedFor(
  { sql }: Transaction,
  { ids }: Pick<Versions, "ids">,
  boq: Row,
): Promise<BillLine[]> {
  const rows = await sql
    .selectFrom("boq_line as l")
    .innerJoin("boq as b", (join) =>
      join.onRef("b.tenant_id", "=", "l.tenant_id").onRef("b.id", "=", "l.boq_id"),
    )
    .selectAll("l")
    .where("b.contract_id", "in", ids)
    .where("b.state", "=", "issued")
    .where("l.kind", "<>", "charge")
    .where((is) =>
      is.or([
        is.and([is("l.boq_id", "=", boq.id), is("l.adjusts", "is", null)]),
        is("l.adjusts", "=", boq.period),
      ]),
    )
    .orderBy("b.period")
    .orderBy("l.position")
    .execute();
  return rows.map(lineOf);
}

/** In place of those that were kept while it was open, charges. */
export async function writeLines(
  transaction: Transaction,
  boq: string,
  lines: readonly BillLine[],
): Promise<void> {
  await transaction.sql.deleteFrom("boq_line").where("boq_id", "=", boq).execute();
  await insertLines(
    transaction,
    boq,
    lines.map((line) => [newId(transaction.now), line]),
  );
}

/** Rows in one statement: PostgreSQL takes 65,535 values. */
const AT_ONCE = 1000;

export async function insertLines(
  { sql, tenant }: Transaction,
  boq: string,
  lines: readonly (readonly [id: string, line: BillLine])[],
): Promise<void> {
  const rows = lines.map(([id, line], position) => ({
    tenant_id: tenant,
    id,
    boq_id: boq,
    position,
    key: line.key,
    date: line.date,
    rig_id: line.rig,
    shift_id: line.shift,
    revision: line.revision,
    hole_id: line.hole,
    size: line.size,
    rate_id: line.rate,
    kind: line.kind,
    billed: JSON.stringify(line.billed),
    quantity_milli: quantityMilli(line.quantity),
    quantity_value: line.quantity.value,
    quantity_per: line.quantity.per,
    unit: line.unit,
    price_e4: line.priceE4,
    markup_bp: line.markupBp,
    amount_minor: line.amountMinor,
    adjusts: line.adjusts,
  }));
  for (let i = 0; i < rows.length; i += AT_ONCE)
    await sql
      .insertInto("boq_line")
      .values(rows.slice(i, i + AT_ONCE))
      .execute();
}

export const lineOf = (row: TenantTables["boq_line"]): BillLine => ({
  key: row.key,
  shift: row.shift_id,
  revision: row.revision,
  date: row.date,
  rig: row.rig_id,
  hole: row.hole_id,
  size: row.size,
  rate: row.rate_id,
  kind: row.kind as BillLine["kind"],
  billed: JSON.parse(row.billed) as BillLine["billed"],
  quantity: { value: row.quantity_value, per: row.quantity_per },
  unit: row.unit,
  priceE4: row.price_e4,
  markupBp: row.markup_bp,
  amountMinor: row.amount_minor,
  adjusts: row.adjusts,
});

/** What a hash of a bill is of. */
export const hashed = ({
  contract,
  period,
  currency,
  minorDigits,
  taxBp,
  lines,
  adjustments,
  netMinor,
  taxMinor,
  totalMinor,
}: Bill): Json =>
  ({
    contract,
    period,
    currency,
    minorDigits,
    taxBp,
    lines,
    adjustments,
    netMinor,
    taxMinor,
    totalMinor,
  }) as unknown as Json;

/** The first and the last day of a month. */
export function datesOf(period: string): readonly [from: string, to: string] {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(period))
    throw new Refusal("not-valid", said("no-month", { text: period }), "period");
  const from = `${period}-01`;
  return [from, dateAfter(`${periodOf(dateAfter(from, 31))}-01`, -1)];
}
