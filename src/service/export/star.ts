/**
 * Reports and bills as a star schema: facts with keys, dimensions with names, for Power BI and whoever else joins tables. Every key resolves: what a
 * fact has no thing for has the key of the row `none`. Money is in the smallest coin, so that sums are exact.
 */

import type { Bill } from "../shift/bill.js";
import { localDate } from "../shift/clock.js";
import type { Id } from "../shift/document.js";
import { quantityMilli } from "../shift/money.js";
import { isNew, metresOf } from "../shift/run.js";
import { lengthOf } from "../shift/span.js";
import { billedText } from "../words/billed-text.js";
import { type Names, nameIn } from "./names.js";
import type { ExportedShift } from "./shift-tables.js";

/** A column of a file: whole numbers, times in UTC, or texts. */
export interface StarColumn {
  readonly name: string;
  readonly type: "integer" | "time" | "text";
  readonly description: string;
  readonly values: readonly (number | string | null)[];
}

export interface StarTable {
  readonly name: string;
  readonly columns: readonly StarColumn[];
}

type Row = Readonly<Record<string, number | string | null>>;
type Shape = Readonly<Record<string, readonly [StarColumn["type"], string]>>;

const NONE = "none";
const keyOf = (id: Id | null): string => id ?? NONE;

const WHOSE: Shape = {
  date: ["text", "Date of the shift, key of DimDate"],
  rig: ["text", "Key of DimRig"],
  client: ["text", "Key of DimClient"],
  location: ["text", "Hole, key of DimLocation"],
  shift: ["text", "Id of the report"],
  slot: ["text", "Shift of the day"],
};

const whoseOf = ({ id, content: { date, rig, client, slot } }: ExportedShift, hole: Id | null): Row => ({
  ...{ date, rig, client, location: keyOf(hole), shift: id, slot },
});

const table = (name: string, shape: Shape, rows: readonly Row[]): StarTable => ({
  name,
  columns: Object.entries(shape).map(([column, [type, description]]) => ({
    ...{ name: column, type, description },
    values: rows.map((row) => row[column] ?? null),
  })),
});

const dimension = (name: string, shape: Shape, rows: readonly Row[]): StarTable => {
  const shown = { key: ["text", "Key"], name: ["text", "Name"], ...shape } as const;
  return table(name, shown, rows);
};

/** All tables. What the bills come to is `FactBilling`, a row a line; its sums by currency are the nets of the bills. */
export function starTables(
  shifts: readonly ExportedShift[],
  bills: readonly { readonly bill: Bill; readonly client: Id }[],
  names: Names,
): StarTable[] {
  const facts = [
    drillingFacts(shifts),
    activityFacts(shifts),
    materialFacts(shifts),
    crewFacts(shifts),
    billingFacts(shifts, bills),
  ];
  /** The keys that facts have, in order, for the dimension that must have them. */
  const keys = (column: string): string[] => {
    const all = facts.flatMap(({ columns }) => columns.find(({ name }) => name === column)?.values ?? []);
    return [...new Set(all.map(String))].sort();
  };
  const named = (column: string, of: ReadonlyMap<Id, string>): Row[] =>
    keys(column).map((key) => ({ key, name: key === NONE ? NONE : nameIn(of, key) }));
  return [
    ...facts,
    dateDimension(keys("date")),
    dimension("DimRig", {}, named("rig", names.rigs)),
    dimension("DimLocation", {}, named("location", names.holes)),
    dimension("DimClient", {}, named("client", names.clients)),
    dimension("DimCrew", {}, named("person", names.people)),
    dimension(
      "DimMaterial",
      { unit: ["text", "Unit of quantities"] },
      keys("material").map((key) => {
        const item = names.items.get(key);
        return { key, name: item?.name ?? key, unit: item?.unit ?? "" };
      }),
    ),
    dimension(
      "DimActivity",
      { code: ["text", "Code"], class: ["text", "Class"] },
      keys("activity").map((key) => {
        const type = names.activityTypes.get(key);
        return { key, name: type?.name ?? key, code: type?.code ?? "", class: type?.class ?? "" };
      }),
    ),
  ];
}

const drillingFacts = (shifts: readonly ExportedShift[]): StarTable =>
  table(
    "FactDrillingOperations",
    {
      ...WHOSE,
      size: ["text", "Size of the hole"],
      kind: ["text", "new, ream, redrill or wedge"],
      starts_at: ["time", "Start in UTC"],
      ends_at: ["time", "End in UTC"],
      metres_mm: ["integer", "New hole in millimetres"],
      drilling_s: ["integer", "Seconds of runs of new hole"],
      recovered_mm: ["integer", "Core in millimetres, null where none was taken"],
      cored_mm: ["integer", "New hole of which core was taken, in millimetres"],
    },
    shifts.flatMap((shift) =>
      shift.content.runs.map((run) => {
        const isCored = isNew(run) && run.recoveredMm !== null;
        return {
          ...whoseOf(shift, run.hole),
          ...{ size: run.size, kind: run.kind, starts_at: run.startsAt, ends_at: run.endsAt },
          ...{ metres_mm: metresOf(run), drilling_s: isNew(run) ? Math.round(lengthOf(run) / 1000) : 0 },
          recovered_mm: isCored ? run.recoveredMm : null,
          cored_mm: isCored ? metresOf(run) : 0,
        };
      }),
    ),
  );

