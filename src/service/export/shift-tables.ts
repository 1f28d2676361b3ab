/** Shift reports as tables: one for each kind of row, each row with the shift that it is of. */
import { HOUR } from "../shift/clock.js";
import { crewMinutes } from "../shift/crew.js";
import type { Id, ShiftContent, ShiftState } from "../shift/document.js";
import type { Quantity } from "../shift/money.js";
import { PERCENT, type Quotient, type Ratio } from "../shift/ratio.js";
import { recoveryOf } from "../shift/recovery.js";
import { isNew, rateOf } from "../shift/run.js";
import { lengthOf } from "../shift/span.js";
import type { Heading } from "../words/en/papers.js";
import { lengthsIn, namedIn } from "./lengths.js";
import { type Names, nameIn } from "./names.js";
import { type Column, date, fitted, instant, number, oneOf, type Table, text, type Value } from "./table.js";

/** A report that goes into a file. */
export interface ExportedShift {
  readonly id: Id;
  readonly state: ShiftState;
  readonly revision: number;
  readonly content: ShiftContent;
}

export const hours = (milliseconds: number): Quantity => ({ value: milliseconds, per: HOUR });
const degrees = (hundredths: number): Quantity => ({ value: hundredths, per: 100 });
const manHours = (minutes: number): Quantity => ({ value: minutes, per: 60 });

const meanOf = ({ sum, by }: Ratio, [times, per]: Quotient): Value =>
  by === 0 ? null : { value: sum * times, per: by * per };

/** Which shift a row is of. */
const WHOSE: readonly Column[] = [text("rig", "Rig"), date("date", "Date"), text("slot", "Shift")];

const whoseOf = ({ content: { rig, date: day, slot } }: ExportedShift, names: Names): Value[] => [
  nameIn(names.rigs, rig),
  day,
  slot,
];

function tableOf<Row>(
  shifts: readonly ExportedShift[],
  names: Names,
  [name, title]: readonly [string, Heading],
  columns: readonly Column[],
  rowsOf: (content: ShiftContent) => readonly Row[],
  valuesOf: (row: Row, content: ShiftContent) => readonly Value[],
): Table {
  const all = shifts.flatMap((shift) => rowsOf(shift.content).map((row) => ({ shift, row })));
  return fitted({
    ...{ name, title, columns: [...WHOSE, ...columns] },
    rows: all.map(({ shift, row }) => [...whoseOf(shift, names), ...valuesOf(row, shift.content)]),
    zones: all.map(({ shift }) => shift.content.timeZone),
  });
}

const RECOVERY = { mean: { of: "recovered_m", by: "cored_m", times: 100 } } as const;
const RATE = { mean: { of: "metres", by: "drilling_h", times: 1 } } as const;
const ADDS = { adds: true } as const;
/** To the thousandth where somebody counted so. */
const FINE = { finest: 3 } as const;

/** A row a report. */
export function summaryTable(shifts: readonly ExportedShift[], names: Names): Table {
  const lengths = lengthsIn(names.lengthUnit);
  return fitted({
    name: "shifts",
    title: "Summary",
    columns: [
      ...WHOSE,
      ...[
        oneOf("state", "State", "states"),
        number("revision", "Revision", null, 0),
        text("client", "Client"),
      ],
      ...[text("project", "Project"), text("contract", "Contract"), text("supervisor", "Supervisor")],
      ...[instant("starts_at", "From"), instant("ends_at", "Until")],
      ...[
        lengths.column("metres", lengths.unit === "ft" ? "Feet" : "Metres", ADDS),
        number("drilling_h", "Drilling", "h", 2, ADDS),
      ],
      lengths.rate("rate_m_h", "Rate", RATE),
      ...[lengths.column("recovered_m", "Recovered", ADDS), lengths.column("cored_m", "Of", ADDS)],
      number("recovery_pct", "Recovery", "%", 1, RECOVERY),
      ...[number("man_h", "Man-hours", "h", 2, ADDS), text("notes", "Notes"), text("id", "Id")],
    ],
    rows: shifts.map((shift) => {
      const { content } = shift;
      const [rate, recovery] = [rateOf(content.runs), recoveryOf(content.runs)];
      return [
        ...whoseOf(shift, names),
        ...[shift.state.replace("_", " "), shift.revision, nameIn(names.clients, content.client)],
        ...[nameIn(names.projects, content.project), nameIn(names.contracts, content.contract)],
        nameIn(names.people, content.supervisor),
        ...[content.startsAt, content.endsAt, lengths.made(content.runs), hours(rate.by)],
        meanOf(rate, lengths.anHour),
        ...lengths.cored(content.runs),
        meanOf(recovery, PERCENT),
        ...[manHours(crewMinutes(content.crew)), content.notes, shift.id],
      ];
    }),
    zones: shifts.map(({ content }) => content.timeZone),
  });
}

