/** From the tables of a dataset to a chart: which table runs down, which curves stand where, and their scales. */

import type { Field } from "../../columns/field.js";
import type { TableReader } from "../../dataset/read.js";
import { type Selection, selectedPages } from "../../dataset/select.js";
import { numberText } from "../../drawing/scale.js";
import { type Extent, extentOf, logScale, roundScale } from "../../drawing/scale-choice.js";
import { momentText } from "../../drawing/steps.js";
import { Failure } from "../../failure/failure.js";
import { nearest } from "../../failure/nearest.js";
import { activityName } from "../../wits/catalog/activity.js";
import { unitShown } from "../../wits/catalog/spelled.js";
import { activityLane } from "./page/activity-runs.js";
import type { Chart, ChartIndex, Curve, Lane, Mark, Track } from "./page/chart.js";
import type { TrackRequest } from "./request.js";
import { readSeries, type Series, type Values } from "./series.js";
import {
  activityField,
  type ChosenCurve,
  type ChosenTrack,
  depthField,
  isDepth,
  scaleGroup,
  timeField,
  tracksAsked,
  usualTracks,
  wellField,
} from "./tracks.js";

export interface ChartRequest {
  /** The first is what runs down; others give curves that are asked for by name. */
  readonly tables: readonly TableReader[];
  readonly kind: "time" | "depth";
  readonly tracks: readonly TrackRequest[] | undefined;
  readonly selection: Selection;
  /** Rows of this well alone; of those with the most rows when left out, since one strip shows one well. */
  readonly well: string | undefined;
  readonly title: string | undefined;
  /** What it is called when no well is named in it. */
  readonly input: string;
  /** Lanes beside that of the sender's activities, and lines across the tracks, of a well. */
  readonly lanes?: ((well: string | undefined) => readonly Lane[]) | undefined;
  readonly marks?: ((well: string | undefined) => readonly Mark[]) | undefined;
  /** Whether the reader may look closer than what is kept of the rows, and so should be told of it. */
  readonly closer: boolean;
  /** How many rows of a table with so many curves are drawn as they are, and in how many buckets more of them are gathered. */
  readonly detail: (curves: number) => { readonly rows: number; readonly buckets: number };
}

/** Throws a `Failure` when there is nothing to draw, which says what there is instead. */
export async function composeChart(request: ChartRequest): Promise<Chart> {
  const { tables, kind, selection } = request;
  const main = tables[0]!;
  const chosen = request.tracks === undefined ? usualTracks(main, kind) : tracksAsked(request.tracks, tables);
  if (chosen.length === 0) {
    throw new Failure(
      "nothing-there",
      `${main.meaning} has no column of numbers; it has ${main.fields.map(({ name }) => name).join(", ") || "no values at all"}`,
    );
  }
  const wells = await wellsOf(main, selection);
  const well = wellAmong(wells, request.well);
  // A single well's rows are all rows: those before its first name too.
  const single = wells.size > 1 ? well : undefined;
  const read = new Map<TableReader, Drawn>();
  for (const table of new Set([main, ...chosen.flat().map((curve) => curve.table)])) {
    const drawn = await draw(table, chosen, request, single);
    if (drawn !== undefined) read.set(table, drawn);
    else if (table === main) throw noRows(table, request);
  }
  const still: string[] = [];
  const tracks = chosen
    .map((track) => trackOf(track, read, request.tracks === undefined ? still : undefined))
    .filter(({ curves }) => curves.length > 0);
  if (tracks.length === 0) throw noValues(chosen, main);
  const { series, index, valuesOf } = read.get(main)!;
  const depth = kind === "time" ? depthField(main) : undefined;
  const activity = activityField(main);
  const sent = activity && activityLane(series.sheet, valuesOf(activity)!.greatest, nameOf);
  const many = request.closer && [...read.values()].some((one) => one.series.sheet.reduced);
  return {
    title: request.title ?? well ?? request.input,
    subtitle: subtitleOf(index, main, series),
    index,
    tracks,
    lanes: [...(sent === undefined ? [] : [sent]), ...(request.lanes?.(well) ?? [])],
    marks: request.marks?.(well) ?? [],
    depth:
      depth && curveOf({ table: main, field: depth, request: undefined }, valuesOf(depth)!, series, [], 0),
    notes: [
      ...wellsNote(wells, well),
      ...(still.length > 0 ? [`the same throughout, and left out: ${still.join(", ")}`] : []),
      ...(series.leftOut > 0 ? [leftOutText(series.leftOut, kind)] : []),
      ...(series.sorted ? [] : ["rows were not in the order of their times, and are drawn in it"]),
      ...(many ? ["more rows than points: each point shows the least and the greatest of its rows"] : []),
    ],
  };
}