const activityFacts = (shifts: readonly ExportedShift[]): StarTable =>
  table(
    "FactActivityPerformance",
    {
      ...WHOSE,
      activity: ["text", "Key of DimActivity"],
      reason: ["text", "Why it stood by"],
      payer: ["text", "client or contractor"],
      parallel: ["integer", "1 beside the main line"],
      starts_at: ["time", "Start in UTC"],
      ends_at: ["time", "End in UTC"],
      time_s: ["integer", "Seconds"],
    },
    shifts.flatMap((shift) =>
      shift.content.activities.map((row) => ({
        ...whoseOf(shift, row.hole),
        ...{ activity: row.type, reason: row.reason, payer: row.payer, parallel: row.parallel ? 1 : 0 },
        ...{ starts_at: row.startsAt, ends_at: row.endsAt, time_s: Math.round(lengthOf(row) / 1000) },
      })),
    ),
  );

const materialFacts = (shifts: readonly ExportedShift[]): StarTable =>
  table(
    "FactMaterialConsumption",
    {
      ...WHOSE,
      material: ["text", "Key of DimMaterial"],
      quantity_milli: ["integer", "Thousandths of the unit"],
    },
    shifts.flatMap((shift) =>
      shift.content.materials.map((row) => ({
        ...whoseOf(shift, null),
        ...{ material: row.item, quantity_milli: row.quantityMilli },
      })),
    ),
  );

const crewFacts = (shifts: readonly ExportedShift[]): StarTable =>
  table(
    "FactCrewTime",
    {
      ...WHOSE,
      person: ["text", "Key of DimCrew"],
      role: ["text", "As what"],
      minutes: ["integer", "Minutes"],
    },
    shifts.flatMap((shift) =>
      shift.content.crew.map(({ person, role, minutes }) => ({
        ...whoseOf(shift, null),
        person,
        role,
        minutes,
      })),
    ),
  );

function billingFacts(
  shifts: readonly ExportedShift[],
  bills: readonly { readonly bill: Bill; readonly client: Id }[],
): StarTable {
  const slots = new Map(shifts.map(({ id, content }) => [id, content.slot]));
  return table(
    "FactBilling",
    {
      ...WHOSE,
      contract: ["text", "Id of the contract"],
      period: ["text", "Month of the bill"],
      adjusts: ["text", "Issued month that it corrects"],
      kind: ["text", "What is paid for"],
      size: ["text", "Size of the hole"],
      description: ["text", "Line, in English whoever asks"],
      quantity_milli: ["integer", "Thousandths of the unit, as the line shows them"],
      unit: ["text", "Unit"],
      currency: ["text", "Currency"],
      amount_minor: ["integer", "In the currency's smallest coin, before tax"],
    },
    bills.flatMap(({ bill, client }) =>
      [...bill.lines, ...bill.adjustments].map((line) => ({
        ...{
          date: line.date,
          rig: keyOf(line.rig),
          client,
          location: keyOf(line.hole),
          shift: keyOf(line.shift),
        },
        slot: line.shift === null ? null : (slots.get(line.shift) ?? null),
        ...{
          contract: bill.contract,
          period: bill.period,
          adjusts: line.adjusts,
          kind: line.kind,
          size: line.size,
        },
        ...{
          description: billedText(line.billed),
          quantity_milli: quantityMilli(line.quantity),
          unit: line.unit,
        },
        ...{ currency: bill.currency, amount_minor: line.amountMinor },
      })),
    ),
  );
}

/** All days from the first to the last, so that a day without work is one. */
function dateDimension(dates: readonly string[]): StarTable {
  const rows: Row[] = [];
  const [first, last] = [dates[0] ?? "2000-01-01", dates.at(-1) ?? ""];
  for (let at = Date.parse(`${first}T00:00:00Z`); localDate(at, "UTC") <= last; at += 86_400_000) {
    const key = localDate(at, "UTC");
    rows.push({
      ...{ key, name: key, year: Number(key.slice(0, 4)), month: key.slice(0, 7) },
      weekday: ((new Date(at).getUTCDay() + 6) % 7) + 1,
    });
  }
  return dimension(
    "DimDate",
    {
      year: ["integer", "Year"],
      month: ["text", "Month, 2026-03"],
      weekday: ["integer", "1 is Monday"],
    },
    rows,
  );
}