export function progressTable(shifts: readonly ExportedShift[], names: Names): Table {
  const lengths = lengthsIn(names.lengthUnit);
  return tableOf(
    shifts,
    names,
    ["progress", "Progress"],
    [
      ...[text("hole", "Hole"), text("size", "Size"), oneOf("kind", "Kind", "kinds")],
      ...[lengths.column("from_m", "From"), lengths.column("to_m", "To")],
      ...[
        lengths.column("metres", lengths.unit === "ft" ? "Feet" : "Metres", ADDS),
        instant("starts_at", "From"),
        instant("ends_at", "Until"),
      ],
      ...[number("time_h", "Time", "h", 2, ADDS), number("drilling_h", "Drilling", "h", 2, ADDS)],
      lengths.rate("rate_m_h", "Rate", RATE),
      ...[lengths.column("recovered_m", "Recovered", ADDS), lengths.column("cored_m", "Of", ADDS)],
      number("recovery_pct", "Recovery", "%", 1, RECOVERY),
      ...[text("bit", "Bit"), oneOf("source", "Source", "sources"), text("remarks", "Remarks")],
    ],
    ({ runs }) => runs.toSorted((a, b) => a.startsAt - b.startsAt),
    (run) => {
      const [rate, recovery] = [rateOf([run]), recoveryOf([run])];
      const isCored = isNew(run) && run.recoveredMm !== null;
      return [
        ...[nameIn(names.holes, run.hole), run.size, run.kind, lengths.of(run.fromMm), lengths.of(run.toMm)],
        ...[isNew(run) ? lengths.made([run]) : null, run.startsAt, run.endsAt, hours(lengthOf(run))],
        ...[isNew(run) ? hours(rate.by) : null, meanOf(rate, lengths.anHour)],
        ...(isCored ? lengths.cored([run]) : [null, null]),
        ...[meanOf(recovery, PERCENT), run.bit, run.source, run.remarks],
      ];
    },
  );
}

export const activityTable = (shifts: readonly ExportedShift[], names: Names): Table =>
  tableOf(
    shifts,
    names,
    ["activities", "Activities"],
    [
      ...[text("code", "Code"), text("activity", "Activity"), oneOf("class", "Class", "classes")],
      ...[instant("starts_at", "From"), instant("ends_at", "Until"), number("time_h", "Time", "h", 2, ADDS)],
      ...[text("hole", "Hole"), oneOf("reason", "Reason", "reasons"), oneOf("payer", "Payer", "payers")],
      number("beside_h", "Beside", "h", 2, ADDS),
      ...[oneOf("source", "Source", "sources"), text("remarks", "Remarks")],
    ],
    ({ activities }) => activities.toSorted((a, b) => a.startsAt - b.startsAt),
    (row) => {
      const type = names.activityTypes.get(row.type);
      return [
        ...[type?.code ?? "", type?.name ?? row.type, type?.class ?? ""],
        ...[
          row.startsAt,
          row.endsAt,
          row.parallel ? null : hours(lengthOf(row)),
          nameIn(names.holes, row.hole),
        ],
        ...[row.reason ?? "", row.payer, row.parallel ? hours(lengthOf(row)) : null, row.source, row.remarks],
      ];
    },
  );

export const crewTable = (shifts: readonly ExportedShift[], names: Names): Table =>
  tableOf(
    shifts,
    names,
    ["crew", "Crew"],
    [text("person", "Person"), text("role", "Role"), number("time_h", "Time", "h", 2, ADDS)],
    ({ crew }) => crew,
    ({ person, role, minutes }) => [nameIn(names.people, person), role, manHours(minutes)],
  );

export const materialTable = (shifts: readonly ExportedShift[], names: Names): Table =>
  tableOf(
    shifts,
    names,
    ["materials", "Materials"],
    [text("item", "Item"), number("quantity", "Quantity", null, 2, FINE), text("unit", "Unit")],
    ({ materials }) => materials,
    ({ item, quantityMilli }) => {
      const known = names.items.get(item);
      return [known?.name ?? item, { value: quantityMilli, per: 1000 }, known?.unit ?? ""];
    },
  );

export function surveyTable(shifts: readonly ExportedShift[], names: Names): Table {
  const lengths = lengthsIn(names.lengthUnit);
  return tableOf(
    shifts,
    names,
    ["surveys", "Surveys"],
    [
      ...[text("hole", "Hole"), lengths.column("depth_m", "Depth"), number("dip_deg", "Dip", "°", 2)],
      ...[
        number("azimuth_deg", "Azimuth", "°", 2),
        oneOf("north", "North", "norths"),
        text("instrument", "Instrument"),
      ],
      ...[instant("at", "At"), oneOf("source", "Source", "sources")],
    ],
    ({ surveys }) => surveys,
    (row) => [
      ...[nameIn(names.holes, row.hole), lengths.of(row.depthMm), degrees(row.dipCd), degrees(row.azimuthCd)],
      ...[row.north, row.instrument, row.at, row.source],
    ],
  );
}

export function casingTable(shifts: readonly ExportedShift[], names: Names): Table {
  const lengths = lengthsIn(names.lengthUnit);
  return tableOf(
    shifts,
    names,
    ["casings", "Casing"],
    [
      ...[text("hole", "Hole"), text("size", "Size"), text("kind", "Kind")],
      ...[
        lengths.column("from_m", "From"),
        lengths.column("to_m", "To"),
        lengths.column("length_m", "Length", ADDS),
      ],
    ],
    ({ casings }) => casings,
    (row) => [
      ...[nameIn(names.holes, row.hole), row.size, row.kind, lengths.of(row.fromMm), lengths.of(row.toMm)],
      lengths.between(row),
    ],
  );
}

/** All of them by name, in the order of a workbook. */
export const tablesOfShifts = {
  shifts: summaryTable,
  progress: progressTable,
  activities: activityTable,
  crew: crewTable,
  materials: materialTable,
  surveys: surveyTable,
  casings: casingTable,
} as const;

/** As files for programs name their columns. */
export const shiftTables = (shifts: readonly ExportedShift[], names: Names): Table[] =>
  Object.values(tablesOfShifts).map((make) => namedIn(names.lengthUnit, make(shifts, names)));
