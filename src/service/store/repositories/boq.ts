/**
 * Bills: of a contract and month, counted anew from the revisions that are final until it is issued, and from then on as it was written down.
 * What changes in an issued month is a line of the open one.
 */
import { adjustmentLines, type Bill, billOf, type Charge, chargeLine, periodOf } from "../../shift/bill.js";
import type { BillLine } from "../../shift/bill-line.js";
import { type Books, type CountedShift, type PricedDay, priceDay } from "../../shift/bill-lines.js";
import { dateAfter } from "../../shift/clock.js";
import { type Contract, contractOn } from "../../shift/contract.js";
import type { ShiftContent } from "../../shift/document.js";
import { quantityMilli } from "../../shift/money.js";
import type { DepthAt } from "../../shift/month-end.js";
import { canonical, parsed, sha256 } from "../audit/canonical.js";
import type { Actor, Json } from "../audit/event.js";
import type { Transaction } from "../database.js";
import { newId } from "../identifier.js";
import { Refusal } from "../refusal.js";
import type { TenantTables } from "../schema/tables.js";
import { booksOf } from "./activity-types.js";
import { getContract, listContracts } from "./contracts.js";
import { groupedBy } from "./grouped.js";

/** A bill as it stands. */
export interface StoredBill extends Bill {
  readonly state: "open" | "issued";
  readonly issuedAt: number | null;
  readonly issuedBy: string | null;
  readonly hash: string | null;
  /** Work without a rate. */
  readonly problems: PricedDay["problems"];
}

/** All versions of a contract have one bill a month; it is kept under the one that was first. */
interface Versions {
  readonly all: readonly Contract[];
  readonly first: Contract;
}

/** The bill of any version's contract and month: as it was issued, or as it is now. `depthAt` tells depths at midnight, where a rig knows them. */
export async function billFor(
  transaction: Transaction,
  contract: string,
  period: string,
  depthAt?: DepthAt,
): Promise<StoredBill> {
  const versions = await versionsOf(transaction, contract);
  return (
    (await issuedBill(transaction, versions, period)) ?? openBill(transaction, versions, period, depthAt)
  );
}

/** What one day comes to, by what counts now. */
export async function linesOfDay(
  transaction: Transaction,
  contract: string,
  date: string,
  depthAt?: DepthAt,
): Promise<BillLine[]> {
  const versions = await versionsOf(transaction, contract);
  const priced = await pricedDays(transaction, versions, dateAfter(date, -1), date, depthAt);
  return priced.flatMap(({ lines }) => lines).filter((line) => line.date === date);
}

/** Writes it down for ever. The same once more is the bill that was issued. */
export async function issueBill(
  transaction: Transaction,
  {
    contract,
    period,
    by,
    depthAt,
  }: { readonly contract: string; readonly period: string; readonly by: Actor; readonly depthAt?: DepthAt },
): Promise<StoredBill> {
  const versions = await versionsOf(transaction, contract);
  const before = await issuedBill(transaction, versions, period);
  if (before !== undefined) return before;
  const bill = await openBill(transaction, versions, period, depthAt);
  const id = await boqFor(transaction, versions.first, period);
  await writeLines(transaction, id, [...bill.lines, ...bill.adjustments]);
  const hash = sha256(canonical(shown(bill)));
  const { numUpdatedRows } = await transaction.sql
    .updateTable("boq")
    .set({
      state: "issued",
      currency: bill.currency,
      minor_digits: bill.minorDigits,
      tax_bp: bill.taxBp,
      net_minor: bill.netMinor,
      tax_minor: bill.taxMinor,
      total_minor: bill.totalMinor,
      issued_at: transaction.now,
      issued_by: by.account ?? by.kind,
      hash,
    })
    .where("id", "=", id)
    .where("state", "=", "open")
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n)
    throw new Refusal("already-decided", "somebody has issued the bill at this moment", id);
  transaction.audit({
    by,
    action: "boq.issued",
    entity: "boq",
    entityId: id,
    after: {
      contract: versions.first.id,
      period,
      total_minor: bill.totalMinor,
      currency: bill.currency,
      hash,
    },
  });
  return (await issuedBill(transaction, versions, period))!;
}

