/** Lines of a bill put together: the same work as one row, under the hole, the size, the rig or the day that it is of. */
import type { WireLine } from "../../../../shift/bill-wire.js";
import { decimalText, parseDecimal } from "../../../../shift/decimal.js";
import { NOTHING, plus, quantityText } from "../../../../shift/money.js";
import { billedText } from "../../../words/told.js";

export const GROUPS = ["work", "hole", "size", "rig", "day"] as const;
export type By = (typeof GROUPS)[number];

/** The same work at the same price. */
export interface WorkRow {
  readonly key: string;
  readonly description: string;
  readonly quantity: string;
  readonly unit: string;
  /** Null where it says nothing: what fills up to a minimum has no price. */
  readonly price: string | null;
  readonly amount: string;
  readonly lines: readonly WireLine[];
}

export interface Group {
  /** What the lines are of; null is of none. */
  readonly of: string | null;
  readonly rows: readonly WorkRow[];
  readonly amount: string;
}

const DIGITS = 4;

/** The sum of amounts, exactly, with as many decimals as they have. */
export function sumOf(amounts: readonly string[]): string {
  const shown = Math.max(0, ...amounts.map((one) => one.split(".")[1]?.length ?? 0));
  const sum = amounts.reduce((total, one) => total + (parseDecimal(one, DIGITS) ?? 0), 0);
  return decimalText(sum, DIGITS, shown);
}

const of = (line: WireLine, by: By): string | null =>
  by === "work" ? "" : by === "day" ? line.date : line[by];

export function groupsOf(lines: readonly WireLine[], by: By): Group[] {
  const groups = new Map<string | null, WireLine[]>();
  for (const line of lines) {
    const group = groups.get(of(line, by));
    if (group === undefined) groups.set(of(line, by), [line]);
    else group.push(line);
  }
  return [...groups]
    .map(([name, own]) => ({ of: name, rows: rowsOf(own), amount: sumOf(own.map(({ amount }) => amount)) }))
    .sort((a, b) => (a.of === null ? 1 : b.of === null ? -1 : by === "day" && a.of > b.of ? 1 : 0));
}

const isLimit = ({ kind }: WireLine): boolean => kind.startsWith("minimum") || kind.startsWith("maximum");

const KINDS = ["metre", "hour", "man_hour", "item", "charge", "fixed", "minimum", "maximum"];
const placeOf = ({ kind }: WireLine): number => KINDS.findIndex((one) => kind.startsWith(one));

export function rowsOf(lines: readonly WireLine[]): WorkRow[] {
  const rows = new Map<string, WireLine[]>();
  for (const line of lines) {
    const price = isLimit(line) ? null : line.price;
    const key = JSON.stringify([
      line.kind,
      line.billed ?? billedText(line),
      line.unit,
      price,
      line.markup,
      line.adjusts,
    ]);
    const row = rows.get(key);
    if (row === undefined) rows.set(key, [line]);
    else row.push(line);
  }
  return [...rows]
    .map(([key, own]): WorkRow => {
      const [first] = own;
      const quantity = own
        .map((line) => ({ value: line.quantity_value, per: line.quantity_per }))
        .reduce(plus, NOTHING);
      return {
        ...{ key, description: billedText(first!), unit: first!.unit, quantity: quantityText(quantity) },
        price: isLimit(first!) || Number(first!.price) === 0 ? null : first!.price,
        amount: sumOf(own.map(({ amount }) => amount)),
        lines: own,
      };
    })
    .sort((a, b) => placeOf(a.lines[0]!) - placeOf(b.lines[0]!));
}
