/** Which curves stand in which track: those that were asked for, or those that a driller would choose. */
import type { Field, TableReader } from "../../dataset/read.js";
import { recordOfTable } from "../../dataset/tables.js";
import { Failure } from "../../failure.js";
import { nearest } from "../../nearest.js";
import type { CurveRequest, TrackRequest } from "./request.js";

export interface ChosenCurve {
  readonly table: TableReader;
  readonly field: Field;
  /** Undefined: all is left to the values. */
  readonly request: CurveRequest | undefined;
}

export type ChosenTrack = readonly ChosenCurve[];

/**
 * By code, track after track; the first of alternatives that the log has. Depth and rate, what hangs and what turns, what
 * is pumped and what comes back, the pits, the gas, the mud.
 */
const drillers: readonly (readonly (readonly string[])[])[] = [
  [["0113"], ["0108"], ["0110"]],
  [["0114", "0115"], ["0116", "0117"], ["0112"]],
  [["0118", "0119"], ["0120"]],
  [["0121"], ["0123"], ["0124"], ["0125"], ["0122"]],
  [["0130"], ["0129"], ["0128"]],
  [["0126"], ["0127"]],
  [["0140"]],
  [["0132"], ["0131"], ["0134"], ["0133"]],
];
/** By depth they say what the axis says, or belong to the time between. */
const notByDepth = new Set(["0108", "0110", "0112"]);

/** Curves of one track that are compared by eye, and so have one scale. */
const together: readonly ReadonlySet<string>[] = [
  ["0108", "0110", "0109", "0111", "0139"],
  ["0114", "0115"],
  ["0116", "0117"],
  ["0118", "0119"],
  ["0123", "0124", "0125"],
  ["0129", "0130"],
  ["0131", "0132"],
  ["0133", "0134"],
  ["0135", "0136"],
].map((codes) => new Set(codes));

/** Which of the sets that share a scale it belongs to; -1 for none. */
export const scaleGroup = ({ code = "" }: Pick<Field, "code">): number =>
  together.findIndex((codes) => codes.has(code));

const header = new Set(["source", "offset", "vendor", "WID", "SKNO", "RID", "SQID", "DATE", "TIME", "ACTC"]);
const isCurve = ({ name, type }: Field): boolean =>
  (type === "number" || type === "integer") && !header.has(name);

const CURVES_A_TRACK = 4;
const TRACKS = 8;

/** Of a table with nothing that a driller's chart has, its first curves, those of one unit together. */
export function usualTracks(table: TableReader, kind: "time" | "depth"): ChosenTrack[] {
  const byCode = new Map(table.fields.filter(isCurve).map((field) => [field.code, field]));
  const chosen = drillers.map((track) =>
    track.flatMap((codes) => {
      const code = codes.find((one) => byCode.has(one) && !(kind === "depth" && notByDepth.has(one)));
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

/** The items that say how deep the hole is, the surest first. */
const DEPTHS = ["DMEA", "DRTM", "DBTM"];

/** Of hole or bit. */
export const isDepth = ({ code = "" }: Field): boolean => together[0]!.has(code);

export const depthField = ({ fields }: TableReader): Field | undefined =>
  DEPTHS.flatMap((name) => fields.find((field) => field.name === name && isCurve(field)) ?? [])[0];

export const timeField = ({ fields }: TableReader): Field | undefined =>
  fields.find(({ name, type }) => name === "timestamp" && type === "time");

/** Item 01. */
export const wellField = ({ fields }: TableReader): Field | undefined =>
  fields.find(({ name, type }) => name === "WID" && type === "text");

/** Item 07. */
export const activityField = ({ fields }: TableReader): Field | undefined =>
  fields.find(({ name, code, type }) => name === "ACTC" || (code?.endsWith("07") && type === "integer"));

/** `tables`: the one that is drawn first; a bare mnemonic is looked for in their order. Throws a `Failure` for a name that none has. */
export const tracksAsked = (
  requests: readonly TrackRequest[],
  tables: readonly TableReader[],
): ChosenTrack[] => requests.map((track) => track.map((request) => curveAsked(request, tables)));

function curveAsked(request: CurveRequest, tables: readonly TableReader[]): ChosenCurve {
  const { record, name } = parts(request.name);
  for (const table of tables) {
    const field = table.fields.find(
      ({ name: own, code }) =>
        (record === undefined ||
          record === recordOfTable(table.name) ||
          code?.startsWith(twoDigits(record))) &&
        (code === name || own.toUpperCase() === name.toUpperCase()),
    );
    if (field === undefined) continue;
    if (field.type === "text" || field.type === "time") {
      throw new Failure(
        "usage",
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

const twoDigits = (record: number): string => String(record).padStart(2, "0");

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
    "usage",
    `--tracks: there is no curve ${name} here.${hint} There are ${named(first!).join(", ")}${more}`,
  );
}
