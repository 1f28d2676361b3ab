/**
 * Bills: of a contract and month, counted anew from the revisions that are final until it is issued, and from then on as it was written down.
 * What changes in an issued month is a line of the open one.
 */
import { adjustmentLines, type Bill, billOf, type Charge, chargeLine, periodOf } from "../../shift/bill.js";
import type { BillLine } from "../../shift/bill-line.js";
import { type Books, type PricedDay, priceDay } from "../../shift/bill-lines.js";
import { dateAfter } from "../../shift/clock.js";
import { contractOn } from "../../shift/contract.js";
import { warningAt } from "../../shift/problem.js";
import { said } from "../../words/refusal.js";
import { canonical, sha256 } from "../audit/canonical.js";
import type { Actor, Json } from "../audit/event.js";
import type { Transaction } from "../database.js";
import { Refusal } from "../refusal.js";
import { booksOf } from "./activity-types.js";
import {
  chargesOf,
  datesOf,
  findBoq,
  hashed,
  insertLines,
  issuedBefore,
  linesIssuedFor,
  linesOf,
  openBoq,
  type Versions,
  versionsOf,
  writeLines,
} from "./boq-rows.js";
import { countedShifts } from "./counted-shifts.js";
import { groupedBy } from "./grouped.js";
import { recordedDepths } from "./recorded-depths.js";

/** A bill as it stands. */
export interface StoredBill extends Bill {
  readonly state: "open" | "issued";
  readonly issuedAt: number | null;
  readonly issuedBy: string | null;
  readonly hash: string | null;
  /** Its identity in the audit chain; null before anything of it was kept. */
  readonly boq: string | null;
  /** Work without a rate, days on which no version of the contract is in force. */
  readonly problems: PricedDay["problems"];
}

/** The bill of any version's contract and month: as it was issued, or as it is now. */
export async function billFor(
  transaction: Transaction,
  contract: string,
  period: string,
): Promise<StoredBill> {
  return billOfVersions(transaction, await versionsOf(transaction, contract), period);
}

export async function billOfVersions(
  transaction: Transaction,
  versions: Versions,
  period: string,
): Promise<StoredBill> {
  return (await issuedBill(transaction, versions, period)) ?? openBill(transaction, versions, period);
}

/** What one day comes to: as it was issued, or by what counts now. Its days add up to the month, but for corrections of other months. */
export async function linesOfDay(
  transaction: Transaction,
  contract: string,
  date: string,
): Promise<readonly BillLine[]> {
  return (await dayOfVersions(transaction, await versionsOf(transaction, contract), date)).lines;
}

/** The same, with what is amiss. */
export async function dayOfVersions(
  transaction: Transaction,
  versions: Versions,
  date: string,
): Promise<Pick<StoredBill, "lines" | "problems" | "state">> {
  const ofDay = (line: BillLine): boolean => line.date === date;
  const boq = await findBoq(transaction, versions, periodOf(date));
  if (boq?.state === "issued") {
    const lines = (await linesOf(transaction, boq.id)).filter((line) => ofDay(line) && line.adjusts === null);
    return { lines, problems: [], state: "issued" };
  }
  const priced = await pricedDays(transaction, versions, dateAfter(date, -1), date);
  const charges = boq === undefined ? [] : await chargesOf(transaction, boq.id);
  return {
    lines: [...priced.flatMap(({ lines }) => lines), ...charges].filter(ofDay),
    problems: priced.filter(({ lines }) => lines.some(ofDay)).flatMap(({ problems }) => problems),
    state: "open",
  };
}

/** Writes it down for ever. The same once more is the bill that was issued. */
export async function issueBill(
  transaction: Transaction,
  {
    contract,
    period,
    by,
    ifTotalMinor,
  }: {
    readonly contract: string;
    readonly period: string;
    readonly by: Actor;
    /** The total that was looked at: another one is refused. */
    readonly ifTotalMinor?: number;
  },
): Promise<StoredBill> {
  const versions = await versionsOf(transaction, contract);
  const before = await issuedBill(transaction, versions, period);
  if (before !== undefined) return before;
  const bill = await openBill(transaction, versions, period);
  checkIssue(bill, ifTotalMinor);
  const id = await openBoq(transaction, versions, period);
  await writeLines(transaction, id, [...bill.lines, ...bill.adjustments]);
  const hash = sha256(canonical(hashed(bill)));
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
  if (numUpdatedRows === 0n) throw new Refusal("already-decided", said("issued-now"), id);
  transaction.audit({
    by,
    action: "boq.issued",
    entity: "boq",
    entityId: id,
    after: {
      contract: bill.contract,
      period,
      total_minor: bill.totalMinor,
      currency: bill.currency,
      hash,
    },
  });
  return (await issuedBill(transaction, versions, period))!;
}