const leftOutText = (count: number, kind: "time" | "depth"): string =>
  kind === "time"
    ? `rows without a time are left out: ${count}`
    : `rows at which the hole was no deeper than before are left out: ${count}`;

interface Drawn {
  readonly series: Series;
  readonly index: ChartIndex;
  valuesOf(field: Field): Values | undefined;
}

async function draw(
  table: TableReader,
  tracks: readonly ChosenTrack[],
  { kind, selection, detail, tables }: ChartRequest,
  name: string | undefined,
): Promise<Drawn | undefined> {
  const index = kind === "time" ? timeField(table) : depthField(table);
  if (index === undefined) return undefined;
  const fields = new Set(tracks.flat().flatMap((curve) => (curve.table === table ? [curve.field] : [])));
  if (table === tables[0]) {
    for (const field of [activityField(table), kind === "time" ? depthField(table) : undefined]) {
      if (field !== undefined) fields.add(field);
    }
  }
  const list = [...fields];
  const field = wellField(table);
  const well = name === undefined || field === undefined ? undefined : { field, name };
  const series = await readSeries({
    table,
    kind,
    index,
    fields: list,
    selection,
    well,
    ...detail(list.length),
  });
  if (series === undefined) return undefined;
  const { first, last } = series;
  return {
    series,
    index: {
      kind,
      name: kind === "time" ? "Time" : index.meaning,
      unit: index.unit === undefined ? undefined : unitShown(index.unit),
      utc: index.utc,
      first,
      // A chart of one row needs some height.
      last: last > first ? last : first + (kind === "time" ? 60_000 : 1),
    },
    valuesOf: (field) => series.values[list.indexOf(field)],
  };
}

/** With fewer rows nothing is said of a curve that is the same in all. */
const FEW_ROWS = 100;

/**
 * Curves without a value are left out. `still`: nobody asked for these, so that those are left out too, and added to it,
 * which are the same throughout; the sensor is not there, or off.
 */
function trackOf(
  track: ChosenTrack,
  read: ReadonlyMap<TableReader, Drawn>,
  still: string[] | undefined,
): Track {
  const there = track.flatMap((chosen) => {
    const drawn = read.get(chosen.table);
    const values = drawn?.valuesOf(chosen.field);
    const extent = values && extentOf([values]);
    if (drawn === undefined || values === undefined || extent === undefined) return [];
    if (still !== undefined && extent.least === extent.greatest && !isDepth(chosen.field)) {
      if (extent.least === 0 || drawn.series.rows > FEW_ROWS) {
        still.push(`${chosen.field.name} ${numberText(extent.least)}`);
        return [];
      }
    }
    return [{ chosen, values, series: drawn.series }];
  });
  const curves = there.map(({ chosen, values, series }, place) => {
    const group = scaleGroup(chosen.field.code);
    const alike = there.filter(
      (other) =>
        group >= 0 &&
        scaleGroup(other.chosen.field.code) === group &&
        other.chosen.field.unit === chosen.field.unit &&
        other.chosen.request?.range === undefined &&
        other.chosen.request?.log === chosen.request?.log,
    );
    return curveOf(
      chosen,
      values,
      series,
      alike.map((other) => other.values),
      place,
    );
  });
  return { curves };
}

function curveOf(
  { field, request }: ChosenCurve,
  values: Values,
  { sheet }: Series,
  alike: readonly Values[],
  colour: number,
): Curve {
  const nothing: Extent = { least: 0, greatest: 0, usual: 0, positive: 1 };
  const extent = extentOf(alike.length > 0 && request?.range === undefined ? alike : [values]) ?? nothing;
  const scale =
    request?.range !== undefined
      ? { ...request.range, log: request.log }
      : request?.log
        ? logScale(extent)
        : roundScale(extent, field.unit);
  const { name, meaning } = field;
  const unit = field.unit === undefined ? undefined : unitShown(field.unit);
  return { name, meaning, unit, scale, colour, sheet, ...values };
}

