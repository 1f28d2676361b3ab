/** Shift reports as tables: one for each kind of row, each row with the shift that it is of. */
import { HOUR } from "../shift/clock.js";
import { crewMinutes } from "../shift/crew.js";
import type { Id, ShiftContent, ShiftState } from "../shift/document.js";
import type { Quantity } from "../shift/money.js";
import { METRES_AN_HOUR, PERCENT, type Quotient, type Ratio } from "../shift/ratio.js";
import { recoveryOf } from "../shift/recovery.js";
import { isNew, metresOf, metresOfRuns, rateOf } from "../shift/run.js";
import { lengthOf } from "../shift/span.js";
import { type Names, nameIn } from "./names.js";
import { type Column, date, fitted, instant, number, type Table, text, type Value } from "./table.js";

/** A report that goes into a file. */
export interface ExportedShift {
  readonly id: Id;
  readonly state: ShiftState;
  readonly revision: number;
  readonly content: ShiftContent;
}

export const metres = (mm: number): Quantity => ({ value: mm, per: 1000 });
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
  [name, title]: readonly [string, string],
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
/** To the millimetre where somebody measured so. */
const FINE = { finest: 3 } as const;
const FINE_ADDS = { ...ADDS, ...FINE } as const;

/** A row a report. */
export const summaryTable = (shifts: readonly ExportedShift[], names: Names): Table =>
  fitted({
    name: "shifts",
    title: "Summary",
    columns: [
      ...WHOSE,
      ...[text("state", "State"), number("revision", "Revision", null, 0), text("client", "Client")],
      ...[text("project", "Project"), text("contract", "Contract"), text("supervisor", "Supervisor")],
      ...[instant("starts_at", "From"), instant("ends_at", "Until")],
      ...[number("metres", "Metres", "m", 2, FINE_ADDS), number("drilling_h", "Drilling", "h", 2, ADDS)],
      number("rate_m_h", "Rate", "m/h", 2, RATE),
      ...[number("recovered_m", "Recovered", "m", 2, FINE_ADDS), number("cored_m", "Of", "m", 2, FINE_ADDS)],
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
        ...[content.startsAt, content.endsAt, metres(metresOfRuns(content.runs)), hours(rate.by)],
        meanOf(rate, METRES_AN_HOUR),
        ...[metres(recovery.sum), metres(recovery.by), meanOf(recovery, PERCENT)],
        ...[manHours(crewMinutes(content.crew)), content.notes, shift.id],
      ];
    }),
    zones: shifts.map(({ content }) => content.timeZone),
  });

export const progressTable = (shifts: readonly ExportedShift[], names: Names): Table =>
  tableOf(
    shifts,
    names,
    ["progress", "Progress"],
    [
      ...[text("hole", "Hole"), text("size", "Size"), text("kind", "Kind")],
      ...[number("from_m", "From", "m", 2, FINE), number("to_m", "To", "m", 2, FINE)],
      ...[
        number("metres", "Metres", "m", 2, FINE_ADDS),
        instant("starts_at", "From"),
        instant("ends_at", "Until"),
      ],
      ...[number("time_h", "Time", "h", 2, ADDS), number("drilling_h", "Drilling", "h", 2, ADDS)],
      number("rate_m_h", "Rate", "m/h", 2, RATE),
      ...[number("recovered_m", "Recovered", "m", 2, FINE_ADDS), number("cored_m", "Of", "m", 2, FINE_ADDS)],
      number("recovery_pct", "Recovery", "%", 1, RECOVERY),
      ...[text("bit", "Bit"), text("source", "Source"), text("remarks", "Remarks")],
    ],
    ({ runs }) => runs.toSorted((a, b) => a.startsAt - b.startsAt),
    (run) => {
      const [rate, recovery] = [rateOf([run]), recoveryOf([run])];
      const isCored = isNew(run) && run.recoveredMm !== null;
      return [
        ...[nameIn(names.holes, run.hole), run.size, run.kind, metres(run.fromMm), metres(run.toMm)],
        ...[isNew(run) ? metres(metresOf(run)) : null, run.startsAt, run.endsAt, hours(lengthOf(run))],
        ...[isNew(run) ? hours(rate.by) : null, meanOf(rate, METRES_AN_HOUR)],
        ...[isCored ? metres(recovery.sum) : null, isCored ? metres(recovery.by) : null],
        ...[meanOf(recovery, PERCENT), run.bit, run.source, run.remarks],
      ];
    },
  );

export const activityTable = (shifts: readonly ExportedShift[], names: Names): Table =>
  tableOf(
    shifts,
    names,
    ["activities", "Activities"],
    [
      ...[text("code", "Code"), text("activity", "Activity"), text("class", "Class")],
      ...[instant("starts_at", "From"), instant("ends_at", "Until"), number("time_h", "Time", "h", 2, ADDS)],
      ...[text("hole", "Hole"), text("reason", "Reason"), text("payer", "Payer")],
      number("beside_h", "Beside", "h", 2, ADDS),
      ...[text("source", "Source"), text("remarks", "Remarks")],
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

export const surveyTable = (shifts: readonly ExportedShift[], names: Names): Table =>
  tableOf(
    shifts,
    names,
    ["surveys", "Surveys"],
    [
      ...[text("hole", "Hole"), number("depth_m", "Depth", "m", 2, FINE), number("dip_deg", "Dip", "°", 2)],
      ...[number("azimuth_deg", "Azimuth", "°", 2), text("north", "North"), text("instrument", "Instrument")],
      ...[instant("at", "At"), text("source", "Source")],
    ],
    ({ surveys }) => surveys,
    (row) => [
      ...[nameIn(names.holes, row.hole), metres(row.depthMm), degrees(row.dipCd), degrees(row.azimuthCd)],
      ...[row.north, row.instrument, row.at, row.source],
    ],
  );

export const casingTable = (shifts: readonly ExportedShift[], names: Names): Table =>
  tableOf(
    shifts,
    names,
    ["casings", "Casing"],
    [
      ...[text("hole", "Hole"), text("size", "Size"), text("kind", "Kind")],
      ...[
        number("from_m", "From", "m", 2, FINE),
        number("to_m", "To", "m", 2, FINE),
        number("length_m", "Length", "m", 2, FINE_ADDS),
      ],
    ],
    ({ casings }) => casings,
    (row) => [
      ...[nameIn(names.holes, row.hole), row.size, row.kind, metres(row.fromMm), metres(row.toMm)],
      metres(row.toMm - row.fromMm),
    ],
  );

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

export const shiftTables = (shifts: readonly ExportedShift[], names: Names): Table[] =>
  Object.values(tablesOfShifts).map((make) => make(shifts, names));
