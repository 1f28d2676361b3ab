/** Which curves stand in which track: those that were asked for, or those that a driller would choose. */
import type { Field } from "../../columns/field.js";
import type { TableReader } from "../../dataset/read.js";
import { Failure } from "../../failure/failure.js";
import { nearest } from "../../failure/nearest.js";
import { type ChannelName, codesOf, itemsOfChannel } from "../../wits/catalog/channel.js";
import { type Code, parseCode, recordOf } from "../../wits/catalog/code.js";
import { recordOfTable } from "../../wits/catalog/table.js";
import type { CurveRequest, TrackRequest } from "./request.js";

export interface ChosenCurve {
  readonly table: TableReader;
  readonly field: Field;
  /** Undefined: all is left to the values. */
  readonly request: CurveRequest | undefined;
}

export type ChosenTrack = readonly ChosenCurve[];

/** The record whose items a driller's chart shows: the others are drawn by the units of their items. */
const DRILLERS_RECORD = 1;

/**
 * Track after track. Depth and rate, what hangs and what turns, what is pumped and what comes back, the pits, the gas,
 * the mud.
 */
const drillers: readonly (readonly ChannelName[])[] = [
  ["rate-of-penetration", "bit-depth", "hole-depth"],
  ["hookload", "weight-on-bit", "block-position"],
  ["torque", "rotary-speed"],
  ["pressure", "stroke-rate-1", "stroke-rate-2", "stroke-rate-3", "choke-pressure"],
  ["flow-in", "flow-out", "flow-out-share"],
  ["pit-volume", "pit-change"],
  ["gas"],
  ["density-in", "density-out", "temperature-in", "temperature-out"],
];
/** By depth they say what the axis says, or belong to the time between. */
const notByDepth = new Set<ChannelName>(["bit-depth", "hole-depth", "block-position"]);

/** Curves of one track that are compared by eye, and so have one scale. */
const together: readonly ReadonlySet<Code>[] = (
  [
    ["bit-depth", "hole-depth", "bit-depth-vertical", "hole-depth-vertical", "returns-depth"],
    ["hookload"],
    ["weight-on-bit"],
    ["torque"],
    ["stroke-rate-1", "stroke-rate-2", "stroke-rate-3"],
    ["flow-in", "flow-out"],
    ["density-in", "density-out"],
    ["temperature-in", "temperature-out"],
    ["conductivity-in", "conductivity-out"],
  ] as const
).map((names) => new Set(names.flatMap((name) => codesOf(name, DRILLERS_RECORD))));

/** Which of the sets that share a scale it belongs to; -1 for none. */
export const scaleGroup = (code: Code | undefined): number =>
  code === undefined ? -1 : together.findIndex((codes) => codes.has(code));

const header = new Set(["source", "offset", "vendor", "WID", "SKNO", "RID", "SQID", "DATE", "TIME", "ACTC"]);
const isCurve = ({ name, type }: Field): boolean =>
  (type === "number" || type === "integer") && !header.has(name);

const CURVES_A_TRACK = 4;
const TRACKS = 8;

/** Of a table with nothing that a driller's chart has, its first curves, those of one unit together. */
export function usualTracks(table: TableReader, kind: "time" | "depth"): ChosenTrack[] {
  const byCode = new Map(table.fields.filter(isCurve).map((field) => [field.code, field]));
  const chosen = drillers.map((track) =>
    track.flatMap((name) => {
      if (kind === "depth" && notByDepth.has(name)) return [];
      const code = codesOf(name, DRILLERS_RECORD).find((one) => byCode.has(one));
      return code === undefined ? [] : [{ table, field: byCode.get(code)!, request: undefined }];
    }),
  );
  const some = chosen.filter((track) => track.length > 0);
  return some.length > 0 ? some : byUnit(table, kind);
}

function byUnit(table: TableReader, kind: "time" | "depth"): ChosenTrack[] {
  const tracks: ChosenCurve[][] = [];
  for (const field of table.fields) {
    if (!isCurve(field) || (kind === "depth" && field === depthField(table))) continue;
    const last = tracks.at(-1);
    if (last !== undefined && last.length < CURVES_A_TRACK && last[0]!.field.unit === field.unit) {
      last.push({ table, field, request: undefined });
    } else tracks.push([{ table, field, request: undefined }]);
  }
  return tracks.slice(0, TRACKS);
}

/** Of hole or bit. */
export const isDepth = ({ code }: Field): boolean => code !== undefined && together[0]!.has(code);

export const depthField = ({ fields }: TableReader): Field | undefined =>
  itemsOfChannel("depth", fields.filter(isCurve))[0];

export const timeField = ({ fields }: TableReader): Field | undefined =>
  fields.find(({ name, type }) => name === "timestamp" && type === "time");

export const wellField = ({ fields }: TableReader): Field | undefined =>
  itemsOfChannel("well", fields).find(({ type }) => type === "text");

export const activityField = ({ fields }: TableReader): Field | undefined =>
  itemsOfChannel("activity", fields)[0];

/** `tables`: the one that is drawn first; a bare mnemonic is looked for in their order. Throws a `Failure` for a name that none has. */
export const tracksAsked = (
  requests: readonly TrackRequest[],
  tables: readonly TableReader[],
): ChosenTrack[] => requests.map((track) => track.map((request) => curveAsked(request, tables)));

function curveAsked(request: CurveRequest, tables: readonly TableReader[]): ChosenCurve {
  const { record, name } = parts(request.name);
  const asked = parseCode(name);
  for (const table of tables) {
    const field = table.fields.find(
      ({ name: own, code }) =>
        (record === undefined ||
          record === recordOfTable(table.name) ||
          (code !== undefined && recordOf(code) === record)) &&
        ((asked !== undefined && code === asked) || own.toUpperCase() === name.toUpperCase()),
    );
    if (field === undefined) continue;
    if (field.type === "text" || field.type === "time") {
      throw new Failure(
        "bad-option",
        `--tracks: ${request.name} (${field.meaning}) is a ${field.type}; a curve is made of numbers`,
      );
    }
    return { table, field, request };
  }
  throw noCurve(request.name, tables);
}

/** `11.TVA`, `TVA` or `1126`. */
function parts(text: string): { record: number | undefined; name: string } {
  const [, record, name] = /^(\d{1,2})\.(.+)$/.exec(text) ?? [];
  return record === undefined || name === undefined
    ? { record: undefined, name: text }
    : { record: Number(record), name };
}

function noCurve(name: string, [first, ...others]: readonly TableReader[]): Failure {
  const named = (table: TableReader): string[] => table.fields.filter(isCurve).map((field) => field.name);
  const near = nearest(
    parts(name).name,
    [first, ...others].flatMap((table) => table && named(table)).filter((one) => one !== undefined),
  );
  const hint = near === undefined ? "" : ` Did you mean ${near}?`;
  const elsewhere = others.filter(({ name: table }) => recordOfTable(table) !== undefined);
  const more =
    elsewhere.length === 0
      ? ""
      : `; of ${elsewhere.map((table) => `record ${recordOfTable(table.name)}`).join(", ")} others, written as ${recordOfTable(elsewhere[0]!.name)}.${named(elsewhere[0]!)[0] ?? "NAME"}`;
  return new Failure(
    "unknown-name",
    `--tracks: there is no curve ${name} here.${hint} There are ${named(first!).join(", ")}${more}`,
  );
}
