/** What people say about a report and its rows: to each other, or to the client. */
import { said } from "../../words/refusal.js";
import type { Actor } from "../audit/event.js";
import type { Transaction } from "../database.js";
import { Refusal } from "../refusal.js";
import type { TenantTables } from "../schema/tables.js";

export type Comment = Omit<TenantTables["comment"], "tenant_id">;
export type Audience = Comment["audience"];

export interface NewComment {
  readonly id: string;
  readonly shift: string;
  readonly row: string | null;
  readonly audience: Audience;
  readonly text: string;
  readonly by: Actor;
}

/** The same once more is one comment. */
export async function addComment(transaction: Transaction, comment: NewComment): Promise<Comment> {
  const { sql, tenant, now } = transaction;
  const { id, shift, by } = comment;
  const row = {
    id,
    shift_id: shift,
    row_id: comment.row,
    author: by.account ?? by.kind,
    audience: comment.audience,
    text: comment.text,
    at: now,
  };
  const { numInsertedOrUpdatedRows } = await sql
    .insertInto("comment")
    .values({ tenant_id: tenant, ...row })
    .onConflict((conflict) => conflict.columns(["tenant_id", "id"]).doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n) return repeated(transaction, row);
  transaction.audit({
    by,
    action: "comment.created",
    entity: "shift",
    entityId: shift,
    after: { comment: id, row: comment.row, audience: comment.audience, text: comment.text },
  });
  return row;
}

async function repeated({ sql }: Transaction, row: Comment): Promise<Comment> {
  const known = await sql
    .selectFrom("comment")
    .selectAll()
    .where("id", "=", row.id)
    .executeTakeFirstOrThrow();
  if (known.shift_id !== row.shift_id || known.text !== row.text || known.author !== row.author)
    throw new Refusal("taken", said("id-taken"), "comment(id)");
  return known;
}

/** Clients read what is meant for them alone. */
export async function listComments(
  { sql }: Transaction,
  shift: string,
  audience?: Audience,
): Promise<Comment[]> {
  let query = sql.selectFrom("comment").selectAll().where("shift_id", "=", shift);
  if (audience !== undefined) query = query.where("audience", "=", audience);
  return query.orderBy("at").orderBy("id").execute();
}
