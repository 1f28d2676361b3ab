/** Reports out of their rows. */
import type { ShiftContent, ShiftDocument } from "../../shift/document.js";
import { said } from "../../words/refusal.js";
import type { Transaction } from "../database.js";
import { Refusal } from "../refusal.js";
import type { TenantTables } from "../schema/tables.js";
import { groupedBy } from "./grouped.js";
import { fromStored, type PartName, type PartTable, partNames, parts, type Stored } from "./shift-parts.js";

export type ShiftRow = TenantTables["shift"];

/** A report, and what is known of it beside what people wrote. */
export interface StoredShift {
  readonly document: ShiftDocument;
  readonly createdBy: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly submittedBy: string | null;
  /** The snapshot that its client sees. */
  readonly releasedId: string | null;
  /** The snapshot that counts. */
  readonly finalId: string | null;
}

export async function findShift(transaction: Transaction, id: string): Promise<StoredShift | undefined> {
  const [found] = await readShifts(transaction, [id]);
  return found;
}

export async function getShift(transaction: Transaction, id: string): Promise<StoredShift> {
  const found = await findShift(transaction, id);
  if (found === undefined) throw new Refusal("not-found", said("no-such", { what: "report" }), id);
  return found;
}

/** Those that there are, in the order of their ids as they were asked for. */
export async function readShifts({ sql }: Transaction, ids: readonly string[]): Promise<StoredShift[]> {
  if (ids.length === 0) return [];
  const rows = await sql.selectFrom("shift").selectAll().where("id", "in", ids).execute();
  const lists = new Map<PartName, Map<string, Stored[]>>();
  for (const name of partNames) lists.set(name, await rowsOf(sql, parts[name].table, ids));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [storedShift(row, (name) => lists.get(name)!.get(id) ?? [])];
  });
}

async function rowsOf(
  sql: Transaction["sql"],
  table: PartTable,
  ids: readonly string[],
): Promise<Map<string, Stored[]>> {
  const rows = await sql
    .selectFrom(table)
    .selectAll()
    .where("shift_id", "in", ids)
    .orderBy("position")
    .orderBy("id")
    .execute();
  return groupedBy(rows as unknown as Stored[], (row) => String(row["shift_id"]));
}

function storedShift(row: ShiftRow, rows: (name: PartName) => Stored[]): StoredShift {
  const lists = Object.fromEntries(
    partNames.map((name) => [name, rows(name).map((one) => fromStored(name, one))]),
  ) as unknown as Pick<ShiftContent, PartName>;
  return {
    document: {
      id: row.id,
      state: row.state,
      revision: row.revision,
      rowVersion: row.row_version,
      ...headOf(row),
      ...lists,
    },
    createdBy: row.created_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    submittedBy: row.submitted_by,
    releasedId: row.released_id,
    finalId: row.final_id,
  };
}

export type ShiftHead = Omit<ShiftContent, PartName>;

const headOf = (row: ShiftRow): ShiftHead => ({
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
  notes: row.notes,
});

export const headColumns = (content: ShiftHead) => ({
  rig_id: content.rig,
  date: content.date,
  slot: content.slot,
  starts_at: content.startsAt,
  ends_at: content.endsAt,
  time_zone: content.timeZone,
  client_id: content.client,
  contract_id: content.contract,
  project_id: content.project,
  supervisor_id: content.supervisor,
  notes: content.notes,
});

/** What people wrote, without where it stands: what is compared, hashed and frozen. */
export function contentOf({
  id: _id,
  state: _state,
  revision: _revision,
  rowVersion: _version,
  ...content
}: ShiftDocument): ShiftContent {
  return content;
}
