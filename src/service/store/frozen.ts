/**
 * What is kept for ever, held against its own hashes: revisions, reports that are locked against the revision they were frozen as, and issued bills. Triggers keep
 * them from being changed within a database; this is for what comes from elsewhere, and for who has the disk.
 */

import { canonicalJson, snapshotOf, sha256 as textHash } from "../shift/revision.js";
import { isOpen } from "../shift/workflow.js";
import { type Said, said } from "../words/refusal.js";
import { textOf } from "../words/speech.js";
import { canonical, parsed, sha256 } from "./audit/canonical.js";
import type { Transaction } from "./database.js";
import { hashed, linesOf } from "./repositories/boq-rows.js";
import { contentOf, readShifts } from "./repositories/shift-read.js";

/** Reports, or revisions, that are looked at by one question. */
const AT_ONCE = 200;

/** A sentence for each thing that is not what was frozen. */
export async function changedSince(transaction: Transaction): Promise<string[]> {
  const revisions = await changedRevisions((look) => look(transaction));
  const bills = await changedBills(transaction);
  return [
    ...revisions.map((one) => textOf(one)),
    ...(await changedReports(transaction)),
    ...bills.map((one) => textOf(one)),
  ];
}

/** A part of the revisions, by their identities. */
type Look = (transaction: Transaction) => Promise<readonly FrozenRevision[]>;
interface FrozenRevision {
  readonly id: string;
  readonly shift_id: string;
  readonly revision: number;
  readonly snapshot: string;
  readonly hash: string;
}

/** In looks of a transaction that is there, or of one each, between which others write. */
export async function changedRevisions(
  read: (look: Look) => Promise<readonly FrozenRevision[]>,
): Promise<Said[]> {
  const faults: Said[] = [];
  for (let after = ""; ; ) {
    const from = after;
    const rows = await read(({ sql }) =>
      sql
        .selectFrom("shift_revision")
        .select(["id", "shift_id", "revision", "snapshot", "hash"])
        .where("id", ">", from)
        .orderBy("id")
        .limit(AT_ONCE)
        .execute(),
    );
    for (const { shift_id, revision, snapshot, hash } of rows)
      if ((await textHash(canonicalJson(parsed(snapshot)))) !== hash)
        faults.push(said("revision-changed", { revision, report: shift_id }));
    if (rows.length < AT_ONCE) return faults;
    after = rows.at(-1)!.id;
  }
}

/** The rows of a locked report are those that were frozen with it. */
async function changedReports(transaction: Transaction): Promise<string[]> {
  const { sql } = transaction;
  const faults: string[] = [];
  for (let after = ""; ; ) {
    const shifts = await sql
      .selectFrom("shift")
      .select(["id", "state", "revision"])
      .where("id", ">", after)
      .orderBy("id")
      .limit(AT_ONCE)
      .execute();
    const locked = shifts.filter(({ state }) => state !== "void" && !isOpen(state));
    const ids = locked.map(({ id }) => id);
    const frozen = new Set(
      ids.length === 0
        ? []
        : (
            await sql
              .selectFrom("shift_revision")
              .select(["shift_id", "revision", "hash"])
              .where("shift_id", "in", ids)
              .execute()
          ).map(({ shift_id, revision, hash }) => `${shift_id} ${revision} ${hash}`),
    );
    for (const { document } of await readShifts(transaction, ids)) {
      const { hash } = await snapshotOf(contentOf(document));
      if (!frozen.has(`${document.id} ${document.revision} ${hash}`))
        faults.push(`report ${document.id} is not what was frozen as its revision ${document.revision}`);
    }
    if (shifts.length < AT_ONCE) return faults;
    after = shifts.at(-1)!.id;
  }
}

/** Issued bills, with all of their lines. */
export async function changedBills(transaction: Transaction): Promise<Said[]> {
  const faults: Said[] = [];
  const bills = await transaction.sql
    .selectFrom("boq")
    .selectAll()
    .where("state", "=", "issued")
    .orderBy("id")
    .execute();
  for (const boq of bills) {
    const lines = await linesOf(transaction, boq.id);
    const bill = hashed({
      ...{ contract: boq.contract_id, period: boq.period, currency: boq.currency },
      ...{ minorDigits: boq.minor_digits, taxBp: boq.tax_bp, netMinor: boq.net_minor },
      ...{ taxMinor: boq.tax_minor, totalMinor: boq.total_minor },
      lines: lines.filter(({ adjusts }) => adjusts === null),
      adjustments: lines.filter(({ adjusts }) => adjusts !== null),
    });
    if (sha256(canonical(bill)) !== boq.hash)
      faults.push(said("bill-changed", { period: boq.period, contract: boq.contract_id }));
  }
  return faults;
}
