/**
 * Rows of reports as flat lists: runs, activities, materials, surveys, casings of all reports that a filter leaves, each with the report that
 * it is of. Seen as reports are now, or as they count for the office or a client: then of a report that is written anew the rows are those
 * of the revision that still counts.
 */
import { type ExpressionBuilder, sql as raw } from "kysely";
import type { ShiftContent, ShiftState } from "../../shift/document.js";
import { parsed } from "../audit/canonical.js";
import type { Transaction } from "../database.js";
import type { TenantTables } from "../schema/tables.js";
import { limitOf, type Page, type Paged, pagedBy, placeOf } from "./page.js";
import { findsMany, wordsOf } from "./search.js";
import { isAskedFor, termsIn } from "./search-words.js";
import { conditionsOf, type ShiftFilter } from "./shift-list.js";
import { fromStored, type PartRow, parts, type Stored } from "./shift-parts.js";
import { APPROVED, type SeenBy, WITH_CLIENT } from "./shift-totals.js";

export type FlatPart = "runs" | "activities" | "materials" | "surveys" | "casings" | "photos";

/** The report of a row. */
export interface FlatShift {
  readonly id: string;
  readonly rig: string;
  readonly date: string;
  readonly slot: string;
  readonly timeZone: string;
  readonly client: string;
  readonly project: string | null;
  readonly contract: string | null;
  readonly state: ShiftState;
  readonly revision: number;
}

export interface FlatRow<Part extends FlatPart> {
  readonly shift: FlatShift;
  readonly position: number;
  readonly row: PartRow<Part>;
}

/** `now`: as reports are, drafts among them. */
export type FlatView = "now" | SeenBy;

/** States in which a report is what counts, and where its other revision stands while it is another. */
const COUNTING: Readonly<
  Record<SeenBy, { states: readonly ShiftState[]; revision: "final_id" | "released_id" }>
> = {
  office: { states: APPROVED, revision: "final_id" },
  client: { states: WITH_CLIENT, revision: "released_id" },
};

const NOT_VOID: readonly ShiftState[] = ["draft", "returned", "submitted", ...APPROVED];

export interface FlatPage extends Page {
  /** Rows at most, where a file may have more than a page of a list. */
  readonly most?: number;
}

/** By date, report and place in it; both ways of `cursor` and order are those of a list that grows. */
export async function listRows<Part extends FlatPart>(
  transaction: Transaction,
  part: Part,
  filter: ShiftFilter,
  view: FlatView,
  page: FlatPage = {},
): Promise<Paged<FlatRow<Part>>> {
  const limit = page.most ?? limitOf(page);
  const after = placeOf(page, "ssns") as Place | undefined;
  const live = await liveRows(transaction, part, filter, view, { limit, after });
  const frozen = view === "now" ? [] : await frozenRows(transaction, part, filter, view);
  const rows = [...live, ...frozen.filter((row) => after === undefined || compare(placeIn(row), after) > 0)];
  rows.sort((a, b) => compare(placeIn(a), placeIn(b)));
  return pagedBy(rows, limit, placeIn);
}

type Place = readonly [date: string, shift: string, position: number, id: string];

const placeIn = ({ shift, position, row }: FlatRow<FlatPart>): Place => [
  shift.date,
  shift.id,
  position,
  row.id,
];

function compare(a: Place, b: Place): number {
  const differs = a.findIndex((one, i) => one !== b[i]);
  return differs < 0 ? 0 : a[differs]! < b[differs]! ? -1 : 1;
}

type Joined = ExpressionBuilder<TenantTables, "shift">;

