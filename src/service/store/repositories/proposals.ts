/** What a rig's own data proposed for a shift, with what it was made of: where rows came from can be shown years later. */
import { canonical, parsed } from "../audit/canonical.js";
import type { Json } from "../audit/event.js";
import type { Transaction } from "../database.js";
import { newId } from "../identifier.js";

export interface Proposal {
  readonly rig: string;
  readonly shift: string | null;
  readonly startsAt: number;
  readonly endsAt: number;
  /** The dataset or the link, and the hash of what was read of it. */
  readonly source: string;
  readonly sha256: string;
  /** Of the program that made it. */
  readonly version: string;
  readonly options: Json;
  readonly proposal: Json;
}

/** One that is as the last one of the span is not kept twice. */
export async function keepProposal(transaction: Transaction, one: Proposal): Promise<string> {
  const { sql, tenant, now } = transaction;
  const last = await latest(transaction, one.rig, one.startsAt, one.endsAt);
  if (last !== undefined && canonical(last.proposal) === canonical(one.proposal) && last.shift === one.shift)
    return last.id;
  const id = newId(now);
  await sql
    .insertInto("prefill")
    .values({
      tenant_id: tenant,
      id,
      rig_id: one.rig,
      shift_id: one.shift,
      starts_at: one.startsAt,
      ends_at: one.endsAt,
      source: one.source,
      sha256: one.sha256,
      version: one.version,
      options: canonical(one.options),
      proposal: canonical(one.proposal),
      at: now,
    })
    .execute();
  return id;
}

export interface KeptProposal extends Proposal {
  readonly id: string;
  readonly at: number;
}

/** The last one that was made for a span. */
export async function latest(
  { sql }: Transaction,
  rig: string,
  startsAt: number,
  endsAt: number,
): Promise<KeptProposal | undefined> {
  const row = await sql
    .selectFrom("prefill")
    .selectAll()
    .where("rig_id", "=", rig)
    .where("starts_at", "=", startsAt)
    .where("ends_at", "=", endsAt)
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      at: row.at,
      rig: row.rig_id,
      shift: row.shift_id,
      startsAt: row.starts_at,
      endsAt: row.ends_at,
      source: row.source,
      sha256: row.sha256,
      version: row.version,
      options: parsed(row.options),
      proposal: parsed(row.proposal),
    }
  );
}
