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

/**
 * One that is as the last one of the span is not kept twice. While a shift goes on its proposal grows with each row that comes: there is
 * one, which is made anew, until the shift is over.
 */
export async function keepProposal(transaction: Transaction, one: Proposal): Promise<KeptProposal> {
  const { sql, tenant, now } = transaction;
  const last = await latest(transaction, one.rig, one.startsAt, one.endsAt);
  const isSame =
    last !== undefined &&
    last.sha256 === one.sha256 &&
    last.shift === one.shift &&
    canonical(last.proposal) === canonical(one.proposal);
  if (isSame) return last;
  if (last !== undefined && last.at < one.endsAt && last.shift === one.shift) {
    const { source, sha256, version } = one;
    const [options, proposal] = [canonical(one.options), canonical(one.proposal)];
    await sql
      .updateTable("prefill")
      .set({ source, sha256, version, options, proposal, at: now })
      .where("id", "=", last.id)
      .execute();
    return { ...one, id: last.id, at: now };
  }
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
  return { ...one, id, at: now };
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
