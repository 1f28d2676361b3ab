/**
 * Figures over many reports: sums of what each adds up to, by day, month, rig, client or project. The database adds; what is divided by
 * what is said by who asks, so that every mean is a sum by a sum.
 */
import { type RawBuilder, sql as raw } from "kysely";
import { ACTIVITY_CLASSES, type ActivityClass } from "../../shift/document.js";
import type { Transaction } from "../database.js";
import type { SeenBy } from "./shift-totals.js";

export interface FigureFilter {
  /** Whose sums: what the office has approved, or what the client was given. */
  readonly seenBy: SeenBy;
  /** Dates, both included. */
  readonly from: string;
  readonly to: string;
  /** Null for all, and none of no rigs. */
  readonly rigs: readonly string[] | null;
  readonly client?: string;
  readonly project?: string;
}

/** What figures are told apart by. */
export const FIGURE_KEYS = ["day", "month", "rig", "client", "project"] as const;
export type FigureKey = (typeof FIGURE_KEYS)[number];
type Keys = Readonly<Partial<Record<FigureKey, string | null>>>;

type Summed =
  | "metres_mm"
  | "drilling_ms"
  | "on_bottom_mm"
  | "on_bottom_s"
  | "recovered_mm"
  | "cored_mm"
  | "crew_minutes"
  | `${ActivityClass}_ms`;

const SUMMED: readonly Summed[] = [
  "metres_mm",
  "drilling_ms",
  "on_bottom_mm",
  "on_bottom_s",
  "recovered_mm",
  "cored_mm",
  "crew_minutes",
  ...ACTIVITY_CLASSES.map((one) => `${one}_ms` as const),
];

/** Sums of some reports. */
export type Sums = Readonly<Record<Summed, number>> & {
  readonly shifts: number;
  /** From the submit to the approval, over so many reports of which both are known. */
  readonly approval_ms: number;
  readonly approvals: number;
};

export type KeyedSums = Sums & { readonly keys: Keys };

const COLUMNS: Readonly<Record<FigureKey, RawBuilder<unknown>>> = {
  day: raw`t.date`,
  month: raw`substr(t.date, 1, 7)`,
  rig: raw`t.rig_id`,
  client: raw`t.client_id`,
  project: raw`t.project_id`,
};

function whereOf({ seenBy, from, to, rigs, client, project }: FigureFilter): RawBuilder<unknown> {
  const conditions = [
    raw`t.seen_by = ${seenBy}`,
    raw`t.date >= ${from}`,
    raw`t.date <= ${to}`,
    ...(rigs === null ? [] : [raw`t.rig_id IN (${raw.join(rigs.length === 0 ? [""] : rigs)})`]),
    ...(client === undefined ? [] : [raw`t.client_id = ${client}`]),
    ...(project === undefined ? [] : [raw`t.project_id = ${project}`]),
  ];
  return raw.join(conditions, raw` AND `);
}

const named = (keys: readonly FigureKey[]): RawBuilder<unknown>[] =>
  keys.map((key) => raw`${COLUMNS[key]} AS ${raw.id(`key_${key}`)}`);

const grouping = (by: readonly RawBuilder<unknown>[]): RawBuilder<unknown> =>
  by.length === 0 ? raw`` : raw` GROUP BY ${raw.join(by)} ORDER BY ${raw.join(by)}`;

type Row = Readonly<Record<string, string | number | null>>;

const keysIn = (row: Row, keys: readonly FigureKey[]): Keys =>
  Object.fromEntries(keys.map((key) => [key, row[`key_${key}`] as string | null]));

/** A row for each of what they are told apart by, in its order; one of all where that is nothing. */
export async function sumsBy(
  { sql }: Transaction,
  filter: FigureFilter,
  keys: readonly FigureKey[] = [],
): Promise<KeyedSums[]> {
  const columns = [
    ...named(keys),
    raw`count(*) AS shifts`,
    ...SUMMED.map((name) => raw`coalesce(sum(${raw.ref(`t.${name}`)}), 0) AS ${raw.id(name)}`),
    raw`coalesce(sum(t.approved_at - t.submitted_at), 0) AS approval_ms`,
    raw`count(t.approved_at - t.submitted_at) AS approvals`,
  ];
  const { rows } =
    await raw<Row>`SELECT ${raw.join(columns)} FROM shift_total AS t WHERE ${whereOf(filter)}${grouping(
      keys.map((key) => COLUMNS[key]),
    )}`.execute(sql);
  return rows.map((row) => {
    const sums = Object.fromEntries(
      [...SUMMED, "shifts", "approval_ms", "approvals"].map((name) => [name, Number(row[name])]),
    );
    return { ...(sums as unknown as Sums), keys: keysIn(row, keys) };
  });
}

export interface KeyedPart {
  readonly keys: Keys;
  /** The payer of standby, or the id of an item. */
  readonly what: string;
  readonly reason: string;
  /** Milliseconds, or thousandths. */
  readonly quantity: number;
}

/** Standby by payer and reason, or items. */
export async function partsBy(
  { sql }: Transaction,
  filter: FigureFilter,
  kind: "standby" | "item",
  keys: readonly FigureKey[] = [],
): Promise<KeyedPart[]> {
  const columns = [...named(keys), raw`p.what`, raw`p.reason`, raw`sum(p.quantity) AS quantity`];
  const { rows } = await raw<Row>`SELECT ${raw.join(columns)} FROM shift_total AS t
    JOIN shift_total_part AS p ON p.tenant_id = t.tenant_id AND p.shift_total_id = t.id
    WHERE p.kind = ${kind} AND ${whereOf(filter)}${grouping([...keys.map((key) => COLUMNS[key]), raw`p.what`, raw`p.reason`])}`.execute(
    sql,
  );
  return rows.map((row) => ({
    keys: keysIn(row, keys),
    what: String(row["what"]),
    reason: String(row["reason"]),
    quantity: Number(row["quantity"]),
  }));
}

/** Reports that are there and do not count yet, by how far they are. */
export async function notCounted(
  { sql }: Transaction,
  { from, to, rigs, client, project }: Omit<FigureFilter, "seenBy">,
): Promise<ReadonlyMap<string, number>> {
  let query = sql
    .selectFrom("shift")
    .select(({ fn }) => ["state", fn.countAll<number>().as("count")])
    .where("date", ">=", from)
    .where("date", "<=", to)
    .where("state", "in", ["draft", "submitted", "returned"]);
  // What was final once counts by that revision while it is written anew.
  query = query.where("final_id", "is", null);
  if (rigs !== null) query = query.where("rig_id", "in", rigs.length === 0 ? [""] : rigs);
  if (client !== undefined) query = query.where("client_id", "=", client);
  if (project !== undefined) query = query.where("project_id", "=", project);
  const rows = await query.groupBy("state").execute();
  return new Map(rows.map(({ state, count }) => [state, Number(count)]));
}