/** Adds a one-off to an open month, or changes it; `null` takes it away. */
export async function putCharge(
  transaction: Transaction,
  {
    contract,
    period,
    charge,
    id,
    by,
  }: {
    readonly contract: string;
    readonly period: string;
    readonly id: string;
    readonly charge: Omit<Charge, "id"> | null;
    readonly by: Actor;
  },
): Promise<void> {
  const versions = await versionsOf(transaction, contract);
  if ((await issuedBill(transaction, versions, period)) !== undefined)
    throw new Refusal("locked", `the bill of ${period} is issued: a charge goes into an open month`, id);
  if (charge !== null && periodOf(charge.date) !== period)
    throw new Refusal("not-valid", `a charge of ${charge.date} is not of ${period}`, id);
  const boq = await boqFor(transaction, versions.first, period);
  await transaction.sql.deleteFrom("boq_line").where("boq_id", "=", boq).where("id", "=", id).execute();
  if (charge !== null)
    await insertLines(transaction, boq, [[id, chargeLine(versions.first, { id, ...charge })]]);
  transaction.audit({
    by,
    action: charge === null ? "boq.charge-removed" : "boq.charge-put",
    entity: "boq",
    entityId: boq,
    after: { charge: id, ...(charge as Record<string, Json> | null) },
  });
}

async function versionsOf(transaction: Transaction, contract: string): Promise<Versions> {
  const { code } = await getContract(transaction, contract);
  const all = await listContracts(transaction, { code });
  return { all, first: all[0]! };
}

async function openBill(
  transaction: Transaction,
  versions: Versions,
  period: string,
  depthAt?: DepthAt,
): Promise<StoredBill> {
  const [from, to] = datesOf(period);
  const priced = await pricedDays(transaction, versions, dateAfter(from, -1), to, depthAt);
  const lines = [...priced.flatMap((day) => day.lines), ...(await charges(transaction, versions, period))];
  const contract = contractOn(versions.all, versions.first.code, to) ?? versions.first;
  const bill = billOf(
    { ...contract, id: versions.first.id },
    period,
    lines,
    [],
    await corrections(transaction, versions, period, depthAt),
  );
  const problems = priced.flatMap((day) => day.problems);
  return { ...bill, state: "open", issuedAt: null, issuedBy: null, hash: null, problems };
}

/** Days of all rigs, each priced by the version of the contract that was in force on it. */
async function pricedDays(
  transaction: Transaction,
  { all, first }: Versions,
  from: string,
  to: string,
  depthAt?: DepthAt,
): Promise<PricedDay[]> {
  const shifts = await countedShifts(
    transaction,
    all.map(({ id }) => id),
    from,
    to,
  );
  const books: Books = await booksOf(transaction);
  const days = groupedBy(shifts, ({ content: { rig, date } }) => `${date} ${rig}`);
  return [...days.values()].map((day) => {
    const { date, contract: told } = day[0]!.content;
    const version = contractOn(all, first.code, date) ?? all.find(({ id }) => id === told) ?? first;
    const own = day.map((shift) => ({ ...shift, content: { ...shift.content, contract: version.id } }));
    return priceDay(version, own, books, depthAt);
  });
}

/** Reports of contracts as they count: by the revision that is final, whatever is being amended. */
export async function countedShifts(
  { sql }: Transaction,
  contracts: readonly string[],
  from: string,
  to: string,
): Promise<CountedShift[]> {
  const rows = await sql
    .selectFrom("shift_revision as r")
    .innerJoin("shift as s", (join) =>
      join.onRef("s.tenant_id", "=", "r.tenant_id").onRef("s.final_id", "=", "r.id"),
    )
    .select(["s.id", "r.revision", "r.snapshot"])
    .where("r.contract_id", "in", contracts)
    .where("r.date", ">=", from)
    .where("r.date", "<=", to)
    .orderBy("r.date")
    .orderBy("r.rig_id")
    .orderBy("s.starts_at")
    .execute();
  return rows.map(({ id, revision, snapshot }) => ({
    id,
    revision,
    content: parsed(snapshot) as unknown as ShiftContent,
  }));
}

/** Of months that are issued, what has changed since: those alone in which a report became final later. */
async function corrections(
  transaction: Transaction,
  versions: Versions,
  period: string,
  depthAt?: DepthAt,
): Promise<BillLine[]> {
  const { sql } = transaction;
  const issued = await sql
    .selectFrom("boq")
    .selectAll()
    .where("contract_id", "=", versions.first.id)
    .where("state", "=", "issued")
    .where("period", "<", period)
    .orderBy("period")
    .execute();
  const months = new Set(issued.map((one) => one.period));
  const lines: BillLine[] = [];
  for (const boq of issued) {
    // In the first month behind it that is open, and in no other one.
    if (openAfter(boq.period, months) !== period) continue;
    const [from, to] = datesOf(boq.period);
    if (!(await changedSince(transaction, versions, from, to, boq.issued_at!))) continue;
    const now = (await pricedDays(transaction, versions, dateAfter(from, -1), to, depthAt)).flatMap(
      (day) => day.lines,
    );
    lines.push(...adjustmentLines(boq.period, await linesIssuedFor(transaction, versions, boq), now));
  }
  return lines;
}

function openAfter(period: string, issued: ReadonlySet<string>): string {
  let next = period;
  do next = periodOf(dateAfter(datesOf(next)[1]));
  while (issued.has(next));
  return next;
}