async function liveRows<Part extends FlatPart>(
  transaction: Transaction,
  part: Part,
  { hole, ...filter }: ShiftFilter,
  view: FlatView,
  { limit, after }: { readonly limit: number; readonly after: Place | undefined },
): Promise<FlatRow<Part>[]> {
  const { table } = parts[part];
  const isMany = await findsMany(transaction, filter.q);
  let query = transaction.sql
    .selectFrom("shift")
    .innerJoin(`${table as "run"} as r`, (join) =>
      join.onRef("r.tenant_id", "=", "shift.tenant_id").onRef("r.shift_id", "=", "shift.id"),
    )
    .selectAll("r")
    .select([
      "shift.rig_id as of_rig",
      "shift.date as of_date",
      "shift.slot as of_slot",
      "shift.time_zone as of_zone",
      "shift.client_id as of_client",
      "shift.project_id as of_project",
      "shift.contract_id as of_contract",
      "shift.state as of_state",
      "shift.revision as of_revision",
    ])
    .where((builder) => builder.and(conditionsOf(transaction, filter, builder as unknown as Joined, isMany)));
  if (view !== "now") query = query.where("shift.state", "in", COUNTING[view].states);
  // A void report has no work in it, unless somebody asks for those.
  else if (filter.state === undefined) query = query.where("shift.state", "<>", "void");
  if (hole !== undefined) query = query.where(rowOfHole(transaction, part, hole));
  if (after !== undefined)
    query = query.where(raw<boolean>`(shift.date, shift.id, r.position, r.id) > (${raw.join([...after])})`);
  const rows = await query
    .orderBy("shift.date")
    .orderBy("shift.id")
    .orderBy("r.position")
    .orderBy("r.id")
    .limit(limit + 1)
    .execute();
  return rows.map((row) => ({
    shift: {
      id: row.shift_id,
      rig: row.of_rig,
      date: row.of_date,
      slot: row.of_slot,
      timeZone: row.of_zone,
      client: row.of_client,
      project: row.of_project,
      contract: row.of_contract,
      state: row.of_state,
      revision: row.of_revision,
    },
    position: row.position,
    row: fromStored(part, row as unknown as Stored),
  }));
}

/** Rows that have a hole are asked for theirs; what was used, for where its report drilled. */
const rowOfHole = ({ sql }: Transaction, part: FlatPart, hole: string) =>
  part === "materials"
    ? raw<boolean>`shift.id IN (${sql.selectFrom("run").select("run.shift_id").where("run.hole_id", "=", hole)})`
    : raw<boolean>`r.hole_id = ${hole}`;

/** Of reports that are written anew: few at any time, so they are all looked at. */
async function frozenRows<Part extends FlatPart>(
  transaction: Transaction,
  part: Part,
  filter: ShiftFilter,
  view: SeenBy,
): Promise<FlatRow<Part>[]> {
  const { states, revision } = COUNTING[view];
  const found = await transaction.sql
    .selectFrom("shift as s")
    .innerJoin("shift_revision as v", (join) =>
      join.onRef("v.tenant_id", "=", "s.tenant_id").onRef("v.id", "=", `s.${revision}`),
    )
    .select(["s.id", "v.revision", "v.state", "v.snapshot"])
    .where(
      "s.state",
      "in",
      NOT_VOID.filter((state) => !states.includes(state)),
    )
    .execute();
  const rows: FlatRow<Part>[] = [];
  for (const { id, revision: number, state, snapshot } of found) {
    const content = parsed(snapshot) as unknown as ShiftContent;
    // What its client was given, it still has.
    const shown: ShiftState = state === "final" ? "final" : "with_client";
    if (!(await isLeft(transaction, content, shown, filter))) continue;
    const drilled = content.runs.some((run) => run.hole === filter.hole);
    const own = (content[part] as readonly PartRow<Part>[]).map((row, position) => ({ row, position }));
    const { rig, date, slot, timeZone, client, project, contract } = content;
    const shift = {
      id,
      rig,
      date,
      slot,
      timeZone,
      client,
      project,
      contract,
      state: shown,
      revision: number,
    };
    for (const { row, position } of own)
      if (filter.hole === undefined || ("hole" in row ? row.hole === filter.hole : drilled))
        rows.push({ shift, row, position });
  }
  return rows;
}

/** What `conditionsOf` asks of a row of the database, asked of what was frozen. */
async function isLeft(
  transaction: Transaction,
  content: ShiftContent,
  state: ShiftState,
  { from, to, rig, client, project, contract, slot, state: states, q }: ShiftFilter,
): Promise<boolean> {
  const { date } = content;
  const among = (value: string, wanted: string | readonly string[] | undefined): boolean =>
    wanted === undefined || (typeof wanted === "string" ? wanted === value : wanted.includes(value));
  const plain =
    (from === undefined || date >= from) &&
    (to === undefined || date <= to) &&
    among(content.rig, rig) &&
    among(content.client, client) &&
    among(content.slot, slot) &&
    among(state, states) &&
    (project === undefined || content.project === project) &&
    (contract === undefined || content.contract === contract);
  if (!plain || q === undefined) return plain;
  return isAskedFor(termsIn(q), await wordsOf(transaction, content));
}
