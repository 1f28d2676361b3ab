/** Contracts with their rates: written as drafts, activated, and then never changed but by a new version of the same code. */

import { periodOf } from "../../shift/bill.js";
import { dateAfter } from "../../shift/clock.js";
import { activationProblems, type Contract, type Rate, versionProblems } from "../../shift/contract.js";
import { errorAt, type Problem, refuses } from "../../shift/problem.js";
import { type Said, said } from "../../words/refusal.js";
import { canonical } from "../audit/canonical.js";
import type { Actor } from "../audit/event.js";
import type { Transaction } from "../database.js";
import { newId } from "../identifier.js";
import { Refusal } from "../refusal.js";
import type { TenantTables } from "../schema/tables.js";
import { groupedBy } from "./grouped.js";
import { archiveMaster, type Master, putMaster } from "./master.js";

/** A contract, and the version that `If-Match` holds. */
export interface StoredContract extends Contract {
  readonly rowVersion: number;
  readonly archivedAt: number | null;
}

type Terms = Omit<Contract, "id" | "state" | "rates">;

export interface PutContract {
  readonly id: string;
  readonly terms: Terms;
  readonly rates: readonly Rate[];
  readonly ifVersion: number | null;
  readonly by: Actor;
}

/** All of a draft, with its rates; the same once more changes nothing. */
export async function putContract(
  transaction: Transaction,
  { id, terms, rates, ifVersion, by }: PutContract,
): Promise<StoredContract> {
  const before = await findContract(transaction, id);
  if (before !== undefined) {
    if (isSame(before, terms, rates)) return before;
    if (before.state !== "draft") throw locked(id);
    if (before.rowVersion !== ifVersion) throw changedMeanwhile(id);
  }
  const row = termsRow(terms, before?.state ?? "draft");
  const put = await putMaster(transaction, "contract", { id, row, ifVersion, by });
  const sameTerms = before !== undefined && put.row_version === before.rowVersion;
  // Rates are part of it: where they alone have changed it is another version too.
  if (sameTerms) await touch(transaction, id, put.row_version);
  if (before === undefined || canonical(before.rates as never) !== canonical(rates as never))
    await replaceRates(transaction, id, before?.rates, rates, by);
  return getContract(transaction, id);
}

/** A draft with the same terms and rates: of the same code the next version, which holds from a day on that is to be said. */
export async function copyContract(
  transaction: Transaction,
  {
    from,
    id,
    code,
    client,
    validFrom,
    by,
  }: {
    readonly from: string;
    readonly id: string;
    readonly code?: string;
    readonly client?: string;
    readonly validFrom?: string;
    readonly by: Actor;
  },
): Promise<StoredContract> {
  const {
    id: _id,
    state: _state,
    rates,
    rowVersion: _,
    archivedAt: __,
    ...terms
  } = await getContract(transaction, from);
  const known = await findContract(transaction, id);
  if (known !== undefined) throw new Refusal("taken", said("id-taken"), "contract(id)");
  const isOthers = client !== undefined && client !== terms.client;
  return putContract(transaction, {
    id,
    terms: {
      ...terms,
      ...(code !== undefined && { code }),
      // A project is of a client, and so is not taken to another one.
      ...(isOthers && { client, project: null }),
      ...(validFrom !== undefined && { validFrom, validTo: null }),
    },
    rates: rates.map((rate) => ({ ...rate, id: newId(transaction.now) })),
    ifVersion: null,
    by,
  });
}

/** From now on shifts are priced by it. Throws a refusal with all that is wrong with it. */
export async function activateContract(
  transaction: Transaction,
  { id, ifVersion, by }: { readonly id: string; readonly ifVersion: number; readonly by: Actor },
): Promise<StoredContract> {
  const contract = await getContract(transaction, id);
  if (contract.state === "active") return contract;
  if (contract.state !== "draft") throw new Refusal("not-from-this-state", said("contract-ended"), id);
  const versions = await listContracts(transaction, { client: contract.client, code: contract.code });
  const problems = [
    ...activationProblems(contract),
    ...versionProblems(contract, versions),
    ...(await issuedProblems(transaction, versions, "valid_from", contract.validFrom)),
  ];
  if (refuses(problems))
    throw new Refusal("not-valid", said("not-activated", { first: problems[0]! }), id, {
      problems,
    });
  await setState(transaction, contract, ifVersion, { state: "active" });
  return told(transaction, contract, by);
}