function checkIssue({ problems, totalMinor }: StoredBill, ifTotalMinor: number | undefined): void {
  const [unagreed] = problems.filter(({ code }) => code === NOT_IN_FORCE);
  if (unagreed !== undefined)
    throw new Refusal("not-valid", said("not-issued", { first: unagreed }), "contract", {
      problems: problems.filter(({ code }) => code === NOT_IN_FORCE),
    });
  if (ifTotalMinor !== undefined && ifTotalMinor !== totalMinor)
    throw new Refusal("version-mismatch", said("other-total"), "total");
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
    throw new Refusal("locked", said("charge-late", { month: period }), id);
  if (charge !== null && periodOf(charge.date) !== period)
    throw new Refusal("not-valid", said("charge-elsewhere", { date: charge.date, month: period }), id);
  const boq = await openBoq(transaction, versions, period);
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

async function openBill(transaction: Transaction, versions: Versions, period: string): Promise<StoredBill> {
  const [from, to] = datesOf(period);
  const priced = await pricedDays(transaction, versions, dateAfter(from, -1), to);
  const boq = await findBoq(transaction, versions, period);
  const charges = boq === undefined ? [] : await chargesOf(transaction, boq.id);
  const lines = [...priced.flatMap((day) => day.lines), ...charges];
  const contract = contractOn(versions.all, versions.first.code, to) ?? versions.first;
  const bill = billOf(
    { ...contract, id: boq?.contract_id ?? versions.first.id },
    period,
    lines,
    [],
    await corrections(transaction, versions, period),
  );
  const problems = priced
    .filter((day) => day.lines.some(({ date }) => periodOf(date) === period))
    .flatMap((day) => day.problems);
  const kept = { issuedAt: null, issuedBy: null, hash: null, boq: boq?.id ?? null } as const;
  return { ...bill, ...kept, state: "open", problems };
}

/** Days of all rigs, each priced by the version of the contract that was in force on it; with the depths that rigs had told by `asOf`. */
export async function pricedDays(
  transaction: Transaction,
  { all, first, ids }: Versions,
  from: string,
  to: string,
  asOf?: number,
): Promise<PricedDay[]> {
  const shifts = await countedShifts(transaction, { contracts: ids, from, to });
  const books: Books = await booksOf(transaction);
  const hasCalendar = all.some(({ monthSplit }) => monthSplit === "calendar");
  const depthsOf = hasCalendar ? await recordedDepths(transaction, shifts, asOf) : undefined;
  const days = groupedBy(shifts, ({ content: { rig, date } }) => `${date} ${rig}`);
  return [...days.values()].map((day) => {
    const { date, rig, contract: told } = day[0]!.content;
    const inForce = contractOn(all, first.code, date);
    const version = inForce ?? all.find(({ id }) => id === told) ?? first;
    const own = day.map((shift) => ({ ...shift, content: { ...shift.content, contract: version.id } }));
    const priced = priceDay(version, own, books, depthsOf?.(rig));
    if (inForce !== undefined) return priced;
    const why = warningAt("contract", NOT_IN_FORCE, { contract: first.code, day: date });
    const problem = { ...why, shift: own[0]!.id };
    return { ...priced, problems: [problem, ...priced.problems] };
  });
}

export const NOT_IN_FORCE = "not-in-force";

/** Of months that are issued, what has changed since: those alone in which a report became final later. */
async function corrections(
  transaction: Transaction,
  versions: Versions,
  period: string,
): Promise<BillLine[]> {
  const issued = await issuedBefore(transaction, versions, period);
  const months = new Set(issued.map((one) => one.period));
  const lines: BillLine[] = [];
  for (const boq of issued) {
    // In the first month behind it that is open, and in no other one.
    if (openAfter(boq.period, months) !== period) continue;
    const [from, to] = datesOf(boq.period);
    if (!(await changedSince(transaction, versions, from, to, boq.issued_at!))) continue;
    const now = (await pricedDays(transaction, versions, dateAfter(from, -1), to, boq.issued_at!)).flatMap(
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
  { ids }: Versions,
  from: string,
  to: string,
  at: number,
): Promise<boolean> {
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

async function issuedBill(
  transaction: Transaction,
  versions: Versions,
  period: string,
): Promise<StoredBill | undefined> {
  const boq = await findBoq(transaction, versions, period);
  if (boq?.state !== "issued") return undefined;
  const lines = await linesOf(transaction, boq.id);
  return {
    contract: boq.contract_id,
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
    boq: boq.id,
    problems: [],
  };
}
