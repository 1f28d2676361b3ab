/** A bill as a table: its lines, and behind them what corrects earlier months. */
import type { Bill } from "../shift/bill.js";
import { type BillLine, sumOfLines } from "../shift/bill-line.js";
import type { Id } from "../shift/document.js";
import { plus } from "../shift/money.js";
import { billedText } from "../words/billed-text.js";
import type { Title } from "../words/en/papers.js";
import type { Language } from "../words/language.js";
import { type Names, nameIn } from "./names.js";
import { type Column, date, fitted, number, oneOf, type Table, text, type Value } from "./table.js";

/** `slots`: which shift of its day a shift is. Lines say in a language what they are for. */
export function billTable(
  bill: Bill,
  names: Names,
  slots: ReadonlyMap<Id, string>,
  language?: Language,
): Table {
  const lines = [...bill.lines, ...bill.adjustments];
  return fitted({
    name: "boq",
    title: "BOQ",
    columns: [
      ...[date("date", "Date"), text("rig", "Rig"), text("slot", "Shift"), text("hole", "Hole")],
      ...[text("size", "Size"), oneOf("kind", "Kind", "lines"), text("description", "Description")],
      ...[
        number("quantity", "Quantity", null, 2, { finest: 3 }),
        oneOf("unit", "Unit", "units"),
        number("price", "Price", null, 2, { finest: 4 }),
      ],
      number("markup_pct", "Markup", "%", 2),
      number("amount", "Amount", bill.currency, bill.minorDigits, { adds: true }),
      ...[text("currency", "Currency"), text("adjusts", "Corrects")],
    ],
    rows: lines.map((line) => [
      ...[
        line.date,
        nameIn(names.rigs, line.rig),
        line.shift === null ? "" : (slots.get(line.shift) ?? line.shift),
      ],
      ...[
        nameIn(names.holes, line.hole),
        line.size ?? "",
        line.kind.replaceAll("_", " "),
        billedText(line.billed, language),
      ],
      ...[line.quantity, line.unit, { value: line.priceE4, per: 10_000 }, markupOf(line)],
      ...[{ value: line.amountMinor, per: 10 ** bill.minorDigits }, bill.currency, line.adjusts ?? ""],
    ]),
    zones: [],
  });
}

const markupOf = ({ markupBp }: BillLine): Value => (markupBp === 0 ? null : { value: markupBp, per: 100 });

/** What the same work came to in all, a line each, in the order in which it first occurs. */
export function workTable(bill: Bill, language?: Language): Table {
  const groups = new Map<string, BillLine[]>();
  for (const line of bill.lines) {
    const key = JSON.stringify([line.kind, line.rate, line.billed, line.unit, line.priceE4]);
    const group = groups.get(line.rate === null ? key : line.rate);
    if (group === undefined) groups.set(line.rate === null ? key : line.rate, [line]);
    else group.push(line);
  }
  const all = [...groups.values()].sort(byKind);
  return fitted({
    ...{ name: "work", title: "By work", zones: [] },
    columns: [
      ...[text("description", "Description"), number("quantity", "Quantity", null, 2, { finest: 3 })],
      ...[oneOf("unit", "Unit", "units"), number("price", "Price", null, 2, { finest: 4 })],
      number("amount", "Amount", bill.currency, bill.minorDigits, { adds: true }),
    ],
    rows: all.map((lines) => {
      const { billed, unit, priceE4, kind } = lines[0]!;
      const isLimit = kind.startsWith("minimum") || kind.startsWith("maximum");
      return [
        billedText(billed, language),
        lines.map(({ quantity }) => quantity).reduce(plus),
        unit,
        isLimit || priceE4 === 0 ? null : { value: priceE4, per: 10_000 },
        { value: sumOfLines(lines), per: 10 ** bill.minorDigits },
      ];
    }),
  });
}

const KINDS = ["metre", "hour", "man_hour", "item", "charge", "fixed", "minimum", "maximum"];
const byKind = ([a]: readonly BillLine[], [b]: readonly BillLine[]): number => placeOf(a!) - placeOf(b!);
const placeOf = ({ kind }: BillLine): number => KINDS.findIndex((one) => kind.startsWith(one));

/** What each day came to. */
export function dayTable(bill: Bill): Table {
  const days = [...new Set(bill.lines.map(({ date: day }) => day))];
  const of = (day: string, kinds: (line: BillLine) => boolean): Value => {
    const lines = bill.lines.filter((line) => line.date === day && kinds(line));
    return { value: sumOfLines(lines), per: 10 ** bill.minorDigits };
  };
  const money = (name: string, title: Title): Column =>
    number(name, title, bill.currency, bill.minorDigits, { adds: true });
  const groups: readonly (readonly [string, Title, (line: BillLine) => boolean])[] = [
    ["drilling", "Drilling", ({ kind }) => kind === "metre"],
    ["time", "Time", ({ kind }) => kind === "hour" || kind === "man_hour"],
    ["items", "Items", ({ kind }) => kind === "item"],
    ["other", "Other", ({ kind }) => !["metre", "hour", "man_hour", "item"].includes(kind)],
    ["amount", "Amount", () => true],
  ];
  return {
    ...{ name: "days", title: "By day", zones: [] },
    columns: [date("date", "Date"), ...groups.map(([name, title]) => money(name, title))],
    rows: days.map((day) => [day, ...groups.map(([, , kinds]) => of(day, kinds))]),
  };
}
