/**
 * The depths by which months of the calendar are cut, kept before a bill is counted: where the job that keeps proposals was not there when the shift had ended,
 * the rig's data are read now.
 */
import { dateAfter } from "../shift/clock.js";
import { monthEndWithin } from "../shift/month-end.js";
import { datesOf, versionsOf } from "../store/repositories/boq-rows.js";
import { countedShifts } from "../store/repositories/counted-shifts.js";
import { recordedDepths } from "../store/repositories/recorded-depths.js";
import { proposeShift } from "./proposing.js";
import type { Service } from "./service.js";

export async function keepMonthEnds(
  service: Service,
  {
    tenant,
    contract,
    period,
  }: { readonly tenant: string; readonly contract: string; readonly period: string },
  signal: AbortSignal,
): Promise<void> {
  const missing = await service.store.read(tenant, async (transaction) => {
    const { all, ids } = await versionsOf(transaction, contract);
    if (all.every(({ monthSplit }) => monthSplit === "shift")) return [];
    const [from, to] = datesOf(period);
    const cut = [];
    for (const date of [dateAfter(from, -1), to])
      cut.push(...(await countedShifts(transaction, { contracts: ids, from: date, to: date })));
    const depthsOf = await recordedDepths(transaction, cut);
    return cut.filter(({ content }) => {
      const midnight = monthEndWithin(content);
      return midnight !== undefined && depthsOf(content.rig)("", midnight) === undefined;
    });
  });
  for (const { id: shift, content } of missing) {
    const { rig, startsAt, endsAt } = content;
    // What cannot be read leaves the month cut by time, and the bill says so.
    await proposeShift(service, { tenant, rig, shift, startsAt, endsAt }, signal);
  }
}
