/**
 * The audit chain of a tenant: each event holds the hash of the one before it, SHA-256 of that hash and of its own fields, so that a row
 * which was changed, taken out or put in behind our back is seen. The place where it ends is kept beside it, and travels out daily: the
 * last rows could be taken away otherwise.
 */
import { type Kysely, sql } from "kysely";
import { type ChainFault, said } from "../../words/refusal.js";
import { textOf } from "../../words/speech.js";
import type { Engine } from "../schema/lock.js";
import type { TenantTables } from "../schema/tables.js";
import { canonical, parsed, sha256 } from "./canonical.js";
import type { AuditEntry, Json } from "./event.js";

export const GENESIS = "0".repeat(64);
const HEAD = "head";

type EventRow = TenantTables["audit_event"];
type Database = Kysely<TenantTables>;

export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** Adds the events of a transaction, at its end: whoever else adds some waits for that end, and for nothing before. */
export async function append(
  database: Database,
  engine: Engine,
  tenant: string,
  at: number,
  entries: readonly AuditEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  if (engine === "postgres")
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`witskit audit ${tenant}`}, 0))`.execute(
      database,
    );
  let { seq, hash } = await headOf(database);
  const isFirst = seq === 0;
  const rows = entries.map((entry): EventRow => {
    seq++;
    const row = eventRow(tenant, seq, at, entry, hash);
    hash = row.hash;
    return row;
  });
  await database.insertInto("audit_event").values(rows).execute();
  if (isFirst)
    await database.insertInto("audit_head").values({ tenant_id: tenant, id: HEAD, seq, hash }).execute();
  else await database.updateTable("audit_head").set({ seq, hash }).where("id", "=", HEAD).execute();
}

function eventRow(tenant: string, seq: number, at: number, entry: AuditEntry, prev: string): EventRow {
  const { by, before, after } = entry;
  const row = {
    tenant_id: tenant,
    id: String(seq),
    seq,
    at,
    actor: by.account,
    actor_kind: by.kind,
    ip: by.ip,
    action: entry.action,
    entity: entry.entity,
    entity_id: entry.entityId,
    before: before === undefined ? null : canonical(before),
    after: after === undefined ? null : canonical(after),
    prev_hash: prev,
  };
  return { ...row, hash: hashOf(row) };
}

/** Of all that a row says, in one form whatever the engine has made of its JSON. */
function hashOf({ prev_hash, before, after, ...row }: Omit<EventRow, "hash">): string {
  const said: Json = {
    ...row,
    before: before === null ? null : parsed(before),
    after: after === null ? null : parsed(after),
  };
  return sha256(prev_hash + canonical(said));
}

export async function headOf(database: Database): Promise<Head> {
  const row = await database
    .selectFrom("audit_head")
    .select(["seq", "hash"])
    .where("id", "=", HEAD)
    .executeTakeFirst();
  return row ?? { seq: 0, hash: GENESIS };
}

export type Verified =
  | { readonly isWhole: true; readonly head: Head }
  | { readonly isWhole: false; readonly seq: number; readonly what: ChainFault };

/** For the terminal and the log. */
export const brokenText = ({ seq, what }: { readonly seq: number; readonly what: ChainFault }): string =>
  textOf(said("chain-broken", { seq, what }));

const AT_ONCE = 2000;

/** Follows the chain from its beginning, and says which is the first link that does not hold. */
export async function verify(database: Database): Promise<Verified> {
  let at: Head = START;
  for (;;) {
    const found = await followed(database, at);
    if ("isWhole" in found) return found;
    at = found;
  }
}

/** Before the first link. */
export const START: Head = { seq: 0, hash: GENESIS };

/** Follows some links from a place: to where they lead, or to what is to be said of the whole. */
export async function followed(database: Database, from: Head): Promise<Head | Verified> {
  let { seq, hash } = from;
  const rows = await database
    .selectFrom("audit_event")
    .selectAll()
    .where("seq", ">", seq)
    .orderBy("seq")
    .limit(AT_ONCE)
    .execute();
  for (const { hash: told, ...row } of rows) {
    seq++;
    const broken = (what: ChainFault): Verified => ({ isWhole: false, seq, what });
    if (row.seq !== seq) return broken("missing");
    if (row.prev_hash !== hash) return broken("not-following");
    if (hashOf(row) !== told) return broken("changed");
    hash = told;
  }
  if (rows.length === AT_ONCE) return { seq, hash };
  const head = await headOf(database);
  if (head.seq > seq) return { isWhole: false, seq: seq + 1, what: "last-missing" };
  if (head.seq < seq || head.hash !== hash) return { isWhole: false, seq: head.seq, what: "other-end" };
  return { isWhole: true, head };
}
