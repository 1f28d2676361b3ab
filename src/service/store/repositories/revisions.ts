/** What was frozen of reports, and what was decided about them. */
import type { ShiftContent, ShiftState } from "../../shift/document.js";
import { said } from "../../words/refusal.js";
import { parsed } from "../audit/canonical.js";
import type { Transaction } from "../database.js";
import { Refusal } from "../refusal.js";
import type { TenantTables } from "../schema/tables.js";

export interface Revision {
  readonly id: string;
  readonly shift: string;
  readonly revision: number;
  readonly state: "submitted" | "final";
  readonly content: ShiftContent;
  readonly hash: string;
  readonly at: number;
}

type Row = TenantTables["shift_revision"];

export async function listRevisions({ sql }: Transaction, shift: string): Promise<Revision[]> {
  const rows = await sql
    .selectFrom("shift_revision")
    .selectAll()
    .where("shift_id", "=", shift)
    .orderBy("row_version")
    .execute();
  return rows.map(revisionOf);
}

/** By its id, as `releasedId` and `finalId` of a report name it. */
export async function getRevision({ sql }: Transaction, id: string): Promise<Revision> {
  const row = await sql.selectFrom("shift_revision").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) throw new Refusal("not-found", said("no-such", { what: "revision" }), id);
  return revisionOf(row);
}

/** What was last frozen of a revision by its number. */
export async function getRevisionNumbered(
  { sql }: Transaction,
  shift: string,
  revision: number,
): Promise<Revision> {
  const row = await sql
    .selectFrom("shift_revision")
    .selectAll()
    .where("shift_id", "=", shift)
    .where("revision", "=", revision)
    .orderBy("row_version", "desc")
    .executeTakeFirst();
  if (row === undefined) throw new Refusal("not-found", said("no-revision", { revision }), shift);
  return revisionOf(row);
}

export const revisionOf = (row: Row): Revision => ({
  id: row.id,
  shift: row.shift_id,
  revision: row.revision,
  state: row.state,
  content: parsed(row.snapshot) as unknown as ShiftContent,
  hash: row.hash,
  at: row.at,
});

export interface DecisionMade {
  readonly id: string;
  readonly revision: number;
  readonly rowVersion: number;
  readonly event: string;
  readonly from: ShiftState;
  readonly to: ShiftState;
  readonly actor: string;
  readonly part: string;
  readonly onBehalf: string | null;
  readonly comment: string;
  readonly rowIds: readonly string[];
  readonly at: number;
}

/** The history of a report, from its beginning. */
export async function listDecisions({ sql }: Transaction, shift: string): Promise<DecisionMade[]> {
  const rows = await sql
    .selectFrom("decision")
    .selectAll()
    .where("shift_id", "=", shift)
    .orderBy("row_version")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    revision: row.revision,
    rowVersion: row.row_version,
    event: row.event,
    from: row.from_state,
    to: row.to_state,
    actor: row.actor,
    part: row.actor_role,
    onBehalf: row.on_behalf,
    comment: row.comment,
    rowIds: parsed(row.row_ids) as string[],
    at: row.at,
  }));
}
