/** What was done and used, without prices: what a bill of quantities has of work under no contract. */

import type { Books, CountedShift } from "./bill-lines.js";
import type { Billed } from "./billed.js";
import { HOUR } from "./clock.js";
import type { Id } from "./document.js";
import { NOTHING, type Quantity } from "./money.js";
import { isNew } from "./run.js";
import { lengthOf } from "./span.js";

/** Work of one kind, in one hole and size where that says something. */
export interface WorkQuantity {
  readonly kind: "metre" | "hour" | "man_hour" | "item";
  readonly rig: Id;
  readonly hole: Id | null;
  readonly size: string | null;
  readonly billed: Billed;
  readonly quantity: Quantity;
  readonly unit: string;
}

/** Of some shifts, in the order in which each kind of work first occurs. What was done beside the main line counts by the hours of its people. */
export function quantitiesOf(shifts: readonly CountedShift[], books: Books): WorkQuantity[] {
  const sums = new Map<string, WorkQuantity>();
  const add = (one: WorkQuantity): void => {
    const key = JSON.stringify([one.kind, one.rig, one.hole, one.size, one.billed, one.unit]);
    const { value } = sums.get(key)?.quantity ?? NOTHING;
    sums.set(key, { ...one, quantity: { value: value + one.quantity.value, per: one.quantity.per } });
  };
  for (const { content } of shifts) {
    const { rig } = content;
    const hour = (
      of: { readonly activity: string | null; readonly reason: string | null; readonly contractor: boolean },
      milliseconds: number,
    ): void =>
      add({
        ...{ kind: "hour", rig, hole: null, size: null, unit: "h" },
        billed: { code: "hours", params: { ...of, free_s: 0, without_rate: false } },
        quantity: { value: milliseconds, per: HOUR },
      });
    for (const run of content.runs)
      if (isNew(run))
        add({
          ...{ kind: "metre", rig, hole: run.hole, size: run.size, unit: "m" },
          billed: {
            code: "drilling",
            params: { size: run.size, band: null, cut: null, without_rate: false },
          },
          quantity: { value: run.toMm - run.fromMm, per: 1000 },
        });
      else hour({ activity: null, reason: run.kind, contractor: false }, lengthOf(run));
    for (const row of content.activities) {
      if (row.parallel) continue;
      const activity = books.activityTypes.get(row.type)?.name ?? row.type;
      hour({ activity, reason: row.reason, contractor: row.payer === "contractor" }, lengthOf(row));
    }
    for (const { role, minutes } of content.crew)
      add({
        ...{ kind: "man_hour", rig, hole: null, size: null, unit: "h" },
        billed: { code: "man-hours", params: { role: role === "" ? null : role } },
        quantity: { value: minutes, per: 60 },
      });
    for (const { item, quantityMilli } of content.materials) {
      const book = books.items.get(item);
      add({
        ...{ kind: "item", rig, hole: null, size: null },
        billed: { code: "item", params: { name: book?.name ?? item, markup: null, without_rate: false } },
        ...{ quantity: { value: quantityMilli, per: 1000 }, unit: book?.unit ?? "" },
      });
    }
  }
  return [...sums.values()];
}
