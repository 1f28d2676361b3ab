/**
 * A month of a camp, with everything that makes bills go wrong: two rigs of two clients and currencies, a clock change, a month's end within a night, steps,
 * bands, minimum and maximum, free standby, markup, tax, charges, and a report that is amended after its month was issued.
 */

import type { Names } from "../../../src/service/export/names.js";
import type { ExportedShift } from "../../../src/service/export/shift-tables.js";
import { adjustmentLines, type Bill, billOf, type Charge } from "../../../src/service/shift/bill.js";
import type { BillLine } from "../../../src/service/shift/bill-line.js";
import { priceDay } from "../../../src/service/shift/bill-lines.js";
import { dateAfter, MINUTE } from "../../../src/service/shift/clock.js";
import type { Contract } from "../../../src/service/shift/contract.js";
import type { ShiftContent } from "../../../src/service/shift/document.js";
import { spanOfSlot } from "../../../src/service/shift/slots.js";
import { BOOKS, contract, rate } from "../shift/contracts.js";
import { activity, mm, report, run, standby, survey, TYPES, used, worker } from "../shift/report.js";

export const NAMES: Names = {
  lengthUnit: "m",
  rigs: new Map([
    ["rig-7", "Rig 7"],
    ["rig-9", "Rig 9"],
  ]),
  clients: new Map([
    ["client", "Northern Copper plc"],
    ["sur", "Minera del Sur S.A."],
  ]),
  projects: new Map([["project", "Blue Ridge"]]),
  contracts: new Map([
    ["contract", "NC-2026"],
    ["sur-1", "MS-14"],
  ]),
  people: new Map([
    ["ada", "Ada Nygård"],
    ["bo", "Bo Lindqvist"],
    ["supervisor", "Kari Moen"],
  ]),
  holes: new Map([
    ["rig-7", "DDH-042"],
    ["rig-9", "DDH-108"],
  ]),
  items: BOOKS.items,
  activityTypes: TYPES,
};

const rates = [
  rate("metre", 85.35, { id: "upper", toMm: mm(100) }),
  rate("metre", 97.55, { id: "lower", fromMm: mm(100) }),
  rate("metre", 141.15, { id: "pq", size: "PQ" }),
  rate("hour", 210.35, { id: "standby", activityType: "standby", freeMin: 120 }),
  rate("hour", 133.35, { id: "service", activityType: "maintenance" }),
  rate("man_hour", 31.15, { id: "helper", reason: "helper" }),
  rate("item", 18.45, { id: "mud", item: "mud", markupBp: 1250 }),
  rate("fixed_day", 75.55, { id: "camp", reason: "camp" }),
  rate("minimum_shift", 2000.25, { id: "least" }),
  rate("maximum_day", 6500.75, { id: "most" }),
];

export const CONTRACTS: readonly Contract[] = [
  contract(rates, { timeStepMin: 30, lengthStepMm: 500, taxBp: 1525 }),
  contract(
    rates.map((one) => ({ ...one, id: `sur-${one.id}`, priceE4: one.priceE4 * 931 })),
    {
      ...{ id: "sur-1", client: "sur", code: "MS-14", currency: "CLP", minorDigits: 0, lengthUnit: "ft" },
      ...{ monthSplit: "calendar", taxBp: 1900 },
    },
  ),
];

