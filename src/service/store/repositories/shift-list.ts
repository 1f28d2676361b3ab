/** Lists of reports: by what people filter, a page at a time, each with what its runs and crew add up to. */
import { type ExpressionBuilder, sql } from "kysely";
import type { ShiftState } from "../../shift/document.js";
import type { Transaction } from "../database.js";
import type { TenantTables } from "../schema/tables.js";
import { groupedBy } from "./grouped.js";
import { limitOf, type Page, type Paged, pagedBy, placeOf } from "./page.js";
import { findsMany, matching } from "./search.js";

export interface ShiftFilter {
  /** Dates, both included. */
  readonly from?: string;
  readonly to?: string;
  readonly rig?: string | readonly string[];
  readonly client?: string;
  readonly project?: string;
  readonly contract?: string;
  readonly hole?: string;
  readonly slot?: string;
  readonly state?: ShiftState | readonly ShiftState[];
  /** Words, "phrases", -not. */
  readonly q?: string;
  /** Those alone of which the client has seen a revision. */
  readonly released?: boolean;
}

/** By date or by the last change, the newest first where a - stands before it. */
export type ShiftSort = "date" | "-date" | "updated" | "-updated";

/** A report in a list. */
export interface ShiftSummary {
  readonly id: string;
  readonly rig: string;
  readonly date: string;
  readonly slot: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly timeZone: string;
  readonly client: string;
  readonly contract: string | null;
  readonly project: string | null;
  readonly supervisor: string | null;
  readonly state: ShiftState;
  readonly revision: number;
  readonly rowVersion: number;
  readonly updatedAt: number;
  readonly createdBy: string;
  readonly submittedBy: string | null;
  readonly releasedId: string | null;
  readonly finalId: string | null;
  readonly metresMm: number;
  readonly drillingMs: number;
  readonly crewMinutes: number;
  readonly holes: readonly string[];
}

type Builder = ExpressionBuilder<TenantTables, "shift">;

export async function listShifts(
  transaction: Transaction,
  filter: ShiftFilter = {},
  page: Page & { readonly sort?: ShiftSort } = {},
): Promise<Paged<ShiftSummary>> {
  const { sort = "-date" } = page;
  const column = sort.endsWith("date") ? "date" : "updated_at";
  const isNewestFirst = sort.startsWith("-");
  const limit = limitOf(page);
  const place = placeOf(page, column === "date" ? "ss" : "ns");
  const order = isNewestFirst ? "desc" : "asc";
  const after = isNewestFirst ? sql`<` : sql`>`;
  const isMany = await findsMany(transaction, filter.q);
  let query = transaction.sql
    .selectFrom("shift")
    .selectAll()
    .where((builder) => builder.and(conditionsOf(transaction, filter, builder, isMany)))
    .orderBy(column, order)
    .orderBy("id", order)
    .limit(limit + 1);
  if (place !== undefined)
    query = query.where(
      sql<boolean>`(shift.${sql.ref(column)}, shift.id) ${after} (${place[0]}, ${place[1]})`,
    );
  const { rows, next } = pagedBy(await query.execute(), limit, (row) => [row[column], row.id]);
  return { rows: await summaries(transaction, rows), next };
}

/** How many a filter leaves: what stands above a list. */
export async function countShifts(transaction: Transaction, filter: ShiftFilter = {}): Promise<number> {
  const { count } = await transaction.sql
    .selectFrom("shift")
    .select((builder) => builder.fn.countAll<number>().as("count"))
    .where((builder) => builder.and(conditionsOf(transaction, filter, builder)))
    .executeTakeFirstOrThrow();
  return count;
}

/** `isMany`: a page is read of those that its words find, and they are many. */
export function conditionsOf({ engine }: Transaction, filter: ShiftFilter, builder: Builder, isMany = false) {
  const equal = [
    ["client_id", filter.client],
    ["project_id", filter.project],
    ["contract_id", filter.contract],
    ["slot", filter.slot],
  ] as const;
  const among = [
    ["rig_id", filter.rig],
    ["state", filter.state],
  ] as const;
  const found = filter.q === undefined ? undefined : matching(engine, filter.q, builder, isMany);
  return [
    ...(filter.from === undefined ? [] : [builder("date", ">=", filter.from)]),
    ...(filter.to === undefined ? [] : [builder("date", "<=", filter.to)]),
    ...equal.flatMap(([column, value]) => (value === undefined ? [] : [builder(column, "=", value)])),
    ...among.flatMap(([column, values]) =>
      values === undefined ? [] : [oneOf(builder, column, typeof values === "string" ? [values] : values)],
    ),
    ...(filter.hole === undefined ? [] : [drilledIn(builder, filter.hole)]),
    ...(filter.released ? [builder("released_id", "is not", null)] : []),
    ...(found === undefined ? [] : [found]),
  ];
}

/** None of no values: somebody who may see no rig sees no report. */
const oneOf = (builder: Builder, column: "rig_id" | "state", values: readonly string[]) =>
  values.length === 0 ? sql<boolean>`1 = 0` : builder(column, "in", values as never);

const drilledIn = (builder: Builder, hole: string) =>
  builder("shift.id", "in", builder.selectFrom("run").select("run.shift_id").where("run.hole_id", "=", hole));

async function summaries(
  transaction: Transaction,
  rows: readonly TenantTables["shift"][],
): Promise<ShiftSummary[]> {
  const sums = await sumsOf(
    transaction,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    id: row.id,
    rig: row.rig_id,
    date: row.date,
    slot: row.slot,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    timeZone: row.time_zone,
    client: row.client_id,
    contract: row.contract_id,
    project: row.project_id,
    supervisor: row.supervisor_id,
    state: row.state,
    revision: row.revision,
    rowVersion: row.row_version,
    updatedAt: row.updated_at,
    createdBy: row.created_by,
    submittedBy: row.submitted_by,
    releasedId: row.released_id,
    finalId: row.final_id,
    ...sums(row.id),
  }));
}

type Sums = Pick<ShiftSummary, "metresMm" | "drillingMs" | "crewMinutes" | "holes">;

async function sumsOf({ sql: database }: Transaction, ids: readonly string[]): Promise<(id: string) => Sums> {
  if (ids.length === 0) return () => ({ metresMm: 0, drillingMs: 0, crewMinutes: 0, holes: [] });
  const runs = await database
    .selectFrom("run")
    .select(["shift_id", "hole_id", metresMm.as("metres"), sql<number>`sum(ends_at - starts_at)`.as("time")])
    .where("shift_id", "in", ids)
    .groupBy(["shift_id", "hole_id"])
    .orderBy("hole_id")
    .execute();
  const crews = await database
    .selectFrom("crew")
    .select(["shift_id", sql<number>`sum(minutes)`.as("minutes")])
    .where("shift_id", "in", ids)
    .groupBy("shift_id")
    .execute();
  const byShift = groupedBy(runs, ({ shift_id }) => shift_id);
  const minutes = new Map(crews.map((row) => [row.shift_id, row.minutes]));
  return (id) => {
    const own = byShift.get(id) ?? [];
    return {
      metresMm: own.reduce((sum, { metres }) => sum + metres, 0),
      drillingMs: own.reduce((sum, { time }) => sum + time, 0),
      crewMinutes: minutes.get(id) ?? 0,
      holes: own.map(({ hole_id }) => hole_id),
    };
  };
}

/** Only what is new makes metres. */
const metresMm = sql<number>`sum(CASE WHEN kind = 'new' THEN to_mm - from_mm ELSE 0 END)`;