const nameOf = (code: number): string => activityName(code) ?? `activity ${code}`;

/** How many rows each well of a table has, in the order in which they come. */
async function wellsOf(table: TableReader, selection: Selection): Promise<ReadonlyMap<string, number>> {
  const wells = new Map<string, number>();
  const field = wellField(table);
  if (field === undefined) return wells;
  for await (const { values } of selectedPages(table, [field], selection)) {
    for (const name of (values[0] ?? []) as readonly (string | undefined)[]) {
      if (name !== undefined) wells.set(name, (wells.get(name) ?? 0) + 1);
    }
  }
  return wells;
}

/** Undefined when there are no names. Throws a `Failure` when the one that is asked for is not there. */
function wellAmong(wells: ReadonlyMap<string, number>, asked: string | undefined): string | undefined {
  const names = [...wells.keys()];
  if (asked === undefined) return names.sort((a, b) => wells.get(b)! - wells.get(a)!)[0];
  const name = names.find((one) => one.toLowerCase() === asked.toLowerCase());
  if (name !== undefined) return name;
  const near = nearest(asked, names);
  throw new Failure(
    "unknown-name",
    `there is no well ${asked} here; there ${names.length === 0 ? "is no well name at all" : `are ${names.join(", ")}`}.` +
      (near === undefined ? "" : ` Did you mean ${near}?`),
  );
}

function wellsNote(wells: ReadonlyMap<string, number>, drawn: string | undefined): string[] {
  const others = [...wells.keys()].filter((name) => name !== drawn);
  if (others.length === 0) return [];
  const some = others.length > 5 ? [...others.slice(0, 5), "..."] : others;
  return [`of ${wells.size} wells this is ${drawn}; --well draws another: ${some.join(", ")}`];
}

function subtitleOf(
  { kind, first, last, unit, utc }: ChartIndex,
  table: TableReader,
  { rows }: Series,
): string {
  const range =
    kind === "time"
      ? `${momentText(first)} to ${momentText(last)} ${utc ? "UTC" : "by the rig's clock"}`
      : `${first} to ${last} ${unit ?? ""}`.trim();
  return `${range} · ${table.meaning} · ${rows.toLocaleString("en-US")} rows`;
}

function noRows(table: TableReader, { kind, selection }: ChartRequest): Failure {
  const depth = depthField(table);
  const what = table.meaning;
  const others = [
    ...(kind === "time" && depth !== undefined ? [`--index depth draws it by ${depth.meaning}`] : []),
    ...(kind === "depth" && timeField(table) !== undefined ? ["--index time draws it by time"] : []),
  ];
  const instead = others.length > 0 ? `; ${others.join(", ")}` : "";
  const narrowed = selection.from !== undefined || selection.until !== undefined;
  if (table.rows === 0) return new Failure("nothing-there", `${what} has no rows: there is nothing to draw`);
  if (kind === "time" && timeField(table) === undefined) {
    return new Failure("nothing-there", `${what} has ${table.rows} rows and none has a time${instead}`);
  }
  if (kind === "depth" && depth === undefined) {
    return new Failure("nothing-there", `${what} has no column of hole depth (DMEA, DRTM or DBTM)${instead}`);
  }
  return new Failure(
    "nothing-there",
    narrowed
      ? `${what} has ${table.rows} rows, and none between --from and --until. \`witskit info\` tells from when to when they are`
      : `${what} has no row with a ${kind}${instead}`,
  );
}

function noValues(tracks: readonly ChosenTrack[], table: TableReader): Failure {
  const names = tracks.flat().map(({ field }) => field.name);
  const others = usualTracks(table, "time")
    .flat()
    .map(({ field }) => field.name)
    .filter((name) => !names.includes(name));
  const instead = others.length > 0 ? `; there are ${others.join(", ")}` : "";
  return new Failure("nothing-there", `no row here has a value of ${names.join(", ")}${instead}`);
}
