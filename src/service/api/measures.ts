/**
 * What figures over many reports are: metres, rates, recovery, hours, standby, what is used a metre, how long approvals take. Each value is
 * a sum, or a sum by a sum that are both told, so that whoever adds periods together adds sums and never means.
 */
import { HOUR } from "../shift/clock.js";
import { decimalText } from "../shift/decimal.js";
import { ACTIVITY_CLASSES } from "../shift/document.js";
import { halfUp } from "../shift/half-up.js";
import { METRES_AN_HOUR, PERCENT, type Quotient, type Ratio, ratioText } from "../shift/ratio.js";
import type { Transaction } from "../store/database.js";
import {
  type FigureFilter,
  type FigureKey,
  type KeyedSums,
  partsBy,
  type Sums,
  sumsBy,
} from "../store/repositories/figures.js";

export const MEASURES = [
  "metres",
  "rate",
  "on-bottom-rate",
  "recovery",
  "man-hours",
  "metres-a-shift",
  "hours",
  "standby",
  "consumables",
  "approval",
] as const;
export type Measure = (typeof MEASURES)[number];

export interface Figure {
  readonly keys: Readonly<Partial<Record<FigureKey, string | null>>>;
  /** Of hours the class or `drilling`, of standby the payer, of consumables the item. */
  readonly what: string | null;
  /** Of standby. */
  readonly reason: string | null;
  /** Null where it is a mean over nothing. */
  readonly value: string | null;
  /** What was summed, and by what it was divided; null of what is no mean. */
  readonly sum: string;
  readonly by: string | null;
  /** Reports that are in it. */
  readonly shifts: number;
}

const UNITS: Readonly<Record<Measure, string>> = {
  metres: "m",
  rate: "m/h",
  "on-bottom-rate": "m/h",
  recovery: "%",
  "man-hours": "h",
  "metres-a-shift": "m",
  hours: "h",
  standby: "h",
  consumables: "/m",
  approval: "h",
};
export const unitOf = (measure: Measure): string => UNITS[measure];

const metres = (mm: number): string => decimalText(mm, 3, 2);
const hours = (ms: number): string => ratioText({ sum: ms, by: HOUR }, 2);
const orNull = (text: string): string | null => (text === "" ? null : text);

/** Each figure of a row of sums: value, and what it was made of. */
type Made = Pick<Figure, "value" | "sum" | "by">;

const mean = (ratio: Ratio, decimals: number, times: Quotient, sum: string, by: string): Made => ({
  value: orNull(ratioText(ratio, decimals, times)),
  sum,
  by,
});

const plain = (value: string): Made => ({ value, sum: value, by: null });

const OF_SUMS: Readonly<Record<Exclude<Measure, "hours" | "standby" | "consumables">, (sums: Sums) => Made>> =
  {
    metres: ({ metres_mm }) => plain(metres(metres_mm)),
    rate: ({ metres_mm, drilling_ms }) =>
      mean({ sum: metres_mm, by: drilling_ms }, 2, METRES_AN_HOUR, metres(metres_mm), hours(drilling_ms)),
    "on-bottom-rate": ({ on_bottom_mm, on_bottom_s }) =>
      mean(
        { sum: on_bottom_mm, by: on_bottom_s * 1000 },
        2,
        METRES_AN_HOUR,
        metres(on_bottom_mm),
        hours(on_bottom_s * 1000),
      ),
    recovery: ({ recovered_mm, cored_mm }) =>
      mean({ sum: recovered_mm, by: cored_mm }, 1, PERCENT, metres(recovered_mm), metres(cored_mm)),
    "man-hours": ({ crew_minutes }) => plain(ratioText({ sum: crew_minutes, by: 60 }, 2)),
    "metres-a-shift": ({ metres_mm, shifts }) =>
      mean({ sum: metres_mm, by: shifts }, 2, [1, 1000], metres(metres_mm), String(shifts)),
    approval: ({ approval_ms, approvals }) =>
      mean({ sum: approval_ms, by: approvals }, 2, [1, HOUR], hours(approval_ms), String(approvals)),
  };

export async function seriesOf(
  transaction: Transaction,
  filter: FigureFilter,
  measure: Measure,
  by: readonly FigureKey[],
): Promise<Figure[]> {
  const rows = await sumsBy(transaction, filter, by);
  if (measure === "hours") return rows.flatMap(hoursByClass);
  if (measure === "standby" || measure === "consumables")
    return partsOf(transaction, filter, measure, by, rows);
  return rows.map((row) => ({
    keys: row.keys,
    what: null,
    reason: null,
    shifts: row.shifts,
    ...OF_SUMS[measure](row),
  }));
}

/** Drilling first, then each class of which there was any. */
function hoursByClass(row: KeyedSums): Figure[] {
  const all = [
    ["drilling", row.drilling_ms] as const,
    ...ACTIVITY_CLASSES.map((one) => [one, row[`${one}_ms`]] as const),
  ];
  return all
    .filter(([, ms]) => ms > 0)
    .map(([what, ms]) => ({ keys: row.keys, what, reason: null, shifts: row.shifts, ...plain(hours(ms)) }));
}

async function partsOf(
  transaction: Transaction,
  filter: FigureFilter,
  measure: "standby" | "consumables",
  by: readonly FigureKey[],
  rows: readonly KeyedSums[],
): Promise<Figure[]> {
  const sums = new Map(rows.map((row) => [JSON.stringify(row.keys), row]));
  const parts = await partsBy(transaction, filter, measure === "standby" ? "standby" : "item", by);
  return parts.map(({ keys, what, reason, quantity }) => {
    const row = sums.get(JSON.stringify(keys));
    const told = { keys, what, shifts: row?.shifts ?? 0 };
    if (measure === "standby") return { ...told, reason, ...plain(hours(quantity)) };
    const drilled = row?.metres_mm ?? 0;
    // Thousandths by millimetres are units by metres.
    const value = drilled === 0 ? null : decimalText(halfUp([quantity, 1000], [drilled]), 3);
    return { ...told, reason: null, value, sum: decimalText(quantity, 3, 0), by: metres(drilled) };
  });
}