/** Whether a report that is or was of these days became final after the bill was issued. */
async function changedSince(
  { sql }: Transaction,
  { all }: Versions,
  from: string,
  to: string,
  at: number,
): Promise<boolean> {
  const ids = all.map(({ id }) => id);
  const found = await sql
    .selectFrom("shift_revision as later")
    .innerJoin("shift_revision as any", (join) =>
      join.onRef("any.tenant_id", "=", "later.tenant_id").onRef("any.shift_id", "=", "later.shift_id"),
    )
    .select("later.id")
    .where("later.state", "=", "final")
    .where("later.at", ">=", at)
    .where("any.state", "=", "final")
    .where("any.contract_id", "in", ids)
    .where("any.date", ">=", dateAfter(from, -1))
    .where("any.date", "<=", to)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** What has been billed of a month: its own lines, and what later bills corrected of it. Charges are nobody's work and stay. */
async function linesIssuedFor(
  { sql }: Transaction,
  { first }: Versions,
  boq: TenantTables["boq"],
): Promise<BillLine[]> {
  const rows = await sql
    .selectFrom("boq_line as l")
    .innerJoin("boq as b", (join) =>
      join.onRef("b.tenant_id", "=", "l.tenant_id").onRef("b.id", "=", "l.boq_id"),
    )
    .selectAll("l")
    .where("b.contract_id", "=", first.id)
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

async function issuedBill(
  transaction: Transaction,
  { first }: Versions,
  period: string,
): Promise<StoredBill | undefined> {
  const { sql } = transaction;
  const boq = await sql
    .selectFrom("boq")
    .selectAll()
    .where("contract_id", "=", first.id)
    .where("period", "=", period)
    .where("state", "=", "issued")
    .executeTakeFirst();
  if (boq === undefined) return undefined;
  const rows = await sql
    .selectFrom("boq_line")
    .selectAll()
    .where("boq_id", "=", boq.id)
    .orderBy("position")
    .execute();
  const lines = rows.map(lineOf);
  return {
    contract: first.id,
    period,
    currency: boq.currency,
    minorDigits: boq.minor_digits,
    taxBp: boq.tax_bp,
    lines: lines.filter(({ adjusts }) => adjusts === null),
    adjustments: lines.filter(({ adjusts }) => adjusts !== null),
    netMinor: boq.net_minor,
    taxMinor: boq.tax_minor,
    totalMinor: boq.total_minor,
    state: "issued",
    issuedAt: boq.issued_at,
    issuedBy: boq.issued_by,
    hash: boq.hash,
    problems: [],
  };
}

/** The row of an open month, made where it is not there. */
async function boqFor(
  { sql, tenant, now }: Transaction,
  contract: Contract,
  period: string,
): Promise<string> {
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

async function charges({ sql }: Transaction, { first }: Versions, period: string): Promise<BillLine[]> {
  const rows = await sql
    .selectFrom("boq_line as l")
    .innerJoin("boq as b", (join) =>
      join.onRef("b.tenant_id", "=", "l.tenant_id").onRef("b.id", "=", "l.boq_id"),
    )
    .selectAll("l")
    .where("b.contract_id", "=", first.id)
    .where("b.period", "=", period)
    .where("l.kind", "=", "charge")
    .orderBy("l.date")
    .orderBy("l.id")
    .execute();
  return rows.map(lineOf);
}

/** In place of those that were kept while it was open, charges. */
async function writeLines(transaction: Transaction, boq: string, lines: readonly BillLine[]): Promise<void> {
  await transaction.sql.deleteFrom("boq_line").where("boq_id", "=", boq).execute();
  await insertLines(
    transaction,
    boq,
    lines.map((line) => [newId(transaction.now), line]),
  );
}

/** Rows in one statement: PostgreSQL takes 65,535 values. */
const AT_ONCE = 1000;

async function insertLines(
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
    description: line.description,
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

const lineOf = (row: TenantTables["boq_line"]): BillLine => ({
  key: row.key,
  shift: row.shift_id,
  revision: row.revision,
  date: row.date,
  rig: row.rig_id,
  hole: row.hole_id,
  size: row.size,
  rate: row.rate_id,
  kind: row.kind as BillLine["kind"],
  description: row.description,
  quantity: { value: row.quantity_value, per: row.quantity_per },
  unit: row.unit,
  priceE4: row.price_e4,
  markupBp: row.markup_bp,
  amountMinor: row.amount_minor,
  adjusts: row.adjusts,
});

/** What a hash of a bill is of. */
const shown = ({
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
function datesOf(period: string): readonly [from: string, to: string] {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(period))
    throw new Refusal("not-valid", `${period} is no month like 2026-03`, "period");
  const from = `${period}-01`;
  return [from, dateAfter(`${periodOf(dateAfter(from, 31))}-01`, -1)];
}
