/**
 * A day of a rig as whoever asks sees it: what stands in each slot, what is wrong with what is to be decided, what changed since it was
 * handed in before, and the sums of what was handed in. A client sees what was released to it, and of other slots that they are not.
 */
import { inScope, type Principal, scopeOf } from "../identity/principal.js";
import { type DayTotals, dayOf } from "../shift/day.js";
import type { ShiftContent, ShiftDocument } from "../shift/document.js";
import type { Problem } from "../shift/problem.js";
import { problemsOf } from "../shift/rules.js";
import { expectedShifts } from "../shift/slots.js";
import { isOpen } from "../shift/workflow.js";
import { parsed } from "../store/audit/canonical.js";
import type { Transaction } from "../store/database.js";
import { activityTypes } from "../store/repositories/activity-types.js";
import { type SlotStatus, statusOf } from "../store/repositories/expected.js";
import { groupedBy } from "../store/repositories/grouped.js";
import type { RigPattern } from "../store/repositories/rig-patterns.js";
import { readShifts, type StoredShift } from "../store/repositories/shift-read.js";
import { runsOfHoles } from "../store/repositories/surroundings.js";
import { releasedOf } from "./shift-access.js";
import { type WireDifference, wireDifferences } from "./wire-difference.js";

export interface DaySlot {
  readonly slot: string;
  readonly startsAt: number;
  readonly endsAt: number;
  /** Of a client, what it was not given is `not-released`, whatever stands there. */
  readonly status: SlotStatus | "not-released";
  readonly shift: DayReport | null;
}

export interface DayReport {
  readonly document: ShiftDocument;
  /** Since when it is as it is. */
  readonly since: number;
  readonly problems: readonly Problem[];
  /** Since it was handed in before; null where it was not. */
  readonly changed: readonly WireDifference[] | null;
}

export interface RigDay {
  readonly rig: RigPattern;
  readonly slots: readonly DaySlot[];
  readonly totals: DayTotals;
}

interface Asked {
  readonly date: string;
  readonly rigs: readonly RigPattern[];
  readonly toleranceMinutes: number;
}

export async function daysOf(
  transaction: Transaction,
  who: Principal,
  { date, rigs, toleranceMinutes }: Asked,
): Promise<RigDay[]> {
  const isClient = who.role === "client";
  const seen = await reportsOf(transaction, who, date, rigs);
  const byRig = groupedBy(seen, ({ document }) => document.rig);
  const problems = isClient ? new Map() : await problemsBy(transaction, seen, toleranceMinutes);
  const changes = isClient ? new Map() : await changesBy(transaction, seen);
  const counted = isClient ? seen : await countedOf(transaction, seen);
  const types = await activityTypes(transaction);
  return rigs.map((rig) => {
    const own = byRig.get(rig.id) ?? [];
    const expected = expectedShifts(rig, date, date);
    const slots = placesOf(expected, own).map(({ slot, startsAt, endsAt, stored }): DaySlot => {
      const status = statusOf(rig, { date, startsAt, endsAt }, stored?.document.state, transaction.now);
      const shift = stored === undefined ? null : reportIn(stored, problems, changes);
      return {
        slot,
        startsAt,
        endsAt,
        shift,
        status: isClient && stored === undefined ? "not-released" : status,
      };
    });
    const totals = dayOf(
      expected,
      counted
        .filter(({ document }) => document.rig === rig.id)
        .map(({ document }) => ({ state: document.state, content: document })),
      types,
    );
    return { rig, slots, totals };
  });
}

const reportIn = (
  { document, updatedAt }: StoredShift,
  problems: ReadonlyMap<string, readonly Problem[]>,
  changes: ReadonlyMap<string, readonly WireDifference[]>,
): DayReport => ({
  document,
  since: updatedAt,
  problems: problems.get(document.id) ?? [],
  changed: changes.get(document.id) ?? null,
});