/** Its last day is set, and after it nothing is priced by it. */
export async function endContract(
  transaction: Transaction,
  {
    id,
    validTo,
    ifVersion,
    by,
  }: { readonly id: string; readonly validTo: string; readonly ifVersion: number; readonly by: Actor },
): Promise<StoredContract> {
  const contract = await getContract(transaction, id);
  if (contract.validTo === validTo) return contract;
  if (contract.state !== "active") throw new Refusal("not-from-this-state", said("contract-not-active"), id);
  if (validTo < contract.validFrom)
    throw new Refusal("not-valid", said("upside-down", { what: "days" }), "valid_to");
  const versions = await listContracts(transaction, { client: contract.client, code: contract.code });
  const [problem] = await issuedProblems(transaction, versions, "valid_to", dateAfter(validTo));
  if (problem !== undefined)
    throw new Refusal("not-valid", problem as Said, "valid_to", { problems: [problem] });
  await setState(transaction, contract, ifVersion, { valid_to: validTo });
  return told(transaction, contract, by);
}

/** What is issued was priced by the versions that were in force, and is not priced by others afterwards. */
async function issuedProblems(
  { sql }: Transaction,
  versions: readonly Contract[],
  at: string,
  from: string,
): Promise<Problem[]> {
  const ids = versions.map(({ id }) => id);
  const last = await sql
    .selectFrom("boq")
    .select("period")
    .where("contract_id", "in", ids)
    .where("state", "=", "issued")
    .where("period", ">=", periodOf(from))
    .orderBy("period", "desc")
    .executeTakeFirst();
  if (last === undefined) return [];
  return [errorAt(at, "issued", { month: last.period })];
}

export const archiveContract = (
  transaction: Transaction,
  about: {
    readonly id: string;
    readonly isArchived: boolean;
    readonly ifVersion: number;
    readonly by: Actor;
  },
) => archiveMaster(transaction, "contract", about);

export async function findContract(
  transaction: Transaction,
  id: string,
): Promise<StoredContract | undefined> {
  const rows = await transaction.sql.selectFrom("contract").selectAll().where("id", "=", id).execute();
  return (await withRates(transaction, rows))[0];
}

export async function getContract(transaction: Transaction, id: string): Promise<StoredContract> {
  const found = await findContract(transaction, id);
  if (found === undefined) throw new Refusal("not-found", said("no-such", { what: "contract" }), id);
  return found;
}

export async function listContracts(
  transaction: Transaction,
  { client, code }: { readonly client?: string; readonly code?: string } = {},
): Promise<StoredContract[]> {
  let query = transaction.sql.selectFrom("contract").selectAll();
  if (client !== undefined) query = query.where("client_id", "=", client);
  if (code !== undefined) query = query.where("code", "=", code);
  return withRates(transaction, await query.orderBy("code").orderBy("valid_from").orderBy("id").execute());
}

async function withRates(
  { sql }: Transaction,
  rows: readonly TenantTables["contract"][],
): Promise<StoredContract[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const rates = await sql
    .selectFrom("rate")
    .selectAll()
    .where("contract_id", "in", ids)
    .orderBy("position")
    .orderBy("id")
    .execute();
  const byContract = groupedBy(rates, ({ contract_id }) => contract_id);
  return rows.map((row) => contractOf(row, byContract.get(row.id) ?? []));
}

const contractOf = (
  row: TenantTables["contract"],
  rates: readonly TenantTables["rate"][],
): StoredContract => ({
  id: row.id,
  client: row.client_id,
  project: row.project_id,
  code: row.code,
  currency: row.currency,
  minorDigits: row.minor_digits,
  lengthUnit: row.length_unit,
  lengthStepMm: row.length_step_mm,
  timeStepMin: row.time_step_min,
  monthSplit: row.month_split,
  monthEnd: row.month_end,
  taxBp: row.tax_bp,
  clientApproval: row.client_approval === 1,
  clientPrices: row.client_prices === 1,
  deemedDays: row.deemed_days,
  state: row.state,
  validFrom: row.valid_from,
  validTo: row.valid_to,
  rates: rates.map(rateOf),
  rowVersion: row.row_version,
  archivedAt: row.archived_at,
});

