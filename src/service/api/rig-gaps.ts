/**
 * What a rig did that no row of the report accounts for, noticed while the shift goes on and after it: raised once, said anew as it grows, closed by itself
 * when rows account for it. What a person has seen is not raised again; what the rig does later is.
 */
import { unaccountedIn } from "../prefill/unaccounted.js";
import { witsOf } from "../recorded/wits.js";
import { DAY, dateAfter, HOUR, instantText, localDate, MINUTE } from "../shift/clock.js";
import type { Transaction } from "../store/database.js";
import {
  type AlertPlace,
  lastAlert,
  openPlaces,
  raiseAlert,
  settleAlert,
} from "../store/repositories/alerts.js";
import { type ExpectedSlot, expectedOf } from "../store/repositories/expected.js";
import { listMaster } from "../store/repositories/master.js";
import { rigPatterns } from "../store/repositories/rig-patterns.js";
import { findShift } from "../store/repositories/shift-read.js";
import type { AlertLimits } from "./alert-limits.js";
import { proposeShift } from "./proposing.js";
import type { Service } from "./service.js";

/** Shifts that ended within this time are looked at; those with an open alert for as long as it is open. */
const SINCE = DAY;
/** Of one alert, as many are named. */
const MOST = 20;

interface Looked {
  readonly tenant: string;
  readonly limits: AlertLimits;
  readonly now: number;
  readonly signal: AbortSignal;
}

/** How many are open of the shifts that were looked at. */
export async function lookForGaps(service: Service, looked: Looked): Promise<number> {
  const { tenant, limits, now, signal } = looked;
  const wait = limits.rigGapMinutes * MINUTE + limits.rigGapHours * HOUR;
  const slots = await service.store.read(tenant, (transaction) => slotsOf(transaction, now));
  let open = 0;
  for (const slot of slots) {
    if (signal.aborted) break;
    if (slot.startsAt + wait > now) continue;
    const { rig, startsAt, endsAt } = slot;
    const shift = slot.shift?.state === "void" ? null : (slot.shift?.id ?? null);
    const proposed = await proposeShift(service, { tenant, rig, shift, startsAt, endsAt }, signal);
    // What cannot be read says nothing, neither that there is a gap nor that there is none.
    if ("why" in proposed) continue;
    const isOpen = await service.store.transaction(tenant, async (transaction) => {
      const place = placeOf(slot);
      const document = shift === null ? undefined : (await findShift(transaction, shift))?.document;
      const rows = document === undefined ? [] : [...document.runs, ...document.activities];
      const before = now - limits.rigGapHours * HOUR;
      const gaps =
        slot.status === "void"
          ? []
          : unaccountedIn(proposed.proposal, rows, { leastMs: limits.rigGapMinutes * MINUTE, before });
      const told = await unseen(transaction, place, gaps);
      if (told.length === 0) {
        await settleAlert(transaction, place);
        return false;
      }
      await raiseAlert(transaction, {
        ...{ ...place, severity: "warning", threshold: limits.rigGapMinutes },
        value: Math.round(told.reduce((sum, gap) => sum + gap.endsAt - gap.startsAt, 0) / MINUTE),
        details: {
          shift,
          gaps: told.slice(0, MOST).map(({ what, startsAt: from, endsAt: to }) => ({
            what,
            from: instantText(from, slot.timeZone),
            to: instantText(to, slot.timeZone),
          })),
        },
      });
      return true;
    });
    if (isOpen) open++;
  }
  return open;
}

const placeOf = ({ rig, date, slot }: ExpectedSlot) =>
  ({ kind: "rig-gap", rig, date, slot }) as const satisfies AlertPlace;

/** Of an alert that somebody has seen, what began after that; of one that is open, or was closed by itself, all. */
async function unseen<Gap extends { readonly startsAt: number }>(
  transaction: Transaction,
  place: AlertPlace,
  gaps: readonly Gap[],
): Promise<readonly Gap[]> {
  const last = gaps.length === 0 ? undefined : await lastAlert(transaction, place);
  const seenAt = last?.acknowledged_by === "system" ? null : (last?.acknowledged_at ?? null);
  return seenAt === null ? gaps : gaps.filter(({ startsAt }) => startsAt >= seenAt);
}

/** Of rigs with data that reports are expected of: the shift that goes on, those that ended lately, and those of which an alert is open. */
async function slotsOf(
  transaction: Transaction,
  now: number,
): Promise<(ExpectedSlot & { readonly timeZone: string })[]> {
  const rigs = (await listMaster(transaction, "rig"))
    .filter(({ wits }) => witsOf(wits)?.dataset !== undefined)
    .map(({ id }) => id);
  const open = await openPlaces(transaction, "rig-gap");
  const found = [];
  for (const rig of await rigPatterns(transaction, rigs)) {
    if (rig.since === null) continue;
    const today = localDate(now, rig.timeZone);
    const own = open.filter((one) => one.rig_id === rig.id);
    const from = own.reduce(
      (first, { date }) => (date !== null && date < first ? date : first),
      dateAfter(today, -2),
    );
    const slots = await expectedOf(transaction, rig, { from, to: today }, now);
    for (const slot of slots) {
      const isOpen = own.some((one) => one.date === slot.date && one.slot === slot.slot);
      if (slot.startsAt < now && (slot.endsAt > now - SINCE || isOpen))
        found.push({ ...slot, timeZone: rig.timeZone });
    }
  }
  return found;
}
