/** The columns of the tables that an analysis makes: names, types, units and meanings, in their order. */
import type { ChannelName } from "../wits/catalog/channel.js";
import type { TableColumn, TableName, TableRows, UnitOf } from "./table.js";

/** A table of an analysis, as it is written and shown. */
export interface AnalysisTable<Row = unknown> {
  /** In words, for people. */
  readonly title: string;
  readonly columns: readonly (TableColumn & { readonly name: keyof Row & string })[];
}

type Unit = TableColumn["unit"];

/** The unit in which a channel was sent. */
const of =
  (channel: ChannelName): Unit =>
  (unitOf: UnitOf) =>
    unitOf(channel);
const DEPTH = of("hole-depth");
/** Of depth, an hour. */
const SPEED: Unit = (unitOf) => {
  const depth = unitOf("hole-depth");
  return depth === undefined ? undefined : `${depth}/h`;
};

const byDepth =
  (metric: string, feet: string): Unit =>
  (unitOf: UnitOf) => {
    const depth = unitOf("hole-depth") ?? unitOf("gamma-depth") ?? unitOf("survey-depth");
    return depth === "M" ? metric : depth === "F" ? feet : undefined;
  };
/** Of hole made. */
const RATE = byDepth("M/HR", "F/HR");

const column = <Name extends string>(
  name: Name,
  type: TableColumn["type"],
  meaning: string,
  unit?: Unit,
): TableColumn & { readonly name: Name } => ({
  name,
  type,
  meaning,
  ...(unit !== undefined && { unit }),
});

const WHOSE = [
  column("source", "text", "log or link that the rows came from"),
  column("well", "text", "name of the well, item 0101"),
] as const;
const SPAN = [column("start", "time", "when it began"), column("end", "time", "when it ended")] as const;

