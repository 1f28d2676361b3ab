/**
 * Shifts that are expected of rigs, and what came of each: handed in, begun, missing, void, or not over yet. A rig is waited for from its
 * first report on, until it is put aside; a slot that is void is not missing.
 */
import { dateAfter, localDate } from "../../shift/clock.js";
import type { ShiftState } from "../../shift/document.js";
import { expectedShifts, spanOfSlot } from "../../shift/slots.js";
import type { Transaction } from "../database.js";
import { type RigPattern, rigPatterns } from "./rig-patterns.js";

export type SlotStatus = "submitted" | "open" | "missing" | "void" | "due";

export interface ExpectedSlot {
  readonly rig: string;
  readonly date: string;
  readonly slot: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly status: SlotStatus;
  /** The report in it, or the void one where there is no other. */
  readonly shift: {
    readonly id: string;
    readonly state: ShiftState;
    readonly releasedId: string | null;
  } | null;
}

interface Told {
  readonly id: string;
  readonly rig_id: string;
  readonly date: string;
  readonly slot: string;
  readonly state: ShiftState;
  readonly released_id: string | null;
}

/** Each slot of a rig's pattern from a date up to and with another, in order. */
export async function expectedOf(
  transaction: Transaction,
  rig: RigPattern,
  { from, to }: { readonly from: string; readonly to: string },
  now = transaction.now,
): Promise<ExpectedSlot[]> {
  const told = bySlot(await reportsOf(transaction, from, to, [rig.id]));
  return expectedShifts(rig, from, to).map((one) => {
    const report = told.get(keyOf(rig.id, one.date, one.slot));
    const shift =
      report === undefined ? null : { id: report.id, state: report.state, releasedId: report.released_id };
    return { ...one, shift, status: statusOf(rig, one, report?.state, now) };
  });
}

/** Of what stands in a slot; `due` is also what nobody waits for. */
export function statusOf(
  rig: Pick<RigPattern, "since" | "archivedAt">,
  { date, startsAt, endsAt }: { readonly date: string; readonly startsAt: number; readonly endsAt: number },
  state: ShiftState | undefined,
  now: number,
): SlotStatus {
  if (state === "void") return "void";
  if (state === "draft" || state === "returned") return "open";
  if (state !== undefined) return "submitted";
  const isWaitedFor =
    rig.since !== null && date >= rig.since && (rig.archivedAt === null || startsAt < rig.archivedAt);
  return isWaitedFor && endsAt <= now ? "missing" : "due";
}

export interface MissingSlot {
  readonly rig: string;
  readonly date: string;
  readonly slot: string;
}

export interface Expected {
  /** Slots that are over: those with a report, and those without. Void ones are in neither. */
  readonly expected: number;
  readonly missing: readonly MissingSlot[];
}

/** What is missing of rigs between two dates, in order of date; `only` are the rigs that are meant. */
export async function missingSlots(
  transaction: Transaction,
  {
    from,
    to,
    rigs: only = null,
  }: { readonly from: string; readonly to: string; readonly rigs?: readonly string[] | null },
): Promise<Expected> {
  const rigs = await rigPatterns(transaction, only);
  const told = bySlot(await reportsOf(transaction, from, to, only));
  const missing: MissingSlot[] = [];
  let there = 0;
  for (const { state } of told.values()) if (state !== "void") there++;
  for (const rig of rigs) {
    if (rig.since === null) continue;
    const first = rig.since < from ? from : rig.since;
    const last = earlier(to, localDate(Math.min(transaction.now, rig.archivedAt ?? Infinity), rig.timeZone));
    for (let date = first; date <= last; date = dateAfter(date))
      for (const slot of rig.slots) {
        if (told.has(keyOf(rig.id, date, slot.name))) continue;
        const span = { date, ...spanOfSlot(slot, date, rig.timeZone) };
        if (statusOf(rig, span, undefined, transaction.now) === "missing")
          missing.push({ rig: rig.id, date, slot: slot.name });
      }
  }
  missing.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  return { expected: there + missing.length, missing };
}

const earlier = (a: string, b: string): string => (a < b ? a : b);
const keyOf = (rig: string, date: string, slot: string): string => `${rig} ${date} ${slot}`;

async function reportsOf(
  { sql }: Transaction,
  from: string,
  to: string,
  rigs: readonly string[] | null,
): Promise<Told[]> {
  let query = sql
    .selectFrom("shift")
    .select(["id", "rig_id", "date", "slot", "state", "released_id"])
    .where("date", ">=", from)
    .where("date", "<=", to);
  if (rigs !== null) query = query.where("rig_id", "in", rigs.length === 0 ? [""] : rigs);
  return query.execute();
}

/** A void report stands in its slot only where no other one does. */
function bySlot(reports: readonly Told[]): Map<string, Told> {
  const told = new Map<string, Told>();
  for (const report of reports) {
    const key = keyOf(report.rig_id, report.date, report.slot);
    if (report.state !== "void" || !told.has(key)) told.set(key, report);
  }
  return told;
}
