/**
 * What is known of a well, from all sources that tell of it: rows of the tables and ledgers of its rigs, in the order of time. Rows that name no
 * well are those of the one that is named, where there is one alone.
 */
import type { TableRows, Whose } from "../analysis/table.js";
import type { RigLedger } from "./day/ledger.js";
import { type Piece, piecesOf } from "./day/pieces.js";

/** The tables that a report is made of. */
export const reportTables = [
  "states",
  "connections",
  "trips",
  "pumping",
  "events",
  "formations",
  "surveys",
  "npt",
] as const;
type ReportTable = (typeof reportTables)[number];
export type ReportTables = { readonly [Name in ReportTable]: readonly TableRows[Name][] };

/** Rows of a rig that were left out of its analysis. */
export interface LeftOutRows extends Whose {
  readonly rows: number;
  readonly withoutTime: number;
  readonly behind: number;
}

export interface WellLog extends Omit<ReportTables, "states"> {
  readonly well: string | undefined;
  readonly pieces: readonly Piece[];
  /** By their first row. */
  readonly ledgers: readonly RigLedger[];
  readonly rigs: readonly LeftOutRows[];
  readonly notes: readonly string[];
}

export function wellLogs(
  tables: ReportTables,
  ledgers: readonly RigLedger[],
  rigs: readonly LeftOutRows[],
): WellLog[] {
  const names = new Set([...rigs, ...ledgers].flatMap(({ well }) => well ?? []));
  const [only] = names;
  const isUnnamed = [...rigs].some(({ well }) => well === undefined);
  const takesUnnamed = names.size === 1 && isUnnamed;
  const wellOf = ({ well }: Whose): string | undefined => well ?? (names.size === 1 ? only : undefined);
  const wells: (string | undefined)[] = [...names];
  if (names.size === 0 || (isUnnamed && !takesUnnamed)) wells.push(undefined);
  // Once over each table, however many wells there are.
  const split = <Row extends Whose>(rows: readonly Row[]): ReadonlyMap<string | undefined, Row[]> => {
    const parts = new Map<string | undefined, Row[]>(wells.map((well) => [well, []]));
    for (const row of rows) parts.get(wellOf(row))?.push(row);
    return parts;
  };
  const parts = {
    states: split(tables.states),
    connections: split(tables.connections),
    trips: split(tables.trips),
    pumping: split(tables.pumping),
    events: split(tables.events),
    formations: split(tables.formations),
    surveys: split(tables.surveys),
    npt: split(tables.npt),
    ledgers: split(ledgers),
    rigs: split(rigs),
  };
  return wells.map((well) => ({
    well,
    pieces: piecesOf(parts.states.get(well)!),
    connections: inTime(parts.connections.get(well)!),
    trips: inTime(parts.trips.get(well)!),
    pumping: inTime(parts.pumping.get(well)!),
    events: inTime(parts.events.get(well)!),
    npt: inTime(parts.npt.get(well)!),
    formations: parts.formations.get(well)!,
    surveys: parts.surveys.get(well)!,
    ledgers: parts.ledgers.get(well)!.sort((one, other) => one.first - other.first),
    rigs: parts.rigs.get(well)!,
    notes:
      takesUnnamed && well === only
        ? [`Some rows name no well; they are taken to be those of ${only}, the only one that is named.`]
        : [],
  }));
}

const inTime = <Row extends { readonly start: number }>(rows: Row[]): Row[] =>
  rows.sort((one, other) => one.start - other.start);