/** The tables of an analysis, by their names. */
export const analysisTables: { readonly [Name in TableName]: AnalysisTable<TableRows[Name]> } = {
  states: {
    title: "what the rig did, an interval a row",
    columns: [
      ...WHOSE,
      ...SPAN,
      column("state", "text", "what the rig did"),
      column("seconds", "number", "how long", "s"),
      column("hole_depth_start", "number", "depth of the hole at its start", DEPTH),
      column("hole_depth_end", "number", "depth of the hole at its end", DEPTH),
      column("bit_depth_start", "number", "depth of the bit at its start", of("bit-depth")),
      column("bit_depth_end", "number", "depth of the bit at its end", of("bit-depth")),
      column("metres", "number", "hole made", DEPTH),
      column("activity_code", "integer", "activity code of WITS, item 07"),
      column("reason", "text", "why it is this state"),
    ],
  },
  flags: {
    title: "what was seen in each row",
    columns: [
      ...WHOSE,
      column("time", "time", "when it was"),
      column("offset", "integer", "byte of the source where its frame begins"),
      column("state", "text", "what the rig did"),
      column("in_slips", "integer", "1 with the string in slips"),
      column("pumping", "integer", "1 with the pumps on"),
      column("rotating", "integer", "1 with the string turning"),
      column("on_bottom", "integer", "1 with the bit on bottom"),
      column("moving", "text", "which way the string moves"),
      column("making_hole", "integer", "1 while hole is made"),
    ],
  },
  calibration: {
    title: "what was found of the rig, and from how much",
    columns: [
      ...WHOSE,
      column("quantity", "text", "what was found"),
      column("value", "number", "its value"),
      column("unit", "text", "the unit of the value"),
      column("from_rows", "integer", "rows that it was found from"),
      column("confidence", "number", "how sure it is, from 0 to 1"),
      column("how", "text", "how it was found"),
    ],
  },
  connections: {
    title: "connections",
    columns: [
      ...WHOSE,
      column("start", "time", "when the string was set in slips"),
      column("end", "time", "when it was taken out of them"),
      column("kind", "text", "while drilling, or tripping in or out"),
      column("stand", "integer", "number of the stand"),
      column("bit_depth", "number", "depth of the bit", of("bit-depth")),
      column("slip_to_slip_s", "number", "time in slips", "s"),
      column("bottom_to_slips_s", "number", "time from bottom to slips", "s"),
      column("slips_to_bottom_s", "number", "time from slips to bottom", "s"),
      column("weight_to_weight_s", "number", "time from bottom to bottom", "s"),
      column("pumps_off_s", "number", "time with the pumps off", "s"),
    ],
  },
  trips: {
    title: "trips",
    columns: [
      ...WHOSE,
      ...SPAN,
      column("direction", "text", "in or out of the hole"),
      column("bit_depth_start", "number", "depth of the bit at its start", of("bit-depth")),
      column("bit_depth_end", "number", "depth of the bit at its end", of("bit-depth")),
      column("stands", "integer", "stands that were run"),
      column("speed", "number", "speed of the bit, connections included", SPEED),
      column("speed_without_slips", "number", "speed of the bit, time in slips left out", SPEED),
    ],
  },
  pumping: {
    title: "periods in which the pumps ran",
    columns: [
      ...WHOSE,
      ...SPAN,
      column("seconds", "number", "how long", "s"),
      column("flow_mean", "number", "mean flow in", of("flow-in")),
      column("pressure_mean", "number", "mean standpipe pressure", of("pressure")),
      column("volume", "number", "mud that was pumped", of("pit-volume")),
      column("strokes", "number", "strokes of all pumps"),
    ],
  },
  events: {
    title: "what stood out",
    columns: [
      ...WHOSE,
      ...SPAN,
      column("kind", "text", "what it may be"),
      column("severity", "text", "how bad it is"),
      column("confidence", "number", "how sure it is, from 0 to 1"),
      column("hole_depth", "number", "depth of the hole", DEPTH),
      column("evidence", "text", "the signs, in words and numbers"),
      column("advice", "text", "what to look at"),
    ],
  },
  formations: {
    title: "boundaries of formations",
    columns: [
      ...WHOSE,
      column("depth", "number", "depth of the boundary", DEPTH),
      column("above", "text", "lithology above"),
      column("below", "text", "lithology below"),
      column("confidence", "number", "how sure it is, from 0 to 1"),
      column("curve", "text", "what changes there"),
      column("value_above", "number", "the curve above"),
      column("value_below", "number", "the curve below"),
    ],
  },
  depth: {
    title: "the rock, a row a step of depth",
    columns: [
      ...WHOSE,
      column("depth", "number", "depth of the hole", DEPTH),
      column("rate", "number", "hole made over the time on bottom that it took", RATE),
      column("mse", "number", "mechanical specific energy", byDepth("MPA", "PSI")),
      column("d_exponent", "number", "drilling exponent"),
      column("d_exponent_corrected", "number", "drilling exponent, corrected for the density of the mud"),
      column("depth_of_cut", "number", "depth of cut, a revolution", byDepth("MM", "IN")),
      column("gamma", "number", "gamma ray, at this depth", of("gamma")),
      column("resistivity", "number", "resistivity, at this depth", of("resistivity")),
      column("shale_volume", "number", "shale, as a share from 0 to 1"),
      column("lithology", "text", "lithology by cut-offs"),
      column(
        "drilling_strength",
        "number",
        "weight over the bit's radius and the depth of cut",
        byDepth("MPA", "PSI"),
      ),
      column("aggressiveness", "number", "sliding friction of the bit, of no unit"),
    ],
  },
  intervals: {
    title: "intervals that deserve a look: a screening, and nothing more",
    columns: [
      ...WHOSE,
      column("top", "number", "depth of its top", DEPTH),
      column("base", "number", "depth of its base", DEPTH),
      column("thickness", "number", "along the hole", DEPTH),
      column("resistivity", "number", "mean resistivity", "OHMM"),
      column("shale_volume", "number", "mean share of shale, from 0 to 1"),
      column("porosity", "number", "mean porosity, from 0 to 1"),
      column("water_saturation", "number", "water in the pores by Archie, from 0 to 1"),
      column("reason", "text", "which cut-offs it met"),
    ],
  },
  surveys: {
    title: "the trajectory, by minimum curvature",
    columns: [
      ...WHOSE,
      column("depth", "number", "measured depth", of("survey-depth")),
      column("inclination", "number", "inclination", of("inclination")),
      column("azimuth", "number", "azimuth", of("azimuth")),
      column("tvd", "number", "true vertical depth", of("survey-depth")),
      column("north", "number", "north of the well's head", of("survey-depth")),
      column("east", "number", "east of the well's head", of("survey-depth")),
      column("dogleg", "number", "dogleg severity", byDepth("DGHM", "DGHF")),
      column("vertical_section", "number", "displacement along the plane of the section", of("survey-depth")),
    ],
  },
  npt: {
    title: "non-productive time, as proposed",
    columns: [
      ...WHOSE,
      ...SPAN,
      column("seconds", "number", "how long", "s"),
      column("cause", "text", "what it was lost to"),
      column("hole_depth", "number", "depth of the hole", DEPTH),
      column("reason", "text", "why it is thought lost"),
      column("decided_by", "text", "proposed by rules, or told by the overrides"),
    ],
  },
  kpis: {
    title: "key figures",
    columns: [
      ...WHOSE,
      column("name", "text", "what is told"),
      column("value", "number", "its value"),
      column("unit", "text", "the unit of the value"),
      column("definition", "text", "how it is computed, or what is missing for it"),
    ],
  },
};

const DAY = [
  column("from", "time", "when the day begins that it is of"),
  column("until", "time", "when that day is over"),
] as const;

/** A table with the columns that are asked for: figures of a day say which day it is. */
export function analysisTable<Name extends TableName>(
  name: Name,
  byDay: boolean | undefined,
): AnalysisTable<TableRows[Name]> {
  const table = analysisTables[name];
  if (!byDay || name !== "kpis") return table;
  const { columns } = analysisTables.kpis;
  return {
    ...table,
    columns: [...columns.slice(0, WHOSE.length), ...DAY, ...columns.slice(WHOSE.length)],
  } as unknown as AnalysisTable<TableRows[Name]>;
}

/** The names of the tables, in the order in which they are written. */
export const analysisTableNames = Object.keys(analysisTables) as readonly TableName[];

/** Those that are made unasked: all but `flags`, which is as long as the rows. */
export const usualTableNames: readonly TableName[] = analysisTableNames.filter((name) => name !== "flags");
