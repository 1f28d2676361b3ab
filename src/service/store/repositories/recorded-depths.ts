/**
 * How deep a rig's own data say that its hole was at the end of a month within a shift, as it was kept with the proposal of that shift. The last one
 * that knew counts: settings of a rig may have been mended. Of a month that is issued it is the last one of before, so that what is corrected later is what reports have changed.
 */
import type { CountedShift } from "../../shift/bill-lines.js";
import { HOUR } from "../../shift/clock.js";
import { type DepthAt, monthEndWithin } from "../../shift/month-end.js";
import { parsed } from "../audit/canonical.js";
import type { Transaction } from "../database.js";

/** Between two depths that a proposal keeps: midnights of all clocks are at quarters of an hour. */
export const QUARTER = HOUR / 4;

/** As a proposal keeps them: of each quarter of an hour in its span, null where nothing told. */
interface KeptDepths {
  readonly depths?: { readonly from: number; readonly mm: readonly (number | null)[] };
}

/** Of shifts of any rigs, as it was known at an instant; undefined of a midnight of which nothing is kept. */
export async function recordedDepths(
  { sql }: Transaction,
  shifts: readonly CountedShift[],
  asOf = Number.POSITIVE_INFINITY,
): Promise<(rig: string) => DepthAt> {
  const known = new Map<string, number>();
  for (const { content } of shifts) {
    const midnight = monthEndWithin(content);
    const key = `${content.rig} ${midnight}`;
    if (midnight === undefined || known.has(key)) continue;
    const rows = await sql
      .selectFrom("prefill")
      .select(["at", "proposal"])
      .where("rig_id", "=", content.rig)
      .where("starts_at", "<", midnight)
      .where("ends_at", ">", midnight)
      .orderBy("at", "desc")
      .orderBy("id", "desc")
      .execute();
    // What became known later is better than nothing, the first of it first.
    const later = rows.filter(({ at }) => at > asOf).reverse();
    for (const { proposal } of [...rows.filter(({ at }) => at <= asOf), ...later]) {
      const { depths } = parsed(proposal) as unknown as KeptDepths;
      const mm = depths?.mm[(midnight - depths.from) / QUARTER] ?? null;
      if (mm === null) continue;
      known.set(key, mm);
      break;
    }
  }
  return (rig) => (_hole, at) => known.get(`${rig} ${at}`);
}