/** Ten days of day and night from 25 March on, over the clock change of the 29th. */
function shiftsOf(rig: string, terms: Contract, seed: number): ExportedShift[] {
  let depth = mm(60);
  let state = seed;
  const next = (most: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % most;
  };
  return Array.from({ length: 20 }, (_, i): ExportedShift => {
    const date = dateAfter("2026-03-25", Math.floor(i / 2));
    const slot = i % 2 === 0 ? "day" : "night";
    const [from, until] = i % 2 === 0 ? ["06:00", "18:00"] : ["18:00", "06:00"];
    const span = spanOfSlot({ name: slot, from: from!, until: until! }, date, "Europe/Oslo");
    const whole = (span.endsAt - span.startsAt) / MINUTE;
    const at = (minutes: number): number => span.startsAt + minutes * MINUTE;
    const metres = 3000 + next(22_000);
    const [drilling, service] = [300 + next(120), 30 + next(45)];
    const size = i === 0 ? "PQ" : "HQ";
    const fromMm = depth;
    depth += metres;
    const middle = Math.floor(metres / 2);
    const piece = { hole: rig, size, bit: `B${1 + (i >> 2)}` };
    const half = Math.floor(drilling / 2);
    return {
      ...{ id: `${rig}-${date}-${slot}`, state: "final", revision: 1 },
      content: report({
        ...{ ...span, rig, date, slot, timeZone: "Europe/Oslo", contract: terms.id, client: terms.client },
        notes: i % 5 === 0 ? "Lost circulation at the fault; pumped two pills.\nRod handler serviced." : "",
        runs: [
          {
            ...run(0, 1, 0, 1, piece),
            ...{
              fromMm,
              toMm: fromMm + middle,
              startsAt: at(0),
              endsAt: at(half),
              recoveredMm: middle - next(200),
            },
          },
          {
            ...run(0, 1, 0, 1, piece),
            ...{ fromMm: fromMm + middle, toMm: depth, startsAt: at(half), endsAt: at(drilling) },
            recoveredMm: metres - middle - next(300),
          },
        ],
        activities: [
          { ...activity(0, 1, { payer: "client" }), startsAt: at(drilling), endsAt: at(drilling + service) },
          {
            ...standby(0, 1, "client", "site access"),
            ...{ startsAt: at(drilling + service), endsAt: at(drilling + service + 95) },
          },
          {
            ...standby(0, 1, "contractor", "weather"),
            ...{ startsAt: at(drilling + service + 95), endsAt: at(whole) },
          },
          {
            ...activity(0, 1, { type: "safety", parallel: true, remarks: "toolbox talk" }),
            ...{ startsAt: at(15), endsAt: at(35) },
          },
        ],
        crew: [worker("ada", 12), { ...worker("bo", 1, "helper"), minutes: whole - next(100) }],
        materials: [{ ...used("mud", 1), quantityMilli: 500 + next(6000) }],
        surveys:
          i % 4 === 0 ? [{ ...survey(1, -60, 90), hole: rig, depthMm: depth, dipCd: -6000 + i * 5 }] : [],
        casings:
          i === 0
            ? [{ id: `casing-${rig}`, hole: rig, size: "HWT", kind: "surface", fromMm: 0, toMm: mm(6) }]
            : [],
      }),
    };
  });
}

export const SHIFTS: readonly ExportedShift[] = [
  ...shiftsOf("rig-7", CONTRACTS[0]!, 7),
  ...shiftsOf("rig-9", CONTRACTS[1]!, 99),
];

export const CHARGES: readonly Charge[] = [
  {
    id: "x",
    date: "2026-03-26",
    rig: "rig-7",
    description: "Helicopter, one lift",
    quantityMilli: 1000,
    unit: "lift",
    priceE4: 12_345_555,
  },
  {
    id: "y",
    date: "2026-03-27",
    rig: null,
    description: "Rebate",
    quantityMilli: -2500,
    unit: "h",
    priceE4: 450_005,
  },
];

/** The lines of each day of a contract, priced a day at a time, as a server does it. */
export function linesOf(terms: Contract, shifts: readonly ExportedShift[]): BillLine[] {
  const own = shifts.filter(({ content }) => content.contract === terms.id);
  const days = [...new Set(own.map(({ content }) => content.date))];
  return days.flatMap(
    (day) =>
      priceDay(
        terms,
        own.filter(({ content }) => content.date === day),
        BOOKS,
      ).lines,
  );
}

/** A report of March, amended after March was issued. */
export const AMENDED: readonly ExportedShift[] = SHIFTS.map((shift) => {
  if (shift.content.date !== "2026-03-28" || shift.content.slot !== "day") return shift;
  const [first, ...others] = shift.content.runs;
  const content: ShiftContent = {
    ...shift.content,
    runs: [
      first!,
      ...others.map((one) => ({ ...one, toMm: one.toMm - 1370, recoveredMm: one.recoveredMm! - 1370 })),
    ],
  };
  return { ...shift, revision: 2, content };
});

/** March of each contract as it was issued, and April with what was corrected since. */
export const BILLS: readonly Bill[] = CONTRACTS.flatMap((terms, i) => {
  const charges = i === 0 ? CHARGES : [];
  const march = billOf(terms, "2026-03", linesOf(terms, SHIFTS), charges);
  const now = billOf(terms, "2026-03", linesOf(terms, AMENDED), charges);
  const corrections = adjustmentLines("2026-03", march.lines, now.lines);
  return [march, billOf(terms, "2026-04", linesOf(terms, AMENDED), [], corrections)];
});

/** Which shift of its day a shift is. */
export const SLOTS: ReadonlyMap<string, string> = new Map(
  SHIFTS.map(({ id, content }) => [id, content.slot]),
);

/** A bill of nothing but amounts that end in half a cent, which floats cannot hold: 7.35 at 88.10 is 647.535. */
export const HALF_CENTS: Bill = billOf(
  contract([], { id: "halves" }),
  "2026-05",
  [],
  Array.from({ length: 300 }, (_, i): Charge => {
    // Two odd multiples of 0.05 and 0.10, one of them not of 0.20.
    const [quantity, price] = [5 * (2 * i + 147), 881 + 2 * ((i * 37) % 500)];
    return {
      ...{ id: `${i}`, date: "2026-05-01", rig: null, description: "half a cent", unit: "m" },
      ...{ quantityMilli: quantity * 10, priceE4: price * 1000 },
    };
  }),
);
