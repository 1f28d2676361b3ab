/**
 * The tables that an analysis makes: their names, columns and units, the same in the command, the library, SQL, Parquet, CSV
 * and JSON. A stage finishes rows one after another; where they go is not its business.
 */
import type { ChannelName } from "../wits/catalog/channel.js";
import type { EventKind, RigState } from "../wits/catalog/state.js";

/** Every row says whose it is. */
export interface Whose {
  readonly source: string;
  /** By item 0101; undefined where nothing names it. */
  readonly well: string | undefined;
}

/** Times are milliseconds since 1970, on the clock of the rows. What cannot be known is undefined, and never 0. */
export interface StateRow extends Whose {
  readonly start: number;
  readonly end: number;
  readonly state: RigState;
  readonly seconds: number;
  readonly hole_depth_start: number | undefined;
  readonly hole_depth_end: number | undefined;
  readonly bit_depth_start: number | undefined;
  readonly bit_depth_end: number | undefined;
  /** Hole made. */
  readonly metres: number | undefined;
  /** Of WITS, item 07. */
  readonly activity_code: number | undefined;
  readonly reason: string;
}

/** Of one row: a flag is 1, 0, or undefined where nobody knows. */
export interface FlagRow extends Whose {
  readonly time: number;
  /** The byte of the source where its frame begins. */
  readonly offset: number;
  readonly state: RigState;
  readonly in_slips: 0 | 1 | undefined;
  readonly pumping: 0 | 1 | undefined;
  readonly rotating: 0 | 1 | undefined;
  readonly on_bottom: 0 | 1 | undefined;
  readonly moving: "down" | "still" | "up" | undefined;
  readonly making_hole: 0 | 1 | undefined;
}

export interface CalibrationRow extends Whose {
  readonly quantity: string;
  readonly value: number | undefined;
  readonly unit: string | undefined;
  readonly from_rows: number;
  /** From 0 to 1. */
  readonly confidence: number;
  /** `found`, `given by the rig's file`, ... in words, with what it was found from. */
  readonly how: string;
}

export interface ConnectionRow extends Whose {
  /** The string is set in slips. */
  readonly start: number;
  readonly end: number;
  readonly kind: "drilling" | "trip_in" | "trip_out";
  readonly stand: number | undefined;
  readonly bit_depth: number | undefined;
  readonly slip_to_slip_s: number;
  readonly bottom_to_slips_s: number | undefined;
  readonly slips_to_bottom_s: number | undefined;
  readonly weight_to_weight_s: number | undefined;
  readonly pumps_off_s: number | undefined;
}

export interface TripRow extends Whose {
  readonly start: number;
  readonly end: number;
  readonly direction: "in" | "out";
  readonly bit_depth_start: number;
  readonly bit_depth_end: number;
  readonly stands: number;
  /** In the unit of depth an hour, slips included. */
  readonly speed: number | undefined;
  readonly speed_without_slips: number | undefined;
}

export interface PumpingRow extends Whose {
  readonly start: number;
  readonly end: number;
  readonly seconds: number;
  readonly flow_mean: number | undefined;
  readonly pressure_mean: number | undefined;
  readonly volume: number | undefined;
  readonly strokes: number | undefined;
}

export interface EventRow extends Whose {
  readonly start: number;
  readonly end: number;
  readonly kind: EventKind;
  readonly severity: string;
  /** From 0 to 1. */
  readonly confidence: number;
  readonly hole_depth: number | undefined;
  /** In words and numbers: what each sign was, and what it should have been. */
  readonly evidence: string;
  readonly advice: string;
}

export interface FormationRow extends Whose {
  readonly depth: number;
  readonly above: string | undefined;
  readonly below: string | undefined;
  readonly confidence: number;
  readonly curve: string;
  readonly value_above: number;
  readonly value_below: number;
}

export interface DepthRow extends Whose {
  readonly depth: number;
  readonly rate: number | undefined;
  readonly mse: number | undefined;
  readonly d_exponent: number | undefined;
  readonly d_exponent_corrected: number | undefined;
  readonly depth_of_cut: number | undefined;
  readonly gamma: number | undefined;
  readonly resistivity: number | undefined;
  readonly shale_volume: number | undefined;
  readonly lithology: string | undefined;
  readonly drilling_strength: number | undefined;
  readonly aggressiveness: number | undefined;
}

/** An interval that deserves a look: a screening by cut-offs, and nothing more. */
export interface IntervalRow extends Whose {
  readonly top: number;
  readonly base: number;
  readonly thickness: number;
  readonly resistivity: number;
  readonly shale_volume: number;
  readonly porosity: number | undefined;
  readonly water_saturation: number | undefined;
  readonly reason: string;
}

export interface SurveyRow extends Whose {
  readonly depth: number;
  readonly inclination: number;
  readonly azimuth: number;
  /** Undefined where nothing tells where the hole was at its first survey; so are north and east. */
  readonly tvd: number | undefined;
  readonly north: number | undefined;
  readonly east: number | undefined;
  readonly dogleg: number | undefined;
  readonly vertical_section: number | undefined;
}

/** Time that was lost and seen: proposed by rules, unless a person said otherwise. */
export interface NptRow extends Whose {
  readonly start: number;
  readonly end: number;
  readonly seconds: number;
  readonly cause: string;
  readonly hole_depth: number | undefined;
  /** Why it is thought lost, in words and numbers. */
  readonly reason: string;
  readonly decided_by: "proposed" | "overrides";
}

export interface KpiRow extends Whose {
  readonly name: string;
  /** Undefined where something is missing; `definition` then says what would tell it. */
  readonly value: number | undefined;
  readonly unit: string | undefined;
  readonly definition: string;
  /** Of the day that it is of, where days are asked for; undefined: of all rows. */
  readonly from?: number | undefined;
  /** Before this. */
  readonly until?: number | undefined;
}

/** By name of the table, what a row of it has. Flags, a row a sample, are made only where somebody asks for them. */
export interface TableRows {
  readonly states: StateRow;
  readonly flags: FlagRow;
  readonly calibration: CalibrationRow;
  readonly connections: ConnectionRow;
  readonly trips: TripRow;
  readonly pumping: PumpingRow;
  readonly events: EventRow;
  readonly formations: FormationRow;
  readonly depth: DepthRow;
  readonly intervals: IntervalRow;
  readonly surveys: SurveyRow;
  readonly npt: NptRow;
  readonly kpis: KpiRow;
}
/** One of the tables of an analysis. */
export type TableName = keyof TableRows;

/** Takes rows as they are finished, in the order of the table. */
export type Finished = <Name extends TableName>(table: Name, row: TableRows[Name]) => void;

/** Of a channel, in the rows that are analysed; undefined where nothing declares it. */
export type UnitOf = (channel: ChannelName) => string | undefined;

/** A column of a table: its name, what it holds and in which unit. */
export interface TableColumn {
  readonly name: string;
  readonly type: "time" | "number" | "integer" | "text";
  readonly meaning: string;
  /** A symbol of the catalog or words (`s`, `degrees per 30 m`), or what it is by those of the channels. */
  readonly unit?: string | ((unitOf: UnitOf) => string | undefined);
}

/** Of a column's values, in rows whose channels have these units; undefined when undeclared or when there is none. */
export const unitIn = ({ unit }: Pick<TableColumn, "unit">, unitOf: UnitOf): string | undefined =>
  typeof unit === "function" ? unit(unitOf) : unit;
