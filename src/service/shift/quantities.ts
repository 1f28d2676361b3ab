/** What was done and used, without prices: what a bill of quantities has of work under no contract. */
import type { Books, CountedShift } from "./bill-lines.js";
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
  readonly description: string;
  readonly quantity: Quantity;
  readonly unit: string;
}

/** Of some shifts, in the order in which each kind of work first occurs. What was done beside the main line counts by the hours of its people. */
export function quantitiesOf(shifts: readonly CountedShift[], books: Books): WorkQuantity[] {
  const sums = new Map<string, WorkQuantity>();
  const add = (one: WorkQuantity): void => {
    const key = JSON.stringify([one.kind, one.rig, one.hole, one.size, one.description, one.unit]);
    const { value } = sums.get(key)?.quantity ?? NOTHING;
    sums.set(key, { ...one, quantity: { value: value + one.quantity.value, per: one.quantity.per } });
  };
  for (const { content } of shifts) {
    const { rig } = content;
    const hour = (description: string, milliseconds: number): void =>
      add({
        ...{ kind: "hour", rig, hole: null, size: null, description, unit: "h" },
        quantity: { value: milliseconds, per: HOUR },
      });
    for (const run of content.runs)
      if (isNew(run))
        add({
          ...{ kind: "metre", rig, hole: run.hole, size: run.size, description: `drilling ${run.size}` },
          ...{ quantity: { value: run.toMm - run.fromMm, per: 1000 }, unit: "m" },
        });
      else hour(run.kind, lengthOf(run));
    for (const row of content.activities) {
      if (row.parallel) continue;
      const whose = row.payer === "contractor" ? ", at the contractor's cost" : "";
      const name = books.activityTypes.get(row.type)?.name ?? row.type;
      hour(`${[name, row.reason ?? ""].filter((word) => word !== "").join(", ")}${whose}`, lengthOf(row));
    }
    for (const { role, minutes } of content.crew)
      add({
        ...{ kind: "man_hour", rig, hole: null, size: null, unit: "h" },
        ...{
          description: `man-hours${role === "" ? "" : `, ${role}`}`,
          quantity: { value: minutes, per: 60 },
        },
      });
    for (const { item, quantityMilli } of content.materials) {
      const book = books.items.get(item);
      add({
        ...{ kind: "item", rig, hole: null, size: null, description: book?.name ?? item },
        ...{ quantity: { value: quantityMilli, per: 1000 }, unit: book?.unit ?? "" },
      });
    }
  }
  return [...sums.values()];
}