const rateOf = (row: TenantTables["rate"]): Rate => ({
  id: row.id,
  kind: row.kind,
  activityType: row.activity_type_id,
  reason: row.reason,
  size: row.size,
  item: row.item_id,
  rig: row.rig_id,
  fromMm: row.from_mm,
  toMm: row.to_mm,
  priceE4: row.price_e4,
  freeMin: row.free_min,
  markupBp: row.markup_bp,
  payer: row.payer,
});

const termsRow = (terms: Terms, state: Contract["state"]): Master<"contract"> => ({
  client_id: terms.client,
  project_id: terms.project,
  code: terms.code,
  currency: terms.currency,
  minor_digits: terms.minorDigits,
  length_unit: terms.lengthUnit,
  length_step_mm: terms.lengthStepMm,
  time_step_min: terms.timeStepMin,
  month_split: terms.monthSplit,
  month_end: terms.monthEnd ?? "draft",
  tax_bp: terms.taxBp,
  client_approval: terms.clientApproval ? 1 : 0,
  client_prices: terms.clientPrices ? 1 : 0,
  deemed_days: terms.deemedDays,
  state,
  valid_from: terms.validFrom,
  valid_to: terms.validTo,
});

const isSame = (before: StoredContract, terms: Terms, rates: readonly Rate[]): boolean =>
  canonical(termsRow(before, before.state) as never) === canonical(termsRow(terms, before.state) as never) &&
  canonical(before.rates as never) === canonical(rates.map(inOrder) as never);

/** Of the fields that a rate has, and no others. */
const inOrder = (rate: Rate): Rate =>
  rateOf({ ...rateRow(rate), tenant_id: "", contract_id: "", position: 0 });

const rateRow = (rate: Rate) => ({
  id: rate.id,
  kind: rate.kind,
  activity_type_id: rate.activityType,
  reason: rate.reason,
  size: rate.size,
  item_id: rate.item,
  rig_id: rate.rig,
  from_mm: rate.fromMm,
  to_mm: rate.toMm,
  price_e4: rate.priceE4,
  free_min: rate.freeMin,
  markup_bp: rate.markupBp,
  payer: rate.payer,
});

async function replaceRates(
  transaction: Transaction,
  contract: string,
  before: readonly Rate[] = [],
  after: readonly Rate[],
  by: Actor,
): Promise<void> {
  const { sql, tenant } = transaction;
  await sql.deleteFrom("rate").where("contract_id", "=", contract).execute();
  if (after.length > 0)
    await sql
      .insertInto("rate")
      .values(
        after.map((rate, position) => ({
          tenant_id: tenant,
          contract_id: contract,
          position,
          ...rateRow(rate),
        })),
      )
      .execute();
  const unlike = (rates: readonly Rate[], others: readonly Rate[]) => {
    const known = new Set(others.map((rate) => canonical(inOrder(rate) as never)));
    return rates.filter((rate) => !known.has(canonical(inOrder(rate) as never)));
  };
  transaction.audit({
    by,
    action: "contract.rates",
    entity: "contract",
    entityId: contract,
    before: unlike(before, after) as never,
    after: unlike(after, before) as never,
  });
}

async function touch({ sql, now }: Transaction, id: string, version: number): Promise<void> {
  await sql
    .updateTable("contract")
    .set({ row_version: version + 1, updated_at: now })
    .where("id", "=", id)
    .execute();
}

async function setState(
  { sql, now }: Transaction,
  { id }: Contract,
  ifVersion: number,
  to: { readonly state: "active" } | { readonly valid_to: string },
): Promise<void> {
  const { numUpdatedRows } = await sql
    .updateTable("contract")
    .set({ ...to, updated_at: now, row_version: ifVersion + 1 })
    .where("id", "=", id)
    .where("row_version", "=", ifVersion)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) throw changedMeanwhile(id);
}

async function told(transaction: Transaction, before: StoredContract, by: Actor): Promise<StoredContract> {
  const after = await getContract(transaction, before.id);
  const said = ({ state, validTo }: StoredContract) => ({ state, valid_to: validTo });
  transaction.audit({
    by,
    action: before.state === after.state ? "contract.ended" : "contract.activated",
    entity: "contract",
    entityId: before.id,
    before: said(before),
    after: said(after),
  });
  return after;
}

const changedMeanwhile = (id: string): Refusal =>
  new Refusal("version-mismatch", said("changed", { what: "contract", version: null }), id);
const locked = (id: string): Refusal => new Refusal("locked", said("contract-locked"), id);