/** The slots of the pattern, and reports in slots that the pattern does not have any more; a void one only where nothing else is. */
function placesOf(expected: ReturnType<typeof expectedShifts>, own: readonly StoredShift[]) {
  const bySlot = new Map<string, StoredShift>();
  for (const one of own)
    if (one.document.state !== "void" || !bySlot.has(one.document.slot)) bySlot.set(one.document.slot, one);
  const others = [...bySlot.values()]
    .map(({ document }) => document)
    .filter(({ slot, state }) => state !== "void" && !expected.some((one) => one.slot === slot));
  return [...expected, ...others]
    .map(({ slot, startsAt, endsAt }) => ({ slot, startsAt, endsAt, stored: bySlot.get(slot) }))
    .sort((a, b) => a.startsAt - b.startsAt);
}

async function reportsOf(
  transaction: Transaction,
  who: Principal,
  date: string,
  rigs: readonly RigPattern[],
): Promise<StoredShift[]> {
  if (rigs.length === 0) return [];
  const rows = await transaction.sql
    .selectFrom("shift")
    .select("id")
    .where("date", "=", date)
    .where(
      "rig_id",
      "in",
      rigs.map(({ id }) => id),
    )
    .orderBy("starts_at")
    .orderBy("id")
    .execute();
  const stored = await readShifts(
    transaction,
    rows.map(({ id }) => id),
  );
  const own = stored.filter(({ document }) => inScope(scopeOf(who), document));
  if (who.role !== "client") return own;
  const released: StoredShift[] = [];
  for (const one of own) {
    const document = await releasedOf(transaction, one);
    if (document !== undefined) released.push({ ...one, document });
  }
  return released;
}

/** What is looked at before somebody decides: of what is decided, nothing is wrong that could still be mended. */
async function problemsBy(
  transaction: Transaction,
  reports: readonly StoredShift[],
  toleranceMinutes: number,
): Promise<Map<string, readonly Problem[]>> {
  const undecided = reports.filter(({ document: { state } }) => isOpen(state) || state === "submitted");
  if (undecided.length === 0) return new Map();
  const holes = new Set(
    undecided.flatMap(({ document: { runs, surveys, casings } }) =>
      [...runs, ...surveys, ...casings].map(({ hole }) => hole),
    ),
  );
  const runs = await runsOfHoles(transaction, [...holes]);
  const types = await activityTypes(transaction);
  return new Map(
    undecided.map(({ document }) => [
      document.id,
      problemsOf(document, {
        activityTypes: types,
        otherRuns: runs.filter(({ shift }) => shift !== document.id),
        toleranceMinutes,
      }),
    ]),
  );
}

/** Against what was frozen before: at the submit before, or at the last one where it is being written. */
async function changesBy(
  { sql }: Transaction,
  reports: readonly StoredShift[],
): Promise<Map<string, readonly WireDifference[]>> {
  const changes = new Map<string, readonly WireDifference[]>();
  const again = reports.filter(({ document }) => document.rowVersion > 2);
  if (again.length === 0) return changes;
  const rows = await sql
    .selectFrom("shift_revision")
    .select(["shift_id", "snapshot"])
    .where(
      "shift_id",
      "in",
      again.map(({ document }) => document.id),
    )
    .where("state", "=", "submitted")
    .orderBy("row_version", "desc")
    .execute();
  const frozen = groupedBy(rows, ({ shift_id }) => shift_id);
  for (const { document } of again) {
    const before = (frozen.get(document.id) ?? [])[isOpen(document.state) ? 0 : 1];
    if (before !== undefined)
      changes.set(document.id, wireDifferences(parsed(before.snapshot) as unknown as ShiftContent, document));
  }
  return changes;
}

/** What sums are of: what was handed in; of a report that is written anew, the revision that was final. A draft is no part of them. */
async function countedOf(
  { sql }: Transaction,
  reports: readonly StoredShift[],
): Promise<{ readonly document: ShiftDocument }[]> {
  const counted: { readonly document: ShiftDocument }[] = [];
  for (const { document, finalId } of reports) {
    if (!isOpen(document.state)) counted.push({ document });
    else if (finalId !== null) {
      const row = await sql
        .selectFrom("shift_revision")
        .select("snapshot")
        .where("id", "=", finalId)
        .executeTakeFirstOrThrow();
      const content = parsed(row.snapshot) as unknown as ShiftContent;
      counted.push({ document: { ...document, ...content, state: "final" } });
    }
  }
  return counted;
}
